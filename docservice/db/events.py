"""The append-only log: everything that happens to a document, numbered densely.

The number comes from the document's own counter inside the writing transaction,
so numbers follow commit order, a rollback gives its number back, and a reader who
sees `n` and then `n + 2` knows that it missed one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from docservice.db.codec import dump_json, timestamp
from docservice.db.statement import Statement
from docservice.db.tables import document, event

REPLAY_LIMIT = 1000  # events per page of a replay


@dataclass(frozen=True, slots=True)
class Event:
    """One row of the log; `data` is JSON text, sent as it is."""

    document_id: str
    seq: int
    type: str
    at: datetime
    is_internal: bool
    data: str

    def frame(self, *, internal: bool) -> str:
        """Return the JSON text for a reader who may see internal events, or may not.

        Who may not gets a stub under the same number: the row stays dense.
        """
        type_, data = self.type, self.data
        if self.is_internal and not internal:
            type_, data = "internal", "{}"
        return (
            f'{{"type":"event","seq":{self.seq},"event":"{type_}",'
            f'"at":"{timestamp(self.at)}","data":{data}}}'
        )


@dataclass(slots=True)
class Unit:
    """One request's view of the transaction: the connection and its new events."""

    connection: Connection
    events: list[Event] = field(default_factory=list)


_count = Statement(
    update(document)
    .where(document.c.id == bindparam("key"))
    .values(seq=document.c.seq + 1)
    .returning(document.c.seq)
)
_insert = Statement(insert(event))


def append(
    unit: Unit,
    document_id: str,
    type_: str,
    data: object,
    *,
    at: datetime,
    person_id: str | None,
    internal: bool = False,
) -> int:
    """Append an event in the running transaction and return its number."""
    ((seq,),) = _count.run(unit.connection, key=document_id)
    text = dump_json(data)
    _insert.run(
        unit.connection,
        document_id=document_id,
        seq=seq,
        type=type_,
        at=at,
        person_id=person_id,
        is_internal=internal,
        data=text,
    )
    unit.events.append(Event(document_id, seq, type_, at, internal, text))
    return int(seq)


def since(
    connection: Connection, document_id: str, seq: int, *, limit: int = REPLAY_LIMIT
) -> Sequence[Event]:
    """Return the next events after `seq`, at most `limit`, in order."""
    rows = connection.execute(
        select(event)
        .where(event.c.document_id == document_id, event.c.seq > seq)
        .order_by(event.c.seq)
        .limit(limit)
    )
    return [
        Event(r.document_id, r.seq, r.type, r.at, r.is_internal, r.data) for r in rows
    ]


def people_of_latest(
    connection: Connection, document_id: str, type_: str, number: int
) -> frozenset[str | None]:
    """Return who caused the latest events of a type, `number` of them."""
    rows = connection.execute(
        select(event.c.person_id)
        .where(event.c.document_id == document_id, event.c.type == type_)
        .order_by(event.c.seq.desc())
        .limit(number)
    )
    return frozenset(rows.scalars())
