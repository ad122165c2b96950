"""Durable comments per second end to end: client, socket, writer, disk and back.

Server and clients are two processes. Each writer waits for its acknowledgement before
it sends on, and hears what all others on the same document write: at 64 on one
document each remark goes out 64 times, and most of what is measured is the fan-out.
"""

import asyncio
import itertools
import json
import multiprocessing
import socket
import statistics
import tempfile
import time
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvloop
from websockets.asyncio.client import ClientConnection, connect

from docservice.db import revisions
from docservice.db.store import Store
from tests import factories
from tests.benchmarks.figures import Figure
from tests.sockets import serve_alone, token
from versions.paragraph import ParagraphId

SECONDS = 3.0
NEEDED_AT_64 = 1_500  # comments per second
PARAGRAPHS = 500
BODY = "Bitte auch samstags: Wer in der Pflege arbeitet, hat keine Fünf-Tage-Woche."
EVENTS = (b'{"type":"event"', b'{"type":"presence"')
ANSWERS = (b'{"type":"ack"', b'{"type":"pong"')

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.sockets"])


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody with a document to comment on."""

    token: str
    slug: str
    paragraphs: tuple[ParagraphId, ...]


def run() -> list[Figure]:
    """Measure writers on several documents and on one, beside mere pings."""
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{Path(folder) / 'bench.db'}"
        tokens, texts = _prepare(database)
        with _server(database) as port:
            found = []
            for count, documents in ((1, 1), (16, 16), (64, 16), (64, 1)):
                writers = [
                    Writer(tokens[n], *texts[n % documents]) for n in range(count)
                ]
                found += _figures(port, writers, documents)
    return found


def _figures(port: int, writers: list[Writer], documents: int) -> list[Figure]:
    pings, ping_p99 = uvloop.run(_measure(port, writers, comments=False))
    rate, p99 = uvloop.run(_measure(port, writers, comments=True))
    whose = f"{len(writers)} writers, {documents} documents"
    return [
        Figure(
            f"socket: durable comments per second, {whose}",
            rate,
            "/s",
            NEEDED_AT_64 if len(writers) == 64 and documents > 1 else None,
            "more",
            pings,
            "pings",
        ),
        Figure(
            f"socket: p99 of a comment, {whose}",
            p99,
            "ms",
            baseline=ping_p99,
            baseline_is="pings",
        ),
    ]


def _prepare(
    database: str,
) -> tuple[list[str], list[tuple[str, tuple[ParagraphId, ...]]]]:
    """Return people's tokens, and documents with the ids of their paragraphs."""
    texts = [
        f"Absatz {n} sagt, was die Stadt in der Sache Nummer {n * 7} vorhat und warum."
        for n in range(PARAGRAPHS)
    ]
    with Store.open(database) as store:
        drafter = factories.actor(store, "drafter")
        documents = []
        for number in range(16):
            slug = f"d{number}"
            made = factories.document(store, texts, slug=slug, drafter=drafter)
            revision = store.read_now(revisions.load, made.head)
            documents.append((slug, tuple(p.id for p in revision.paragraphs)))
        return [token(store, name=f"Person {n}") for n in range(64)], documents


@contextmanager
def _server(database: str) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0), backlog=256) as listening:
        port = int(listening.getsockname()[1])
        process = _processes.Process(target=serve_alone, args=(database, listening))
        process.start()
    try:
        yield port
    finally:
        process.terminate()
        process.join()


async def _measure(
    port: int, writers: list[Writer], *, comments: bool
) -> tuple[float, float]:
    """Return answers per second and the p99 of their waits, in ms."""
    waits: list[float] = []
    async with AsyncExitStack() as stack:
        sockets = [await stack.enter_async_context(_joined(port, w)) for w in writers]
        started = time.perf_counter()
        await asyncio.gather(
            *(
                _ask(each, waits, _comments(writer) if comments else _pings())
                for each, writer in zip(sockets, writers, strict=True)
            )
        )
        took = time.perf_counter() - started
    return len(waits) / took, statistics.quantiles(waits, n=100)[98] * 1000


@asynccontextmanager
async def _joined(port: int, writer: Writer) -> AsyncIterator[ClientConnection]:
    address = f"ws://127.0.0.1:{port}/ws/documents/{writer.slug}"
    async with connect(address, compression=None, open_timeout=30) as connection:
        await connection.send(json.dumps({"type": "hello", "token": writer.token}))
        await connection.recv()
        yield connection
        # The others' last events, unread, would hold up an orderly end.
        connection.transport.abort()


async def _ask(
    connection: ClientConnection, waits: list[float], frames: Iterator[str]
) -> None:
    """Send one frame after the other, and note how long each answer took."""
    end = time.perf_counter() + SECONDS
    for frame in frames:
        before = time.perf_counter()
        if before > end:
            return
        await connection.send(frame)
        # Events are not decoded: what is measured is the server.
        while (answer := await connection.recv(decode=False)).startswith(EVENTS):
            pass
        if not answer.startswith(ANSWERS):
            raise AssertionError(answer)
        waits.append(time.perf_counter() - before)


def _pings() -> Iterator[str]:
    return itertools.repeat('{"type":"ping"}')


def _comments(writer: Writer) -> Iterator[str]:
    prefix = uuid.uuid4()
    for number in itertools.count():
        paragraph = writer.paragraphs[number % PARAGRAPHS]
        frame = {
            "type": "annotate",
            "key": f"{prefix}-{number}",
            "revision": 1,
            "target": {
                "start": {"paragraph": paragraph, "offset": 0},
                "end": {"paragraph": paragraph, "offset": 30},
            },
            "motivation": "commenting",
            "body": BODY,
        }
        yield json.dumps(frame)
