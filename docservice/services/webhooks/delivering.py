"""The worker that tells programs.

Each receiver gets one message at a time, all receivers side by side: one that is slow
or gone holds up nobody else. The words are read when they are sent, so what was hidden
or withdrawn meanwhile is blank. A delivery is noted right after the receiver took it;
should the process die in between it comes again under the same id, by which receivers
leave out what they had.
"""

import asyncio
import http.client
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog
from sqlalchemy import Connection

import docservice
from docservice.access import ANONYMOUS, NotFound, open_document
from docservice.db import webhooks
from docservice.db.codec import dump_json, load_json, timestamp
from docservice.db.events import Event, Unit
from docservice.db.store import Store
from docservice.db.webhooks import Delivery
from docservice.services.replay import replay
from docservice.services.webhooks.posting import post
from docservice.services.webhooks.signing import signed_headers
from docservice.services.working import Worker

LEASE = "delivering"
GONE = 410  # says for ever that nobody wants this
TAKEN = range(200, 300)
KEPT = timedelta(days=180)
# After each attempt that failed; then the delivery is given up. In all about four days.
AGAIN: Final = tuple(
    timedelta(seconds=s)
    for s in (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
)

log = structlog.get_logger(__name__)


class Deliverer:
    """Sends what waits for receivers."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.worker = Worker(store, LEASE, self._round)

    async def _round(self) -> None:
        while self.worker.may_go_on:
            now = datetime.now(UTC)
            waiting = await self._store.read(webhooks.next_deliveries, now=now)
            if not waiting:
                break
            await asyncio.gather(*map(self._deliver, waiting))

    async def _deliver(self, delivery: Delivery) -> None:
        event = await self._store.read(_public_event, delivery)
        if event is None:
            await self._store.write(_settle, delivery, "dropped", "")
            return
        key = f"{delivery.document_id}.{delivery.seq}"
        body = message(delivery.slug, event)
        now = datetime.now(UTC)
        headers = signed_headers(delivery.webhook.secret, key, body, now=now) | {
            "content-type": "application/json",
            "user-agent": f"Randnotiz/{docservice.__version__}",
        }
        try:
            status = await post(delivery.webhook.url, body, headers)
            answer = str(status)
        except (OSError, http.client.HTTPException) as error:
            status, answer = 0, type(error).__name__
        if status in TAKEN:
            await self._store.write(_settle, delivery, "delivered", answer)
            return
        log.warning("webhook_failed", webhook=delivery.webhook.id, answer=answer)
        if status == GONE:
            await self._store.write(_end, delivery, answer, now=now)
        else:
            await self._store.write(_put_off, delivery, answer, now=now)


def message(slug: str, event: Event) -> bytes:
    """Return an event as receivers get it: JSON with type, timestamp and data."""
    return dump_json(
        {
            "type": event.type,
            "timestamp": timestamp(event.at),
            "document": slug,
            "seq": event.seq,
            "data": load_json(event.data),
        }
    ).encode()


def _public_event(connection: Connection, delivery: Delivery) -> Event | None:
    """Return the event with its words of today, None where it is not public."""
    try:
        opened = open_document(connection, ANONYMOUS, delivery.slug)
    except NotFound:
        return None
    (event,) = replay(connection, opened.document.id, delivery.seq - 1, limit=1)
    return event


def _settle(
    unit: Unit, delivery: Delivery, state: webhooks.Settled, answer: str
) -> None:
    webhooks.settle(unit.connection, delivery, state, answer)


def _put_off(unit: Unit, delivery: Delivery, answer: str, *, now: datetime) -> None:
    if delivery.attempts == len(AGAIN):
        webhooks.settle(unit.connection, delivery, "failed", answer)
    else:
        until = now + AGAIN[delivery.attempts]
        webhooks.postpone(unit.connection, delivery, answer, until=until)
    webhooks.delete_settled(unit.connection, before=now - KEPT)


def _end(unit: Unit, delivery: Delivery, answer: str, *, now: datetime) -> None:
    webhooks.settle(unit.connection, delivery, "failed", answer)
    webhooks.end_webhook(unit.connection, delivery.webhook.id, now=now)
