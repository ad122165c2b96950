"""Subscriptions: which person is written to, where, and about what not."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, select, union, update
from sqlalchemy.dialects.sqlite import insert

from docservice.db.tables import (
    annotation,
    document,
    mail,
    message,
    person,
    reply,
    subscription,
)


@dataclass(frozen=True, slots=True)
class Subscription:
    """Where a person wants to be written to; `off` are the kinds switched off."""

    person_id: str
    address: str
    lang: str
    created_at: datetime
    confirmed_at: datetime | None
    ended_at: datetime | None
    off: frozenset[str]

    @property
    def is_active(self) -> bool:
        """Return whether the person wants mail, and the address is the person's."""
        return self.confirmed_at is not None and self.ended_at is None


def get_subscription(connection: Connection, person_id: str) -> Subscription | None:
    """Return a person's subscription."""
    return subscriptions_of(connection, [person_id]).get(person_id)


def subscriptions_of(
    connection: Connection, people: Collection[str]
) -> dict[str, Subscription]:
    """Return the subscriptions of those people who have one, by person."""
    rows = connection.execute(
        select(subscription).where(subscription.c.person_id.in_(people))
    )
    return {
        r.person_id: Subscription(
            r.person_id,
            r.address,
            r.lang,
            r.created_at,
            r.confirmed_at,
            r.ended_at,
            frozenset(r.off),
        )
        for r in rows
    }


@dataclass(frozen=True, slots=True)
class Account:
    """A person whose account has an address."""

    id: str
    email: str
    lang: str
    created_at: datetime


def accounts_of(connection: Connection, people: Collection[str]) -> Sequence[Account]:
    """Return those of the people whose account has an address, and is open."""
    rows = connection.execute(
        select(person.c.id, person.c.email, person.c.lang, person.c.created_at).where(
            person.c.id.in_(people),
            person.c.email.contains("@"),  # the operator's is none
            person.c.blocked_at.is_(None),
        )
    )
    return [Account(*row) for row in rows]


def participants(
    connection: Connection,
    *,
    document_id: str | None = None,
    process_id: str | None = None,
) -> Sequence[str]:
    """Return those with an address who commented or replied, in a document or process."""
    where: ColumnElement[bool] = annotation.c.document_id == document_id
    if process_id is not None:
        where = annotation.c.document_id.in_(
            select(document.c.id).where(document.c.process_id == process_id)
        )
    wrote = union(
        select(annotation.c.author_id).where(where, annotation.c.state == "visible"),
        select(reply.c.author_id)
        .join(annotation, annotation.c.id == reply.c.annotation_id)
        .where(where, reply.c.state == "visible"),
    ).subquery()
    rows = connection.scalars(
        select(person.c.id)
        .outerjoin(subscription, subscription.c.person_id == person.c.id)
        .where(
            person.c.id.in_(select(wrote.c.author_id)),
            person.c.blocked_at.is_(None),
            subscription.c.person_id.is_not(None) | person.c.email.is_not(None),
        )
        .order_by(person.c.id)
    )
    return list(rows)


def is_refused(connection: Connection, address: str) -> bool:
    """Return whether the question went to an address and the answer was no."""
    row = connection.execute(
        select(subscription.c.person_id)
        .where(
            subscription.c.address == address,
            subscription.c.confirmed_at.is_(None),
            subscription.c.ended_at.is_not(None),
        )
        .limit(1)
    )
    return row.first() is not None


def put_subscription(connection: Connection, row: Subscription) -> None:
    """Store a person's subscription in place of what was there."""
    values: dict[str, object] = {
        "address": row.address,
        "lang": row.lang,
        "created_at": row.created_at,
        "confirmed_at": row.confirmed_at,
        "ended_at": row.ended_at,
        "off": sorted(row.off),
    }
    connection.execute(
        insert(subscription)
        .values(person_id=row.person_id, **values)
        .on_conflict_do_update(index_elements=["person_id"], set_=values)
    )


def update_subscription(
    connection: Connection, person_id: str, **values: object
) -> None:
    """Change a subscription."""
    connection.execute(
        update(subscription)
        .where(subscription.c.person_id == person_id)
        .values(**values)
    )


def delete_unconfirmed(connection: Connection, *, before: datetime) -> int:
    """Forget addresses that nobody confirmed; return how many."""
    old = select(subscription.c.person_id).where(
        subscription.c.confirmed_at.is_(None), subscription.c.created_at < before
    )
    people = list(connection.scalars(old))
    for table in (message, mail, subscription):
        connection.execute(delete(table).where(table.c.person_id.in_(people)))
    return len(people)
