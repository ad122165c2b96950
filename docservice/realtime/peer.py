"""One drafter's socket in a room: frames in, frames out, and when it is enough."""

import asyncio
import time
from typing import Final, Protocol

from docservice.access import Actor
from docservice.realtime import closing, ysync
from docservice.realtime.identity import Credential
from docservice.realtime.wire import Wire, frame_of
from docservice.services.rates import TokenBucket
from docservice.settings import Settings

BURST_S: Final = 5.0  # of the rate in bytes, which may come at once
PATIENCE_S: Final = 5.0  # how long a closed socket may take to say goodbye


class Room(Protocol):
    """Where a peer is."""

    def take(self, peer: "Peer", message: ysync.Message) -> None:
        """Take what a peer says."""

    def watch(self, peer: "Peer", is_congested: bool) -> None:
        """Learn that a peer does not keep up, or does again."""

    def leave(self, peer: "Peer") -> None:
        """Forget a peer."""


class Peer:
    """Somebody who drafts; takes over the socket's wire."""

    __slots__ = (
        "_bucket",
        "_limit",
        "_owed",
        "_resume",
        "annotation_id",
        "credential",
        "is_gone",
        "person_id",
        "room",
        "transport",
        "wire",
    )

    def __init__(
        self, wire: Wire, credential: Credential, actor: Actor, settings: Settings
    ) -> None:
        self.wire = wire
        self.transport = wire.transport
        self.credential = credential
        self.person_id = actor.id
        self.annotation_id: str | None = None  # the comment that it works on
        self.is_gone = False
        self.room: Room | None = None
        rate = settings.draft_bytes_per_s
        self._bucket = TokenBucket.full(rate, rate * BURST_S, time.monotonic())
        self._limit = settings.draft_backlog_bytes
        self._owed = (
            0  # bytes of the last answer, which may lie unsent beyond the limit
        )
        self._resume: asyncio.TimerHandle | None = None

    # What comes in

    def received(self, frame: bytes | None) -> None:
        """Take a frame; one that is none of the protocol ends the socket."""
        if self.is_gone or self.room is None:
            return
        if frame is None:
            self.close(closing.BROKEN, "frames are binary")
            return
        self._meter(len(frame))
        try:
            message = ysync.parse(frame)
        except ysync.Broken as error:
            self.close(closing.BROKEN, str(error))
            return
        self.room.take(self, message)

    def _meter(self, size: int) -> None:
        """Let who sends faster than the rate wait; an update can not be refused."""
        wait_s = self._bucket.spend(time.monotonic(), size)
        if wait_s and self._resume is None:
            self.wire.pause()
            self._resume = asyncio.get_running_loop().call_later(wait_s, self._go_on)

    def _go_on(self) -> None:
        self._resume = None
        self.wire.resume()

    # What goes out

    def answer(self, message: bytes) -> None:
        """Send what this peer asked for, if it has taken the last answer."""
        if self.is_gone or self.close_if_slow():
            return
        frame = frame_of(message)
        self._owed = len(frame)
        self.wire.send_now(frame)

    def close_if_slow(self) -> bool:
        """Close the socket if too much lies unsent; return whether it is closed."""
        if not self.is_gone and self.wire.unsent() > self._limit + self._owed:
            self.close(closing.SLOW_READER, "too slow; reconnect")
        return self.is_gone

    def congested(self, is_congested: bool) -> None:
        """Let the room watch who does not keep up."""
        if self.room is not None:
            self.room.watch(self, is_congested)

    # The end

    def close(self, code: int, reason: str) -> None:
        """Leave the room and close the socket."""
        if self.is_gone:
            return
        self._leave()
        self.wire.end(code, reason, PATIENCE_S)

    def lost(self) -> None:
        """Leave the room: the connection is gone."""
        self._leave()

    def _leave(self) -> None:
        self.is_gone = True
        if self._resume is not None:
            self._resume.cancel()
            self._resume = None
        if self.room is not None:
            self.room.leave(self)
            self.room = None
