"""The server's end of a WebSocket, which a draft's peer takes over after it was let in.

uvicorn hands frames to the app through a queue and a task per socket, and takes each
frame to be sent through a coroutine. For a draft that a few hundred people have open
that is most of the work (ADR 7). Here the same protocol object, on the same port,
calls its listener for each frame and sends what was framed once for everybody. The
task and the queue are gone by then, so an idle socket costs little memory.
"""

import logging
import struct
from typing import Final, Protocol

import structlog
from starlette.websockets import WebSocket
from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request
from websockets.speedups import apply_mask

log = structlog.get_logger(__name__)

EXTENSION: Final = "randnotiz.wire"
FINAL_TEXT: Final = 0x81
FINAL_BINARY: Final = 0x82
MASKED: Final = 0x80  # the bit beside the length
MASK_AT, HEADER = 2, 6  # of a short message: its mask, and its words behind it
SHORT, MEDIUM = 126, 1 << 16  # lengths from which two or eight bytes follow (RFC 6455)


class Listener(Protocol):
    """Who takes over a socket; called on the event loop."""

    def received(self, frame: bytes | None) -> None:
        """Take a binary frame, or None for a text frame."""

    def congested(self, is_congested: bool) -> None:
        """Learn that unsent bytes have piled up, or are gone again."""

    def lost(self) -> None:
        """Learn that the connection is gone; called once."""


def frame_of(message: bytes) -> bytes:
    """Return a binary message as it goes to every socket (RFC 6455, unmasked)."""
    return _framed(FINAL_BINARY, message)


def text_frame_of(message: bytes) -> bytes:
    """Return a text message, in UTF-8, as it goes to every socket."""
    return _framed(FINAL_TEXT, message)


def _framed(first: int, message: bytes) -> bytes:
    size = len(message)
    if size < SHORT:
        return bytes((first, size)) + message
    if size < MEDIUM:
        return struct.pack("!BBH", first, 126, size) + message
    return struct.pack("!BBQ", first, 127, size) + message


def _is_utf8(message: bytes) -> bool:
    try:
        message.decode()
    except UnicodeDecodeError:
        return False
    return True


def wire_of(websocket: WebSocket) -> "Wire":
    """Return the wire below a socket, as a server with `ws=Wire` has it.

    Raises:
        KeyError: the server was configured with another protocol class.
    """
    found: Wire = websocket.scope["state"][EXTENSION]
    return found


class Wire(WebSocketsSansIOProtocol):
    """uvicorn's protocol with a way past the queue."""

    _listener: Listener | None = None

    def handle_connect(self, event: Request) -> None:
        """Let the app find this object."""
        super().handle_connect(event)
        if not self.close_sent:
            self.scope["state"][EXTENSION] = self

    def admit(self, frame_bytes: int) -> None:
        """Set how large a frame of this socket may be."""
        self.conn.max_message_size = frame_bytes

    def attach(self, listener: Listener) -> None:
        """Hand all frames to `listener` from now on, those that wait already too."""
        self._listener = listener
        # Written at once, not when the turn of the event loop ends: that would be a
        # second way through all sockets.
        self.transport.set_write_buffer_limits(high=0)
        waiting = []
        while not self.queue.empty():
            waiting.append(self.queue.get_nowait())
        for message in waiting:
            if message["type"] == "websocket.receive":
                listener.received(message.get("bytes"))
        if self.disconnected:
            listener.lost()
        else:
            self.resume()

    def send_now(self, frame: bytes) -> None:
        """Send a framed message, and wait for nothing; to who is going, nothing."""
        if not self.transport.is_closing():  # else uvloop raises in mid-broadcast
            self.transport.write(frame)

    def unsent(self) -> int:
        """Return how many bytes the other side has not taken yet."""
        return self.transport.get_write_buffer_size()

    def pause(self) -> None:
        """Read nothing more until `resume`: the sender has to wait."""
        if not self.read_paused:
            self.read_paused = True
            self.transport.pause_reading()

    def resume(self) -> None:
        """Go on reading."""
        if self.read_paused and not self.transport.is_closing():
            self.read_paused = False
            self.transport.resume_reading()

    def end(self, code: int, reason: str, patience_s: float) -> None:
        """Close the socket with a code; cut it off if that takes too long."""
        if self.close_sent or self.transport.is_closing():
            return
        self.resume()
        # A reason has at most 123 bytes (RFC 6455 §5.5).
        self.conn.send_close(code, reason.encode()[:120].decode(errors="ignore"))
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.close_timer = self.loop.call_later(patience_s, self.transport.abort)

    # What uvicorn calls

    def data_received(self, data: bytes) -> None:
        """Hand a keystroke on at once; everything else goes through the parser."""
        listener = self._listener
        if listener is not None and self._is_short_message(data):
            listener.received(apply_mask(data[HEADER:], data[MASK_AT:HEADER]))
        else:
            super().data_received(data)

    def _is_short_message(self, data: bytes) -> bool:
        """Return whether this is one whole binary message of less than 126 bytes.

        With its mask (RFC 6455 §5.2), and not within another frame or message.
        """
        return (
            len(data) > HEADER
            and data[0] == FINAL_BINARY
            and data[1] == len(data) - HEADER | MASKED
            and data[1] < SHORT | MASKED
            and not self.conn.reader.buffer
            and self.conn.current_size is None
            and not self.close_sent
        )

    def send_receive_event_to_app(self) -> None:
        """Hand a complete frame on."""
        if self._listener is None:
            if self.curr_msg_data_type == "text" and not _is_utf8(
                b"".join(self.frames)
            ):
                self._end_broken_text()
                return
            super().send_receive_event_to_app()
            return
        frames, self.frames = self.frames, []
        if self.close_sent:
            return
        if self.curr_msg_data_type == "text":
            self._listener.received(None)
        else:
            self._listener.received(frames[0] if len(frames) == 1 else b"".join(frames))

    def _end_broken_text(self) -> None:
        """Close with 1007 (RFC 6455 §8.1); uvicorn would log it as a fault of ours."""
        log.info("socket_text_is_no_utf8")
        self.frames = []
        self.conn.send_close(1007)
        self.handle_parser_exception()

    def pause_writing(self) -> None:
        """Tell the listener, too."""
        super().pause_writing()
        if self._listener is not None:
            self._listener.congested(True)

    def resume_writing(self) -> None:
        """Tell the listener, too."""
        super().resume_writing()
        if self._listener is not None:
            self._listener.congested(False)

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell the listener, too."""
        super().connection_lost(exc)
        if self._listener is not None:
            self._listener.lost()

    async def run_asgi(self) -> None:
        """Run the app; a socket that was taken over stays open when it returns."""
        try:
            await self.app(self.scope, self.receive, self.send)
        except ClientDisconnected:
            pass
        except Exception:
            logging.getLogger(__name__).exception("the app failed on a socket")
            self.send_500_response()
        else:
            if not self.handshake_complete:
                self.send_500_response()
        if self._listener is None and self.close_timer is None:
            self.transport.close()
