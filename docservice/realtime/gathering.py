"""What all rooms store: as much in one transaction as has come since the last one.

A request to the writer for each room and turn would wake its thread, look up rights
and wait for the disk once for every few bytes that somebody types. Every turn of the
event loop costs as well, so an update takes three: one in which it comes, one in
which its room and all others work, one in which everybody hears of it.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Final

import structlog

from docservice.db.errors import WriterStopped
from docservice.db.store import Store
from docservice.realtime import draft_writes
from docservice.realtime.draft_writes import Batch, RightsEnded

# How long a room waits for others where several are written in: a person does not
# notice it, and a transaction costs more than its updates (two threads, the disk).
# A room that is written in alone waits for nothing.
WAIT_S: Final = 0.001
MOST: Final = 256  # batches at once; bounds how long others wait for the writer

# Hears that a batch is durable, or why it is not.
Then = Callable[[BaseException | None], None]

log = structlog.get_logger(__name__)


class Gathering:
    """One per process; used on one event loop only."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._turns: list[Callable[[], None]] = []
        self._waiting: list[tuple[Batch, Then]] = []
        self._is_due = False
        self._is_storing = False
        self._last = ""  # whose turn was asked for

    def soon(self, document_id: str, turn: Callable[[], None]) -> None:
        """Let a room take its turn when this turn of the event loop has brought all.

        After another room's turn a moment later, so that they share a transaction; the
        same work for several rooms in a row also costs less than in between.
        """
        self._turns.append(turn)
        self._schedule(0.0 if document_id == self._last else WAIT_S)
        self._last = document_id

    def store(self, batch: Batch, then: Then) -> None:
        """Store a batch, with all that others want to store then.

        `then` gets None once it is durable, or RightsEnded, Stale, WriterStopped, or
        what the database says.
        """
        self._waiting.append((batch, then))
        self._schedule()

    def _schedule(self, wait_s: float = 0.0) -> None:
        if not self._is_due:
            self._is_due = True
            asyncio.get_running_loop().call_later(wait_s, self._work)

    def _work(self) -> None:
        turns, self._turns = self._turns, []
        for turn in turns:
            _do(turn)
        self._is_due = False
        if not self._is_storing:
            self._store_group()

    def _store_group(self) -> None:
        if not self._waiting:
            return
        group, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
        self._is_storing = True
        self._submit(group)

    def _submit(self, group: Sequence[tuple[Batch, Then]]) -> None:
        batches = [batch for batch, _ in group]
        store = partial(
            draft_writes.store_batches, batches=batches, now=datetime.now(UTC)
        )
        try:
            self._store.call(store, partial(self._stored, group))
        except WriterStopped as error:
            self._stored(group, None, error)

    def _stored(
        self,
        group: Sequence[tuple[Batch, Then]],
        refused: list[RightsEnded | None] | None,
        error: BaseException | None,
    ) -> None:
        if error is not None and len(group) > 1:
            for each in group:  # one that is at fault spoils nothing for the others
                self._submit([each])
            return
        answers: Sequence[BaseException | None] = refused or [error] * len(group)
        for (_, then), answer in zip(group, answers, strict=True):
            _do(partial(then, answer))
        self._is_storing = False
        if not self._is_due:
            self._store_group()


def _do(step: Callable[[], None]) -> None:
    """Take a room's step; one that fails harms no other room."""
    try:
        step()
    except Exception:
        log.exception("room_failed")
