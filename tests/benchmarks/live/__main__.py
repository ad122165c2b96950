"""Measure live drafts, ours and the rivals', side by side: `make bench-live`.

Give scenarios and servers to run some only:
`python -m tests.benchmarks.live a d killed --servers Randnotiz Hocuspocus`.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from docservice.access import Actor
from docservice.db.store import Store
from docservice.services import accounts, publishing
from docservice.services.publishing import NewDocument
from tests.benchmarks.live import documents, rivals, scenarios
from tests.benchmarks.live.rivals import NAMES, OURS, SCRATCH, Server, running
from tests.benchmarks.live.scenarios import Result
from versions.paragraph import Content

ROOMS = [f"r{number}" for number in range(500)]
FUZZED = [f"fuzz{seed}" for seed in range(1, scenarios.SEEDS + 1)]
OTHERS = ["ten0", *(f"{room}other" for room in FUZZED)]
READERS = (1_000, 5_000)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: what is measured, and how it is shown."""

    what: str
    needed: Callable[[Result, list[Result]], bool]
    show: Callable[[Result], str]


def _at_most_best(value: Callable[[Result], float]) -> Callable[..., bool]:
    def is_met(ours: Result, others: list[Result]) -> bool:
        return not others or value(ours) <= min(map(value, others))

    return is_met


def _p99(found: Result) -> float:
    return float(found["lat_ms"]["p99"])


def _cpu(found: Result) -> float:
    return float(found["server_us_per_delivery"])


ROWS: dict[str, list[Row]] = {
    name: [
        Row(f"{name}: {told}, p99", _at_most_best(_p99), lambda r: f"{_p99(r):.1f} ms"),
        Row(
            f"{name}: CPU per delivery",
            _at_most_best(_cpu),
            lambda r: f"{_cpu(r):.1f} µs",
        ),
        Row(
            f"{name}: lost; right in Yjs",
            lambda ours, _: not ours["loss"] and ours["is_right"],
            lambda r: f"{r['loss']}; {'yes' if r['is_right'] else 'no'}",
        ),
    ]
    for name, told in (
        ("a", "50 clients, 5 writers × 10/s"),
        ("b", "500 clients, 5 × 5/s"),
        ("c", "2,000 clients, 2 × 2/s"),
        ("d", "200 rooms × 5, 1 × 2/s each"),
    )
}
ROWS["e"] = [
    Row(
        "e: 5,000 idle connections, time to connect",
        lambda ours, _: ours["connect_time_s"] <= 4,
        lambda r: f"{r['connect_time_s']:.2f} s",
    ),
    Row(
        "e: memory per connection",
        lambda ours, _: ours["rss_kb_per_idle_conn"] <= 20,
        lambda r: f"{r['rss_kb_per_idle_conn']:.1f} kB",
    ),
]
ROWS["f"] = [
    Row(
        "f: highest rate to 200 clients at p99 ≤ 250 ms",
        lambda ours, _: ours.get("deliveries_per_s", 0) >= 300_000,
        lambda r: (
            f"{r['deliveries_per_s']:,}/s (p99 {_p99(r):.0f} ms,"
            f" generator {100 * r['gen_cpu_util']:.0f} %)"
            if r
            else "none"
        ),
    )
]
ROWS["g"] = [
    Row(
        "g: edits taken in, durable where the server is",
        lambda ours, _: ours["feed"]["updates_per_s"] >= 20_000,
        lambda r: f"{r['feed']['updates_per_s']:,.0f}/s",
    ),
    Row(
        "g: joining a document of 100,000 edits",
        lambda ours, _: ours["cold"]["synced_ms_p50"] <= 15,
        lambda r: f"{r['cold']['synced_ms_p50']:.1f} ms",
    ),
]
ROWS["killed"] = [
    Row(
        "SIGKILL: updates that others had seen and that are gone",
        lambda ours, _: not ours["lost"],
        lambda r: f"{r['lost']} of {r['delivered']}",
    )
]
ROWS["fuzz"] = [
    Row(
        f"malformed frames: seeds of {scenarios.SEEDS} that harmed honest clients",
        lambda ours, _: not ours["harmed"],
        lambda r: str(r["harmed"]),
    )
]


def main(arguments: list[str]) -> int:
    """Run what was asked for, print a table; return 1 if a bound is missed."""
    parser = argparse.ArgumentParser(prog="bench-live")
    parser.add_argument("scenarios", nargs="*", metavar="SCENARIO")
    parser.add_argument("--servers", nargs="*", default=[], metavar="NAME")
    asked = parser.parse_args(arguments)
    known = [*ROWS, "documents"]
    wanted = asked.scenarios or known
    if unknown := set(wanted) - set(known):
        parser.error(f"no scenario {min(unknown)!r}; there are {', '.join(known)}")
    names = [
        name
        for name in NAMES
        if not asked.servers or any(name.startswith(s) for s in asked.servers)
    ]
    rivals.install()
    made = scenarios.histories()
    missed = []
    with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
        fresh = Path(folder) / "fresh.db"
        token = prepare(fresh)
        print(f"| measured | {' | '.join(names)} | needed |")
        print(f"|---|{'---|' * len(names)}---|", flush=True)
        for scenario in [name for name in ROWS if name in wanted]:
            results: dict[str, Result | str] = {}
            for name in names:
                started = time.monotonic()
                try:
                    results[name] = _measured(scenario, name, fresh, token, made)
                except Exception as error:
                    results[name] = f"failed: {str(error)[:60]}"
                spent = time.monotonic() - started
                print(f"{scenario} {name}: {spent:.0f} s", file=sys.stderr)
            missed += _print_rows(scenario, names, results)
        if "documents" in wanted and OURS in names:
            missed += _documents(fresh, token)
    if missed:
        print(f"\nmissed: {'; '.join(missed)}", file=sys.stderr)
    return 1 if missed else 0


def _print_rows(
    scenario: str, names: list[str], results: dict[str, Result | str]
) -> list[str]:
    missed = []
    ours = results.get(OURS)
    others = [r for n, r in results.items() if n != OURS and isinstance(r, dict)]
    for row in ROWS[scenario]:
        cells = [
            row.show(found) if isinstance(found, dict) else str(found)
            for found in (results[name] for name in names)
        ]
        verdict = ""
        if ours is not None:
            is_met = isinstance(ours, dict) and row.needed(ours, others)
            verdict = "met" if is_met else "**missed**"
            missed += [] if is_met else [row.what]
        print(f"| {row.what} | {' | '.join(cells)} | {verdict} |", flush=True)
    return missed


def _measured(
    scenario: str, name: str, fresh: Path, token: str, made: scenarios.Histories
) -> Result:
    """Measure one scenario on a fresh server."""
    with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
        if name == OURS:
            shutil.copy(fresh, Path(folder) / "randnotiz.db")
        with running(name, Path(folder), token) as server:
            _warm_up(server)
            if scenario == "f":
                return scenarios.saturated(server)
            if scenario == "g":
                return scenarios.long_history(server, made)
            if scenario == "killed":
                return scenarios.killed(server)
            if scenario == "fuzz":
                return {"harmed": scenarios.fuzzed(server, "fuzz")}
            return scenarios.spread(server, scenario)


def _warm_up(server: Server) -> None:
    """Let a server load what it loads late; and a fresh database be made by one room.

    pycrdt-websocket's store stops the whole server if many rooms make it at once.
    """
    flags = "--clients 2 --writers 1 --rate 2 --duration 0.3 --drain 1 --prejoin"
    scenarios.generate(server, f"{flags} --no-verify", "--room-prefix", "ten")


def _documents(fresh: Path, token: str) -> list[str]:
    print(
        "\n| readers of one document, 20 comments/s | p50 | p99 | lost | repeated |"
        " server CPU per event at a reader | needed |"
    )
    print("|---|---|---|---|---|---|---|", flush=True)
    missed = []
    for readers in READERS:
        with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
            shutil.copy(fresh, Path(folder) / "randnotiz.db")
            with running(OURS, Path(folder)) as server:
                found = documents.measure(server, readers, token)
        is_met = not found.lost and not found.repeated
        if readers == READERS[0]:
            is_met = is_met and found.p99_ms <= 250
        missed += [] if is_met else [f"{readers} readers of a document"]
        print(
            f"| {readers:,} | {found.p50_ms:.1f} ms | {found.p99_ms:.1f} ms |"
            f" {found.lost} | {found.repeated} | {found.cpu_us:.1f} µs |"
            f" {'met' if is_met else '**missed**'} |",
            flush=True,
        )
    return missed


def prepare(database: Path) -> str:
    """Make a database with a document for each room; return a drafter's token."""
    now = datetime.now(UTC)
    with Store.open(f"sqlite:///{database}") as store:
        issued = store.write_now(
            accounts.new_token, name="Bench", role="drafter", now=now
        )
        for slug in (*ROOMS, *FUZZED, *OTHERS):
            new = NewDocument(
                slug=slug,
                title=slug,
                lang="de",
                label="Entwurf 1",
                contents=(Content("paragraph", "Ein Text zum Weiterschreiben."),),
            )
            store.write_now(
                publishing.create_document, Actor(issued.person), new, now=now
            )
    return issued.secret


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
