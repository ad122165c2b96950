"""One document's live draft: a Yjs document, its log, and who writes in it.

One writer, in order. What arrives in one turn of the event loop is applied to the
document and stored in one transaction; only then the others hear of it, in one frame,
and whoever asked for the state gets it. While a transaction runs the next one
collects, so the more there is to do the more each frame holds.

The document in memory is ahead of the log while a transaction runs. Should that fail
the document is thrown away and read again, and what came from others meanwhile is
applied anew: nobody has seen it yet.
"""

import asyncio
import enum
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from itertools import groupby

import structlog

from docservice.db.draft_log import StoredDraft
from docservice.db.errors import DatabaseUnavailable, WriterStopped
from docservice.db.ids import paragraph_id
from docservice.db.store import Store
from docservice.realtime import closing, draft_writes, ysync
from docservice.realtime.audience import Audience
from docservice.realtime.draft_writes import Batch, RightsEnded
from docservice.realtime.gathering import Gathering
from docservice.realtime.identity import Credential
from docservice.realtime.peer import Peer
from docservice.realtime.tail import Tail
from docservice.realtime.wire import frame_of
from docservice.realtime.work import (
    Added,
    Moment,
    OwnEdit,
    Said,
    Work,
    chunks,
    fail,
    resolve,
    rows,
)
from docservice.realtime.ydoc import Corrupt, LiveText
from docservice.services.errors import Stale

log = structlog.get_logger(__name__)


class State(enum.Enum):
    """A room's life."""

    READING = enum.auto()  # from the database; what comes in waits
    OPEN = enum.auto()
    CLOSED = enum.auto()


class Room:
    """Made empty; `read` fills it, and it is used on one event loop only."""

    def __init__(
        self,
        document_id: str,
        store: Store,
        gathering: Gathering,
        on_idle: Callable[["Room"], None],
    ) -> None:
        self.document_id = document_id
        self.audience = Audience()
        self.state = State.READING
        self._store = store
        self._gathering = gathering
        self._on_idle = on_idle
        self._text = LiveText()
        self._tail = Tail()
        self._inbox: list[Said] = []
        self._wanted: list[asyncio.Future[Moment]] = []
        self._own: list[tuple[asyncio.Future[None], OwnEdit]] = []
        self._waiting = Work()
        self._is_storing = False
        self._is_scheduled = False
        self._whole: bytes | None = None  # the whole state as an answer, while it holds
        self._rereading: asyncio.Task[None] | None = None

    def fill(self, stored: StoredDraft) -> None:
        """Begin with what is stored."""
        self._text = LiveText((stored.snapshot, *stored.tail))
        self._tail = Tail.of(stored)
        self._whole = None
        self.state = State.OPEN

    # Peers

    def enter(self, peer: Peer) -> None:
        """Let a peer in: it hears of everything from now on, and is asked what it has.

        The room's own state it gets when it asks, as its first message does.
        """
        peer.room = self
        peer.wire.send_now(frame_of(ysync.ask(self._text.vector())))
        self.audience.enter(peer)

    def leave(self, peer: Peer) -> None:
        """Forget a peer; what it sent before is stored all the same."""
        self.audience.leave(peer)
        self._look_if_idle()

    def watch(self, peer: Peer, is_congested: bool) -> None:
        """Learn that a peer does not keep up, or does again."""
        self.audience.watch(peer, is_congested)

    # What the service asks for

    def moment(self) -> "asyncio.Future[Moment]":
        """Return the draft as it is now, once it is stored; all blocks have ids."""
        self._require_life()
        wanted: asyncio.Future[Moment] = asyncio.get_running_loop().create_future()
        self._wanted.append(wanted)
        self._wake()
        return wanted

    def edit(self, edit: OwnEdit) -> "asyncio.Future[None]":
        """Make an edit of the server's; the future tells when it is stored.

        It fails with what `beside` raises, and then nothing was changed.
        """
        self._require_life()
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._own.append((done, edit))
        self._wake()
        return done

    def _require_life(self) -> None:
        if self.state is State.CLOSED:
            raise DatabaseUnavailable("the room was closed")

    # What comes in

    def take(self, peer: Peer, message: ysync.Message) -> None:
        """Take what a peer says; it is worked on when this turn has brought all."""
        match message:
            case ysync.Ask() | ysync.Update():
                self._inbox.append(Said(peer, message, peer.annotation_id))
            case ysync.Presence(seen):
                self._waiting.presence.update(self.audience.hear(peer, seen))
            case ysync.AskPresence():
                self._waiting.answers.append((peer, self.audience.shown()))
        self._wake()

    def _wake(self) -> None:
        if not self._is_scheduled:
            self._is_scheduled = True
            self._gathering.soon(self.document_id, self._turn)

    def _turn(self) -> None:
        """Work on all that has arrived, in order."""
        self._is_scheduled = False
        if self.state is not State.OPEN:
            return  # once it is read again, or never
        inbox, self._inbox = self._inbox, []
        peer: Peer | None = None
        try:
            for (peer, kind, worked_on), group in groupby(inbox, _source):
                messages = [said.message for said in group]
                if kind is ysync.Update:
                    updates = [m.data for m in messages if isinstance(m, ysync.Update)]
                    self._add(peer, updates, worked_on)
                else:
                    self._answer(
                        peer, [m.vector for m in messages if isinstance(m, ysync.Ask)]
                    )
            peer = None
            self._edit_and_look()
        except Corrupt:
            log.exception("draft_corrupt", document=self.document_id)
            self._read_again()
            if peer is not None:
                peer.close(closing.BROKEN, "this cannot be applied")
            late = self._waiting
            if peer is None:
                fail(late.own)
            self._take_anew([late], [said for said in inbox if said.peer is not peer])
            return
        self._store_next()

    def _edit_and_look(self) -> None:
        """Do what the service asked for; a moment has to be one that is stored."""
        own, self._own = self._own, []
        for done, edit in own:
            self._waiting.own.append((done, edit))
            self._apply(None, [edit.data], edit.person_id)
        wanted, self._wanted = self._wanted, []
        if not wanted:
            return
        if (changed := self._text.give_ids(paragraph_id)) is not None:
            self._whole = None
            self._waiting.added.append(Added(None, changed, None))
        moment = Moment(self._tail.seq, self._text.state())
        self._waiting.moments += ((future, moment) for future in wanted)

    def _add(self, peer: Peer, updates: list[bytes], annotation_id: str | None) -> None:
        applied = self._apply(peer, updates, peer.person_id, annotation_id)
        if applied < len(updates):
            peer.close(closing.BROKEN, "this update cannot be applied")

    def _apply(
        self,
        peer: Peer | None,
        updates: list[bytes],
        person_id: str | None,
        annotation_id: str | None = None,
    ) -> int:
        changed, applied = self._text.apply(updates)
        if changed is not None:
            self._whole = None
            self._waiting.added.append(Added(peer, changed, person_id, annotation_id))
        return applied

    def _answer(self, peer: Peer, vectors: list[bytes]) -> None:
        for vector in vectors:
            try:
                message = self._state_for(vector)
            except ValueError:
                peer.close(closing.BROKEN, "this is no state vector")
                return
            self._waiting.answers.append((peer, message))

    def _state_for(self, vector: bytes) -> bytes:
        if vector != b"\x00":
            return ysync.answer(self._text.state(vector))
        if self._whole is None:
            self._whole = ysync.answer(self._text.state())
        return self._whole

    # What is stored, and then goes out

    def _store_next(self) -> None:
        """Store what waits, or send it at once if there is nothing to store."""
        if self._is_storing or self.state is not State.OPEN:
            return
        if not self._waiting:
            self._look_if_idle()
            return
        work, self._waiting = self._waiting, Work()
        if not work.added and not work.own:
            self._send(work)
            self._look_if_idle()
            return
        batch = Batch(
            self.document_id,
            self._tail.seq,
            rows(work.added),
            frozenset(e.peer.credential for e in work.added if e.peer is not None),
            tuple(edit.beside for _, edit in work.own),
        )
        self._is_storing = True
        self._gathering.store(batch, partial(self._stored, work, batch))

    def _stored(self, work: Work, batch: Batch, error: BaseException | None) -> None:
        self._is_storing = False
        if self.state is State.CLOSED:
            return
        if self.state is State.READING:  # the document failed meanwhile
            if error is None:
                self._send(work)
            else:
                self._take_anew([work, self._waiting], self._inbox)
            self._begin_reading()
        elif isinstance(error, RightsEnded):
            self._refuse(work, error.credentials)
        elif isinstance(error, Stale):
            self._refuse(work, frozenset())
        elif isinstance(error, WriterStopped):
            self._give_up(closing.RESTART, "the server restarts")
        elif error is not None:
            log.error("draft_not_stored", document=self.document_id, exc_info=error)
            self._give_up(closing.FAILED, "the server failed")
        else:
            self._tail.grow(batch.updates)
            self._send(work)
            self._store_next()

    def _send(self, work: Work) -> None:
        """Send what is durable now; answers hold all that the updates bring."""
        for done, _ in work.own:
            resolve(done, None)
        for future, moment in work.moments:
            resolve(future, moment)
        for peer, message in work.answers:
            peer.answer(message)
        authors = {each.peer for each in work.added}
        author = authors.pop() if len(authors) == 1 else None
        for update in chunks(work.added):
            self.audience.send(frame_of(ysync.update(update)), but=author)
        if work.presence:
            self.audience.show(work.presence)

    # When something went wrong

    def _refuse(self, work: Work, ended: frozenset[Credential]) -> None:
        """Take all anew but what must not be stored.

        That is what those sent who may not draft any more, whose sockets are closed,
        and edits of the server's that were overtaken.
        """
        self._read_again()  # first: nobody who leaves now may store this text
        for peer in [peer for peer in self.audience.peers if peer.credential in ended]:
            peer.close(closing.CREDENTIAL_ENDED, "your rights have changed")
        if not ended:
            fail(work.own)
        late = self._waiting
        for each in (work, late):
            each.added = [
                a for a in each.added if a.peer and a.peer.credential not in ended
            ]
        self._take_anew([work, late], self._inbox)

    def _take_anew(self, works: list[Work], inbox: list[Said]) -> None:
        """Put back what was not stored, to be worked on when the text is read again.

        Answers may hold what is not to be stored, so they are made again, complete.
        """
        self._waiting = Work()
        self._inbox = []
        own, wanted = self._own, self._wanted
        self._own, self._wanted = [], []
        for work in works:
            self._waiting.presence |= work.presence
            self._own += work.own
            self._wanted += (future for future, _ in work.moments)
            self._inbox += (
                Said(each.peer, ysync.Update(each.data), each.annotation_id)
                for each in work.added
                if each.peer
            )
            self._inbox += (Said(peer, ysync.Ask(b"\x00")) for peer, _ in work.answers)
        self._own += own
        self._wanted += wanted
        self._inbox += inbox

    def _read_again(self) -> None:
        self.state = State.READING
        if not self._is_storing:  # else when that is done
            self._begin_reading()

    def _begin_reading(self) -> None:
        self._rereading = asyncio.get_running_loop().create_task(self._reread())

    async def _reread(self) -> None:
        try:
            stored = await self._store.read(draft_writes.read_stored, self.document_id)
        except DatabaseUnavailable:
            stored = None
        if stored is None:
            self._give_up(closing.FAILED, "the server failed")
            return
        self.fill(stored)
        self._wake()

    def _give_up(self, code: int, reason: str) -> None:
        self.state = State.CLOSED
        for peer in list(self.audience.peers):
            peer.close(code, reason)
        asked: list[asyncio.Future[Moment] | asyncio.Future[None]] = [
            *self._wanted,
            *(future for future, _ in self._waiting.moments),
            *(done for done, _ in (*self._own, *self._waiting.own)),
        ]
        for future in asked:
            if not future.done():
                future.set_exception(DatabaseUnavailable(reason))
        self._on_idle(self)

    # When there is time

    def _look_if_idle(self) -> None:
        if (
            self._is_storing
            or self.state is not State.OPEN
            or self._waiting
            or self._inbox
            or self._own
            or self._wanted
        ):
            return
        if self._tail.is_long(is_left=not self.audience.peers):
            self._compact()
        if not self.audience.peers:
            self._on_idle(self)

    def _compact(self) -> None:
        """Store a snapshot; the document holds what the log holds, nothing else."""
        try:
            state = self._text.state()
            storing = self._store.submit(
                draft_writes.store_snapshot,
                self.document_id,
                self._tail.seq,
                state,
                now=datetime.now(UTC),
            )
        except WriterStopped:
            return
        storing.add_done_callback(self._compacted)
        self._tail.cut(len(state))

    def _compacted(self, done: "asyncio.Future[None]") -> None:
        if error := done.exception():
            log.error("draft_not_compacted", document=self.document_id, exc_info=error)


def _source(said: Said) -> tuple[Peer, type[ysync.Ask | ysync.Update], str | None]:
    return said.peer, type(said.message), said.annotation_id
