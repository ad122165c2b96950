"""Drafters in one room: they see each other's edits, and nothing that is not stored."""

import asyncio
import random
import socket
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from pycrdt import Awareness, Doc, Text, create_awareness_message, create_update_message

from docservice.db import documents, draft_log
from docservice.db.draft_log import StoredDraft
from docservice.db.store import Store
from docservice.settings import Settings
from tests.sockets import HASTE, serving, token, wait_until
from tests.yjs import Drafter, drafting

pytestmark = pytest.mark.integration


def stored(store: Store) -> StoredDraft:
    """Return the draft as it is in the database."""
    document = store.read_now(documents.get_document, "rahmen")
    assert document is not None
    found = store.read_now(draft_log.load, document.id)
    assert found is not None
    return found


def stored_note(store: Store) -> str:
    """Return the text that a restarted server would read."""
    found = stored(store)
    doc: Doc[Any] = Doc()
    for update in (found.snapshot, *found.tail):
        doc.apply_update(update)
    return str(doc.get("note", type=Text))


async def test_an_edit_reaches_all_others_once_and_only_after_it_is_stored(
    store: Store, address: str
) -> None:
    secret = token(store, "drafter")
    async with (
        drafting(address, secret) as one,
        drafting(address, secret) as two,
        drafting(address, secret) as three,
    ):
        before = (one.heard, two.heard)
        await one.write("Hallo é😀 ")
        await two.until(lambda: str(two.note) == "Hallo é😀 ")
        assert stored_note(store) == "Hallo é😀 "
        await three.until(lambda: str(three.note) == "Hallo é😀 ")
        # The author needs no copy.
        assert (one.heard, two.heard) == (before[0], before[1] + 1)


async def test_a_message_in_parts_and_several_at_once_arrive_whole(
    store: Store, address: str
) -> None:
    secret = token(store, "drafter")
    async with drafting(address, secret) as one, drafting(address, secret) as two:
        updates: list[bytes] = []
        subscription = one.doc.observe(lambda event: updates.append(event.update))
        for words in ("kurz ", "lang " * 40, "in Teilen ", "zum Schluss"):
            one.note.insert(len(str(one.note)), words)
        one.doc.unobserve(subscription)
        short, long, parts, last = map(create_update_message, updates)
        await one.connection.send(short)
        await one.connection.send(long)
        await one.connection.send([parts[:5], parts[5:9], parts[9:]])
        await one.connection.send(last)
        await two.until(lambda: str(two.note) == str(one.note))
        assert stored_note(store) == str(one.note)


async def test_edits_at_once_converge_with_what_is_stored(
    store: Store, address: str
) -> None:
    secret = token(store, "drafter")
    async with (
        drafting(address, secret) as one,
        drafting(address, secret) as two,
        drafting(address, secret) as three,
    ):
        everybody = (one, two, three)

        async def work(client: Drafter, seed: int) -> None:
            dice = random.Random(seed)  # noqa: S311 - the same pauses each time
            for number in range(40):
                await client.write(f"{seed}.{number} ")
                await asyncio.sleep(dice.random() / 500)

        await asyncio.gather(*(work(c, n) for n, c in enumerate(everybody)))
        for client in everybody:
            await client.until(lambda c=client: len(str(c.note).split()) == 120)  # type: ignore[misc]
        texts = {str(client.note) for client in everybody}
        assert texts == {stored_note(store)}


async def test_who_comes_back_gets_what_was_missed_and_brings_what_was_typed_alone(
    store: Store, address: str
) -> None:
    secret = token(store, "drafter")
    doc: Doc[Any] = Doc()
    async with drafting(address, secret, doc=doc) as client:
        await client.write("eins ")
    doc.get("note", type=Text).insert(0, "allein ")
    async with drafting(address, secret) as other:
        await other.write("zwei ")
        async with drafting(address, secret, doc=doc) as back:
            await other.until(lambda: "allein" in str(other.note))
            assert str(back.note) == str(other.note)
            assert {"eins", "allein", "zwei"} == set(str(back.note).split())


async def test_a_room_that_everybody_left_opens_again_from_a_snapshot(
    store: Store, document: None
) -> None:
    secret = token(store, "drafter")
    with serving(store, timing=replace(HASTE, linger_s=0.0)) as address:
        async with drafting(address, secret) as client:
            for number in range(150):
                await client.write(f"{number} ")
                await client.settle()
            text = str(client.note)
            assert stored_note(store) == text
            assert len(stored(store).tail) > 100
        wait_until(lambda: not stored(store).tail)
        assert stored(store).seq >= 100
        async with drafting(address, secret) as again:
            assert str(again.note) == text
            await again.write("weiter")
            await again.settle()
            assert stored_note(store) == text + "weiter"


async def test_presence_is_passed_on_and_goes_with_its_socket(
    store: Store, address: str
) -> None:
    secret = token(store, "drafter")
    async with drafting(address, secret) as other:
        async with drafting(address, secret) as client:
            awareness = Awareness(client.doc)
            awareness.set_local_state({"user": {"name": "Rike"}})
            shown = awareness.encode_awareness_update([client.doc.client_id])
            await client.connection.send(create_awareness_message(shown))
            await other.until(lambda: bool(other.presence))
            seen = Awareness(Doc())
            seen.apply_awareness_update(other.presence[-1], "server")
            assert seen.states[client.doc.client_id] == {"user": {"name": "Rike"}}
        await other.until(lambda: len(other.presence) > 1)
        seen.apply_awareness_update(other.presence[-1], "server")
        assert client.doc.client_id not in seen.states


@pytest.mark.parametrize(
    "frame",
    [
        b"",
        b"\x63\x01",
        b"\x00\x02\x00",
        b"\x00\x02\x05ab",
        b"\x00\x09\x00",
        create_update_message(b"\xff\xff\x01"),
        create_update_message(bytes([255, 255, 255, 255, 15, 255, 255, 15, 1, 0])),
        b"\x00\x00\x05\xff\xff\xff\x0f\x01",
        b"\x01\x05\x01\xff\xff\xff\x03",
        b"\x01\x08\x01\x09\x01\x04{bad",
        create_awareness_message(b"\x01\x09\x01\x89\x27" + b'"' + b"x" * 4999 + b'"'),
        "Hallo",
    ],
)
async def test_a_malformed_frame_closes_its_sender_and_harms_nobody(
    store: Store, address: str, frame: bytes | str
) -> None:
    secret = token(store, "drafter")
    async with drafting(address, secret) as one, drafting(address, secret) as two:
        await one.write("vorher ")
        async with drafting(address, secret) as bad:
            await bad.connection.send(frame)
            assert await bad.closing() == 4400
        await one.write("nachher ")
        await two.until(lambda: str(two.note) == "vorher nachher ")
        assert stored_note(store) == "vorher nachher "


async def test_what_waits_for_something_missing_is_passed_on_when_it_fits(
    store: Store, address: str
) -> None:
    """As when a second window's edit comes before the first window's."""
    secret = token(store, "drafter")
    source: Doc[Any] = Doc()
    updates: list[bytes] = []
    source.observe(lambda event: updates.append(event.update))
    note = source.get("note", type=Text)
    for number, word in enumerate(("eins ", "zwei ", "drei ")):
        note.insert(5 * number, word)
    async with drafting(address, secret) as one, drafting(address, secret) as two:
        heard = two.heard
        for update in (updates[2], updates[1]):
            await one.connection.send(create_update_message(update))
        await one.write("ich ")
        await two.until(lambda: str(two.note) == "ich ")
        assert two.heard == heard + 1
        await one.connection.send(create_update_message(updates[0]))
        await two.until(lambda: "eins zwei drei" in str(two.note))
        assert "eins zwei drei" in stored_note(store)


async def test_a_reader_that_takes_nothing_is_closed_and_can_come_back(
    store: Store, document: None
) -> None:
    settings = Settings(draft_backlog_bytes=200_000)
    secret = token(store, "drafter")
    with serving(store, settings) as address:
        options: dict[str, Any] = {"sock": _narrow(address), "max_queue": 1}
        async with drafting(address, secret, **options) as slow:
            slow.connection.transport.pause_reading()
            async with (
                drafting(address, secret) as one,
                drafting(address, secret) as two,
            ):
                for number in range(60):
                    await one.write("Viele Worte. " * 5_000)
                    await two.until(lambda n=number: _length(two) == 65_000 * (n + 1))  # type: ignore[misc]
                text = str(one.note)
            slow.connection.transport.resume_reading()
            assert await slow.closing() in (4408, 1006)
        async with drafting(address, secret) as again:
            assert str(again.note) == text


async def test_a_frame_above_the_limit_closes_its_sender(
    store: Store, document: None
) -> None:
    secret = token(store, "drafter")
    with serving(store, Settings(draft_frame_bytes=100_000)) as address:
        async with drafting(address, secret) as client:
            await client.write("x" * 90_000)
            await client.settle()
            await client.write("x" * 100_000)
            assert await client.closing() == 1009
    assert stored_note(store) == "x" * 90_000


async def test_who_sends_faster_than_the_rate_waits_and_loses_nothing(
    store: Store, document: None
) -> None:
    secret = token(store, "drafter")
    with serving(store, Settings(draft_bytes_per_s=20_000)) as address:
        async with drafting(address, secret) as one, drafting(address, secret) as two:
            for _ in range(15):
                await one.write("x" * 10_000)
            await two.until(lambda: len(str(two.note)) == 150_000)


def _narrow(address: str) -> socket.socket:
    """Return a connection whose system buffer is small, so that it soon is full."""
    place = urlsplit(address)
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.connect((place.hostname, place.port))
    connection.setblocking(False)
    return connection


def _length(client: Drafter) -> int:
    return len(str(client.note))
