"""The shapes that the API takes, as JSON Schema 2020-12.

They are read by `docservice.services.requests`; the tests hold both together.
"""

from typing import Final

from annotations.disposition import OUTCOMES, STANCES
from annotations.thread import MOTIVATIONS
from docservice.db.gate_reasons import GATE_LISTS
from docservice.http.api.declaration import Schema
from docservice.http.api.json_schema import (
    ID,
    NUMBER,
    SLUG,
    WORDS,
    array,
    nullable,
    one_of,
    ref,
    taken,
)
from docservice.services.process_gate import GATES
from docservice.services.publishing import LANGS, TITLE_CHARS
from docservice.services.requests import BODY_CHARS, LANG_CHARS, QUOTE_CHARS

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
