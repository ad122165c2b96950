"""Broken frames are answered or end their own socket; nobody else notices."""

import asyncio
import contextlib
import json
import logging
import random
from collections.abc import Iterator
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from docservice.db.store import Store
from docservice.settings import Settings
from tests.sockets import Client, joined, raw, remark, serving, token

pytestmark = pytest.mark.integration
ROUNDS = 400
VALUES: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    1.5,
    10**18,
    "",
    "x",
    "\ud800",
    "\x00",
    "x" * 6_000,
    [],
    {},
    [[]],
    {"exact": 3},
)
BROKEN = (
    "",
    " ",
    "nichts",
    "null",
    "17",
    '"hello"',
    "[]",
    "{",
    '{"type"}',
    '{"type":}',
    '{"type":"hello","type":"ping"}',
    '{"type":"ping","x":NaN}',
    '{"type":"ping","x":-Infinity}',
    '{"type":"ping","x":1' + "0" * 5_000 + "}",
    '{"type":"pin\\ud800"}',
    "\ufeff{}",
    '{"type":["ping"]}',
    '{"type":{"ping":1}}',
    "[" * 20_000,
    '{"a":' * 10_000,
    '{"type":"annotate"}',
    '{"type":"annotate","key":""}',
    '{"type":"annotate","key":17}',
    '{"type":"annotate","key":"ü"}',
)


@pytest.fixture
def address(store: Store, document: None) -> Iterator[str]:
    settings = Settings(socket_frames_per_s=1e9, person_writes_per_min=1e9)
    with serving(store, settings) as found:
        yield found


@pytest.mark.parametrize("text", BROKEN)
async def test_a_broken_frame_is_answered_and_the_socket_goes_on(
    address: str, text: str
) -> None:
    async with joined(address) as client:
        await client.connection.send(text)
        await client.expect("error", code="bad_frame")
        await client.connection.send(text.encode())
        await client.expect("error", code="bad_frame")
        await client.send(type="ping")
        await client.expect("pong")


async def test_who_sends_nothing_but_broken_frames_is_closed(address: str) -> None:
    async with joined(address) as client:
        for _ in range(60):
            await client.connection.send("{")
        assert await client.closing() == 1008
    async with raw(address) as client:
        for _ in range(60):
            await client.connection.send("{")
        assert await client.closing() == 1008


@pytest.mark.parametrize("is_text", [True, False])
async def test_a_frame_that_is_too_large_closes_the_socket(
    address: str, is_text: bool
) -> None:
    async with joined(address) as client:
        frame = "x" * 70_000
        await client.connection.send(frame if is_text else frame.encode())
        assert await client.closing() == 1009


async def test_the_limit_of_frames_holds_below_that_of_the_server(
    store: Store, document: None
) -> None:
    # The drafts' sockets share the server, and need larger frames.
    with serving(store, Settings(frame_bytes=65_536), frame_bytes=10**6) as address:
        async with joined(address) as client:
            await client.send(type="ping", ballast="é" * 40_000)
            assert (await client.receive())["code"] == "too_large"
            assert await client.closing() == 1009


async def test_text_that_is_no_utf8_closes_the_socket_and_is_no_fault_of_ours(
    address: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with joined(address) as client:
        await client.connection.send(b'{"type":"ping\xff"}', text=True)
        assert await client.closing() == 1007

    assert [each for each in caplog.records if each.levelno >= logging.ERROR] == []


def _mutant(chance: random.Random) -> str | bytes:
    """Return a frame that is almost right, or not at all."""
    fields = chance.choice(
        [
            {"type": "hello", "since": 0},
            {"type": "annotate", "key": "k", **remark("Parks")},
            {"type": "reply", "key": "k", "annotation": "a", "body": "b"},
            {"type": "support", "key": "k", "annotation": "a", "on": True},
            {"type": "presence"},
            {"type": "ping"},
        ]
    )
    kind = chance.randrange(6)
    if kind == 0:
        return chance.randbytes(chance.randrange(200))
    if kind == 1:
        return chance.choice(BROKEN)
    for _ in range(chance.randint(1, 3)):
        fields = fields | {chance.choice([*fields, "neu"]): chance.choice(VALUES)}
    text = json.dumps(fields)
    if kind == 2:
        cut = chance.randrange(len(text))
        return text[:cut] + chance.choice(["", "\x00", '"', "}"]) + text[cut + 1 :]
    if kind == 3:
        return text.encode()
    return text


async def _attack(address: str, secret: str | None, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a fuzzer needs no secrets
    sent = 0
    while sent < ROUNDS:
        async with raw(address) as client:
            if chance.random() < 0.8:
                await client.send(type="hello", token=secret)
            with contextlib.suppress(ConnectionClosed):
                while sent < ROUNDS:
                    sent += 1
                    await client.connection.send(_mutant(chance))
                    if chance.random() < 0.01:
                        client.connection.transport.abort()


async def _go_on(client: Client, attacks: "asyncio.Future[Any]") -> int:
    """Comment until the attacks are over; return how many were acknowledged."""
    count = 0
    while not attacks.done() or count < 20:
        answer = await client.write("annotate", **remark("Parks", str(count)))
        assert answer["type"] == "ack"
        count += 1
    return count


async def _hear_until(client: Client, body: str) -> list[int]:
    """Return the numbers of all events up to the remark with this body."""
    found = []
    while True:
        frame = await client.receive()
        if frame["type"] == "event":
            found.append(frame["seq"])
            if frame["data"].get("body") == body:
                return found


async def test_hundreds_of_mutated_frames_disturb_nobody_else(
    store: Store, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    attacker = token(store)
    attacks = asyncio.gather(
        *(_attack(address, attacker if n % 2 else None, n) for n in range(6))
    )
    async with (
        joined(address, token(store)) as writer,
        joined(address) as listener,
    ):
        hearing = asyncio.create_task(_hear_until(listener, "Ende"))
        count = await _go_on(writer, attacks)
        await attacks
        last = await writer.write("annotate", **remark("Parks", "Ende"))
        heard = await hearing
    assert heard == list(range(2, last["seq"] + 1))
    assert count >= 20
    faults = [r for r in caplog.records if r.levelno >= logging.ERROR]
    assert [r.getMessage() for r in faults] == []
