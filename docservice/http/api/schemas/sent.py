"""The shapes that the API sends and takes, as JSON Schema 2020-12.

What is sent is made in `docservice.services.resources` and its neighbours, what is
taken is read by `docservice.services.requests`; the tests hold all three together.
"""

from typing import Final

from annotations.anchor import VERDICTS
from annotations.disposition import OUTCOMES, STANCES
from annotations.thread import COMMENT_MOTIVATIONS, MOTIVATIONS, REMARK_STATES
from annotations.waiting import WAITS
from docservice.db.gate_reasons import GATE_LISTS
from docservice.db.tables import CAUSES, REVISION_STATES, ROLES
from docservice.http.api.declaration import Schema
from docservice.http.api.json_schema import (
    BOOL,
    COUNT,
    ID,
    NUMBER,
    OFFSET,
    SLUG,
    TEXT,
    TIME,
    WORDS,
    array,
    closed,
    counts,
    listed,
    nullable,
    one_of,
    ref,
    taken,
    with_optional,
)
from docservice.http.problems import CODES
from docservice.services.process_gate import GATES
from docservice.services.publishing import LANGS, TITLE_CHARS
from docservice.services.requests import BODY_CHARS, LANG_CHARS, QUOTE_CHARS
from versions.comparison import HUNK_KINDS
from versions.paragraph import KINDS

_CHANGE: Final[dict[str, Schema]] = {
    "id": ID,
    "revision": NUMBER,
    "kind": one_of(HUNK_KINDS),
    "old": nullable(ref("Side")),
    "new": nullable(ref("Side")),
    "cause": nullable(one_of(CAUSES)),
    "note": TEXT,
    "annotations": array(ID),
}

SENT: Final[dict[str, Schema]] = {
    "Person": closed(id=ID, name=TEXT, role=one_of(ROLES), guest=BOOL),
    "Document": closed(
        slug=SLUG,
        title=TEXT,
        lang=TEXT,
        process=nullable(TEXT),
        newest=COUNT,
        seq=COUNT,
        url=TEXT,
    ),
    "Process": closed(
        slug=SLUG,
        title=TEXT,
        summary=TEXT,
        lang=TEXT,
        time_zone=TEXT,
        gate=one_of(GATES),
        four_eyes=BOOL,
        url=TEXT,
    ),
    "Revision": closed(
        number=NUMBER,
        label=TEXT,
        note=TEXT,
        status=one_of(REVISION_STATES),
        published_at=nullable(TIME),
        override_reason=TEXT,
    ),
    "Mark": closed(start=OFFSET, end=OFFSET, kind=TEXT, value=TEXT),
    "Paragraph": closed(
        id=ID,
        kind=one_of(KINDS),
        level=COUNT,
        marker=TEXT,
        text=TEXT,
        marks=array(ref("Mark")),
        sha256={"type": "string", "pattern": "^[0-9a-f]{64}$"},
    ),
    "Position": closed(paragraph=ID, offset=OFFSET),
    "Place": closed(start=ref("Position"), end=ref("Position")),
    "Quote": closed(exact=TEXT, prefix=TEXT, suffix=TEXT),
    "Target": closed(start=ref("Position"), end=ref("Position"), quote=ref("Quote")),
    "Anchor": closed(
        revision=NUMBER,
        verdict=one_of(VERDICTS),
        since_made=nullable(one_of(VERDICTS)),
        start=nullable(ref("Position")),
        end=nullable(ref("Position")),
        old=TEXT,
        new=TEXT,
        score={"type": "number", "minimum": 0, "maximum": 1},
        method=TEXT,
        algorithm=TEXT,
        confirmed=BOOL,
        pieces=array(ref("Place")),
        candidates=array(ref("Place")),
    ),
    "Reply": with_optional(
        closed(
            id=ID,
            annotation=ID,
            author=ref("Person"),
            body=TEXT,
            body_html=TEXT,
            created_at=TIME,
            state=one_of(REMARK_STATES),
        ),
        replies=COUNT,
    ),
    "Disposition": with_optional(
        closed(
            outcome=one_of(OUTCOMES),
            reason=TEXT,
            reason_html=TEXT,
            state=one_of(("proposed", "decided", "published")),
            duplicate_of=nullable(ID),
            without_change=TEXT,
            version=NUMBER,
            by=ref("Person"),
            at=TIME,
            published_at=nullable(TIME),
            changes=array(ID),
        ),
        note=TEXT,
    ),
    "Rejoinder": closed(
        version=NUMBER,
        holds=BOOL,
        stance=one_of(STANCES),
        reason=TEXT,
        reason_html=TEXT,
        at=TIME,
    ),
    "Annotation": with_optional(
        closed(
            id=ID,
            document=SLUG,
            revision=NUMBER,
            motivation=one_of(MOTIVATIONS),
            body=TEXT,
            body_html=TEXT,
            replacement=nullable(TEXT),
            lang=TEXT,
            author=ref("Person"),
            created_at=TIME,
            edited_at=nullable(TIME),
            state=one_of(REMARK_STATES),
            version=NUMBER,
            target=ref("Target"),
            anchor=nullable(ref("Anchor")),
            support=COUNT,
            replies=array(ref("Reply")),
            disposition=nullable(ref("Disposition")),
            rejoinder=nullable(ref("Rejoinder")),
            url=TEXT,
        ),
        supported=BOOL,
    ),
    "Support": closed(annotation=ID, support=COUNT, supported=BOOL),
    "Side": closed(paragraph=ID, start=OFFSET, end=OFFSET, text=TEXT),
    "Change": closed(**_CHANGE),
    "ListedChange": closed(**_CHANGE, proposed=array(ID), words=COUNT),
    "ChangeStory": closed(
        change=ref("ListedChange"),
        revision=ref("Revision"),
        role=nullable(one_of(ROLES)),
        annotations=array(ref("Annotation")),
        beside=array(ID),
        previous=nullable(ID),
        next=nullable(ID),
        url=TEXT,
    ),
    "Sentence": closed(
        start=OFFSET,
        end=OFFSET,
        text=TEXT,
        since=NUMBER,
        there=closed(paragraph=ID, start=OFFSET, end=OFFSET),
        changes=array(ID),
    ),
    "Origins": closed(
        revision=ref("Revision"),
        counts=array(closed(revision=NUMBER, sentences=COUNT)),
        items=array(closed(paragraph=ID, sentences=array(ref("Sentence")))),
        next_cursor=nullable(TEXT),
    ),
    "Tally": closed(
        comments=COUNT,
        highlights=COUNT,
        people=COUNT,
        replies=COUNT,
        support=COUNT,
        motivations=counts(COMMENT_MOTIVATIONS),
        outcomes=counts(("none", *OUTCOMES)),
        verdicts=counts(VERDICTS),
        waits=counts(WAITS),
        median_days=nullable(COUNT),
        longest_days=nullable(COUNT),
        answered=COUNT,
    ),
    "ChangedWords": closed(changed=COUNT, caused=COUNT),
    "StatisticsPart": closed(
        id=ID, title=TEXT, tally=ref("Tally"), words=nullable(ref("ChangedWords"))
    ),
    "Statistics": closed(
        revision=NUMBER,
        total=ref("Tally"),
        words=nullable(ref("ChangedWords")),
        revisions=array(ref("StatisticsPart")),
        chapters=array(ref("StatisticsPart")),
        kinds=array(ref("StatisticsPart")),
    ),
    "TracedChange": closed(
        id=ID,
        revision=NUMBER,
        kind=one_of(HUNK_KINDS),
        old=TEXT,
        new=TEXT,
        old_place=nullable(ref("Side")),
        new_place=nullable(ref("Side")),
        cause=nullable(one_of(CAUSES)),
        note=TEXT,
        annotations=array(ID),
        confirmed=BOOL,
        evidence=TEXT,
    ),
    "Trace": closed(
        annotation=ref("Annotation"),
        anchors=array(ref("Anchor")),
        dispositions=array(ref("Disposition")),
        rejoinders=array(ref("Rejoinder")),
        changes=array(ref("TracedChange")),
        together=array(ID),
    ),
    "RevisionText": closed(
        number=NUMBER,
        label=TEXT,
        note=TEXT,
        status=one_of(REVISION_STATES),
        published_at=nullable(TIME),
        override_reason=TEXT,
        open=array(
            closed(list=one_of(GATE_LISTS), size=COUNT, reason=TEXT),
        ),
        paragraphs=array(ref("Paragraph")),
    ),
    "Hunk": closed(
        kind=one_of(HUNK_KINDS),
        old=nullable(array(OFFSET)),
        new=nullable(array(OFFSET)),
        old_text=TEXT,
        new_text=TEXT,
    ),
    "ComparedParagraph": closed(
        lineage=array(TEXT),
        old=nullable(ref("Paragraph")),
        new=nullable(ref("Paragraph")),
        moved_to=nullable(ID),
        moved_from=nullable(ID),
        reformatted=array(array(OFFSET)),
        hunks=array(ref("Hunk")),
        changes=array(ref("Change")),
    ),
    "Comparison": closed(
        document=SLUG,
        old=ref("Revision"),
        new=ref("Revision"),
        paragraphs=array(ref("ComparedParagraph")),
    ),
    "Gate": closed(
        is_clear=BOOL,
        unanswered=array(ID),
        unlinked=array(ID),
        uncaused=array(TEXT),
        doubtful=array(ID),
        halved=array(ID),
    ),
    "PreviewedParagraph": closed(
        lineage=array(TEXT),
        old=nullable(ID),
        new=nullable(ID),
        old_text=TEXT,
        new_text=TEXT,
    ),
    "PreviewedAnnotation": closed(id=ID, anchor=ref("Anchor")),
    "PreviewedChange": closed(
        key=TEXT,
        kind=one_of(HUNK_KINDS),
        old=nullable(ref("Side")),
        new=nullable(ref("Side")),
        cause=nullable(one_of(CAUSES)),
        annotations=array(ID),
        proposed=array(ID),
    ),
    "Preview": closed(
        document=SLUG,
        base=NUMBER,
        number=NUMBER,
        label=TEXT,
        paragraphs=array(ref("PreviewedParagraph")),
        annotations=array(ref("PreviewedAnnotation")),
        verdicts={"type": "object", "additionalProperties": COUNT},
        changes=array(ref("PreviewedChange")),
        suggestions=COUNT,
        gate=ref("Gate"),
    ),
    "Event": closed(seq=NUMBER, type=TEXT, at=TIME, data={"type": "object"}),
    "Documents": listed("Document"),
    "Revisions": listed("Revision"),
    "Annotations": listed("Annotation"),
    "Changes": listed("ListedChange"),
    "Events": listed("Event"),
    "Problem": {
        "type": "object",
        "properties": {
            "type": TEXT,
            "title": TEXT,
            "status": {"type": "integer"},
            "detail": TEXT,
            "code": one_of(tuple(CODES)),
            "request_id": TEXT,
            "field": TEXT,
        },
        "required": ["type", "title", "status", "detail", "code", "request_id"],
    },
}

_TEXT_FIELDS: Final[dict[str, Schema]] = {
    "label": {"type": "string", "maxLength": TITLE_CHARS},
    "note": {"type": "string", "maxLength": BODY_CHARS},
}
_DOCUMENT_FIELDS: Final[dict[str, Schema]] = {
    "slug": SLUG,
    "title": {**WORDS, "maxLength": TITLE_CHARS},
    "lang": one_of(LANGS),
    "process": SLUG,
    **_TEXT_FIELDS,
}
_FILE: Final = {"type": "string", "contentMediaType": "application/octet-stream"}

TAKEN: Final[dict[str, Schema]] = {
    "NewDocument": taken("slug", "markdown", **_DOCUMENT_FIELDS, markdown=WORDS),
    "NewDocumentForm": taken("slug", "file", **_DOCUMENT_FIELDS, file=_FILE),
    "NewRevision": taken(
        "markdown",
        **_TEXT_FIELDS,
        markdown=WORDS,
        override=taken(
            **{
                name: {"type": "string", "maxLength": BODY_CHARS}
                for name in ("reason", *GATE_LISTS)
            }
        ),
    ),
    "NewRevisionForm": taken(
        "file", **_TEXT_FIELDS, file=_FILE, override={"type": "string"}
    ),
    "NewAnnotation": taken(
        "revision",
        "target",
        revision=NUMBER,
        target={
            "anyOf": [
                taken("start", "end", start=ref("Position"), end=ref("Position")),
                taken(
                    "quote",
                    quote=taken(
                        "exact",
                        exact={**WORDS, "maxLength": QUOTE_CHARS},
                        prefix={"type": "string", "maxLength": QUOTE_CHARS},
                        suffix={"type": "string", "maxLength": QUOTE_CHARS},
                    ),
                ),
            ]
        },
        motivation={**one_of(MOTIVATIONS), "default": "commenting"},
        body={"type": "string", "maxLength": BODY_CHARS},
        replacement=nullable({"type": "string", "maxLength": BODY_CHARS}),
        lang=nullable({"type": "string", "maxLength": LANG_CHARS}),
    ),
    "AnnotationEdit": {
        **taken(
            body={"type": "string", "maxLength": BODY_CHARS},
            replacement={"type": "string", "maxLength": BODY_CHARS},
            state=one_of(("visible", "hidden")),
        ),
        "minProperties": 1,
    },
    "NewReply": taken("body", body={**WORDS, "maxLength": BODY_CHARS}),
    "ReplyEdit": taken("state", state=one_of(("visible", "hidden"))),
    "NewDisposition": taken(
        "outcome",
        "reason",
        outcome=one_of(OUTCOMES),
        reason={**WORDS, "maxLength": BODY_CHARS},
        note=nullable({"type": "string", "maxLength": BODY_CHARS}),
        duplicate_of=nullable(ID),
        without_change=nullable({"type": "string", "maxLength": BODY_CHARS}),
        changes=nullable(array(ID)),
        state=one_of(("proposed", "decided")),
    ),
    "ProcessChange": taken("gate", gate=one_of(GATES)),
    "NewRejoinder": taken(
        "stance",
        stance=one_of(STANCES),
        reason=nullable({"type": "string", "maxLength": BODY_CHARS}),
    ),
    "NewAnchor": {
        "anyOf": [
            taken("start", "end", start=ref("Position"), end=ref("Position")),
            taken("verdict", verdict={"type": "string", "const": "orphan"}),
        ]
    },
}

SCHEMAS: Final = SENT | TAKEN
