"""The document socket: from a comment that is sent to its event at every reader.

Readers are sockets of a child process that parses as little as it can; writers send one
comment after the other at a steady pace and their acknowledgement is awaited, so each
event is durable when it is heard.
"""

import asyncio
import json
import multiprocessing
import statistics
import time
import uuid
from dataclasses import dataclass
from typing import Any, Final

import psutil
import uvloop
from websockets.asyncio.client import ClientConnection, connect

from tests.benchmarks.live.rivals import Server

PER_S: Final = 20
SECONDS: Final = 5.0
DRAIN_S: Final = 20.0
LOOK_S: Final = 0.05
JOINING: Final = 100  # handshakes under way at once
EVENT: Final = '{"type":"event"'


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
    heard = uvloop.run(_hear(url, readers, pipe))
    pipe.send([[(_body(frame), at) for frame, at in events] for events in heard])


def _body(frame: str) -> str:
    found: str = json.loads(frame)["data"].get("body", "")
    return found


async def _hear(url: str, readers: int, pipe: Any) -> list[list[tuple[str, float]]]:
    gate = asyncio.Semaphore(JOINING)
    heard: list[list[tuple[str, float]]] = [[] for _ in range(readers)]

    async def join() -> ClientConnection:
        async with gate:
            connection = await connect(
                url, compression=None, max_size=None, open_timeout=60
            )
            await connection.send('{"type":"hello"}')
            while not str(await connection.recv()).startswith('{"type":"welcome"'):
                pass
            return connection

    connections = await asyncio.gather(*(join() for _ in range(readers)))

    async def listen(number: int, connection: ClientConnection) -> None:
        async for frame in connection:
            if str(frame).startswith(EVENT):
                heard[number].append((str(frame), time.monotonic()))

    tasks = [asyncio.create_task(listen(*each)) for each in enumerate(connections)]
    pipe.send("ready")
    wanted: int = await asyncio.to_thread(pipe.recv)
    for _ in range(int(DRAIN_S / LOOK_S)):
        if all(len(each) >= wanted for each in heard):
            break
        await asyncio.sleep(LOOK_S)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    for connection in connections:
        connection.transport.abort()
    return heard
