"""Up to where each document's events were turned into messages and deliveries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.sqlite import insert

from docservice.db.tables import document, event, told


@dataclass(frozen=True, slots=True)
class Untold:
    """An event whose messages are not yet made; `data` is its JSON text."""

    document_id: str
    seq: int
    type: str
    at: datetime
    person_id: str | None
    is_internal: bool
    data: str


def untold(connection: Connection, *, limit: int) -> Sequence[Untold]:
    """Return the next events of documents that have some, each document's in order."""
    seen = func.coalesce(told.c.seq, 0)
    rows = connection.execute(
        select(
            event.c.document_id,
            event.c.seq,
            event.c.type,
            event.c.at,
            event.c.person_id,
            event.c.is_internal,
            event.c.data,
        )
        .join(document, document.c.id == event.c.document_id)
        .outerjoin(told, told.c.document_id == document.c.id)
        .where(document.c.seq > seen, event.c.seq > seen)
        .order_by(event.c.document_id, event.c.seq)
        .limit(limit)
    )
    return [Untold(*row) for row in rows]


def note(connection: Connection, document_id: str, seq: int) -> None:
    """Note that the messages of all events up to `seq` are made."""
    connection.execute(
        insert(told)
        .values(document_id=document_id, seq=seq)
        .on_conflict_do_update(index_elements=["document_id"], set_={"seq": seq})
    )
