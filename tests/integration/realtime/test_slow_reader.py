"""A reader that does not keep up harms nobody else, is told, and can come back."""

import asyncio
import contextlib
import socket
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import ConnectionClosed

from docservice.db.store import Store
from docservice.settings import Settings
from tests import factories
from tests.integration.realtime.test_replay import numbers
from tests.sockets import BROKEN, HASTE, Client, joined, serving, token

pytestmark = pytest.mark.integration
BODY = "Viele Worte. " * 380  # 4,940 characters; twice that in an event, with HTML
REMARKS = 700  # some 7 MB: more than a connection's buffers and the outbox hold


def _narrow(address: str) -> socket.socket:
    """Return a connection whose system buffer is small, so that it soon is full."""
    place = urlsplit(address)
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.connect((place.hostname, place.port))
    connection.setblocking(False)
    return connection


async def _write(store: Store, reader: Client) -> int:
    """Write remarks no faster than `reader` hears them; return the last number."""
    who = factories.actor(store, "citizen")
    last = 0
    for _ in range(REMARKS):
        made = await asyncio.to_thread(
            factories.annotation, store, who, "Parks", fields={"body": BODY}
        )
        last = made.seq
        await reader.hear(last)
    return last


async def test_a_slow_reader_is_closed_and_catches_up_while_others_read_on(
    store: Store, document: None
) -> None:
    settings = Settings(backlog_bytes=200_000)
    with serving(store, settings) as address:
        options: dict[str, Any] = {"sock": _narrow(address), "max_queue": 1}
        async with joined(address, **options) as slow, joined(address) as fast:
            last = await _write(store, fast)
            # It goes on reading only now, when the fast one has heard everything.
            assert numbers(fast.events) == list(range(2, last + 1))
            assert await slow.closing() == 4408
            seen = numbers(slow.events)
            assert seen == list(range(2, len(seen) + 2))
            assert len(seen) < REMARKS
        async with joined(address, since=seen[-1]) as again:
            assert numbers(await again.hear(last)) == list(
                range(seen[-1] + 1, last + 1)
            )


async def test_a_reader_that_never_reads_again_is_given_up(
    store: Store, document: None
) -> None:
    settings = Settings(backlog_bytes=100_000)
    with serving(store, settings, replace(HASTE, close_s=0.2)) as address:
        options: dict[str, Any] = {"sock": _narrow(address), "max_queue": 1}
        async with joined(address, **options) as stalled, joined(address) as other:
            await _write(store, other)
            # No longer counted among the readers, whatever its connection still holds.
            presence = [f for f in other.frames if f["type"] == "presence"]
            while not presence or presence[-1]["readers"] != 1:
                presence.append(await other.expect("presence"))
            assert await stalled.closing() == BROKEN


async def test_an_outbox_of_answers_is_bounded_too(
    store: Store, document: None
) -> None:
    settings = Settings(backlog_bytes=20_000, socket_frames_per_s=1e9)
    with serving(store, settings) as address:
        options: dict[str, Any] = {"sock": _narrow(address), "max_queue": 1}
        async with joined(address, token(store), **options) as client:
            # Up to 9 MB of answers; the system's buffers decide when it is enough.
            with contextlib.suppress(ConnectionClosed, TimeoutError):
                for _ in range(40_000):
                    async with asyncio.timeout(1):
                        await client.send(type="annotate", key="k" * 128)
            assert await client.closing() == 4408
