"""No request body is read beyond what the largest upload may have."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from docservice.http.bodies import LENGTH_DIGITS, BodyTooLarge

ENVELOPE_BYTES = 100_000  # what a form adds to the file in it


class BodyLimit:
    """Raises `BodyTooLarge` where a body is read, whoever reads it.

    Starlette's own limit answers in plain text and replaces our answer.
    """

    def __init__(self, app: ASGIApp, upload_bytes: int) -> None:
        self._app = app
        self._told = upload_bytes  # people are told how large a file may be
        self._limit = upload_bytes + ENVELOPE_BYTES

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count the bytes of the body while the app reads it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        length = Headers(scope=scope).get("content-length", "")
        if length.isdecimal() and int(length[:LENGTH_DIGITS]) > self._limit:
            raise BodyTooLarge(self._told)
        size = 0

        async def receive_counted() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > self._limit:
                raise BodyTooLarge(self._told)
            return message

        await self._app(scope, receive_counted, send)
