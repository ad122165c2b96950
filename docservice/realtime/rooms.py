"""All rooms of a process: opened for the first peer, forgotten a while after the last."""

import asyncio
import contextlib
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

import structlog

from docservice.db.documents import Document
from docservice.db.errors import DatabaseUnavailable, WriterStopped
from docservice.db.events import Event
from docservice.db.store import Store
from docservice.realtime import closing, draft_writes, leaving_out
from docservice.realtime.gathering import Gathering
from docservice.realtime.peer import Peer
from docservice.realtime.room import Room, State
from docservice.realtime.settling import carry, carry_in, look, settle
from docservice.realtime.timing import Timing
from docservice.realtime.ydoc import seed
from docservice.services.errors import Stale
from docservice.services.live import LeftOut, Writer

# What changes a draft's rows, or the revision that it continues.
PUBLISHED = "revision.published"
TOUCHING = frozenset({"draft.changed", PUBLISHED})

log = structlog.get_logger(__name__)


class Rooms:
    """One per process; used on one event loop only."""

    def __init__(self, store: Store, timing: Timing | None = None) -> None:
        self._store = store
        self._gathering = Gathering(store)
        self._timing = timing or Timing()
        self._rooms: dict[str, Room] = {}
        self._opening: dict[str, asyncio.Task[Room]] = {}
        self._leaving: dict[str, asyncio.TimerHandle] = {}
        self._watch: asyncio.Task[None] | None = None
        self._settling: dict[str, asyncio.Lock] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._unsubscribe: Callable[[], None] | None = None

    async def enter(self, document: Document, peer: Peer) -> None:
        """Let a peer into the document's room, which opens for the first.

        Raises:
            AccessError: there is no text to begin with.
            DatabaseUnavailable, WriterStopped: the server ends.
        """
        room = self._rooms.get(document.id)
        if room is None or room.state is State.CLOSED:
            room = await self._open(document)
        while room.state is not State.OPEN:  # it is being read again; seldom
            await asyncio.sleep(self._timing.reread_s)
            if room.state is State.CLOSED:
                room = await self._open(document)
        if timer := self._leaving.pop(document.id, None):
            timer.cancel()
        room.enter(peer)
        if self._watch is None:
            self._watch = asyncio.create_task(self._watch_rights())

    async def _open(self, document: Document) -> Room:
        """Open a room once, however many wait for it."""
        opening = self._opening.get(document.id)
        if opening is None:
            opening = asyncio.create_task(self._read(document))
            self._opening[document.id] = opening
            opening.add_done_callback(lambda _: self._opening.pop(document.id))
        # Who goes away meanwhile does not take the room from the others.
        return await asyncio.shield(opening)

    async def _read(self, document: Document) -> Room:
        found = await self._store.read(look, document.id)
        has_draft = False
        if found.stored is not None:
            stored = found.stored
        else:
            text = await self._store.read(draft_writes.text_to_seed, document)
            stored, has_draft = await self._store.write(
                draft_writes.store_seed,
                document.id,
                text,
                seed(text.paragraphs),
                now=datetime.now(UTC),
            )
        room = Room(document.id, self._store, self._gathering, self._idle)
        room.fill(stored)
        # What happened to the rows while nobody was here is in the text from the start.
        if found.changed is not None:
            await carry_in(self._store, room, found.changed)
        elif has_draft:
            await carry(self._store, room)
        self._rooms[document.id] = room
        if self._unsubscribe is None:
            self._unsubscribe = self._store.subscribe(self._listener())
        return room

    async def settle(self, slug: str) -> None:
        """Bring the draft's rows and the live draft together, as `LiveDraft` says."""
        if (room := await self._room_of(slug)) is not None:
            async with self._lock(room):
                await settle(self._store, room)
            self._leave(room)

    async def left_out(self, slug: str) -> LeftOut:
        """Return what publishing leaves out, as `LiveDraft` says."""
        if (room := await self._room_of(slug)) is None:
            return LeftOut()
        moment, now = await room.moment(), datetime.now(UTC)
        self._leave(room)
        return await self._store.read(
            leaving_out.left_out, room.document_id, moment, now=now
        )

    async def late(self, slug: str) -> Sequence[Writer]:
        """Return whose words came too late, as `LiveDraft` says."""
        if (room := await self._room_of(slug)) is None:
            return ()
        moment = await room.moment()
        self._leave(room)
        return await self._store.read(leaving_out.late, room.document_id, moment)

    async def _room_of(self, slug: str) -> Room | None:
        """Return the room of a draft that somebody ever wrote live, None of others."""
        found = await self._store.read(draft_writes.written_live, slug)
        if found is None:
            return None
        return self._rooms.get(found.id) or await self._open(found)

    def _leave(self, room: Room) -> None:
        """Let a room go that was opened only to look into it."""
        if not room.audience.peers:
            self._idle(room)

    def _lock(self, room: Room) -> asyncio.Lock:
        """Return what lets one after the other bring rows and a room together."""
        return self._settling.setdefault(room.document_id, asyncio.Lock())

    def _listener(self) -> Callable[[Sequence[Event]], None]:
        """Return what the writer's thread calls with committed events."""
        loop = asyncio.get_running_loop()

        def listen(events: Sequence[Event]) -> None:
            published = {e.document_id for e in events if e.type == PUBLISHED}
            touched = {
                e.document_id: e.document_id in published
                for e in events
                if e.type in TOUCHING
            }
            if touched:
                with contextlib.suppress(RuntimeError):  # the loop has ended
                    loop.call_soon_threadsafe(self._touched, touched)

        return listen

    def _touched(self, documents: Mapping[str, bool]) -> None:
        """Bring what happened to the rows to those who write live."""
        for document_id, is_published in documents.items():
            room = self._rooms.get(document_id)
            if room is not None:
                task = asyncio.create_task(self._bring(room, is_published))
                self._tasks.add(task)  # kept, or it might be collected
                task.add_done_callback(self._tasks.discard)

    async def _bring(self, room: Room, is_published: bool) -> None:
        try:
            async with self._lock(room):
                await carry(self._store, room)
            if is_published:
                await self._tell_late(room)
        except Stale:
            pass  # they have changed again, and that is told as well
        except (DatabaseUnavailable, WriterStopped, asyncio.CancelledError):
            pass  # the server ends, or the room has
        except Exception:  # the edge of this task
            log.exception("draft_not_settled", document=room.document_id)

    async def _tell_late(self, room: Room) -> None:
        """Tell those whose last words are not in the revision that just came out."""
        moment = await room.moment()
        late = await self._store.read(leaving_out.late, room.document_id, moment)
        if late:
            await self._store.write(
                leaving_out.tell_late, room.document_id, late, now=datetime.now(UTC)
            )

    def _idle(self, room: Room) -> None:
        """Forget a room after a while: people reload, and connections break."""
        if room.state is State.CLOSED:
            if self._rooms.get(room.document_id) is room:
                del self._rooms[room.document_id]
        elif room.document_id not in self._leaving:
            self._leaving[room.document_id] = asyncio.get_running_loop().call_later(
                self._timing.linger_s, self._forget, room
            )

    def _forget(self, room: Room) -> None:
        self._leaving.pop(room.document_id, None)
        settling = self._settling.get(room.document_id)
        if settling is not None and settling.locked():
            self._idle(room)
            return
        if not room.audience.peers and self._rooms.get(room.document_id) is room:
            room.state = State.CLOSED
            del self._rooms[room.document_id]
            self._settling.pop(room.document_id, None)
        if not self._rooms and self._watch is not None:
            self._watch.cancel()
            self._watch = None
        if not self._rooms and self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None

    async def _watch_rights(self) -> None:
        """Close who may not draft any more and only listens; writes are looked at."""
        while True:
            await asyncio.sleep(self._timing.recheck_s)
            peers = [
                peer for room in self._rooms.values() for peer in room.audience.peers
            ]
            held = frozenset(peer.credential for peer in peers)
            try:
                ended = await self._store.read(
                    draft_writes.ended_among, held, now=datetime.now(UTC)
                )
            except DatabaseUnavailable:
                return  # the server ends
            for peer in peers:
                if peer.credential in ended:
                    peer.close(closing.CREDENTIAL_ENDED, "your rights have changed")
