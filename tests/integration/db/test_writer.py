"""The writer: grouped, isolated, durable before it answers."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from sqlite3 import ProgrammingError

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import OperationalError

from docservice.db import events
from docservice.db.errors import CannotStore, WriterStopped
from docservice.db.events import Event, Unit
from docservice.db.store import Store
from docservice.db.tables import document, event

NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _a_document(store: Store) -> None:
    store.write_now(
        lambda unit: unit.connection.execute(
            insert(document).values(
                id="d", slug="d", title="D", lang="de", created_at=NOW
            )
        )
    )


def note(unit: Unit, words: str) -> int:
    return events.append(unit, "d", "noted", words, at=NOW, person_id=None)


def fail_after_writing(unit: Unit) -> None:
    note(unit, "never seen")
    raise LookupError("on purpose")


async def test_a_failing_request_leaves_its_neighbours_and_gives_its_number_back(
    store: Store,
) -> None:
    outcomes = await asyncio.gather(
        store.write(note, "first"),
        store.write(fail_after_writing),
        store.write(note, "second"),
        return_exceptions=True,
    )

    assert [outcomes[0], outcomes[2]] == [1, 2]
    assert isinstance(outcomes[1], LookupError)
    stored = store.read_now(events.since, "d", 0)
    assert [(e.seq, e.data) for e in stored] == [(1, '"first"'), (2, '"second"')]


async def test_a_request_that_fails_alone_leaves_nothing(store: Store) -> None:
    with pytest.raises(LookupError):
        await store.write(fail_after_writing)

    assert await store.write(note, "first") == 1
    assert [e.data for e in store.read_now(events.since, "d", 0)] == ['"first"']


async def test_one_who_fails_to_take_an_answer_keeps_it_from_nobody(
    store: Store,
) -> None:
    def fail(_: object, __: object) -> None:
        raise LookupError("on purpose")

    store.call(lambda unit: note(unit, "first"), fail)
    assert await store.write(note, "second") == 2


async def test_whatever_fails_the_writer_goes_on_answering(store: Store) -> None:
    def lose_the_connection(unit: Unit) -> None:
        driver = unit.connection.connection.dbapi_connection
        assert driver
        driver.close()
        raise LookupError("on purpose")

    for work in (lose_the_connection, lambda unit: note(unit, "later")):
        with pytest.raises((LookupError, ProgrammingError)):
            await asyncio.wait_for(store.write(work), 5)


async def test_numbers_are_dense_and_in_order_under_many_writers(store: Store) -> None:
    told: list[Event] = []
    store.subscribe(told.extend)

    async def write_some(who: int) -> None:
        for turn in range(20):
            if (who + turn) % 7 == 0:
                with pytest.raises(LookupError):
                    await store.write(fail_after_writing)
            else:
                await store.write(note, f"{who}/{turn}")

    await asyncio.gather(*(write_some(who) for who in range(24)))

    stored = store.read_now(events.since, "d", 0)
    assert [e.seq for e in stored] == list(range(1, len(stored) + 1))
    assert told == list(stored)


async def test_listeners_hear_of_an_event_only_when_it_can_be_read(
    store: Store,
) -> None:
    readable: list[bool] = []

    def look(heard: object) -> None:
        count = store.read_now(
            lambda c: c.scalar(select(func.count()).select_from(event))
        )
        readable.append(count == 1)

    store.subscribe(look)
    await store.write(note, "x")

    assert readable == [True]


async def test_a_deaf_listener_stops_no_other(store: Store) -> None:
    heard: list[int] = []

    def deaf(_: object) -> None:
        raise RuntimeError("on purpose")

    store.subscribe(deaf)
    store.subscribe(lambda found: heard.extend(e.seq for e in found))

    assert await store.write(note, "x") == 1
    assert heard == [1]


async def test_after_unsubscribing_nothing_is_heard(store: Store) -> None:
    heard: list[Event] = []
    store.subscribe(heard.extend)()

    await store.write(note, "x")

    assert heard == []


async def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises(OperationalError, match="readonly"):
        await store.read(lambda c: c.execute(text("DELETE FROM document")))


def test_a_stopped_writer_takes_nothing(database: str) -> None:
    with Store.open(database.replace("test.db", "other.db")) as other:
        pass

    with pytest.raises(WriterStopped):
        other.write_now(note, "too late")


@contextmanager
def full(store: Store) -> Iterator[None]:
    """Let the database grow no further, as on a full disk."""

    def limit(unit: Unit, most: int) -> None:
        unit.connection.exec_driver_sql(f"PRAGMA max_page_count = {most}")

    store.write_now(limit, 1)  # less than it has means no more than it has
    try:
        yield
    finally:
        store.write_now(limit, 2**31 - 1)


async def test_a_full_disk_changes_nothing_and_is_told_as_what_it_is(
    store: Store,
) -> None:
    long = "x" * 100_000
    with full(store):
        outcomes = await asyncio.gather(
            *(store.write(note, long) for _ in range(5)), return_exceptions=True
        )

    assert {type(each) for each in outcomes} == {CannotStore}
    assert list(store.read_now(events.since, "d", 0)) == []
    assert await store.write(note, long) == 1


async def test_what_fails_for_another_reason_beside_a_full_disk_says_which(
    store: Store,
) -> None:
    with full(store):
        outcomes = await asyncio.gather(
            store.write(fail_after_writing),
            store.write(note, "x" * 100_000),
            return_exceptions=True,
        )

    assert [type(each) for each in outcomes] == [LookupError, CannotStore]


def test_the_database_syncs_fully_and_uses_the_write_ahead_log(store: Store) -> None:
    def pragmas(unit: Unit) -> tuple[object, object, object]:
        read = unit.connection.exec_driver_sql
        return (
            read("PRAGMA journal_mode").scalar(),
            read("PRAGMA synchronous").scalar(),
            read("PRAGMA foreign_keys").scalar(),
        )

    assert store.write_now(pragmas) == ("wal", 2, 1)
