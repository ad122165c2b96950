"""From a text to a published revision, with every annotation carried along.

The slow part, comparing texts and carrying anchors, is an `Assessment` made by a
reader; the writer checks that it still fits, carries what was added meanwhile, and
freezes the revision in one transaction.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from docservice.access import Actor, NotFound, Opened, current, open_document
from docservice.db import (
    anchors,
    annotations,
    changes,
    dispositions,
    documents,
    gate_reasons,
    revisions,
)
from docservice.db.changes import Incorporation, StoredChange
from docservice.db.events import Unit, append
from docservice.db.gate_reasons import GateList
from docservice.db.ids import paragraph_id, uuid7
from docservice.db.revisions import RevisionHead
from docservice.services import resources, whole_way
from docservice.services.assessment import Assessment, assess, carried
from docservice.services.errors import Conflict, Invalid, Stale
from docservice.services.gate import pass_gate
from docservice.services.labels import distinct, suggested
from docservice.services.lines import is_line
from docservice.services.reading import annotation_resources
from versions.lineage import assign_ids, trace
from versions.paragraph import Content, Paragraph
from versions.revision import Revision

SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?")
TITLE_CHARS = 300
LANGS = ("de", "en")  # in which there are pages


class NothingNew(Conflict):
    """The text that was handed in is the newest revision; it needs no further one."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"nothing changed against revision {number}; a new revision needs another"
            " text, label or note"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDocument:
    """A document to be created with its first revision."""

    slug: str
    title: str
    lang: str
    label: str
    contents: tuple[Content, ...]
    note: str = ""
    process_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewText:
    """A text that may become a document's next revision."""

    label: str
    contents: tuple[Content, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """A published revision; `stored` counts paragraph versions new to the store."""

    head: RevisionHead
    seq: int
    stored: int


def create_document(
    unit: Unit, actor: Actor, new: NewDocument, *, now: datetime
) -> Published:
    """Create a document and publish its first revision.

    Raises:
        AccessError: the actor may not create documents.
        Invalid: a field breaks a rule.
        Conflict: the slug is taken.
    """
    connection = unit.connection
    person = current(connection, actor).require("create_document")
    _check_new(new)
    if documents.get_document(connection, new.slug) is not None:
        raise Conflict(f"there is a document {new.slug!r} already", "slug")
    document = documents.insert_document(
        connection,
        slug=new.slug,
        title=new.title,
        lang=new.lang,
        process_id=new.process_id,
        now=now,
    )
    head = revisions.insert_draft(
        connection,
        document.id,
        number=1,
        label=new.label,
        note=new.note,
        parent_id=None,
        person_id=person.id,
        now=now,
    )
    paragraphs = tuple(Paragraph(paragraph_id(), c) for c in new.contents)
    stored = revisions.replace_paragraphs(connection, head, paragraphs, now=now)
    frozen = revisions.freeze(connection, head, now=now, override_reason="")
    seq = _announce(unit, new.slug, frozen, person.id, now)
    return Published(frozen, seq, stored)


def assess_text(
    connection: Connection, actor: Actor, slug: str, new: NewText
) -> Assessment:
    """Return what publishing a text that was handed in would do; stores nothing.

    A label that another revision has gets a number, so that both can be told apart.

    Raises:
        AccessError: the actor may not publish, or there is no such document.
        Invalid: the text is empty, or the label is none.
    """
    opened, base = _base(connection, actor, slug)
    _check_contents(new.contents)
    if new.label:
        _check_line(new.label, "label")
    taken = revisions.labels_of(connection, opened.document.id)
    number, lang = base.number + 1, opened.document.lang
    draft = Revision(
        id=uuid7(),
        number=number,
        label=distinct(new.label, taken) or suggested(base.label, number, lang, taken),
        note=new.note,
        status="draft",
        published_at=None,
        paragraphs=continue_ids(base, new.contents),
    )
    return assess(connection, opened, base, draft)


def require_news(base: Revision, new: NewText) -> None:
    """Demand that a text would say something that the newest revision does not.

    A label or note that was not given counts as unchanged.

    Raises:
        NothingNew: text, label and note are all unchanged.
    """
    if (
        new.contents == tuple(paragraph.content for paragraph in base.paragraphs)
        and new.label in ("", base.label)
        and new.note in ("", base.note)
    ):
        raise NothingNew(base.number)


def assess_draft(connection: Connection, actor: Actor, slug: str) -> Assessment:
    """Return what publishing the stored draft would do.

    Raises:
        AccessError: the actor may not publish, or there is no such document.
        NotFound: nobody began a draft.
    """
    opened, base = _base(connection, actor, slug)
    head = revisions.get_draft(connection, opened.document.id)
    if head is None:
        raise NotFound("draft", slug)
    return assess(connection, opened, base, revisions.load(connection, head), head)


def continue_ids(base: Revision, contents: Sequence[Content]) -> tuple[Paragraph, ...]:
    """Return `contents` under the ids of the paragraphs of `base` they continue."""
    lineage = trace([p.content for p in base.paragraphs], contents)
    return assign_ids(base.paragraphs, contents, lineage, paragraph_id)


def publish(
    unit: Unit,
    actor: Actor,
    assessment: Assessment,
    *,
    now: datetime,
    override: str = "",
    reasons: Mapping[GateList, str] | None = None,
) -> Published:
    """Publish an assessed text as the next revision.

    `reasons` say in public why it is published although something is open, by list;
    `override` says it for those that have none of their own.

    Raises:
        AccessError: the actor may not publish any more.
        Stale: another revision or edit came first; assess again.
        Invalid: another revision is called as the draft.
        GateClosed: the process demands a reason that is missing, or lets nobody pass.
    """
    connection = unit.connection
    slug = assessment.opened.document.slug
    opened = open_document(connection, current(connection, actor), slug)
    person = opened.actor.require("publish")
    document, base = opened.document, assessment.base
    if document.newest != base.number:
        raise Stale("another revision was published meanwhile; look at it first")
    passed = pass_gate(opened, assessment.gate, override, reasons or {})
    head, stored = _store_text(connection, assessment, person.id, now)
    gate_reasons.insert_reasons(connection, head.id, passed)
    _store_anchors(connection, assessment)
    _store_changes(connection, assessment)
    frozen = revisions.freeze(connection, head, now=now, override_reason=override)
    publish_answers(unit, opened, now=now)
    seq = _announce(unit, slug, frozen, person.id, now)
    return Published(frozen, seq, stored)


def publish_answers(unit: Unit, opened: Opened, *, now: datetime) -> int:
    """Publish all decided dispositions of a document; return how many."""
    connection = unit.connection
    waiting = dispositions.unpublished(connection, opened.document.id)
    for annotation_id, version in waiting:
        dispositions.mark_published(connection, annotation_id, version, now=now)
    ids = [annotation_id for annotation_id, _ in waiting]
    rows = annotations.get_annotations(connection, ids)
    listed = [rows[key] for key in ids]
    for resource in annotation_resources(connection, opened, listed, public=True):
        append(
            unit,
            opened.document.id,
            "disposition.published",
            resource,
            at=now,
            person_id=opened.actor.id,
        )
    return len(waiting)


def _base(connection: Connection, actor: Actor, slug: str) -> tuple[Opened, Revision]:
    opened = open_document(connection, actor, slug)
    opened.actor.require("publish")
    base = revisions.get_revision(
        connection, opened.document.id, opened.document.newest
    )
    if base is None:
        raise NotFound("revision", str(opened.document.newest))
    return opened, base


def _store_text(
    connection: Connection, assessment: Assessment, person_id: str, now: datetime
) -> tuple[RevisionHead, int]:
    document, draft = assessment.opened.document, assessment.draft
    open_draft = revisions.get_draft(connection, document.id)
    if assessment.head is not None:
        if open_draft is None or open_draft.version != assessment.head.version:
            raise Stale("the draft was edited meanwhile; look at the preview again")
        # Nobody can give it such a label any more, but older releases let them.
        if open_draft.label in revisions.labels_of(connection, document.id):
            raise Invalid(f"there is a revision {open_draft.label!r} already", "label")
        return open_draft, 0
    if open_draft is not None:
        raise Conflict("a draft of the next revision is open; publish or discard it")
    head = revisions.insert_draft(
        connection,
        document.id,
        number=draft.number,
        label=draft.label,
        note=draft.note,
        parent_id=assessment.base.id,
        person_id=person_id,
        now=now,
    )
    stored = revisions.replace_paragraphs(connection, head, draft.paragraphs, now=now)
    return head, stored


def _store_anchors(connection: Connection, assessment: Assessment) -> None:
    """Store all anchors, those of annotations that came since the assessment too."""
    document, number = assessment.opened.document, assessment.draft.number
    base = assessment.base.number
    known = anchors.anchors_in(connection, document.id, number, None)
    late = [
        key
        for key in anchors.anchored_in(connection, document.id, base)
        if key not in assessment.anchors
    ]
    going = dict(assessment.anchors) | carried(
        assessment.transition,
        number,
        annotations.get_annotations(connection, late),
        anchors.anchors_in(connection, document.id, base, late),
        {},
        survivors=assessment.survivors,
    )
    anchors.insert_anchors(
        connection,
        document.id,
        number,
        ((key, value.anchor) for key, value in going.items() if key not in known),
    )
    whole_way.settle(connection, document.id, assessment.draft)


def _store_changes(connection: Connection, assessment: Assessment) -> None:
    document, number = assessment.opened.document, assessment.draft.number
    stored = {c.key: c for c in changes.changes_to(connection, document.id, number)}
    wanted = {change.key for change in assessment.changes}
    gone = [change.id for key, change in stored.items() if key not in wanted]
    changes.delete_changes(connection, gone)
    fresh: list[StoredChange] = []
    links: list[Incorporation] = []
    for position, change in enumerate(assessment.changes):
        known = stored.get(change.key)
        if known is None:
            row = StoredChange(
                uuid7(),
                document.id,
                number,
                change.key,
                position,
                change.kind,
                change.old,
                change.new,
                change.cause,
                change.note,
            )
            fresh.append(row)
            links += (
                Incorporation(row.id, key, True, "wording:literal")
                for key in change.confirmed
            )
        else:
            row = known
            changes.place_change(connection, row.id, position, change.old, change.new)
        links += (
            Incorporation(row.id, each.annotation_id, False, each.evidence)
            for each in change.proposals
        )
    changes.insert_changes(connection, fresh)
    changes.insert_incorporations(connection, links)


def _announce(
    unit: Unit, slug: str, head: RevisionHead, person_id: str, now: datetime
) -> int:
    passed = gate_reasons.reasons_of(unit.connection, [head.id]).get(head.id, ())
    resource = resources.revision(head) | {
        "url": f"/d/{slug}/r/{head.number}",
        "open": resources.passed(passed),
    }
    return append(
        unit,
        head.document_id,
        "revision.published",
        resource,
        at=now,
        person_id=person_id,
    )


def require_slug(raw: str) -> str:
    """Return `raw`, the part of an address that names a document or a process.

    Raises:
        Invalid: it cannot be one.
    """
    if not SLUG.fullmatch(raw):
        raise Invalid(
            "slug needs 1 to 80 lower-case letters, digits or hyphens", "slug"
        )
    return raw


def _check_new(new: NewDocument) -> None:
    require_slug(new.slug)
    if not new.title.strip():
        raise Invalid("title is empty", "title")
    _check_line(new.title, "title")
    _check_line(new.label, "label")
    if new.lang not in LANGS:
        raise Invalid(f"lang is one of {', '.join(LANGS)}", "lang")
    _check_contents(new.contents)


def _check_line(line: str, field: str) -> None:
    if len(line) > TITLE_CHARS:
        raise Invalid(f"{field} has more than {TITLE_CHARS} characters", field)
    if not is_line(line):
        raise Invalid(f"{field} is one line without invisible characters", field)


def _check_contents(contents: Sequence[Content]) -> None:
    if not contents:
        raise Invalid("the text has no paragraphs", "markdown")
