"""Files made in the background: bounded in number, on the disk, and in time."""

import asyncio
import threading
from collections.abc import Iterator

import pytest

from docservice.services.errors import TooMany
from docservice.services.exporting import making
from docservice.services.exporting.imprint import Imprint
from docservice.services.exporting.making import Making, Makings, Progress, Stopped
from docservice.services.exporting.tables.table import Row, Table


def _bytes(size: int) -> making.Make:
    def make(_: Progress) -> Iterator[bytes]:
        yield b"x" * size

    return make


async def _made(makings: Makings, address: str, size: int = 3) -> Making:
    found = makings.begin(address, 1, _bytes(size))
    await found.finished.wait()
    return found


async def test_a_file_is_kept_for_its_own_address() -> None:
    makings = Makings()
    found = await _made(makings, "/a")

    assert makings.begin("/a", 1, _bytes(9)) is found
    assert makings.get(found.id, "/a") is found
    assert makings.get(found.id, "/b") is None
    assert b"".join(found.chunks()) == b"xxx"
    reading = found.chunks()
    await makings.close()
    assert b"".join(reading) == b"xxx"
    assert makings.get(found.id, "/a") is None


async def test_another_state_is_another_file() -> None:
    makings = Makings()
    found = await _made(makings, "/a")
    later = makings.begin("/a", 2, _bytes(5))
    await later.finished.wait()

    assert (later.size, found.size) == (5, 3)
    await makings.close()


async def test_only_so_many_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "MOST", 2)
    makings, go = Makings(), threading.Event()

    def wait(_: Progress) -> Iterator[bytes]:
        go.wait()
        yield b"x"

    listed = [makings.begin(address, 1, wait) for address in ("/a", "/b")]
    with pytest.raises(TooMany):
        makings.begin("/c", 1, wait)
    assert makings.begin("/a", 1, wait) is listed[0]
    with pytest.raises(ValueError, match=listed[0].id):
        listed[0].chunks()
    go.set()
    await makings.close()


async def test_the_oldest_makes_room_on_the_disk(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(making, "KEPT_BYTES", 10)
    makings = Makings()
    listed = [await _made(makings, address, 6) for address in ("/a", "/b", "/c")]

    known = [makings.get(each.id, each.address) for each in listed]
    assert known == [None, None, listed[2]]
    huge = await _made(makings, "/d", 20)
    assert makings.get(huge.id, "/d") is huge
    await makings.close()


async def test_a_file_goes_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "KEPT_S", 0.0)
    makings = Makings()
    found = await _made(makings, "/a")
    for _ in range(3):  # rounds of the event loop; a timer of no time runs in the next
        await asyncio.sleep(0)
    assert makings.get(found.id, "/a") is None
    assert found.file is not None
    assert found.file.closed
    await makings.close()


async def test_what_fails_is_told_and_tried_again() -> None:
    makings = Makings()

    def fail(_: Progress) -> Iterator[bytes]:
        yield b"x"
        raise ValueError("no")

    failed = makings.begin("/a", 1, fail)
    await failed.finished.wait()

    assert str(failed.error) == "no"
    assert failed.file is None
    assert (await _made(makings, "/a")).error is None
    await makings.close()


async def test_a_service_that_ends_waits_for_no_more_rows() -> None:
    makings, begun = Makings(), threading.Event()

    def endless() -> Iterator[Row]:
        while True:
            begun.set()
            yield {}

    def make(progress: Progress) -> Iterator[bytes]:
        table = progress.counting(
            Table(Imprint("", "", "", ""), "de", (), endless(), 7)
        )
        yield from (b"" for _ in table.rows)

    first, second = (makings.begin(address, 1, make) for address in ("/a", "/b"))
    await asyncio.to_thread(begun.wait)
    assert first.progress.total == 7
    await makings.close()

    assert isinstance(first.error, Stopped)
    assert isinstance(second.error, Stopped)
