"""The live draft as it is stored: a snapshot and the updates that came after it.

Updates are numbered from 1 per document, without gaps, in the order in which the room
took them. Applying the snapshot and then the updates gives the draft; an update that
the snapshot holds already changes nothing (Yjs), so a crash between the two is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as insert_or_update

from docservice.db.statement import Statement
from docservice.db.tables import draft_snapshot, draft_text, draft_update

LATEST = 1000  # updates; more than people type in a minute, and quickly looked through


class StoredUpdate(NamedTuple):
    """What one author added at once; `annotation_id` is the comment worked on.

    `at` is when it was stored, None before that.
    """

    data: bytes
    person_id: str | None
    annotation_id: str | None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A live draft: the snapshot after update `base`, and all updates after it."""

    base: int
    snapshot: bytes
    tail: tuple[bytes, ...]

    @property
    def seq(self) -> int:
        """Return the number of the last update."""
        return self.base + len(self.tail)


_append = Statement(insert(draft_update))
_snapshot = Statement(
    select(draft_snapshot.c.seq, draft_snapshot.c.data).where(
        draft_snapshot.c.document_id == bindparam("key")
    )
)
_tail = Statement(
    select(draft_update.c.data)
    .where(
        draft_update.c.document_id == bindparam("key"),
        draft_update.c.seq > bindparam("after"),
    )
    .order_by(draft_update.c.seq)
)


def exists(connection: Connection, document_id: str) -> bool:
    """Return whether a document's live draft was ever seeded."""
    return bool(
        connection.execute(
            select(draft_snapshot.c.seq).where(
                draft_snapshot.c.document_id == document_id
            )
        ).first()
    )


def load(connection: Connection, document_id: str) -> StoredDraft | None:
    """Return a document's live draft, None before it was seeded."""
    found = _snapshot.run(connection, key=document_id)
    if not found:
        return None
    ((base, snapshot),) = found
    rows = _tail.run(connection, key=document_id, after=base)
    return StoredDraft(base, snapshot, tuple(data for (data,) in rows))


def seed(
    connection: Connection, document_id: str, data: bytes, *, now: datetime
) -> None:
    """Store the first state of a live draft; the first one wins."""
    connection.execute(
        insert_or_update(draft_snapshot)
        .values(document_id=document_id, seq=0, at=now, data=data)
        .on_conflict_do_nothing()
    )


def append(
    connection: Connection,
    updates: Sequence[tuple[str, int, StoredUpdate]],
    *,
    now: datetime,
) -> None:
    """Append updates to the logs of their documents, under the numbers that follow."""
    _append.run_many(
        connection,
        (
            {
                "document_id": document_id,
                "seq": number,
                "person_id": each.person_id,
                "annotation_id": each.annotation_id,
                "at": now,
                "data": each.data,
            }
            for document_id, number, each in updates
        ),
    )


def updates_after(
    connection: Connection, document_id: str, seq: int
) -> list[StoredUpdate]:
    """Return all updates after number `seq` with their authors, in order."""
    rows = connection.execute(
        select(
            draft_update.c.data,
            draft_update.c.person_id,
            draft_update.c.annotation_id,
            draft_update.c.at,
        )
        .where(draft_update.c.document_id == document_id, draft_update.c.seq > seq)
        .order_by(draft_update.c.seq)
    )
    return [StoredUpdate(*row) for row in rows]


def authors_after(connection: Connection, document_id: str, seq: int) -> list[str]:
    """Return whose updates came after number `seq`."""
    rows = connection.execute(
        select(draft_update.c.person_id)
        .where(
            draft_update.c.document_id == document_id,
            draft_update.c.seq > seq,
            draft_update.c.person_id.is_not(None),
        )
        .distinct()
    )
    return [str(person_id) for person_id in rows.scalars()]


def authors_since(connection: Connection, document_id: str, at: datetime) -> list[str]:
    """Return whose updates are among the latest, and not older than `at`."""
    latest = (
        select(draft_update.c.person_id, draft_update.c.at)
        .where(draft_update.c.document_id == document_id)
        .order_by(draft_update.c.seq.desc())
        .limit(LATEST)
        .subquery()
    )
    rows = connection.execute(
        select(latest.c.person_id)
        .where(latest.c.at >= at, latest.c.person_id.is_not(None))
        .distinct()
    )
    return [str(person_id) for person_id in rows.scalars()]


def compact(
    connection: Connection, document_id: str, seq: int, data: bytes, *, now: datetime
) -> None:
    """Replace the snapshot by `data`, which holds all updates up to `seq`.

    Those since the newest revision stay: they tell who wrote which words, and why.
    """
    values = {"seq": seq, "at": now, "data": data}
    connection.execute(
        insert_or_update(draft_snapshot)
        .values(document_id=document_id, **values)
        .on_conflict_do_update(index_elements=["document_id"], set_=values)
    )
    needed = select(func.min(draft_text.c.seq)).where(
        draft_text.c.document_id == document_id
    )
    connection.execute(
        delete(draft_update).where(
            draft_update.c.document_id == document_id,
            draft_update.c.seq <= seq,
            draft_update.c.seq <= needed.scalar_subquery(),
        )
    )
