"""The one writer: a thread, a connection, group commit, a savepoint per request.

All requests that wait when a transaction ends share the next one, and each runs
inside its own savepoint so that a failing request leaves its neighbours alone.
Results and events are handed out only after the commit, which SQLite makes
durable with `synchronous=FULL`: what was answered survives `kill -9`.
"""

import asyncio
import math
import queue
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog
from sqlalchemy import Connection, Engine

from docservice.db.dialect import begin_writing, is_disk_failure
from docservice.db.errors import CannotStore, WriterStopped
from docservice.db.events import Event, Unit
from docservice.db.revisions import keep_from_now

GROUP_LIMIT = 256  # requests per commit; bounds how long the first of them waits
# Those who were just answered ask again within this time. Waiting for about as many
# as last time keeps groups whole; a lone writer never waits.
GATHER_S = 0.0005

log = structlog.get_logger(__name__)


Then = Callable[[Any, BaseException | None], None]  # the work's value, or its error


@dataclass(slots=True)
class _Request:
    work: Callable[[Unit], Any]
    then: Then
    loop: asyncio.AbstractEventLoop | None  # where `then` is called
    unit: Unit | None = None
    value: Any = None
    error: BaseException | None = None


class Writer:
    """Runs writes one after the other; start, submit, stop."""

    def __init__(
        self, engine: Engine, publish: Callable[[Sequence[Event]], None]
    ) -> None:
        self._engine = engine
        self._publish = publish
        self._queue: queue.SimpleQueue[_Request | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self.has_failed = False  # whether the disk took nothing when it was last asked
        self._stopped = False
        self._lock = threading.Lock()

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what was submitted, then end the thread."""
        with self._lock:
            if self._stopped:
                return
            self._stopped = True
            self._queue.put(None)
        self._thread.join()

    def submit(self, work: Callable[[Unit], Any]) -> "Future[Any]":
        """Queue `work` from any thread; the future resolves after the commit."""
        future: Future[Any] = Future()
        self._put(_Request(work, partial(_resolve, future), None))
        return future

    def submit_async(self, work: Callable[[Unit], Any]) -> "asyncio.Future[Any]":
        """Queue `work` from the event loop; the future resolves after the commit."""
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self.call(work, partial(_resolve, future))
        return future

    def call(self, work: Callable[[Unit], Any], then: Then) -> None:
        """Queue `work` from the event loop; `then` is called on it after the commit.

        A future would let its callbacks wait for another turn of the loop.
        """
        self._put(_Request(work, then, asyncio.get_running_loop()))

    def _put(self, request: _Request) -> None:
        with self._lock:
            if self._stopped:
                raise WriterStopped("the writer has stopped")
            self._queue.put(request)

    def _run(self) -> None:
        with self._engine.connect() as connection:
            expected = 1
            running = True
            while running:
                group, running = self._next_group(expected)
                if group:
                    self._commit(connection, group)
                    expected = len(group)

    def _next_group(self, expected: int) -> tuple[list[_Request], bool]:
        """Return the requests that wait, after waiting for the first of them."""
        group: list[_Request] = []
        deadline = math.inf
        while len(group) < GROUP_LIMIT:
            left = deadline - time.monotonic()
            try:
                request = (
                    self._queue.get(timeout=None if left == math.inf else left)
                    if left > 0 and (not group or len(group) < expected)
                    else self._queue.get_nowait()
                )
            except queue.Empty:
                break
            if request is None:
                return group, False
            if not group:
                deadline = time.monotonic() + GATHER_S
            group.append(request)
        return group, True

    def _commit(self, connection: Connection, group: list[_Request]) -> None:
        # On the driver: SQLAlchemy's own way to begin costs several times as much. What
        # it begins all the same, when a request uses it, is told of the end first.
        driver: Any = connection.connection.dbapi_connection
        try:
            begin_writing(driver)
            keep_from_now(connection)
            if len(group) == 1:  # the transaction is savepoint enough
                _run_one(connection, group[0])
                if group[0].error is not None:
                    _roll_back(connection, driver)
            else:
                for request in group:
                    _run_in_savepoint(connection, driver, request)
            connection.commit()
            driver.commit()
        except Exception as error:
            _roll_back(connection, driver)
            # The disk's answer may have come to a request of the group, and then have
            # ended the transaction with all savepoints.
            told = [r.error for r in group if isinstance(r.error, CannotStore)]
            failure = told[0] if told else _told(error)
            if not isinstance(failure, CannotStore):
                log.exception("commit_failed", requests=len(group))
            for request in group:
                request.error = request.error or failure
                request.unit = None
        if any(isinstance(request.error, CannotStore) for request in group):
            self.has_failed = True
        events = [event for r in group if r.unit for event in r.unit.events]
        if events:
            self.has_failed = False
            self._publish(events)
        _settle(group)


def _run_one(connection: Connection, request: _Request) -> None:
    unit = Unit(connection)
    try:
        request.value = request.work(unit)
    except Exception as error:
        request.error = _told(error)
    else:
        request.unit = unit


def _run_in_savepoint(connection: Connection, driver: Any, request: _Request) -> None:
    driver.execute("SAVEPOINT request")
    _run_one(connection, request)
    if request.error is not None:
        driver.execute("ROLLBACK TO SAVEPOINT request")
    driver.execute("RELEASE SAVEPOINT request")


def _roll_back(connection: Connection, driver: Any) -> None:
    """End the transaction; if even that fails, those who wait are told all the same."""
    for roll_back in (connection.rollback, driver.rollback):
        try:
            roll_back()
        except Exception:  # nothing may end the one writer
            log.exception("rollback_failed")


def _told(error: Exception) -> Exception:
    """Return the error as whoever asked for the write is told of it."""
    if not is_disk_failure(error):
        return error
    log.error("cannot_store", error=str(error))
    failure = CannotStore()
    failure.__cause__ = error
    return failure


def _settle(group: list[_Request]) -> None:
    """Answer all requests, with one wake-up per event loop."""
    loops: dict[asyncio.AbstractEventLoop, list[_Request]] = {}
    for request in group:
        if request.loop is None:
            request.then(request.value, request.error)
        else:
            loops.setdefault(request.loop, []).append(request)
    for loop, requests in loops.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(_answer_all, requests)


def _answer_all(requests: list[_Request]) -> None:
    for request in requests:
        try:
            request.then(request.value, request.error)
        except Exception:  # the edge of one request: the others have to be answered
            log.exception("answer_failed")


def _resolve(
    future: "asyncio.Future[Any] | Future[Any]",
    value: object,
    error: BaseException | None,
) -> None:
    if future.done():
        return  # the one who asked has gone; the write stands all the same
    if error is not None:
        future.set_exception(error)
    else:
        future.set_result(value)
