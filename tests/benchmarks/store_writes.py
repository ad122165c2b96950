"""Durable comments per second at the store, beside a commit for each and plain Core.

Machines differ by a factor of three. What can be compared between them is the share of
what `plain_core` writes in the same run: three statements, where a comment takes eight.
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path

from docservice.db import writer
from docservice.db.documents import get_document
from docservice.db.revisions import get_revision
from docservice.db.store import Store
from docservice.services import annotate, requests
from tests import factories
from tests.benchmarks import plain_core
from tests.benchmarks.figures import Figure
from tests.factories import NOW

WRITERS = (1, 16, 64)
SECONDS = 2.0
NEEDED_AT_64 = 6_000  # comments per second


async def rate(
    one: Callable[[int], Awaitable[object]], writers: int, seconds: float
) -> tuple[float, float]:
    """Return how often `one` was done per second by so many at once, and p99 in ms."""
    waits: list[float] = []
    end = time.perf_counter() + seconds

    async def keep_writing(first: int) -> None:
        turn = first
        while (before := time.perf_counter()) < end:
            await one(turn)
            waits.append(time.perf_counter() - before)
            turn += writers

    started = time.perf_counter()
    await asyncio.gather(*(keep_writing(k) for k in range(writers)))
    took = time.perf_counter() - started
    return len(waits) / took, statistics.quantiles(waits, n=100)[98] * 1000


def run() -> list[Figure]:
    """Measure the writer as it is, and as it would be without groups."""
    grouped = {n: _measure(_comments, n) for n in WRITERS}
    alone = {n: _measure(_comments, n, 1) for n in WRITERS}
    found = []
    for n in WRITERS:
        found += [
            Figure(
                f"store: durable comments per second, {n} writers",
                grouped[n][0],
                "/s",
                NEEDED_AT_64 if n == max(WRITERS) else None,
                "more",
                alone[n][0],
                "a commit each",
            ),
            Figure(
                f"store: p99 of a comment, {n} writers",
                grouped[n][1],
                "ms",
                baseline=alone[n][1],
                baseline_is="a commit each",
            ),
        ]
    most = max(WRITERS)
    plain = _measure(_plain, most)[0]
    return [
        *found,
        Figure(
            f"store: of what plain Core writes, {most} writers",
            grouped[most][0] / plain,
            "",
        ),
        Figure(f"store: three plain statements of Core, {most} writers", plain, "/s"),
    ]


def _measure(
    what: Callable[[Store, int], Coroutine[None, None, tuple[float, float]]],
    writers: int,
    group_limit: int = writer.GROUP_LIMIT,
) -> tuple[float, float]:
    before = writer.GROUP_LIMIT
    writer.GROUP_LIMIT = group_limit
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            Store.open(f"sqlite:///{Path(folder) / 'bench.db'}") as store,
        ):
            return asyncio.run(what(store, writers))
    finally:
        writer.GROUP_LIMIT = before


async def _comments(store: Store, writers: int) -> tuple[float, float]:
    texts = [
        f"Absatz {n} sagt, was die Stadt in der Sache Nummer {n * 7} vorhat und warum."
        for n in range(500)
    ]
    await asyncio.to_thread(factories.document, store, texts)
    who = await asyncio.to_thread(factories.actor, store, "citizen")
    asked = await asyncio.to_thread(_remarks, store)

    async def one(turn: int) -> object:
        return await store.write(
            annotate.annotate,
            who,
            "rahmen",
            asked[turn % len(asked)],
            now=NOW,
            key=str(turn),
        )

    return await rate(one, writers, SECONDS)


async def _plain(store: Store, writers: int) -> tuple[float, float]:
    await asyncio.to_thread(plain_core.prepare, store)
    return await rate(
        lambda turn: store.write(plain_core.write, turn), writers, SECONDS
    )


def _remarks(store: Store) -> list[requests.Remark]:
    """Return a remark on some words of every paragraph, as a browser sends it."""
    document = store.read_now(get_document, "rahmen")
    if document is None:
        raise LookupError("the benchmark's document is missing")
    revision = store.read_now(get_revision, document.id, 1)
    if revision is None:
        raise LookupError("the benchmark's revision is missing")
    body = "Bitte auch samstags: Wer in der Pflege arbeitet, hat keine Fünf-Tage-Woche."
    return [
        requests.remark(
            {
                "revision": 1,
                "target": {
                    "start": {"paragraph": paragraph.id, "offset": 7},
                    "end": {"paragraph": paragraph.id, "offset": 42},
                },
                "body": body,
            }
        )
        for paragraph in revision.paragraphs
    ]
