"""What several rooms store at once: one transaction, and each room's own outcome."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Literal

import pytest

from docservice.access import Actor
from docservice.db import documents, draft_log, people, tables
from docservice.db.draft_log import StoredUpdate
from docservice.db.errors import WriterStopped
from docservice.db.events import Unit
from docservice.db.store import Store
from docservice.realtime import gathering
from docservice.realtime.draft_writes import Batch, RightsEnded
from docservice.realtime.gathering import Gathering
from docservice.realtime.identity import Credential
from tests import factories
from tests.sockets import WAIT_S, token_of

pytestmark = pytest.mark.integration
SLUGS = ("eins", "zwei", "drei")


@dataclass
class Rooms:
    """Three documents, and what is written in their rooms."""

    store: Store
    who: Actor
    gathering: Gathering
    ids: list[str]
    sizes: list[int] = field(default_factory=list)
    begun: asyncio.Event = field(default_factory=asyncio.Event)

    def batch(self, number: int, after: int = 0, who: Actor | None = None) -> Batch:
        """Return a keystroke in a room."""
        author = who or self.who
        update = StoredUpdate(b"\x00\x00", author.id, None)
        secret = Credential.of("token", token_of(self.store, author))
        return Batch(self.ids[number], after, [update], frozenset({secret}))

    async def outcomes(self, *batches: Batch) -> list[BaseException | None]:
        """Store batches that come in one turn of the event loop."""
        async with asyncio.timeout(WAIT_S):
            return await asyncio.gather(*[self.store_one(batch) for batch in batches])

    def store_one(self, batch: Batch) -> asyncio.Future[BaseException | None]:
        """Store a batch; the future tells its outcome."""
        outcome: asyncio.Future[BaseException | None] = asyncio.Future()
        self.gathering.store(batch, outcome.set_result)
        return outcome

    def stored(self) -> list[int]:
        """Return how many updates each room has in its log."""
        return [
            len(self.store.read_now(draft_log.updates_after, each, 0))
            for each in self.ids
        ]


@pytest.fixture
async def rooms(store: Store, monkeypatch: pytest.MonkeyPatch) -> Rooms:
    """Return three rooms whose transactions are noted."""
    ids = []
    for slug in SLUGS:
        factories.document(store, ["Ein Text."], slug=slug)
        found = store.read_now(documents.get_document, slug)
        assert found is not None
        ids.append(found.id)
    made = Rooms(store, factories.actor(store, "drafter"), Gathering(store), ids)
    call = store.call

    def counted(work: partial[Any], then: Any) -> None:
        made.sizes.append(len(work.keywords["batches"]))
        made.begun.set()
        call(work, then)

    monkeypatch.setattr(store, "call", counted)
    return made


async def test_what_comes_in_one_turn_is_one_transaction(rooms: Rooms) -> None:
    found = await rooms.outcomes(*(rooms.batch(number) for number in range(3)))
    assert found == [None, None, None]
    assert (rooms.sizes, rooms.stored()) == ([3], [1, 1, 1])


async def test_what_comes_while_one_runs_waits_for_it_and_goes_together(
    rooms: Rooms,
) -> None:
    first = asyncio.create_task(rooms.outcomes(rooms.batch(0)))
    await rooms.begun.wait()
    second = await rooms.outcomes(rooms.batch(1), rooms.batch(2))
    assert await first == [None]
    assert second == [None, None]
    assert (rooms.sizes, rooms.stored()) == ([1, 2], [1, 1, 1])


async def test_who_may_not_draft_any_more_is_refused_alone(rooms: Rooms) -> None:
    citizen = factories.actor(rooms.store, "citizen")
    found = await rooms.outcomes(
        rooms.batch(0), rooms.batch(1, who=citizen), rooms.batch(2)
    )
    assert [type(each) for each in found] == [type(None), RightsEnded, type(None)]
    assert (rooms.sizes, rooms.stored()) == ([3], [1, 0, 1])


@pytest.mark.parametrize(
    ("end", "kind"),
    [("revoked", "token"), ("over", "session"), ("demoted", "token")],
)
async def test_a_right_that_ended_stores_nothing(
    rooms: Rooms, end: str, kind: Literal["token", "session"]
) -> None:
    person_id, now = str(rooms.who.id), datetime.now(UTC)

    def issue(unit: Unit) -> str:
        until = now + timedelta(seconds=-1 if end == "over" else 60)
        return people.issue_credential(
            unit.connection, person_id, kind, now=now, expires_at=until
        )

    def finish(unit: Unit) -> None:
        if end == "revoked":
            people.revoke(unit.connection, secret, now=now)
        if end == "demoted":
            unit.connection.execute(
                tables.person.update()
                .where(tables.person.c.id == person_id)
                .values(role="moderator")
            )

    secret = await rooms.store.write(issue)
    batch = rooms.batch(0)._replace(
        credentials=frozenset({Credential.of(kind, secret)})
    )
    if end != "over":
        assert await rooms.outcomes(batch) == [None]
    await rooms.store.write(finish)
    (found,) = await rooms.outcomes(batch._replace(after=1))
    assert isinstance(found, RightsEnded)
    assert found.credentials == batch.credentials


async def test_one_that_cannot_be_stored_spoils_nothing_for_the_others(
    rooms: Rooms,
) -> None:
    await rooms.outcomes(rooms.batch(1))
    found = await rooms.outcomes(rooms.batch(0), rooms.batch(1), rooms.batch(2))
    assert [each is None for each in found] == [True, False, True]
    assert rooms.stored() == [1, 1, 1]
    assert await rooms.outcomes(rooms.batch(1, after=1)) == [None]


async def test_turns_of_rooms_that_are_written_in_are_taken_before_they_store(
    rooms: Rooms,
) -> None:
    await rooms.outcomes(rooms.batch(0), rooms.batch(1))
    taken: asyncio.Queue[asyncio.Future[BaseException | None]] = asyncio.Queue()

    def turn(batch: Batch) -> None:
        taken.put_nowait(rooms.store_one(batch))

    for batch in (rooms.batch(0, 1), rooms.batch(1, 1), rooms.batch(2)):
        rooms.gathering.soon(batch.document_id, partial(turn, batch))
    assert taken.empty()
    async with asyncio.timeout(WAIT_S):
        await asyncio.gather(*[await taken.get() for _ in SLUGS])
    assert (rooms.sizes, rooms.stored()) == ([2, 3], [2, 2, 1])


async def test_rooms_that_are_written_in_wait_a_moment_for_each_other(
    rooms: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "WAIT_S", 0.2)  # a busy machine is slow
    stored: asyncio.Queue[int] = asyncio.Queue()

    def turn(number: int) -> None:
        batch = rooms.batch(number)
        rooms.gathering.store(batch, lambda _: stored.put_nowait(number))

    rooms.gathering.soon(rooms.ids[0], partial(turn, 0))
    await asyncio.sleep(0.02)
    rooms.gathering.soon(rooms.ids[1], partial(turn, 1))
    async with asyncio.timeout(WAIT_S):
        assert [await stored.get() for _ in range(2)] == [0, 1]
    assert (rooms.sizes, rooms.stored()) == ([2], [1, 1, 0])


async def test_a_room_that_is_written_in_alone_waits_for_nothing(
    rooms: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = asyncio.Event()
    rooms.gathering.soon(rooms.ids[0], taken.set)
    await taken.wait()
    monkeypatch.setattr(gathering, "WAIT_S", 3600.0)
    taken.clear()
    rooms.gathering.soon(rooms.ids[0], taken.set)
    async with asyncio.timeout(WAIT_S):
        await taken.wait()


async def test_a_room_that_fails_harms_no_other(rooms: Rooms) -> None:
    taken = asyncio.Event()

    def fail() -> None:
        raise LookupError("on purpose")

    rooms.gathering.soon(rooms.ids[0], fail)
    rooms.gathering.soon(rooms.ids[1], taken.set)
    async with asyncio.timeout(WAIT_S):
        await taken.wait()


async def test_a_store_that_was_closed_is_told_to_all(rooms: Rooms) -> None:
    batches = [rooms.batch(number) for number in range(2)]
    rooms.store.close()
    found = await rooms.outcomes(*batches)
    assert [type(each) for each in found] == [WriterStopped, WriterStopped]
