"""Import, comment, answer, revise, publish, follow: on one text, and check all of it."""

import asyncio
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pypandoc

from docservice.db.store import Store
from tests.loop import served
from tests.loop.citizens import Acknowledged, comment, random_remarks
from tests.loop.served import Served
from tests.loop.texts import Pair
from tests.loop.verdicts import faults
from tests.sockets import token

CITIZENS = 20
REMARKS = 200
FORMATS = ("md", "docx", "odt")


@dataclass(frozen=True, slots=True)
class Report:
    """What a run saw; `faults` names annotations that are not where they belong."""

    name: str
    form: str
    paragraphs: tuple[int, int]
    kills: int
    acknowledged: int
    lost: int
    twice: int
    verdicts: dict[str, int]
    faults: tuple[str, ...]
    seconds: float


def run(pair: Pair, form: str, folder: Path, *, kills: int, seed: int = 1) -> Report:
    """Run the loop with files of one format; kill the server `kills` times meanwhile."""
    started = time.monotonic()
    chance = random.Random(seed)  # noqa: S311 - a repeatable run, no secret
    database = f"sqlite:///{folder / 'loop.db'}"
    old_file, new_file = (
        _write(folder / f"{name}.{form}", text)
        for name, text in (("old", pair.old), ("new", pair.new))
    )
    served.command(
        database, "import", str(old_file), "--document", "loop", "--title", pair.name
    )
    drafter = served.token(database, "drafter", "Jana")
    with Store.open(database) as store:
        people = [token(store, "citizen", f"Mensch {n}") for n in range(CITIZENS)]
    with Served(database, folder, served.free_port()) as server:
        with served.client(server, drafter) as client:
            old = _paragraphs(client, 1)
        remarks = random_remarks(old, REMARKS, chance)
        kept = Acknowledged()
        with _killed(server, kills, chance):
            socket = server.url.replace("http", "ws") + "/ws/documents/loop"
            asyncio.run(comment(socket, people, remarks, kept))
        with served.client(server, drafter) as client:
            made = list(
                served.get_all(client, "/api/v1/documents/loop/annotations", revision=1)
            )
            _answer(client, [a["id"] for a in made], chance)
        preview = served.command(
            database, "import", str(new_file), "--document", "loop", "--dry-run"
        )
        if not preview.strip():
            raise AssertionError("the dry run printed nothing")
        with served.client(server, drafter) as client:
            _publish(client, new_file)
        if kills:
            server.kill()
            server.start()
        with served.client(server, drafter) as client:
            new = _paragraphs(client, 2)
            after = list(
                served.get_all(client, "/api/v1/documents/loop/annotations", revision=2)
            )
            _follow(client, after)
        served.command(database, "check")
    ids = [a["id"] for a in after]
    return Report(
        pair.name,
        form,
        (len(old), len(new)),
        kills,
        len(kept.ids),
        len(set(kept.ids.values()) - set(ids)),
        len(ids) - len(set(kept.ids.values())),
        dict(Counter(a["anchor"]["verdict"] for a in after if a["anchor"])),
        tuple(f"{a['id']}: {fault}" for a in after for fault in faults(a, old, new)),
        time.monotonic() - started,
    )


def _write(path: Path, markdown: str) -> Path:
    if path.suffix == ".md":
        path.write_text(markdown, encoding="utf-8")
    else:
        pypandoc.convert_text(
            markdown,
            path.suffix[1:],
            format="markdown-smart",
            outputfile=str(path),
        )
    return path


def _paragraphs(client: httpx.Client, number: int) -> list[dict[str, Any]]:
    answer = client.get(f"/api/v1/documents/loop/revisions/{number}")
    answer.raise_for_status()
    found: list[dict[str, Any]] = answer.json()["paragraphs"]
    return found


def _answer(client: httpx.Client, ids: list[str], chance: random.Random) -> None:
    outcomes = ["accepted", "accepted_in_part", "declined", "noted"]
    for annotation_id in ids:
        answer = client.put(
            f"/api/v1/annotations/{annotation_id}/disposition",
            json={"outcome": chance.choice(outcomes), "reason": "Danke, geprüft."},
        )
        answer.raise_for_status()


def _publish(client: httpx.Client, path: Path) -> None:
    with path.open("rb") as file:
        answer = client.post(
            "/api/v1/documents/loop/revisions",
            files={"file": (path.name, file)},
            data={"label": "Entwurf 2"},
        )
    answer.raise_for_status()


def _follow(client: httpx.Client, annotations: list[dict[str, Any]]) -> None:
    """Look at every tenth trace: two anchors, one answer, changes with words."""
    for annotation in annotations[::10]:
        answer = client.get(f"/api/v1/annotations/{annotation['id']}/trace")
        answer.raise_for_status()
        trace = answer.json()
        if [a["revision"] for a in trace["anchors"]] != [1, 2]:
            raise AssertionError(f"a trace without two anchors: {trace['anchors']}")
        if len(trace["dispositions"]) != 1:
            raise AssertionError("a trace without its answer")
        if any(not change["old"] and not change["new"] for change in trace["changes"]):
            raise AssertionError("a change without words")


@contextmanager
def _killed(server: Served, times: int, chance: random.Random) -> Iterator[None]:
    """Kill the server at random moments and start it again, `times` times."""
    pauses = [chance.uniform(0.02, 0.4) for _ in range(times)]

    def play() -> None:
        for pause in pauses:
            time.sleep(pause)
            server.kill()
            server.start()

    thread = threading.Thread(target=play)
    thread.start()
    try:
        yield
    finally:
        thread.join()
