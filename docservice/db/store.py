"""The database as the service sees it: short reads, one writer, events after commit.

Reads run in a few threads, each in a short transaction of its own that ends before
the result is handed over, so none stays open over an await (a reader held open for
two seconds let the write-ahead log grow to 400 MB).
"""

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Concatenate, ParamSpec, Self, TypeVar

import structlog
from sqlalchemy import Connection, text

from docservice.db import migrating
from docservice.db.dialect import make_engine, require_room
from docservice.db.errors import DatabaseUnavailable
from docservice.db.events import Event, Unit
from docservice.db.writer import Writer

P = ParamSpec("P")
T = TypeVar("T")
Listener = Callable[[Sequence[Event]], None]

log = structlog.get_logger(__name__)


class Store:
    """Open with `Store.open`, use from threads or one event loop, then close."""

    def __init__(self, address: str, read_threads: int) -> None:
        self._address = address
        self._listeners: list[Listener] = []
        self._lock = threading.Lock()
        self._is_closed = False
        self._writing = make_engine(address, writes=True)
        self._reading = make_engine(address, writes=False)
        self._pool = ThreadPoolExecutor(read_threads, thread_name_prefix="reader")
        self._writer = Writer(self._writing, self._publish)

    @classmethod
    def open(cls, address: str, read_threads: int = 4) -> Self:
        """Migrate the database to this release's schema and start the writer.

        Raises:
            DatabaseUnavailable: it cannot be opened or is of a later release.
        """
        migrating.upgrade(address)
        store = cls(address, read_threads)
        store._writer.start()
        return store

    def close(self) -> None:
        """Finish what was submitted and release all connections."""
        self._is_closed = True
        self._writer.stop()
        self._pool.shutdown(wait=True)
        self._writing.dispose()
        self._reading.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    async def read(
        self,
        query: Callable[Concatenate[Connection, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run `query` in a reader thread, in one short transaction.

        Raises:
            DatabaseUnavailable: the store was closed.
        """
        if self._is_closed:
            raise DatabaseUnavailable("the store was closed")
        loop = asyncio.get_running_loop()
        call = partial(self.read_now, query, *args, **kwargs)
        return await loop.run_in_executor(self._pool, call)

    def read_now(
        self,
        query: Callable[Concatenate[Connection, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run `query` in this thread, in one short transaction."""
        with self._reading.connect() as connection, connection.begin():
            return query(connection, *args, **kwargs)

    async def write(
        self,
        work: Callable[Concatenate[Unit, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run `work` in the writer; return its result once it is durable."""
        result: T = await self.submit(work, *args, **kwargs)
        return result

    def submit(
        self,
        work: Callable[Concatenate[Unit, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> "asyncio.Future[T]":
        """Do the same for callbacks, which wait for nothing."""
        return self._writer.submit_async(partial(_call, work, args, kwargs))

    def call(
        self,
        work: Callable[[Unit], T],
        then: Callable[[T | None, BaseException | None], None],
    ) -> None:
        """Run `work` in the writer; `then` hears on the event loop that it is durable.

        It gets the result, or the error. That is quicker than a future.

        Raises:
            WriterStopped: the store was closed.
        """
        self._writer.call(work, then)

    def write_now(
        self,
        work: Callable[Concatenate[Unit, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Do the same from a thread without an event loop, and wait."""
        result: T = self._writer.submit(partial(_call, work, args, kwargs)).result()
        return result

    async def probe(self) -> None:
        """Find out whether writes work, and write only where the last one failed.

        Raises:
            CannotStore: the disk still takes nothing.
            WriterStopped: the store was closed.
        """
        if self._writer.has_failed:
            await asyncio.to_thread(require_room, self._address)
            await self.write(_touch)
            self._writer.has_failed = False
        else:
            await self.write(_look)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with all committed events, in order, in the writer's thread.

        Returns what ends the subscription.
        """
        with self._lock:
            self._listeners = [*self._listeners, listener]

        def unsubscribe() -> None:
            with self._lock:
                self._listeners = [x for x in self._listeners if x is not listener]

        return unsubscribe

    def _publish(self, events: Sequence[Event]) -> None:
        for listener in self._listeners:
            try:
                listener(events)
            except Exception:  # the write stands; one deaf listener stops no other
                log.exception("listener_failed", events=len(events))


def _look(unit: Unit) -> None:
    unit.connection.execute(text("SELECT 1"))


def _touch(unit: Unit) -> None:
    """Write a row as it is; that needs a page of the log on the disk all the same."""
    unit.connection.execute(
        text("UPDATE alembic_version SET version_num = version_num")
    )


def _call(
    work: Callable[..., T],
    args: tuple[object, ...],
    kwargs: dict[str, object],
    unit: Unit,
) -> T:
    return work(unit, *args, **kwargs)
