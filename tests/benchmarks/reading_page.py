"""The reading page of a long, much discussed text: server time, bytes, highlights.

500 paragraphs with 5,000 comments. Server time is what the app takes for a request,
without the network. Beside each figure stands a page of one paragraph, which shows
what a request costs that has nothing to say.
"""

import asyncio
import random
import statistics
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright
from starlette.types import ASGIApp, Message, Scope

from docservice.access import ANONYMOUS, Actor
from docservice.app import create_app
from docservice.commands import logs
from docservice.db.store import Store
from docservice.http.assets import load_assets
from docservice.services import accounts, annotate, publishing, requests
from docservice.services.importing.document import read_document
from docservice.services.margin import list_spans, open_revision
from docservice.settings import Settings
from tests import factories
from tests.benchmarks.figures import Figure
from tests.browser.chromium import FLAGS, find_chromium
from tests.loop.served import Served, free_port
from versions.paragraph import Content

PARAGRAPHS, COMMENTS = 500, 5_000
ROUNDS = 15
DATA = Path(publishing.__file__).parent.parent / "demo_data"
LONG, SHORT = "lang", "kurz"
PER_CHAPTER = 12
BROWSER_ROUNDS = 5
TIMES = """async () => {
  const limit = performance.now() + 10000;
  while (!window.painted) {
    if (performance.now() > limit) throw new Error("no highlights");
    await new Promise((done) => setTimeout(done, 10));
  }
  const [entry] = performance.getEntriesByType("navigation");
  const ready = entry.domContentLoadedEventEnd;
  return { ready, work: firstHighlight - ready, painted };
}"""
# When the first range is in a highlight, and when that has been painted.
WATCH = """
const add = Highlight.prototype.add;
Highlight.prototype.add = function (range) {
  if (!window.firstHighlight) {
    window.firstHighlight = performance.now();
    requestAnimationFrame(() => setTimeout(() => (window.painted = performance.now())));
  }
  return add.call(this, range);
};
"""


@dataclass
class Answer:
    """What the app answered, and how long it took."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    ms: float = 0.0


def run() -> list[Figure]:
    """Measure the page, its fragments and its highlights."""
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{Path(folder) / 'bench.db'}"
        with Store.open(database) as store:
            pid = _prepare(store)
        found = asyncio.run(_server_times(database, pid))
        return [*found, *_browser_times(database, Path(folder))]


def _prepare(store: Store) -> str:
    """Store both documents; return the most discussed paragraph of the long one."""
    rng = random.Random(500)  # noqa: S311 - the same text in every run, no secret
    drafter = factories.actor(store, "drafter")
    citizens = [factories.actor(store, "citizen", f"Person {n}") for n in range(40)]
    now = datetime.now(UTC)
    text = _text(rng)
    for slug, contents in ((LONG, text), (SHORT, text[1:2])):
        new = publishing.NewDocument(
            slug=slug,
            title=slug.title(),
            lang="de",
            label="Entwurf 1",
            contents=contents,
        )
        store.write_now(publishing.create_document, drafter, new, now=now)
    _, revision = store.read_now(open_revision, ANONYMOUS, LONG, 1)
    paragraphs = [p for p in revision.paragraphs if p.content.kind == "paragraph"]
    counts: Counter[str] = Counter()
    for number in range(COMMENTS):
        paragraph = rng.choice(paragraphs)
        start = rng.randrange(0, len(paragraph.text) - 20)
        end = min(len(paragraph.text), start + rng.randint(15, 120))
        position = {"paragraph": paragraph.id}
        raw = {
            "revision": 1,
            "target": {
                "start": position | {"offset": start},
                "end": position | {"offset": end},
            },
            "body": f"Anmerkung {number}: bitte genauer, warum und bis wann.",
        }
        who = citizens[number % len(citizens)]
        store.write_now(annotate.annotate, who, LONG, requests.remark(raw), now=now)
        counts[paragraph.id] += 1
    return counts.most_common(1)[0][0]


def _text(rng: random.Random) -> tuple[Content, ...]:
    """Return paragraphs of the words of the demo; shuffled, they pack worse than prose."""
    files = [DATA / f"revision-{n}.md" for n in (1, 2, 3)]
    contents = [
        c for f in files for c in read_document(f.read_bytes(), f.name).contents
    ]
    words = [word for c in contents if c.kind == "paragraph" for word in c.text.split()]

    def sentence() -> str:
        return " ".join(rng.choices(words, k=rng.randint(8, 22))) + "."

    def paragraph(number: int) -> Content:
        if number % PER_CHAPTER == 0:
            return Content("heading", " ".join(rng.choices(words, k=4)), 2)
        return Content("paragraph", " ".join(sentence() for _ in range(4)))

    return tuple(paragraph(number) for number in range(PARAGRAPHS))


async def _server_times(database: str, pid: str) -> list[Figure]:
    logs.configure(Settings(log_level="ERROR"))
    app = create_app(Settings(database=database))
    async with app.router.lifespan_context(app):
        store = app.state.context.store
        page, short = f"/de/d/{LONG}", f"/de/d/{SHORT}"
        first, first_short = await _get(app, page), await _get(app, short)
        made = [await _made_anew(app, store, LONG) for _ in range(ROUNDS)]
        made_short = [await _made_anew(app, store, SHORT) for _ in range(ROUNDS)]
        kept = await _rounds(app, page)
        etag = kept[0].headers["etag"]
        known = await _rounds(app, page, etag)
        threads = await _rounds(app, f"{page}/r/1/threads?paragraph={pid}")
        spans = await _rounds(app, f"{page}/r/1/spans")
        kept_short = await _rounds(app, short)
        known_short = await _rounds(app, short, kept_short[0].headers["etag"])
        spans_anew = [
            (await _made_anew(app, store, LONG), await _get(app, f"{page}/r/1/spans"))[
                1
            ]
            for _ in range(ROUNDS)
        ]
        assets = [
            await _get(app, load_assets().url(source))
            for source in ("src/app.ts", "src/reader.ts", "src/theme.ts", "css/app.css")
        ]
    what = f"reading page ({PARAGRAPHS} paragraphs, {COMMENTS:,} comments)"
    weight = (len(kept[0].body) + sum(len(each.body) for each in assets)) / 1000
    return [
        _time(
            f"{what}: server time, known to the browser (304)", known, 10, known_short
        ),
        _time(f"{what}: server time, kept ready", kept, 10, kept_short),
        _time(f"{what}: server time, made anew", made, 100, made_short),
        _time(
            f"{what}: server time, first time after the start",
            [first],
            None,
            [first_short],
        ),
        Figure(f"{what}: page, Brotli", len(kept[0].body) / 1000, "kB"),
        Figure(f"{what}: page with scripts and styles", weight, "kB", 150),
        Figure(f"{what}: spans apart, Brotli", len(spans[0].body) / 1000, "kB"),
        _time("spans: server time, kept ready", spans, 10, kept_short),
        _time("spans: server time, made anew", spans_anew, 100, made_short),
        _time(
            "threads of the busiest paragraph: server time", threads, None, kept_short
        ),
    ]


def _time(
    what: str, found: list[Answer], needed: float | None, beside: list[Answer]
) -> Figure:
    return Figure(
        what,
        statistics.median(each.ms for each in found),
        "ms",
        needed,
        baseline=statistics.median(each.ms for each in beside),
        baseline_is="one paragraph",
    )


async def _made_anew(app: ASGIApp, store: Store, slug: str) -> Answer:
    """Return the page after something has happened to its document."""
    rows = await store.read(list_spans, ANONYMOUS, LONG, 1)
    actor = await store.write(
        accounts.new_token, name="Eine", role="citizen", now=datetime.now(UTC)
    )
    if slug == SHORT:
        paragraph = (await store.read(open_revision, ANONYMOUS, SHORT, 1))[1]
        quote = {"exact": paragraph.paragraphs[0].text[:40]}
        raw = {"revision": 1, "target": {"quote": quote}, "body": "Noch eine."}
        await store.write(
            annotate.annotate,
            Actor(actor.person),
            SHORT,
            requests.remark(raw),
            now=datetime.now(UTC),
        )
    else:
        await store.write(
            annotate.support,
            Actor(actor.person),
            rows[1][0][3],
            on=True,
            now=datetime.now(UTC),
        )
    return await _get(app, f"/de/d/{slug}")


async def _rounds(app: ASGIApp, address: str, etag: str = "") -> list[Answer]:
    await _get(app, address, etag)
    return [await _get(app, address, etag) for _ in range(ROUNDS)]


async def _get(app: ASGIApp, address: str, etag: str = "") -> Answer:
    """Ask the app without a network between."""
    parts = urlsplit(address)
    headers = [(b"host", b"localhost"), (b"accept-encoding", b"br")]
    if etag:
        headers.append((b"if-none-match", etag.encode()))
    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": parts.path,
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "root_path": "",
        "headers": headers,
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    answer = Answer()

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = {k.decode(): v.decode() for k, v in message["headers"]}
        else:
            answer.body += message.get("body", b"")

    started = time.perf_counter()
    await app(scope, receive, send)
    answer.ms = (time.perf_counter() - started) * 1000
    if answer.status != (304 if etag else 200):
        raise AssertionError(f"{address} answered {answer.status}")
    return answer


def _browser_times(database: str, folder: Path) -> list[Figure]:
    """Measure from the click to the first highlights, with warm and cold caches."""
    program = find_chromium()
    if program is None:
        raise FileNotFoundError("no Chromium; `make chromium` installs it")
    with (
        Served(database, folder, free_port()) as served,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        found: dict[str, list[dict[str, float]]] = {}
        for slug in (SHORT, LONG):
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.add_init_script(WATCH)
            times = []
            for _ in range(BROWSER_ROUNDS):
                page.goto(f"{served.url}/de/d/{slug}")
                times.append(page.evaluate(TIMES))
            found[slug] = times
            page.close()
        browser.close()

    def median(slug: str, name: str) -> float:
        return statistics.median(each[name] for each in found[slug])

    return [
        Figure(
            f"browser: {what}",
            median(LONG, name),
            "ms",
            needed,
            baseline=median(SHORT, name),
            baseline_is="one paragraph",
        )
        for name, what, needed in (
            ("ready", "text there, from the click", None),
            ("work", "highlights made, from the text", 200.0),
            ("painted", "highlights painted, from the click", None),
        )
    ]
