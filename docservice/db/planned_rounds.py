"""When the decided answers of a document will become public together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, select
from sqlalchemy.dialects.sqlite import insert

from docservice.db.authors import author_columns, author_of
from docservice.db.people import Person
from docservice.db.tables import person, planned_round


@dataclass(frozen=True, slots=True)
class PlannedRound:
    """The time, and who set it."""

    document_id: str
    at: datetime
    by: Person


def get_planned(connection: Connection, document_id: str) -> PlannedRound | None:
    """Return what is planned for a document; there is one time at most."""
    query = _planned().where(planned_round.c.document_id == document_id)
    return next(iter(_read(connection, query)), None)


def list_due(connection: Connection, *, now: datetime) -> Sequence[PlannedRound]:
    """Return those whose time has come, the longest ago first."""
    query = _planned().where(planned_round.c.at <= now)
    return _read(
        connection, query.order_by(planned_round.c.at, planned_round.c.document_id)
    )


def put_planned(
    connection: Connection, document_id: str, at: datetime, *, person_id: str
) -> None:
    """Store a time in place of the one that was set."""
    values: dict[str, object] = {"at": at, "planned_by": person_id}
    connection.execute(
        insert(planned_round)
        .values(document_id=document_id, **values)
        .on_conflict_do_update(index_elements=["document_id"], set_=values)
    )


def delete_planned(connection: Connection, document_id: str) -> bool:
    """Forget the time; False if none was set."""
    result = connection.execute(
        delete(planned_round).where(planned_round.c.document_id == document_id)
    )
    return result.rowcount == 1


def _planned() -> Select[Any]:
    return select(
        planned_round.c.document_id, planned_round.c.at, *author_columns()
    ).join(person, person.c.id == planned_round.c.planned_by)


def _read(connection: Connection, query: Select[Any]) -> Sequence[PlannedRound]:
    return [
        PlannedRound(row["document_id"], row["at"], author_of(row))
        for row in connection.execute(query).mappings()
    ]
