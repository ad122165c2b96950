"""A drafter with y-py, driven by lines of JSON on standard input.

The commands are those of `client.mjs`; each is answered with one line:
`{"state": base64, "note": text}`. It is a process of its own as y-py aborts when one of
its documents is dropped on another thread than that which made it.
"""

import asyncio
import base64
import json
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import y_py
from websockets.asyncio.client import ClientConnection, connect


@dataclass
class Client:
    """One document, and the socket that brings and takes its updates."""

    address: str
    token: str
    room: str = ""
    doc: Any = None
    connection: ClientConnection | None = None
    listening: "asyncio.Task[None] | None" = None
    synced: asyncio.Event = field(default_factory=asyncio.Event)

    async def open(self, room: str) -> None:
        """Begin with an empty document of a room, not connected."""
        await self.cut()
        self.room, self.doc = room, y_py.YDoc()

    async def connect(self) -> None:
        """Connect, and wait until both sides have what the other had."""
        where = f"{self.address}/{self.room}?{urlencode({'token': self.token})}"
        self.connection = await connect(
            where, compression=None, max_size=None, close_timeout=1
        )
        self.listening = asyncio.create_task(self._listen(self.connection))
        await self._sync()
        # Once more: the answer comes after what the server asked for was stored.
        await self._sync()

    async def _sync(self) -> None:
        assert self.connection is not None
        self.synced.clear()
        vector = y_py.encode_state_vector(self.doc)
        await self.connection.send(b"\x00\x00" + _with_length(vector))
        await self.synced.wait()

    async def _listen(self, connection: ClientConnection) -> None:
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
        """Lose the connection."""
        if self.connection is not None and self.listening is not None:
            self.listening.cancel()
            await asyncio.gather(self.listening, return_exceptions=True)
            await self.connection.close()
        self.connection = None

    async def read(self) -> None:
        """Change nothing: the answer says what the document holds."""

    async def note(self, at: int, insert: str, remove: int) -> None:
        """Edit the note; `at` and `remove` count code points."""
        before = y_py.encode_state_vector(self.doc)
        note = self.doc.get_text("note")
        text = str(note)
        place = min(at, len(text))
        # y-py counts UTF-8 bytes.
        start = len(text[:place].encode())
        size = len(text[place : place + remove].encode())
        with self.doc.begin_transaction() as change:
            if size:
                note.delete_range(change, start, size)
            if insert:
                note.insert(change, start, insert)
        if self.connection is not None:
            update = bytes(y_py.encode_state_as_update(self.doc, before))
            await self.connection.send(b"\x00\x02" + _with_length(update))

    def show(self) -> dict[str, str]:
        """Return what the document holds."""
        state = bytes(y_py.encode_state_as_update(self.doc))
        note = str(self.doc.get_text("note"))
        return {"state": base64.b64encode(state).decode(), "note": note}


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


async def main(address: str, token: str) -> None:
    """Do what the lines say, until there are no more."""
    client = Client(address, token)
    commands: dict[str, Callable[..., Awaitable[None]]] = {
        "open": client.open,
        "connect": client.connect,
        "cut": client.cut,
        "note": client.note,
        "read": client.read,
    }
    lines = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    async for line in lines:
        fields = json.loads(line)
        await commands[fields.pop("command")](**fields)
        print(json.dumps(client.show()), flush=True)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
