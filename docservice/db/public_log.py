"""What moderators did, and which published answers were changed: the public log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Connection,
    Integer,
    String,
    cast,
    desc,
    func,
    literal,
    select,
    union_all,
)

from docservice.db.codec import load_json
from docservice.db.dispositions import says_otherwise
from docservice.db.tables import annotation, disposition, event, person

MODERATION = (
    "annotation.hidden",
    "annotation.restored",
    "reply.hidden",
    "reply.restored",
)
CHANGED = "disposition.changed"


@dataclass(frozen=True, slots=True)
class LogRow:
    """An entry: what was done to an annotation, when, and in which role.

    `version` is that of the answer which replaced a published one, else 0.
    """

    at: datetime
    what: str
    annotation_id: str
    role: str
    version: int


def count_log(connection: Connection, document_id: str) -> int:
    """Return how many entries a document's log has."""
    rows = _entries(document_id).subquery()
    return int(connection.scalar(select(func.count()).select_from(rows)) or 0)


def list_log(
    connection: Connection, document_id: str, *, offset: int, limit: int
) -> Sequence[LogRow]:
    """Return a page of a document's log, newest first."""
    rows = connection.execute(
        _entries(document_id)
        .order_by(desc("at"), "what", "data")
        .offset(offset)
        .limit(limit)
    )
    return [
        LogRow(r.at, r.what, r.data, r.role, r.version)
        if r.what == CHANGED
        else LogRow(r.at, r.what, _about(r.what, r.data), r.role, 0)
        for r in rows
    ]


_earlier = disposition.alias("earlier")
_published_before = (
    select(func.max(_earlier.c.version))
    .where(
        _earlier.c.annotation_id == disposition.c.annotation_id,
        _earlier.c.version < disposition.c.version,
        _earlier.c.state == "published",
    )
    .correlate(disposition)
    .scalar_subquery()
)


def _entries(document_id: str) -> CompoundSelect[Any]:
    before = disposition.alias("before")
    moderated = (
        select(
            event.c.at.label("at"),
            event.c.type.label("what"),
            event.c.data.label("data"),
            func.coalesce(person.c.role, "").label("role"),
            cast(literal(0), Integer).label("version"),
        )
        .outerjoin(person, person.c.id == event.c.person_id)
        .where(event.c.document_id == document_id, event.c.type.in_(MODERATION))
    )
    changed = (
        select(
            disposition.c.published_at,
            cast(literal(CHANGED), String(40)),
            disposition.c.annotation_id,
            person.c.role,
            disposition.c.version,
        )
        .join(annotation, annotation.c.id == disposition.c.annotation_id)
        .join(person, person.c.id == disposition.c.author_id)
        .where(
            annotation.c.document_id == document_id,
            disposition.c.state == "published",
            # Who only links an answer with changes publishes it again as it is.
            select(before.c.version)
            .where(
                before.c.annotation_id == disposition.c.annotation_id,
                before.c.version == _published_before,
                says_otherwise(before, disposition),
            )
            .exists(),
        )
    )
    return union_all(moderated, changed)


def _about(what: str, data: str) -> str:
    row = load_json(data)
    return str(row["annotation"] if what.startswith("reply.") else row["id"])
