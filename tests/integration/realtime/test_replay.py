"""Nobody misses an event or gets one twice, whatever happens while joining.

Page load plus events has to equal a fresh page load; the races that could break it
are forced by holding the server's reads.
"""

import asyncio
import copy
import threading
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

import pytest
from sqlalchemy import Connection

from docservice.access import ANONYMOUS, open_document
from docservice.db import annotations
from docservice.db.annotations import AnnotationFilter
from docservice.db.events import Unit, append
from docservice.db.store import Store
from docservice.realtime.identity import visit
from docservice.services import annotate, replay
from docservice.services.reading import annotation_resources
from tests import factories
from tests.factories import NOW
from tests.sockets import WAIT_S, Client, Frame, joined, raw, remark, serving, token

TEXTS = ("Die Stadt baut hundert Kilometer Radwege.", "Parks bleiben offen.")

pytestmark = pytest.mark.integration
P = ParamSpec("P")
T = TypeVar("T")
State = dict[str, Any]


def page_load(connection: Connection) -> tuple[int, State]:
    """Return what a page shows, and the number of the last event in it."""
    opened = open_document(connection, ANONYMOUS, "rahmen")
    rows = annotations.list_annotations(
        connection, opened.document.id, AnnotationFilter()
    )
    found = annotation_resources(connection, opened, rows, public=True)
    return opened.document.seq, {each["id"]: each for each in found}


def follow(state: State, events: list[Frame]) -> State:
    """Return the page after these events, as the page's script would do it."""
    found = copy.deepcopy(state)
    for event in events:
        data = event["data"]
        kind, _, what = event["event"].partition(".")
        if kind == "annotation":
            found[data["id"]] = data
        elif kind == "support":
            found[data["annotation"]]["support"] = data["support"]
        elif kind == "reply":
            reply = {k: v for k, v in data.items() if k != "replies"}
            thread = found[data["annotation"]]["replies"]
            thread[:] = [r for r in thread if r["id"] != reply["id"]] + [reply]
            thread.sort(key=lambda r: r["id"])
        else:
            raise AssertionError(f"the page knows no {kind}.{what}")
    return found


async def converse(client: Client, fan: Client, turns: int) -> None:
    """Comment, reply and get support, one after the other."""
    for turn in range(turns):
        made = await client.write("annotate", **remark("hundert Kilometer", f"{turn}"))
        thread = {"annotation": made["id"]}
        assert (await client.write("reply", **thread, body="Ja."))["type"] == "ack"
        assert (await fan.write("support", **thread, on=True))["type"] == "ack"
        if turn % 2:
            answer = await fan.write("support", **thread, on=False)
            assert answer["type"] == "ack"


def numbers(events: list[Frame]) -> list[int]:
    return [event["seq"] for event in events]


async def test_a_replay_has_neither_gap_nor_repeat_while_others_write(
    store: Store, address: str
) -> None:
    secrets = [token(store, name=f"Person {n}") for n in range(4)]
    fan = token(store)

    async def write(secret: str) -> None:
        async with joined(address, secret) as client, joined(address, fan) as other:
            await converse(client, other, 6)

    async def read(seq: int) -> list[Frame]:
        async with joined(address, since=seq) as client:
            return list(await client.hear(1 + 4 * 21))

    writing = asyncio.gather(*(write(secret) for secret in secrets))
    reading: list[asyncio.Task[list[Frame]]] = []
    begun: list[int] = []
    while not writing.done():
        begun.append(min(len(reading) % 5, store.read_now(page_load)[0]))
        reading.append(asyncio.create_task(read(begun[-1])))
        await asyncio.sleep(0.02)
    await writing
    for since, events in zip(begun, await asyncio.gather(*reading), strict=True):
        assert numbers(events) == list(range(since + 1, 86))


async def test_a_long_replay_comes_in_pages(
    store: Store, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = factories.actor(store, "citizen")
    for _ in range(replay.PAGE + 10):
        factories.annotation(store, who, "hundert Kilometer")
    last = replay.PAGE + 11
    async with joined(address, since=0) as client:
        assert client.welcome["seq"] == last
        assert numbers(await client.hear(last)) == list(range(1, last + 1))


async def test_without_since_only_what_follows_is_told(
    store: Store, address: str
) -> None:
    who = factories.actor(store, "citizen")
    factories.annotation(store, who, "hundert Kilometer")
    async with joined(address) as client:
        factories.annotation(store, who, "hundert Kilometer")
        assert numbers(await client.hear(3)) == [3]


@pytest.mark.parametrize("since", [99, 10**12])
async def test_who_is_ahead_of_the_log_is_told_to_load_anew(
    store: Store, address: str, since: int
) -> None:
    async with joined(address, since=since) as client:
        assert (await client.expect("error"))["code"] == "replaced"
        made = factories.annotation(
            store, factories.actor(store, "citizen"), "hundert Kilometer"
        )
        assert numbers(await client.hear(made.seq)) == [2]


async def test_what_was_taken_back_is_replayed_without_its_words(
    store: Store, address: str
) -> None:
    who = factories.actor(store, "citizen")
    moderator = factories.actor(store, "moderator")
    hidden = factories.annotation(store, who, "Parks", fields={"body": "Böse Worte."})
    kept = factories.annotation(store, who, "Parks", fields={"body": "Gute Worte."})
    reply = store.write_now(annotate.reply, who, kept.id, "Üble Antwort.", now=NOW)
    store.write_now(annotate.moderate, moderator, hidden.id, hide=True, now=NOW)
    last = store.write_now(
        annotate.set_reply_state, who, reply.id, "withdrawn", now=NOW
    )
    async with joined(address, since=0) as client:
        events = await client.hear(last.seq)
    text = str(events)
    assert "Böse" not in text
    assert "Üble" not in text
    assert "Gute Worte." in text
    state = follow({}, [e for e in events if e["event"] != "revision.published"])
    assert state == store.read_now(page_load)[1]


async def test_what_was_edited_is_replayed_with_its_words_of_today(
    store: Store, address: str
) -> None:
    who = factories.actor(store, "citizen")
    made = factories.annotation(store, who, "Parks", fields={"body": "Tel. 0301234."})
    gone = factories.annotation(store, who, "Parks", fields={"body": "Erstes Wort."})
    for each in (made, gone):
        edit = annotate.Edit("Rufen Sie an.", None, None)
        store.write_now(annotate.edit, who, each.id, edit, now=NOW)
    last = store.write_now(annotate.withdraw, who, gone.id, now=NOW)
    async with joined(address, since=0) as client:
        events = await client.hear(last.seq)
    text = str(events)
    assert "0301234" not in text
    assert "Erstes" not in text
    told = [e["data"]["body"] for e in events if e["data"].get("id") == made.id]
    assert told == ["Rufen Sie an."] * 2
    state = follow({}, [e for e in events if e["event"] != "revision.published"])
    assert state == store.read_now(page_load)[1]


async def test_internal_events_are_blank_for_the_public_and_keep_their_number(
    store: Store, address: str
) -> None:
    drafter = token(store, "drafter")
    async with joined(address) as public, joined(address, drafter) as internal:
        store.write_now(_append_internal)
        (blank,), (full,) = await public.hear(2), await internal.hear(2)
    async with joined(address, since=1) as late:
        assert await late.hear(2) == [blank]
    assert (blank["event"], blank["data"]) == ("internal", {})
    assert (full["event"], full["data"]) == ("note.made", {"note": "nicht für alle"})


def _append_internal(unit: Unit) -> None:
    opened = open_document(unit.connection, ANONYMOUS, "rahmen")
    data = {"note": "nicht für alle"}
    append(
        unit,
        opened.document.id,
        "note.made",
        data,
        at=NOW,
        person_id=None,
        internal=True,
    )


class HeldStore(Store):
    """Holds the server's reads of one kind, before or after them, until let go."""

    held: Callable[..., Any] | None = None

    def hold(self, query: Callable[..., Any], turn: int, when: str) -> None:
        """Hold the `turn`th read of `query` (0 is the next one)."""
        self.held, self.turn, self.when = query, turn, when
        self.reached, self.let_go = threading.Event(), threading.Event()

    async def read(
        self,
        query: Callable[Concatenate[Connection, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Read, and wait at the place that was asked for."""
        here = query is self.held and self.turn == 0
        if query is self.held:
            self.turn -= 1
        if here and self.when == "before":
            await self._wait()
        found = await super().read(query, *args, **kwargs)
        if here and self.when == "after":
            await self._wait()
        return found

    async def _wait(self) -> None:
        self.reached.set()
        assert await asyncio.to_thread(self.let_go.wait, WAIT_S)


MANY = replay.PAGE + 3


@pytest.mark.parametrize(
    ("query", "turn", "when", "missed"),
    [
        pytest.param(visit, 0, "before", 0, id="before the visitor is known"),
        pytest.param(visit, 0, "after", 0, id="before the join"),
        pytest.param(visit, 1, "before", 0, id="joined and not yet read"),
        pytest.param(visit, 1, "after", 0, id="joined and read"),
        pytest.param(visit, 1, "after", MANY, id="joined and read, far behind"),
        pytest.param(replay.replay, 0, "before", MANY, id="before the replay"),
        pytest.param(replay.replay, 0, "after", MANY, id="in the replay"),
        pytest.param(replay.replay, 1, "after", MANY, id="at the end of the replay"),
    ],
)
async def test_page_and_events_equal_a_fresh_page_whenever_a_write_falls_in(
    database: str, query: Callable[..., Any], turn: int, when: str, missed: int
) -> None:
    with HeldStore.open(database) as store:
        factories.document(store, TEXTS)
        who = factories.actor(store, "citizen")
        factories.annotation(store, who, "Parks")
        seq, page = store.read_now(page_load)
        for _ in range(missed):
            factories.annotation(store, who, "hundert Kilometer")
        with serving(store) as address:
            async with (
                joined(address, token(store)) as other,
                joined(address, token(store)) as fan,
                raw(address) as client,
            ):
                store.hold(query, turn, when)
                await client.send(type="hello", since=seq)
                assert await asyncio.to_thread(store.reached.wait, WAIT_S)
                made = factories.annotation(store, who, "Die Stadt")
                told = store.write_now(annotate.reply, who, made.id, "Dazu:", now=NOW)
                store.let_go.set()
                # A later event would reveal the gap; there is none yet.
                await client.hear(told.seq)
                await converse(other, fan, 2)
                last, fresh = store.read_now(page_load)
                events = await client.hear(last)
    assert numbers(events) == list(range(seq + 1, last + 1))
    assert follow(page, events) == fresh
