"""Compress text on its way out, if nobody did so ahead of time.

Pages and assets come compressed already, at the best level and once; this is for the
rest: JSON, fragments, pages made for one person. Answers that may not be kept
(`no-store`) stay as they are: they may hold secrets, and the length of a compressed
answer would tell of them (https://breachattack.com).
"""

import gzip

import brotli
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LEAST_BYTES = 1_000  # below, the headers outweigh what is saved
THREAD_BYTES = 100_000  # above, compressing takes milliseconds: not on the event loop
BROTLI_QUALITY = 4  # 0.9 ms for 60 kB; 11 takes 68 ms
GZIP_LEVEL = 4  # 6 takes twice as long for 5 % less; nearly all clients take Brotli
KINDS = ("text/", "application/json", "application/problem+json", "image/svg+xml")


class Compression:
    """Compresses answers that are sent in one piece."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Compress the answer of the app, if it gains from that."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        coding = preferred_coding(Headers(scope=scope).get("accept-encoding", ""))
        start: Message | None = None

        async def send_compressed(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            if start is not None:
                head, start = start, None
                body = message.get("body", b"")
                whole = not message.get("more_body", False)
                if whole and _is_worth_it(Headers(raw=head["headers"]), body):
                    message = {**message, "body": await _shrink(head, body, coding)}
                await send(head)
            await send(message)

        await self._app(scope, receive, send_compressed)


def preferred_coding(accepted: str) -> str | None:
    """Return the best coding that the client takes, if one of ours."""
    offered = set()
    for part in accepted.lower().split(","):
        name, _, parameters = part.partition(";")
        weight = parameters.strip().removeprefix("q=")
        if weight.strip("0.") or not weight:
            offered.add(name.strip())
    return next((name for name in ("br", "gzip") if name in offered), None)


def _is_worth_it(headers: Headers, body: bytes) -> bool:
    return (
        len(body) >= LEAST_BYTES
        and "content-encoding" not in headers
        and "no-store" not in headers.get("cache-control", "")
        and headers.get("content-type", "").startswith(KINDS)
    )


async def _shrink(head: Message, body: bytes, coding: str | None) -> bytes:
    """Return the body as sent, and say in `head` what was done to it."""
    headers = MutableHeaders(raw=head["headers"])
    headers.add_vary_header("Accept-Encoding")
    head["headers"] = headers.raw
    if coding is None:
        return body
    if len(body) > THREAD_BYTES:
        small = await run_in_threadpool(compress, body, coding)
    else:
        small = compress(body, coding)
    headers["content-encoding"] = coding
    headers["content-length"] = str(len(small))
    etag = headers.get("etag", "")
    if etag.startswith('"'):
        headers["etag"] = f"W/{etag}"  # other bytes than without compression
    return small


def compress(body: bytes, coding: str, *, best: bool = False) -> bytes:
    """Return `body` in a coding; `best` takes some hundred times as long."""
    if coding == "br":
        return bytes(brotli.compress(body, quality=11 if best else BROTLI_QUALITY))
    return gzip.compress(body, compresslevel=9 if best else GZIP_LEVEL, mtime=0)
