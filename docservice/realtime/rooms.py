"""All rooms of a process: opened for the first peer, forgotten a while after the last."""

import asyncio
from datetime import UTC, datetime

from docservice.db.documents import Document
from docservice.db.errors import DatabaseUnavailable
from docservice.db.store import Store
from docservice.realtime import closing, draft_writes
from docservice.realtime.peer import Peer
from docservice.realtime.room import Room, State
from docservice.realtime.timing import Timing
from docservice.realtime.ydoc import seed


class Rooms:
    """One per process; used on one event loop only."""

    def __init__(self, store: Store, timing: Timing) -> None:
        self._store = store
        self._timing = timing
        self._rooms: dict[str, Room] = {}
        self._opening: dict[str, asyncio.Task[Room]] = {}
        self._leaving: dict[str, asyncio.TimerHandle] = {}
        self._watch: asyncio.Task[None] | None = None

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
        stored = await self._store.read(draft_writes.read_stored, document.id)
        if stored is None:
            text = await self._store.read(draft_writes.text_to_seed, document)
            stored = await self._store.write(
                draft_writes.store_seed,
                document.id,
                seed(text.paragraphs),
                now=datetime.now(UTC),
            )
        room = Room(document.id, self._store, self._idle)
        room.fill(stored)
        self._rooms[document.id] = room
        return room

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
        if not room.peers and self._rooms.get(room.document_id) is room:
            room.state = State.CLOSED
            del self._rooms[room.document_id]
        if not self._rooms and self._watch is not None:
            self._watch.cancel()
            self._watch = None

    async def _watch_rights(self) -> None:
        """Close who may not draft any more and only listens; writes are looked at."""
        while True:
            await asyncio.sleep(self._timing.recheck_s)
            peers = [peer for room in self._rooms.values() for peer in room.peers]
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
