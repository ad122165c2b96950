"""The outbox: messages that wait for a mail, mails that wait to be sent."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, delete, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from docservice.db.ids import uuid7
from docservice.db.tables import mail, message, person, subscription

Kind = Literal[
    "address",
    "receipt",
    "reply",
    "answer",
    "passage",
    "moderation",
    "revision",
    "phase",
    "rejoinder",
]
URGENT: tuple[Kind, ...] = ("address", "receipt")
Settled = Literal["sent", "dropped", "failed"]


@dataclass(frozen=True, slots=True)
class Message:
    """Something to tell somebody; told once for each person, kind and source."""

    person_id: str
    kind: Kind
    source: str
    document_id: str | None
    annotation_id: str | None
    subject: str
    created_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Mail:
    """An envelope in the outbox."""

    id: str
    person_id: str
    created_at: datetime
    is_receipt: bool
    attempts: int


def insert_messages(connection: Connection, rows: Sequence[Message]) -> None:
    """Store messages; those that are stored already are left alone."""
    if not rows:
        return
    values = [{name: getattr(row, name) for name in row.__slots__} for row in rows]
    connection.execute(insert(message).on_conflict_do_nothing(), values)


def awaited(connection: Connection, *, now: datetime, limit: int) -> Sequence[str]:
    """Return people who are due a mail, those with a receipt first.

    Who has not confirmed the address is asked for it, and gets nothing else.
    """
    rows = connection.scalars(
        select(message.c.person_id)
        .join(subscription, subscription.c.person_id == message.c.person_id)
        .join(person, person.c.id == message.c.person_id)
        .where(
            person.c.blocked_at.is_(None),
            message.c.mail_id.is_(None),
            message.c.due_at <= now,
            subscription.c.ended_at.is_(None),
            or_(
                subscription.c.confirmed_at.is_not(None),
                message.c.kind == "address",
            ),
        )
        .group_by(message.c.person_id)
        .order_by(
            func.max(message.c.kind.in_(URGENT)).desc(), func.min(message.c.due_at)
        )
        .limit(limit)
    )
    return list(rows)


def insert_mail(
    connection: Connection, person_id: str, kinds: Collection[str], *, now: datetime
) -> Mail:
    """Put all that waits for a person, of these kinds, into one new mail."""
    waiting = (
        (message.c.person_id == person_id)
        & message.c.mail_id.is_(None)
        & message.c.kind.in_(kinds)
    )
    receipts = connection.scalar(
        select(func.count()).where(waiting, message.c.kind.in_(URGENT))
    )
    row = Mail(uuid7(), person_id, now, bool(receipts), 0)
    connection.execute(
        mail.insert().values(
            id=row.id,
            person_id=person_id,
            created_at=now,
            is_receipt=row.is_receipt,
            next_at=now,
        )
    )
    connection.execute(update(message).where(waiting).values(mail_id=row.id))
    return row


def mailed_unconfirmed(connection: Connection, address: str, *, since: datetime) -> int:
    """Return how many mails went to an address that nobody confirmed, since then."""
    count = connection.scalar(
        select(func.count())
        .select_from(mail)
        .join(subscription, subscription.c.person_id == mail.c.person_id)
        .where(
            subscription.c.address == address,
            subscription.c.confirmed_at.is_(None),
            mail.c.created_at >= since,
        )
    )
    return int(count or 0)


def mails_to_send(
    connection: Connection, *, now: datetime, limit: int
) -> Sequence[Mail]:
    """Return mails whose time has come, receipts first."""
    rows = connection.execute(
        select(
            mail.c.id,
            mail.c.person_id,
            mail.c.created_at,
            mail.c.is_receipt,
            mail.c.attempts,
        )
        .where(mail.c.state == "waiting", mail.c.next_at <= now)
        .order_by(mail.c.is_receipt.desc(), mail.c.next_at, mail.c.id)
        .limit(limit)
    )
    return [Mail(*row) for row in rows]


def messages_in(connection: Connection, mail_id: str) -> Sequence[Message]:
    """Return what stands in a mail, oldest first."""
    columns = [message.c[name] for name in Message.__slots__]
    rows = connection.execute(
        select(*columns)
        .where(message.c.mail_id == mail_id)
        .order_by(message.c.created_at, message.c.source)
    )
    return [Message(*row) for row in rows]


def settle(connection: Connection, mail_id: str, state: Settled) -> None:
    """Note what became of a mail."""
    connection.execute(update(mail).where(mail.c.id == mail_id).values(state=state))


def postpone(connection: Connection, row: Mail, *, until: datetime) -> None:
    """Note that a mail was not taken for now."""
    connection.execute(
        update(mail)
        .where(mail.c.id == row.id)
        .values(attempts=row.attempts + 1, next_at=until)
    )


def forget(connection: Connection, person_id: str, kinds: Collection[str]) -> None:
    """Drop what is of these kinds and not yet sent to a person."""
    unsent = select(mail.c.id).where(
        mail.c.person_id == person_id, mail.c.state == "waiting"
    )
    connection.execute(
        delete(message).where(
            message.c.person_id == person_id,
            message.c.kind.in_(kinds),
            message.c.mail_id.is_(None) | message.c.mail_id.in_(unsent),
        )
    )


def delete_settled(connection: Connection, *, before: datetime) -> None:
    """Forget mails of long ago with what stood in them."""
    old = select(mail.c.id).where(mail.c.state != "waiting", mail.c.created_at < before)
    connection.execute(delete(message).where(message.c.mail_id.in_(old)))
    connection.execute(delete(mail).where(mail.c.id.in_(old)))
