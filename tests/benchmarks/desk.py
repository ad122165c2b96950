"""The drafters' pages at their largest: the desk, and the preview of a long draft.

The desk shows a round of Berlin's size, 350 comments, on one screen, and one of 5,000
in pages; the preview is that of 1,500 paragraphs with 10,000 annotations. Times are
those of a signed-in browser on the same machine. Of the 5,000 comments they are
processor time, of the server and of the program that asks: opened after an answer was
stored, as whoever answers does, and then filtered. Beside each stands the same page of
a short list.
"""

import re
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
from playwright.sync_api import sync_playwright

from docservice.commands import logs
from docservice.db.store import Store
from docservice.http.actors import COOKIE
from docservice.services import drafting
from docservice.services.publishing import NewText
from docservice.settings import Settings
from tests.benchmarks.figures import Figure
from tests.benchmarks.round import SLUG, begin_round, next_text
from tests.browser.chromium import FLAGS, find_chromium
from tests.factories import NOW
from tests.serving import Site, serving

DESK = (200, 350)  # paragraphs and comments
FLOOD = (1_500, 5_000)
LONG = (1_500, 10_000)
SHORT = (20, 20)
ROUNDS = 9
QUIET_S = 0.5
STEPS = 40  # keys pressed in the list
NEEDED_DESK_MS = 150.0
NEEDED_OPEN_MS = 100.0
NEEDED_FILTER_MS = 50.0
FILTERS = (
    "/desk?answer=open&assignee=for_me&sort=support",
    "/desk?motivation=editing",
    "/desk?support=1",
    "/desk?q=wort120",
    "/desk?new=1&answer=open",
    "/desk?assignee=nobody&sort=newest",
)
NEEDED_PREVIEW_MS = 3_000.0
NEEDED_LOAD_MS = 1_000.0
NEEDED_KEY_MS = 50.0  # twice below what is felt as a delay
PATH = f"/de/d/{SLUG}"


def run() -> list[Figure]:
    """Measure the desk, the preview, and the desk in a browser."""
    logs.configure(Settings(log_level="ERROR"))
    with _office(*SHORT) as short, _office(*DESK) as desk, _office(*LONG) as long:
        few, many = _ms(short, "/desk"), _ms(desk, "/desk")
        short_opened, short_filtered = _cpu_ms(short)
        first, short_first = _first(long), _first(short)
        again, short_again = _ms(long, PREVIEW), _ms(short, PREVIEW)
        load_ms, key_ms = _browser(desk)
        short_load_ms, short_key_ms = _browser(short)
    with _office(*FLOOD) as flood:
        opened, filtered = _cpu_ms(flood)
    beside = f"{SHORT[1]} comments"
    what = f"desk, {DESK[1]} comments on one page"
    thousands = f"desk, {FLOOD[1]:,} comments"
    size = f"{LONG[0]:,} paragraphs, {LONG[1]:,} annotations"
    rows = (
        (f"{what}: server time", many, NEEDED_DESK_MS, few),
        (f"{thousands}: opened after an answer", opened, NEEDED_OPEN_MS, short_opened),
        (
            f"{thousands}: filtered, the slowest of {len(FILTERS)}",
            filtered,
            NEEDED_FILTER_MS,
            short_filtered,
        ),
        (f"{what}: loaded in the browser", load_ms, NEEDED_LOAD_MS, short_load_ms),
        (f"{what}: key j until painted", key_ms, NEEDED_KEY_MS, short_key_ms),
        (
            f"preview, {size}: first page after an edit",
            first,
            NEEDED_PREVIEW_MS,
            short_first,
        ),
        (f"preview, {size}: further pages", again, None, short_again),
    )
    return [
        Figure(name, value, "ms", needed, baseline=base, baseline_is=beside)
        for name, value, needed, base in rows
    ]


PREVIEW = "/draft/preview?page=2"


@contextmanager
def _office(paragraphs: int, annotations: int) -> Iterator[Site]:
    """Serve a round with a draft of the next revision."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(f"sqlite:///{Path(folder) / 'bench.db'}") as store,
        ExitStack() as clients,
    ):
        found = begin_round(store, paragraphs, annotations)
        new = NewText(label="Entwurf 2", contents=next_text(found.base))
        store.write_now(drafting.begin, found.drafter, SLUG, now=NOW, new=new)
        with serving(store) as url:
            yield Site(url, store, clients)


def _ms(site: Site, page: str) -> float:
    """Return the median of some requests, the first of which warms up."""
    client = site.session("drafter")
    taken = [_timed(client, page) for _ in range(ROUNDS)]
    return statistics.median(taken[1:])


def _cpu_ms(site: Site) -> tuple[float, float]:
    """Return the processor's time for opening the desk anew, and for filtering it."""
    client = site.session("drafter")
    _settle()
    listed = re.findall(r'data-row="([^"]+)"', client.get(f"{PATH}/desk").text)
    opened = []
    for key in listed[:ROUNDS]:
        answer = {"outcome": "noted", "reason": "Danke.", "version": "0"}
        client.post(f"{PATH}/desk/c/{key}", data=answer)
        _settle()
        opened.append(_busy(client, "/desk"))
    filtered = [
        statistics.median(_busy(client, page) for _ in range(ROUNDS))
        for page in FILTERS
    ]
    return statistics.median(opened), max(filtered)


def _settle() -> None:
    """Wait until nothing is done beside: people are told of what was written."""
    while True:
        begun = time.process_time()
        time.sleep(QUIET_S)
        if time.process_time() - begun < QUIET_S / 20:
            return


def _busy(client: httpx.Client, page: str) -> float:
    begun = time.process_time()
    client.get(f"{PATH}{page}").raise_for_status()
    return (time.process_time() - begun) * 1000


def _first(site: Site) -> float:
    """Return how long the preview takes when the draft was just edited."""
    client = site.session("drafter")
    taken = []
    for number in range(3):
        client.post(
            f"{PATH}/draft/describe",
            data={"version": number + 1, "label": f"Entwurf {number}", "note": ""},
        )
        taken.append(_timed(client, "/draft/preview"))
    return statistics.median(taken)


def _timed(client: httpx.Client, page: str) -> float:
    begun = time.perf_counter()
    client.get(f"{PATH}{page}").raise_for_status()
    return (time.perf_counter() - begun) * 1000


def _browser(site: Site) -> tuple[float, float]:
    """Return the time until the desk is loaded, and from a key until it is painted."""
    secret = str(site.session("drafter").cookies[COOKIE])
    chromium = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        try:
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            context.add_cookies([{"name": COOKIE, "value": secret, "url": site.url}])
            page = context.new_page()
            loads = []
            for _ in range(3):
                page.goto(f"{site.url}{PATH}/desk", wait_until="load")
                loads.append(page.evaluate(LOADED))
            page.focus("a[data-comment]")
            return statistics.median(loads), float(page.evaluate(WALK, STEPS))
        finally:
            browser.close()


LOADED = "performance.getEntriesByType('navigation')[0].loadEventEnd"
# The median over some steps from a key to the frame after next: that one is painted.
WALK = """async (steps) => {
  const taken = [];
  for (let step = 0; step < steps; step += 1) {
    const begun = performance.now();
    const key = { key: "j", bubbles: true, cancelable: true };
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", key));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    taken.push(performance.now() - begun);
  }
  return taken.sort((a, b) => a - b)[Math.floor(steps / 2)];
}"""
