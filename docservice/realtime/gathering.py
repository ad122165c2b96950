"""What all rooms store: as much in one transaction as has come since the last one.

A request to the writer for each room and turn would wake its thread, look up rights
and wait for the disk once for every few bytes that somebody types.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Final

from docservice.db.errors import WriterStopped
from docservice.db.store import Store
from docservice.realtime import draft_writes
from docservice.realtime.draft_writes import Batch, RightsEnded
from docservice.realtime.work import resolve

# Between the starts of two transactions where several rooms are written in: a person
# does not notice it, and each transaction serves more of them. One busy room alone
# waits for nothing.
PACE_S: Final = 0.010
MOST: Final = 256  # batches at once; bounds how long others wait for the writer

Waiting = tuple[Batch, "asyncio.Future[None]"]


class Gathering:
    """One per process; used on one event loop only."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._turns: list[Callable[[], None]] = []
        self._waiting: list[Waiting] = []
        self._due_at = 0.0  # when the next may begin, on the event loop's clock
        self._is_due = False  # what waits will be worked on at that time
        self._is_running = False

    def soon(self, turn: Callable[[], None]) -> None:
        """Let a room take its turn: at once, or with the others before they store.

        The same work for several rooms in a row costs half of what it costs in between.
        """
        loop = asyncio.get_running_loop()
        if not self._is_due and loop.time() >= self._due_at:
            loop.call_soon(turn)
        else:
            self._turns.append(turn)
            self._schedule()

    def store(self, batch: Batch) -> "asyncio.Future[None]":
        """Store a batch; the future tells when it is durable, or why it is not.

        It fails with RightsEnded, Stale, WriterStopped, or what the database says.
        """
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((batch, done))
        if not self._is_running:
            self._schedule()
        return done

    def _schedule(self) -> None:
        if not self._is_due:
            self._is_due = True
            asyncio.get_running_loop().call_at(self._due_at, self._work)

    def _work(self) -> None:
        loop = asyncio.get_running_loop()
        turns, self._turns = self._turns, []
        for turn in turns:
            loop.call_soon(turn)  # one that fails harms no other
        loop.call_soon(self._store_group)  # after those that take their turn now

    def _store_group(self) -> None:
        self._is_due = False
        if self._waiting and not self._is_running:
            group, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            if len(group) > 1:
                self._due_at = asyncio.get_running_loop().time() + PACE_S
            self._is_running = True
            self._submit(group)
        if self._turns:
            self._schedule()

    def _submit(self, group: Sequence[Waiting]) -> None:
        batches = [batch for batch, _ in group]
        try:
            storing = self._store.submit(
                draft_writes.store_batches, batches, now=datetime.now(UTC)
            )
        except WriterStopped as error:
            self._go_on()
            _fail(group, error)
            return
        storing.add_done_callback(lambda done: self._stored(group, done))

    def _stored(
        self,
        group: Sequence[Waiting],
        storing: "asyncio.Future[list[RightsEnded | None]]",
    ) -> None:
        error = storing.exception()
        if error is not None and len(group) > 1:
            for each in group:  # one that is at fault spoils nothing for the others
                self._submit([each])
            return
        self._go_on()
        if error is not None:
            _fail(group, error)
            return
        for waiting, refused in zip(group, storing.result(), strict=True):
            if refused is None:
                resolve(waiting[1], None)
            else:
                _fail([waiting], refused)

    def _go_on(self) -> None:
        self._is_running = False
        if self._waiting:
            self._schedule()


def _fail(group: Sequence[Waiting], error: BaseException) -> None:
    for _, done in group:
        if not done.done():
            done.set_exception(error)
