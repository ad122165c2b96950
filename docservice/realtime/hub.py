"""Hands committed events to the sockets of each document.

The log in the database is the truth and the hub only a short cut to it. Each reader
knows the number of the last event it was handed; an event that follows on is passed
on at once, and anything else makes the reader fetch from the log. So it does not
matter whether this process wrote the event, or whether a notice came late or twice.
What another process wrote, such as an import from the command line, is noticed by a
poll of the documents' counters.
"""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

from docservice.db import documents
from docservice.db.errors import DatabaseUnavailable
from docservice.db.events import Event
from docservice.db.store import Store
from docservice.realtime import protocol
from docservice.realtime.outbox import Frame, Outbox
from docservice.realtime.timing import Timing


@dataclass(slots=True, eq=False)
class Reader:
    """A socket's place in one document's log; used on the event loop only.

    `sent` is the last event it was handed, `head` the last one known to exist.
    While it is not `live`, its channel fetches events from the log.
    """

    outbox: Outbox
    person_id: str | None
    sees_internal: bool
    sent: int = 0
    head: int = 0
    live: bool = False

    def offer(self, seq: int, frame: Frame) -> None:
        """Hand over event `seq`, once and in order."""
        self.head = max(self.head, seq)
        if not self.live or seq <= self.sent:
            return
        if seq == self.sent + 1:
            self.sent = seq
            self.outbox.put(frame)
        else:
            self.live = False
            self.outbox.wake()

    def notice(self, seq: int) -> None:
        """Learn that events up to `seq` exist; those not offered are fetched."""
        if seq > self.head:
            self.head = seq
            self.live = False
            self.outbox.wake()

    def caught_up(self) -> bool:
        """Go live if nothing is missing; no event can slip in between."""
        self.live = self.sent >= self.head
        return self.live


@dataclass(slots=True)
class _Room:
    """The readers of one document."""

    readers: set[Reader] = field(default_factory=set)
    announced: int = 0  # the count that everybody was told
    timer: asyncio.TimerHandle | None = None

    def count(self) -> int:
        """Return how many people read: somebody with two windows is one."""
        known = {r.person_id for r in self.readers if r.person_id is not None}
        return len(known) + sum(r.person_id is None for r in self.readers)


class Hub:
    """One per process; listens to the store while anybody reads."""

    def __init__(self, store: Store, timing: Timing) -> None:
        self._store = store
        self._timing = timing
        self._rooms: dict[str, _Room] = {}
        self._unsubscribe: Callable[[], None] | None = None
        self._poll: asyncio.Task[None] | None = None  # kept, or it might be collected

    def join(self, document_id: str, reader: Reader) -> int:
        """Let a reader hear of events from now on; return how many read with it.

        Whatever is committed after this call is offered, so the caller reads the
        document's state afterwards and misses nothing.
        """
        if self._unsubscribe is None:
            self._unsubscribe = self._store.subscribe(self._listener())
            self._poll = asyncio.get_running_loop().create_task(self._poll_counters())
        room = self._rooms.setdefault(document_id, _Room())
        room.readers.add(reader)
        self._announce_soon(document_id, room)
        return room.count()

    def leave(self, document_id: str, reader: Reader) -> None:
        """Forget a reader."""
        room = self._rooms.get(document_id)
        if room is None or reader not in room.readers:
            return
        room.readers.remove(reader)
        if room.readers:
            self._announce_soon(document_id, room)
            return
        if room.timer is not None:
            room.timer.cancel()
        del self._rooms[document_id]
        if not self._rooms and self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
            if self._poll is not None:
                self._poll.cancel()

    def readers(self, document_id: str) -> int:
        """Return how many people read a document here."""
        room = self._rooms.get(document_id)
        return room.count() if room else 0

    def _listener(self) -> Callable[[Sequence[Event]], None]:
        """Return what the writer's thread calls with committed events."""
        loop = asyncio.get_running_loop()

        def listen(events: Sequence[Event]) -> None:
            # A loop that has ended has no sockets left to tell.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(self._dispatch, events)

        return listen

    def _dispatch(self, events: Sequence[Event]) -> None:
        for document_id, group in groupby(events, attrgetter("document_id")):
            room = self._rooms.get(document_id)
            if room is not None:
                for event in group:
                    _fan_out(event, room.readers)

    async def _poll_counters(self) -> None:
        """Notice what was written by others, as long as anybody reads."""
        while True:
            await asyncio.sleep(self._timing.poll_s)
            try:
                counters = await self._store.read(
                    documents.counters_of, list(self._rooms)
                )
            except DatabaseUnavailable:
                return  # the store has been closed; its sockets are being told
            for document_id, seq in counters.items():
                room = self._rooms.get(document_id)
                for reader in room.readers if room else ():
                    reader.notice(seq)

    def _announce_soon(self, document_id: str, room: _Room) -> None:
        """Tell everybody the new count, together with all changes until then."""
        if room.timer is None:
            room.timer = asyncio.get_running_loop().call_later(
                self._timing.presence_s, self._announce, document_id
            )

    def _announce(self, document_id: str) -> None:
        room = self._rooms[document_id]
        room.timer = None
        count = room.count()
        if count != room.announced:
            room.announced = count
            frame = Frame.of(protocol.presence(count))
            for reader in room.readers:
                reader.outbox.put(frame)


def _fan_out(event: Event, readers: set[Reader]) -> None:
    """Offer one event to all; it is serialised once per audience."""
    public: Frame | None = None
    internal: Frame | None = None
    for reader in readers:
        if reader.sees_internal:
            internal = internal or Frame.of(event.frame(internal=True))
            reader.offer(event.seq, internal)
        else:
            public = public or Frame.of(event.frame(internal=False))
            reader.offer(event.seq, public)
