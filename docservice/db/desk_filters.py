"""The desk's list as each drafter likes it, kept under a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from docservice.db.ids import uuid7
from docservice.db.tables import desk_filter


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A name for the query of a desk's address."""

    id: str
    name: str
    query: str


def list_filters(
    connection: Connection, document_id: str, person_id: str
) -> Sequence[SavedFilter]:
    """Return a person's filters for a document, by name."""
    rows = connection.execute(
        select(desk_filter.c.id, desk_filter.c.name, desk_filter.c.query)
        .where(_of(document_id, person_id))
        .order_by(func.lower(desk_filter.c.name), desk_filter.c.id)
    )
    return [SavedFilter(*row) for row in rows]


def store_filter(
    connection: Connection,
    document_id: str,
    person_id: str,
    name: str,
    query: str,
    *,
    now: datetime,
) -> None:
    """Keep a filter, in place of the person's one of the same name."""
    connection.execute(
        delete(desk_filter).where(
            _of(document_id, person_id), desk_filter.c.name == name
        )
    )
    connection.execute(
        insert(desk_filter).values(
            id=uuid7(),
            document_id=document_id,
            person_id=person_id,
            name=name,
            query=query,
            created_at=now,
        )
    )


def delete_filter(
    connection: Connection, document_id: str, person_id: str, filter_id: str
) -> bool:
    """Forget a filter; False if the person has no such one."""
    result = connection.execute(
        delete(desk_filter).where(
            _of(document_id, person_id), desk_filter.c.id == filter_id
        )
    )
    return result.rowcount == 1


def _of(document_id: str, person_id: str) -> ColumnElement[bool]:
    return (desk_filter.c.document_id == document_id) & (
        desk_filter.c.person_id == person_id
    )
