"""Frames as they come in: their size, their rate, and how many of them are broken."""

import time

from starlette.websockets import WebSocket, WebSocketDisconnect

from docservice.realtime import protocol
from docservice.realtime.closing import FLOOD, POLICY, TOO_LARGE, Closing
from docservice.realtime.protocol import Refused
from docservice.realtime.timing import Timing
from docservice.services.rates import TokenBucket
from docservice.settings import Settings


class Intake:
    """Takes the frames of one socket."""

    def __init__(
        self, websocket: WebSocket, settings: Settings, timing: Timing
    ) -> None:
        self._websocket = websocket
        self._settings = settings
        self._timing = timing
        rate = settings.socket_frames_per_s
        self._bucket = TokenBucket.full(rate, rate * timing.burst_s, time.monotonic())
        self._bad = 0
        self._over_rate = 0

    async def next(self) -> protocol.Command:
        """Return the next command.

        Raises:
            Refused: the frame is to be answered with an error.
            Closing: it was too large, or one refused frame too many.
            WebSocketDisconnect: there is none.
        """
        message = await self._websocket.receive()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message["code"])
        text = message.get("text")
        self._weigh(text if text is not None else message["bytes"])
        self._meter()
        try:
            command = protocol.parse(text, body_chars=self._settings.body_chars)
        except Refused as refused:
            if refused.code == "bad_frame":
                self._bad += 1
                if self._bad >= self._timing.bad_frames:
                    raise Closing(POLICY, "too many broken frames") from refused
            raise
        self._bad = 0
        return command

    def _weigh(self, content: str | bytes) -> None:
        """Refuse what is too large, should the server's own limit be higher."""
        most = self._settings.frame_bytes
        size = len(content)
        if isinstance(content, str) and most // 4 < size <= most:
            size = len(content.encode())
        if size > most:
            refused = Refused("too_large", f"a frame has at most {most} bytes")
            raise Closing(TOO_LARGE, str(refused), refused)

    def _meter(self) -> None:
        retry_s = self._bucket.take(time.monotonic())
        if not retry_s:
            self._over_rate = 0
            return
        self._over_rate += 1
        if self._over_rate >= self._timing.flood_frames:
            raise Closing(FLOOD, "too many frames")
        raise Refused("rate_limited", "too many frames; send fewer", retry_s=retry_s)
