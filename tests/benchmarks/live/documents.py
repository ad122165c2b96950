"""The document socket: from a comment that is sent to its event at every reader.

Readers are sockets of a child process that only notes what comes, and takes it apart
afterwards: a client library would be the limit. Writers send one
comment after the other at a steady pace and their acknowledgement is awaited, so each
event is durable when it is heard.
"""

import asyncio
import base64
import gc
import json
import multiprocessing
import statistics
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, cast
from urllib.parse import urlsplit

import psutil
import uvloop
from websockets.asyncio.client import ClientConnection, connect

from tests.benchmarks.live.rivals import Server

PER_S: Final = 20
SECONDS: Final = 5.0
DRAIN_S: Final = 20.0
LOOK_S: Final = 0.05
JOINING: Final = 100  # handshakes under way at once
JOIN_S: Final = 60.0
EVENT: Final = b'{"type":"event"'
HELLO: Final = (
    b"\x81\x90\0\0\0\0" + b'{"type":"hello"}'
)  # a mask of zeros changes nothing
WELCOME: Final = b'{"type":"welcome"'


@dataclass(frozen=True, slots=True)
class Spread:
    """What became of the comments; latencies in milliseconds."""

    readers: int
    sent: int
    lost: int
    repeated: int
    p50_ms: float
    p99_ms: float
    cpu_us: float  # of the server, per event at a reader


def measure(server: Server, readers: int, token: str) -> Spread:
    """Let many read a document while people comment on it."""
    url = f"ws://127.0.0.1:{server.port}/ws/documents/r0"
    process = psutil.Process(server.process.pid)
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    child = context.Process(target=_read, args=(url, readers, theirs))
    child.start()
    if not ours.poll(180):
        raise RuntimeError("the readers did not come in")
    ours.recv()
    before = sum(process.cpu_times()[:2])
    sent: dict[str, float] = uvloop.run(_write(url, token))
    ours.send(len(sent))
    heard: list[list[tuple[str, float]]] = ours.recv()
    cpu_s = sum(process.cpu_times()[:2]) - before
    child.join()
    waits: list[float] = []
    lost = repeated = 0
    for events in heard:
        bodies = [body for body, _ in events]
        repeated += len(bodies) - len(set(bodies))
        lost += len(sent.keys() - set(bodies))
        waits += [1000 * (at - sent[body]) for body, at in events if body in sent]
    cuts = statistics.quantiles(waits, n=100)
    total = len(sent) * readers
    return Spread(
        readers, len(sent), lost, repeated, cuts[49], cuts[98], 1e6 * cpu_s / total
    )


async def _write(url: str, token: str) -> dict[str, float]:
    """Send comments at a pace; return when each was sent, by its body."""
    sent: dict[str, float] = {}
    async with connect(url, compression=None, max_size=None) as connection:
        await connection.send(json.dumps({"type": "hello", "token": token}))
        listening = asyncio.create_task(_acks(connection, int(PER_S * SECONDS)))
        started = time.monotonic()
        for number in range(int(PER_S * SECONDS)):
            await asyncio.sleep(max(0.0, started + number / PER_S - time.monotonic()))
            body = f"Bitte genauer {uuid.uuid4()}"
            sent[body] = time.monotonic()
            await connection.send(
                json.dumps(
                    {
                        "type": "annotate",
                        "key": body[-36:],
                        "revision": 1,
                        "target": {"quote": {"exact": "Text"}},
                        "motivation": "commenting",
                        "body": body,
                    }
                )
            )
        async with asyncio.timeout(DRAIN_S):
            await listening
    return sent


async def _acks(connection: ClientConnection, count: int) -> None:
    async for frame in connection:
        if str(frame).startswith('{"type":"ack"'):
            count -= 1
            if not count:
                return


def _read(url: str, readers: int, pipe: Any) -> None:
    """Read in a process of its own; tell what each reader heard, and when."""
    pipe.send(uvloop.run(_hear(url, readers, pipe)))


class _Reader(asyncio.Protocol):
    """A reader that notes what comes and when; it is taken apart afterwards."""

    def __init__(self, request: bytes) -> None:
        self._request = request
        self._transport: asyncio.Transport | None = None
        self._head = b""
        self.chunks: list[tuple[float, bytes]] = []
        self.joined: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.heard = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's is one by what it does, not by its class.
        self._transport = cast(asyncio.Transport, transport)
        self._transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        if self.joined.done():
            self.heard += data.count(EVENT)
            self.chunks.append((time.monotonic(), data))
            return
        if not self._head and self._transport is not None:
            self._transport.write(HELLO)
        self._head += data
        if WELCOME in self._head:
            self.joined.set_result(None)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.joined.done():
            self.joined.set_exception(exc or EOFError(self._head[:200]))

    def close(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def events(self) -> Iterator[tuple[str, float]]:
        """Yield the words of each comment that came, and when it was complete."""
        left = b""
        for at, data in self.chunks:
            left += data
            while (frame := _first_frame(left)) is not None:
                left = left[frame.stop :]
                if frame.message.startswith(EVENT):
                    yield json.loads(frame.message)["data"].get("body", ""), at


@dataclass(frozen=True, slots=True)
class _Frame:
    message: bytes
    stop: int


def _first_frame(data: bytes) -> _Frame | None:
    """Return the first frame of a server (RFC 6455 §5.2), None if it is not whole."""
    start = 2
    if len(data) < start:
        return None
    size = data[1]
    for code, width in ((126, 2), (127, 8)):
        if data[1] == code:
            start = 2 + width
            size = int.from_bytes(data[2:start], "big")
    stop = start + size
    return _Frame(data[start:stop], stop) if len(data) >= stop else None


def _request(url: str) -> bytes:
    """Return the handshake."""
    parts = urlsplit(url)
    key = base64.b64encode(bytes(16)).decode()
    return (
        f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n"
    ).encode()


async def _hear(url: str, readers: int, pipe: Any) -> list[list[tuple[str, float]]]:
    gate = asyncio.Semaphore(JOINING)
    loop, parts = asyncio.get_running_loop(), urlsplit(url)
    request = _request(url)

    async def join() -> _Reader:
        async with gate, asyncio.timeout(JOIN_S):
            _, reader = await loop.create_connection(
                lambda: _Reader(request), parts.hostname or "", parts.port or 0
            )
            await reader.joined
            return reader

    found = await asyncio.gather(*(join() for _ in range(readers)))
    gc.freeze()  # what is noted from now on is no garbage, and pauses would count
    pipe.send("ready")
    wanted: int = await asyncio.to_thread(pipe.recv)
    for _ in range(int(DRAIN_S / LOOK_S)):
        if all(reader.heard >= wanted for reader in found):
            break
        await asyncio.sleep(LOOK_S)
    for reader in found:
        reader.close()
    return [list(reader.events()) for reader in found]
