"""Long files, made in the background for those who look in from time to time.

What is made is named by its address and by the state it is made of, so that everybody
who wants the same waits for one making. Who may have it is asked where it is fetched;
here is only what was asked for. A file has no name on the disk, so that a process that
dies leaves nothing behind. Used on one event loop only; each process makes its own.
"""

import asyncio
import os
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import IO, Final, TypeVar

import structlog

from docservice.services.errors import TooMany
from docservice.services.exporting.failure import FileNotMade
from docservice.services.exporting.tables import Table

AT_ONCE: Final = 1  # beside the short files, which should not wait for long ones
MOST: Final = 20  # made or waiting; an hour's work at worst
KEPT_S: Final = 600.0  # time enough to come back with a coffee
KEPT_BYTES: Final = 500_000_000  # of the disk, over all files; the oldest goes first
RETRY_S: Final = 30.0
_CHUNK_BYTES: Final = 64 * 1024
Item = TypeVar("Item")

log = structlog.get_logger(__name__)


class Stopped(Exception):
    """The service ends, and nobody waits for the file any more."""


@dataclass(slots=True)
class Progress:
    """How many rows are done of how many; no rows where a file is made in one go.

    Written by the thread that makes the file, read by others.
    """

    done: int = 0
    total: int = 0
    is_stopped: bool = False

    def counting(self, table: Table) -> Table:
        """Return the table, with its rows counted as they go."""
        self.total = table.size
        return replace(table, rows=self._counted(table.rows))

    def _counted(self, rows: Iterator[Item]) -> Iterator[Item]:
        for row in rows:
            if self.is_stopped:
                raise Stopped
            self.done += 1
            yield row


Make = Callable[[Progress], Iterator[bytes]]


@dataclass(slots=True, eq=False)
class Making:
    """A file on its way; `error` says why there will be none."""

    id: str
    address: str
    state: int
    begun_at: float  # of the monotonic clock
    progress: Progress = field(default_factory=Progress)
    finished: asyncio.Event = field(default_factory=asyncio.Event)
    error: Exception | None = None
    file: IO[bytes] | None = None
    size: int = 0

    def chunks(self) -> Iterator[bytes]:
        """Return the finished file; it can be read on when it has been let go."""
        if self.file is None:
            raise ValueError(self.id)
        return _read(os.fdopen(os.dup(self.file.fileno()), "rb"))


class Makings:
    """The files that are made, and for a while those that were."""

    def __init__(self) -> None:
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._makings: dict[str, Making] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, address: str, state: int, make: Make) -> Making:
        """Return the making of a file in this state, begun now if there is none.

        Raises:
            TooMany: so many are on their way that this one would wait for long.
        """
        for known in self._makings.values():
            if (known.address, known.state) == (address, state) and not known.error:
                return known
        if len(self._tasks) >= MOST:
            raise TooMany(RETRY_S)
        made = Making(secrets.token_urlsafe(12), address, state, time.monotonic())
        self._makings[made.id] = made
        task = asyncio.create_task(self._make(made, make))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return made

    def get(self, key: str, address: str) -> Making | None:
        """Return what is made for this address; None if it is gone, or another's."""
        found = self._makings.get(key)
        return found if found and found.address == address else None

    async def close(self) -> None:
        """End what is on its way, and let go of all files."""
        for made in self._makings.values():
            made.progress.is_stopped = True
        await asyncio.gather(*self._tasks)
        for key in list(self._makings):
            self._remove(key)

    async def _make(self, made: Making, make: Make) -> None:
        async with self._slots:
            try:
                made.file = await asyncio.to_thread(_written, made.progress, make)
                made.size = os.fstat(made.file.fileno()).st_size
            except (Stopped, FileNotMade) as error:
                made.error = error
            except Exception as error:
                log.exception("making_failed", making=made.id)
                made.error = error
        made.finished.set()
        self._make_room(made)
        asyncio.get_running_loop().call_later(KEPT_S, self._remove, made.id)

    def _make_room(self, newest: Making) -> None:
        ready = [each for each in self._makings.values() if each.file]
        total = sum(each.size for each in ready)
        for each in ready:
            if total <= KEPT_BYTES or each is newest:
                return
            total -= each.size
            self._remove(each.id)

    def _remove(self, key: str) -> None:
        made = self._makings.pop(key, None)
        if made and made.file:
            made.file.close()


def _written(progress: Progress, make: Make) -> IO[bytes]:
    if progress.is_stopped:
        raise Stopped
    file = tempfile.TemporaryFile()  # noqa: SIM115 - it is kept until it is let go
    try:
        for chunk in make(progress):
            file.write(chunk)
        file.flush()
    except BaseException:
        file.close()
        raise
    return file


def _read(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        offset = 0
        # By offset: the copies of a file share the place where they stand.
        while chunk := os.pread(file.fileno(), _CHUNK_BYTES, offset):
            yield chunk
            offset += len(chunk)
