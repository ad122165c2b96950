"""Answers kept ready to send: made once, compressed once, for all who get the same.

What an answer says depends on its document's events, which are numbered, and on
things outside of them, such as the clock. An answer that includes event 17 serves
everybody who saw no later one; while a newer one is being made, others wait for it
instead of making their own, so a lively debate costs one making at a time.
"""

import asyncio
import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from docservice.http.compression import compress, preferred_coding

MOST_BYTES = 64_000_000  # in memory; a page of 500 paragraphs takes about 0.2 MB
NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class State:
    """What an answer was made of: all events up to `seq`, and `beside` them."""

    seq: int
    beside: object

    def serves(self, wanted: "State") -> bool:
        """Return whether an answer of this state is new enough."""
        return self.beside == wanted.beside and self.seq >= wanted.seq


@dataclass(frozen=True, slots=True)
class Made:
    """An answer's text with the state that it was made of."""

    state: State
    text: str | bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer in both codings; who takes neither gets the unpacked gzip."""

    state: State
    etag: str
    br: bytes
    gzip: bytes

    @property
    def size(self) -> int:
        """Return how many bytes it takes."""
        return len(self.br) + len(self.gzip)


class KeptAnswers:
    """Answers by name; the ones unused for longest are forgotten first.

    Used on one event loop only.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._making: dict[Hashable, asyncio.Lock] = {}

    async def get(
        self, name: Hashable, wanted: State, make: Callable[[], Awaitable[Made]]
    ) -> Kept:
        """Return the answer `name` in a state that serves `wanted`."""
        if found := self._find(name, wanted):
            return found
        lock = self._making.setdefault(name, asyncio.Lock())
        try:
            async with lock:
                if found := self._find(name, wanted):
                    return found
                made = await make()
                kept = await run_in_threadpool(_kept, made)
                self._keep(name, kept)
                return kept
        finally:
            if not lock.locked():
                self._making.pop(name, None)

    def _find(self, name: Hashable, wanted: State) -> Kept | None:
        kept = self._kept.get(name)
        if kept is None or not kept.state.serves(wanted):
            return None
        self._kept.move_to_end(name)
        return kept

    def _keep(self, name: Hashable, kept: Kept) -> None:
        if before := self._kept.pop(name, None):
            self._bytes -= before.size
        self._kept[name] = kept
        self._bytes += kept.size
        while self._bytes > self._most_bytes and len(self._kept) > 1:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= oldest.size


def kept_response(request: Request, kept: Kept, media_type: str) -> Response:
    """Return an answer as the client takes it, or that it has it already."""
    headers = {
        "ETag": kept.etag,
        # The same address shows more to who is signed in, so no proxy keeps it.
        "Cache-Control": "private, no-cache",
        "Vary": "Accept-Encoding, Cookie, Authorization",
    }
    if kept.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=NOT_MODIFIED, headers=headers)
    coding = preferred_coding(request.headers.get("accept-encoding", ""))
    if coding is None:
        return Response(gzip.decompress(kept.gzip), 200, headers, media_type)
    headers["Content-Encoding"] = coding
    body = kept.br if coding == "br" else kept.gzip
    return Response(body, 200, headers, media_type)


def _kept(made: Made) -> Kept:
    body = made.text.encode() if isinstance(made.text, str) else made.text
    # By its content: the tag holds on other nodes and after a restart, and also when
    # what happened changed nothing on this page. Weak, as each coding has other bytes.
    digest = hashlib.blake2b(body, digest_size=12).hexdigest()
    return Kept(
        made.state,
        f'W/"{digest}"',
        compress(body, "br"),
        compress(body, "gzip"),
    )
