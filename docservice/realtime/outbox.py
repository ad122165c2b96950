"""What one socket still has to send; bounded in bytes.

Whoever fills it never waits. When a reader takes frames more slowly than they come,
the outbox is given up as a whole: the reader reconnects and replays what it missed,
which is cheaper than to hold it, and nothing is ever dropped in between.
"""

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import Self

from docservice.realtime.wire import Wire, text_frame_of


@dataclass(frozen=True, slots=True)
class Frame:
    """A serialised frame, made once for all sockets that get it."""

    framed: bytes
    size: int  # bytes in UTF-8

    @classmethod
    def of(cls, text: str) -> Self:
        """Return `text` as it goes to every socket, with its size."""
        data = text.encode()
        return cls(text_frame_of(data), len(data))


class Outbox:
    """A queue of frames between the event loop's callbacks and one sending task."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit = limit_bytes
        self._frames: deque[Frame] = deque()
        self._bytes = 0
        self._wake = asyncio.Event()
        self._wire: Wire | None = None
        self.overflowed: asyncio.Future[None] = (
            asyncio.get_running_loop().create_future()
        )

    def open(self, wire: Wire) -> None:
        """Send at once what is put, as long as the other side takes it."""
        self._wire = wire

    def put(self, frame: Frame) -> None:
        """Send or append a frame, or give up if the limit is passed."""
        if self.overflowed.done():
            return
        wire = self._wire
        if wire is not None and not self._frames and wire.writable.is_set():
            wire.send_now(frame.framed)  # a task's turn for each would cost far more
            return
        self._bytes += frame.size
        if self._bytes > self._limit:
            self._frames.clear()
            self.overflowed.set_result(None)
            return
        self._frames.append(frame)
        self._wake.set()

    def pop(self) -> Frame | None:
        """Return the next frame, or None if there is none now."""
        if not self._frames:
            return None
        frame = self._frames.popleft()
        self._bytes -= frame.size
        return frame

    def wake(self) -> None:
        """Let `wait` return although nothing was put."""
        self._wake.set()

    async def wait(self) -> None:
        """Wait until something was put since the last wait."""
        await self._wake.wait()
        self._wake.clear()
