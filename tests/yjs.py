"""A drafter in the tests: pycrdt behind a real socket, speaking y-protocols by hand.

Written against the protocol and not with `docservice.realtime`, so that a mistake
there cannot hide here.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from pycrdt import (
    Doc,
    Text,
    TransactionEvent,
    XmlElement,
    XmlFragment,
    XmlText,
    YMessageType,
    YSyncMessageType,
    create_sync_message,
    create_update_message,
    handle_sync_message,
    read_message,
)
from websockets.asyncio.client import ClientConnection, connect

from tests.sockets import BROKEN, WAIT_S


@dataclass
class Drafter:
    """One side of a draft's socket; `heard` counts the frames that came."""

    connection: ClientConnection
    doc: Doc[Any] = field(default_factory=Doc)
    synced: asyncio.Event = field(default_factory=asyncio.Event)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    presence: list[bytes] = field(default_factory=list)
    heard: int = 0
    outgoing: list[bytes] = field(default_factory=list)

    @property
    def note(self) -> Text:
        """Return a text that is no part of the draft."""
        found: Text = self.doc.get("note", type=Text)
        return found

    @property
    def text(self) -> XmlFragment:
        """Return the draft's text."""
        found: XmlFragment = self.doc.get("text", type=XmlFragment)
        return found

    async def speak(self) -> None:
        """Say what this side has, as every client does first."""
        await self.connection.send(create_sync_message(self.doc))

    async def settle(self) -> None:
        """Wait until all that was sent is stored: the answer to this comes after."""
        self.synced.clear()
        await self.speak()
        async with asyncio.timeout(WAIT_S):
            await self.synced.wait()

    async def send(self, change: Callable[[], object]) -> None:
        """Make a change and send it."""
        self.outgoing.clear()
        subscription = self.doc.observe(self._keep)
        try:
            change()
        finally:
            self.doc.unobserve(subscription)
        for update in self.outgoing:
            await self.connection.send(create_update_message(update))

    def _keep(self, event: TransactionEvent) -> None:
        self.outgoing.append(event.update)

    async def write(self, words: str) -> None:
        """Add words to the end of the note."""
        await self.send(lambda: self.note.insert(len(str(self.note).encode()), words))

    def block(self, number: int) -> XmlElement:
        """Return a block of the draft's text."""
        found = self.text.children[number]
        assert isinstance(found, XmlElement)
        return found

    def words(self) -> list[str]:
        """Return the characters of each block, whatever marks they have."""
        return [
            "".join(str(text) for node in _texts(block) for text, _ in node.diff())
            for block in self.text.children
            if isinstance(block, XmlElement)
        ]

    async def insert(self, block: int, at_utf8: int, words: str) -> None:
        """Type into a block of one text node."""
        (node,) = _texts(self.block(block))
        await self.send(lambda: node.insert(at_utf8, words))

    async def delete(self, block: int, start_utf8: int, end_utf8: int) -> None:
        """Delete from a block of one text node."""
        (node,) = _texts(self.block(block))

        def change() -> None:
            del node[start_utf8:end_utf8]

        await self.send(change)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until something holds of the document."""
        async with asyncio.timeout(WAIT_S):
            while not condition():
                self.changed.clear()
                await self.changed.wait()

    async def listen(self) -> None:
        """Apply what comes, until the socket ends."""
        async for frame in self.connection:
            assert isinstance(frame, bytes)
            self.heard += 1
            if frame[0] == YMessageType.SYNC:
                reply = handle_sync_message(frame[1:], self.doc)
                if reply is not None:
                    await self.connection.send(reply)
                if frame[1] == YSyncMessageType.SYNC_STEP2:
                    self.synced.set()
            elif frame[0] == YMessageType.AWARENESS:
                self.presence.append(read_message(frame[1:]))
            self.changed.set()

    async def closing(self) -> int:
        """Return the code with which the server ends the socket."""
        async with asyncio.timeout(WAIT_S):
            await self.connection.wait_closed()
        return self.connection.close_code or BROKEN


def _texts(block: XmlElement) -> list[XmlText]:
    return [child for child in block.children if isinstance(child, XmlText)]


def draft_address(address: str, slug: str = "rahmen", token: str | None = None) -> str:
    """Return where a draft's socket is, given where those of documents are."""
    where = address.replace("/ws/documents/", "/ws/drafts/") + slug
    return f"{where}?{urlencode({'token': token})}" if token else where


@asynccontextmanager
async def drafting(
    address: str,
    token: str | None,
    *,
    doc: Doc[Any] | None = None,
    slug: str = "rahmen",
    **options: Any,
) -> AsyncIterator[Drafter]:
    """Join a draft and wait until its text has come."""
    options.setdefault("close_timeout", 1)
    options.setdefault("max_size", None)
    options.setdefault("compression", None)
    where = draft_address(address, slug, token)
    async with connect(where, **options) as connection:
        drafter = Drafter(connection, doc or Doc())
        listening = asyncio.create_task(drafter.listen())
        try:
            await drafter.speak()
            async with asyncio.timeout(WAIT_S):
                await drafter.synced.wait()
            yield drafter
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)


@asynccontextmanager
async def uninvited(where: str, **options: Any) -> AsyncIterator[Drafter]:
    """Open a draft's socket and say nothing."""
    options.setdefault("close_timeout", 1)
    async with connect(where, **options) as connection:
        drafter = Drafter(connection)
        listening = asyncio.create_task(drafter.listen())
        try:
            yield drafter
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
