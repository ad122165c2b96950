"""Programs that are told of public events, and what is to be delivered to each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import (
    Column,
    Connection,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert

from docservice.db.tables import delivery, document, webhook

Settled = Literal["delivered", "dropped", "failed"]


@dataclass(frozen=True, slots=True)
class Webhook:
    """A receiver; without a document it is told of all."""

    id: str
    url: str
    secret: str
    document_id: str | None
    created_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """An event on its way to a receiver, after so many attempts."""

    webhook: Webhook
    document_id: str
    slug: str
    seq: int
    attempts: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A receiver with the number of deliveries in each state, and its last answer."""

    webhook: Webhook
    slug: str | None
    counts: dict[str, int]
    answer: str


def insert_webhook(connection: Connection, row: Webhook) -> None:
    """Store a receiver."""
    values = {name: getattr(row, name) for name in row.__slots__}
    connection.execute(insert(webhook).values(values))


def get_webhook(connection: Connection, webhook_id: str) -> Webhook | None:
    """Return a receiver, whether ended or not."""
    row = connection.execute(
        select(*_columns()).where(webhook.c.id == webhook_id)
    ).one_or_none()
    return Webhook(*row) if row is not None else None


def end_webhook(connection: Connection, webhook_id: str, *, now: datetime) -> None:
    """Tell a receiver nothing more; what waits for it is dropped."""
    connection.execute(
        update(webhook).where(webhook.c.id == webhook_id).values(ended_at=now)
    )
    connection.execute(
        update(delivery)
        .where(delivery.c.webhook_id == webhook_id, delivery.c.state == "waiting")
        .values(state="dropped")
    )


def standings(connection: Connection) -> Sequence[Standing]:
    """Return all receivers that are not ended, oldest first."""
    counts: dict[str, dict[str, int]] = {}
    answers: dict[str, str] = {}
    for webhook_id, state, count in connection.execute(
        select(delivery.c.webhook_id, delivery.c.state, func.count()).group_by(
            delivery.c.webhook_id, delivery.c.state
        )
    ):
        counts.setdefault(webhook_id, {})[state] = count
    for webhook_id, answer in connection.execute(
        select(delivery.c.webhook_id, delivery.c.answer)
        .where(delivery.c.answer != "")
        .order_by(delivery.c.next_at)
    ):
        answers[webhook_id] = answer
    rows = connection.execute(
        select(*_columns(), document.c.slug)
        .outerjoin(document, document.c.id == webhook.c.document_id)
        .where(webhook.c.ended_at.is_(None))
        .order_by(webhook.c.created_at, webhook.c.id)
    )
    return [
        Standing(
            Webhook(*row[:-1]), row[-1], counts.get(row[0], {}), answers.get(row[0], "")
        )
        for row in rows
    ]


def insert_deliveries(
    connection: Connection, events: Sequence[tuple[str, int, datetime]]
) -> None:
    """Let each receiver be told of events (document, number, when) that it follows."""
    listening = connection.execute(
        select(webhook.c.id, webhook.c.document_id, webhook.c.created_at).where(
            webhook.c.ended_at.is_(None)
        )
    ).all()
    rows = [
        {"webhook_id": key, "document_id": document_id, "seq": seq, "next_at": at}
        for document_id, seq, at in events
        for key, followed, since in listening
        # What happened before somebody listened is no news.
        if followed in (None, document_id) and since <= at
    ]
    if rows:
        connection.execute(insert(delivery).on_conflict_do_nothing(), rows)


def next_deliveries(connection: Connection, *, now: datetime) -> Sequence[Delivery]:
    """Return the delivery that each receiver is to get next, if its time has come."""
    due = (
        select(
            delivery,
            func.row_number()
            .over(
                partition_by=delivery.c.webhook_id,
                order_by=(delivery.c.next_at, delivery.c.document_id, delivery.c.seq),
            )
            .label("place"),
        )
        .where(delivery.c.state == "waiting", delivery.c.next_at <= now)
        .subquery()
    )
    rows = connection.execute(
        select(
            *_columns(), due.c.document_id, document.c.slug, due.c.seq, due.c.attempts
        )
        .join(due, due.c.webhook_id == webhook.c.id)
        .join(document, document.c.id == due.c.document_id)
        .where(due.c.place == 1)
        .order_by(webhook.c.id)
    )
    return [Delivery(Webhook(*row[:-4]), *row[-4:]) for row in rows]


def settle(
    connection: Connection, row: Delivery, state: Settled, answer: str = ""
) -> None:
    """Note what became of a delivery."""
    _change(connection, row, state=state, answer=answer)


def postpone(
    connection: Connection, row: Delivery, answer: str, *, until: datetime
) -> None:
    """Note that a delivery was not taken for now."""
    _change(connection, row, attempts=row.attempts + 1, next_at=until, answer=answer)


def delete_settled(connection: Connection, *, before: datetime) -> None:
    """Forget deliveries of long ago."""
    connection.execute(
        delete(delivery).where(
            delivery.c.state != "waiting", delivery.c.next_at < before
        )
    )


def _change(connection: Connection, row: Delivery, **values: object) -> None:
    connection.execute(
        update(delivery)
        .where(
            delivery.c.webhook_id == row.webhook.id,
            delivery.c.document_id == row.document_id,
            delivery.c.seq == row.seq,
        )
        .values(values)
    )


def _columns() -> tuple[Column[Any], ...]:
    return tuple(webhook.c[name] for name in Webhook.__slots__)
