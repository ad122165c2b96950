"""Let people of the sample process act while others watch."""

import asyncio
from datetime import UTC, datetime

import structlog

from docservice.access import AccessError
from docservice.db.store import Store
from docservice.services import annotate
from docservice.services.demonstrating.loading import Demonstration, quoted
from docservice.services.demonstrating.material import LiveEvent
from docservice.services.errors import ServiceError

log = structlog.get_logger(__name__)


async def play(store: Store, demonstration: Demonstration) -> None:
    """Write the live events at their times, then return; cancel it at any moment.

    A visitor may have hidden what an event replies to, or blocked its author: such
    an event is left out.
    """
    ids = dict(demonstration.annotations)
    passed = 0.0
    for event in demonstration.material.live:
        await asyncio.sleep(event.seconds - passed)
        passed = event.seconds
        try:
            await _play_one(store, demonstration, event, ids)
        except (AccessError, ServiceError, KeyError) as error:
            log.warning("demo_event_left_out", event_key=event.key, reason=str(error))


async def _play_one(
    store: Store,
    demonstration: Demonstration,
    event: LiveEvent,
    ids: dict[str, str],
) -> None:
    actor = demonstration.actors[event.author]
    now = datetime.now(UTC)
    if event.comment is not None:
        slug = demonstration.material.process.document_slug
        remark = quoted(event.comment)
        written = await store.write(annotate.annotate, actor, slug, remark, now=now)
        ids[event.key] = written.id
    elif event.body:
        await store.write(annotate.reply, actor, ids[event.on], event.body, now=now)
    else:
        await store.write(annotate.support, actor, ids[event.on], on=True, now=now)
