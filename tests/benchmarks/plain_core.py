"""The peer of the store's writes: three plain statements of SQLAlchemy Core.

A counter, a comment of 310 bytes and an event of 300, each of 20 documents, in the same
writer with the same groups and savepoints. It checks no rights, no place, no key, keeps
no anchor and no index beside the primary keys.
"""

from sqlalchemy import (
    Column,
    Integer,
    MetaData,
    String,
    Table,
    bindparam,
    insert,
    update,
)

from docservice.db.events import Unit
from docservice.db.ids import uuid7
from docservice.db.store import Store

DOCUMENTS = 20
COMMENT = "Bitte auch samstags öffnen. " * 11
EVENT = '{"type":"annotation.created"}' * 10

metadata = MetaData()
counter = Table(
    "plain_counter",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("seq", Integer, nullable=False),
)
comment = Table(
    "plain_comment",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("document", Integer, nullable=False),
    Column("body", String, nullable=False),
)
event = Table(
    "plain_event",
    metadata,
    Column("document", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("data", String, nullable=False),
    sqlite_with_rowid=False,
)

_count = (
    update(counter)
    .where(counter.c.id == bindparam("key"))
    .values(seq=counter.c.seq + 1)
    .returning(counter.c.seq)
)


def prepare(store: Store) -> None:
    """Make the tables and a counter for each document."""
    store.write_now(_prepare)


def _prepare(unit: Unit) -> None:
    metadata.create_all(unit.connection)
    unit.connection.execute(
        insert(counter), [{"id": number, "seq": 0} for number in range(DOCUMENTS)]
    )


def write(unit: Unit, turn: int) -> None:
    """Write one comment with its event."""
    connection, key = unit.connection, turn % DOCUMENTS
    seq = connection.execute(_count, {"key": key}).scalar_one()
    connection.execute(
        insert(comment), {"id": uuid7(), "document": key, "body": COMMENT}
    )
    connection.execute(insert(event), {"document": key, "seq": seq, "data": EVENT})
