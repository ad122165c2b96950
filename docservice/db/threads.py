"""Replies to annotations, and the people who support them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    RowMapping,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as insert_or_ignore

from annotations.thread import RemarkState
from docservice.db.authors import author_columns, author_of
from docservice.db.people import Person
from docservice.db.statement import Statement
from docservice.db.tables import annotation, person, reply, support


@dataclass(frozen=True, slots=True)
class Reply:
    """A later message in a thread."""

    id: str
    annotation_id: str
    author: Person
    body: str
    created_at: datetime
    state: RemarkState


_insert_reply = Statement(insert(reply))
_count_support = Statement(
    update(annotation)
    .where(annotation.c.id == bindparam("key"))
    .values(support=annotation.c.support + bindparam("step"))
    .returning(annotation.c.support)
)


def insert_reply(connection: Connection, row: Reply) -> None:
    """Store a reply."""
    _insert_reply.run(
        connection,
        id=row.id,
        annotation_id=row.annotation_id,
        author_id=row.author.id,
        body=row.body,
        created_at=row.created_at,
        state=row.state,
    )


def get_reply(connection: Connection, reply_id: str) -> Reply | None:
    """Return a reply by id."""
    row = connection.execute(_replies().where(reply.c.id == reply_id)).one_or_none()
    return _reply(row._mapping) if row else None


def replies_to(
    connection: Connection, annotation_ids: Sequence[str]
) -> dict[str, list[Reply]]:
    """Return the replies to each annotation, oldest first."""
    found: dict[str, list[Reply]] = {}
    if annotation_ids:
        rows = connection.execute(
            _replies()
            .where(reply.c.annotation_id.in_(annotation_ids))
            .order_by(reply.c.id)
        )
        for row in rows:
            value = _reply(row._mapping)
            found.setdefault(value.annotation_id, []).append(value)
    return found


def count_replies(connection: Connection, annotation_id: str) -> int:
    """Return how many replies of an annotation are visible."""
    query = (
        select(func.count())
        .select_from(reply)
        .where(reply.c.annotation_id == annotation_id, reply.c.state == "visible")
    )
    return int(connection.scalar(query) or 0)


def taken_back(connection: Connection, ids: Sequence[str]) -> dict[str, RemarkState]:
    """Return those of the replies that are withdrawn or hidden, with which."""
    if not ids:
        return {}
    rows = connection.execute(
        select(reply.c.id, reply.c.state).where(
            reply.c.id.in_(ids), reply.c.state != "visible"
        )
    )
    return {row.id: row.state for row in rows}


def set_reply_state(connection: Connection, reply_id: str, state: RemarkState) -> None:
    """Withdraw, hide or restore a reply."""
    connection.execute(update(reply).where(reply.c.id == reply_id).values(state=state))


def set_support(
    connection: Connection,
    annotation_id: str,
    person_id: str,
    *,
    on: bool,
    now: datetime,
) -> int | None:
    """Give or take back a person's support; return the new count, None if unchanged."""
    if on:
        result = connection.execute(
            insert_or_ignore(support)
            .values(annotation_id=annotation_id, person_id=person_id, created_at=now)
            .on_conflict_do_nothing()
        )
    else:
        result = connection.execute(
            delete(support).where(
                support.c.annotation_id == annotation_id,
                support.c.person_id == person_id,
            )
        )
    if result.rowcount != 1:
        return None
    ((count,),) = _count_support.run(
        connection, key=annotation_id, step=1 if on else -1
    )
    return int(count)


def supported_by(
    connection: Connection, person_id: str, annotation_ids: Sequence[str]
) -> frozenset[str]:
    """Return which of the annotations a person supports."""
    if not annotation_ids:
        return frozenset()
    rows = connection.scalars(
        select(support.c.annotation_id).where(
            support.c.person_id == person_id,
            support.c.annotation_id.in_(annotation_ids),
        )
    )
    return frozenset(rows)


def _replies() -> Any:
    return select(reply, *author_columns()).join(
        person, person.c.id == reply.c.author_id
    )


def _reply(row: RowMapping) -> Reply:
    return Reply(
        row["id"],
        row["annotation_id"],
        author_of(row),
        row["body"],
        row["created_at"],
        row["state"],
    )
