"""The synopsis of a long, much discussed text: old wording, comments, new wording.

1,500 paragraphs with 10,000 comments, a page at a time. Times are those of a browser
on the same machine, page and comments made anew for each request; the first request
also compares both texts, which is kept after it. Beside each stands a short text.
"""

import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx

from docservice.commands import logs
from docservice.db.store import Store
from docservice.services import drafting, publishing
from docservice.services.publishing import NewText
from docservice.settings import Settings
from tests.benchmarks.figures import Figure
from tests.benchmarks.round import SLUG, begin_round, next_text
from tests.factories import NOW
from tests.serving import Site, serving

LONG = (1_500, 10_000)  # paragraphs and comments
SHORT = (20, 20)
ROUNDS = 9
NEEDED_MS = 300.0
NEEDED_KB = 100.0  # packed; half a second on a slow phone's connection
SYNOPSIS = f"/de/d/{SLUG}/compare/1/2?view=synopsis"
INLINE = f"/de/d/{SLUG}/compare/1/2"


def run() -> list[Figure]:
    """Measure a first, a later and a filtered page, and how much is sent."""
    logs.configure(Settings(log_level="ERROR"))
    with _published(*LONG) as long, _published(*SHORT) as short:
        size = f"synopsis, {LONG[0]:,} paragraphs, {LONG[1]:,} comments"
        first, short_first = _once(long), _once(short)
        rows: list[tuple[str, float, float | None, float]] = []
        compared = f"{size}: first page ever, both texts compared"
        rows.append((compared, first, None, short_first))
        for what, path in (
            ("a page", SYNOPSIS),
            ("page 40", f"{SYNOPSIS}&page=40"),
            ("only changes", f"{SYNOPSIS}&show=changes"),
            ("only what citizens caused", f"{SYNOPSIS}&show=citizens"),
            ("in one text, without comments", INLINE),
        ):
            rows.append(
                (f"{size}: {what}", _ms(long, path), NEEDED_MS, _ms(short, path))
            )
        sent, short_sent = _sent_kb(long), _sent_kb(short)
    beside = f"{SHORT[1]} comments"
    return [
        *(
            Figure(what, value, "ms", needed, baseline=base, baseline_is=beside)
            for what, value, needed, base in rows
        ),
        Figure(
            f"{size}: a page, packed",
            sent,
            "kB",
            NEEDED_KB,
            baseline=short_sent,
            baseline_is=beside,
        ),
    ]


@contextmanager
def _published(paragraphs: int, annotations: int) -> Iterator[Site]:
    """Serve a round whose next revision is published."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(f"sqlite:///{Path(folder) / 'bench.db'}") as store,
        ExitStack() as clients,
    ):
        found = begin_round(store, paragraphs, annotations)
        new = NewText(label="Entwurf 2", contents=next_text(found.base))
        store.write_now(drafting.begin, found.drafter, SLUG, now=NOW, new=new)
        assessment = store.read_now(publishing.assess_draft, found.drafter, SLUG)
        store.write_now(publishing.publish, found.drafter, assessment, now=NOW)
        with serving(store) as url:
            yield Site(url, store, clients)


def _once(site: Site) -> float:
    return _timed(site.client(), SYNOPSIS)[0]


def _ms(site: Site, path: str) -> float:
    """Return the median of some requests, the first of which warms up."""
    client = site.client()
    taken = [_timed(client, path)[0] for _ in range(ROUNDS)]
    return statistics.median(taken[1:])


def _sent_kb(site: Site) -> float:
    return _timed(site.client(headers={"Accept-Encoding": "br"}), SYNOPSIS)[1] / 1000


def _timed(client: httpx.Client, path: str) -> tuple[float, int]:
    begun = time.perf_counter()
    answer = client.get(path).raise_for_status()
    return (time.perf_counter() - begun) * 1000, answer.num_bytes_downloaded
