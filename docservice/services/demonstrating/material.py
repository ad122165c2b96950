"""The sample content of `docservice/demo_data`, read into frozen values.

Days count from today, 00:00 in the process's time zone, so that the process is
always in the middle; a phase ends where its `end_day` begins. The files fit each
other: `tests/unit/docservice/test_demo_data.py` holds them to it.
"""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docservice
from annotations.disposition import Outcome, Stance
from annotations.phase import PhaseKind
from annotations.thread import Motivation
from docservice.db.changes import Cause
from docservice.db.people import Role
from docservice.services.importing import read_document
from versions.paragraph import Content

DATA = Path(docservice.__file__).parent / "demo_data"
LANG = "de"  # the sample texts are German; a process has one language
ROLES: dict[str, Role] = {
    "drafters": "drafter",
    "moderators": "moderator",
    "admins": "admin",
    "citizens": "citizen",
}


@dataclass(frozen=True, slots=True)
class SamplePhase:
    """A phase from `start_day` up to, not including, `end_day`.

    `revision` is the one that may be commented in it, None in other phases.
    """

    kind: PhaseKind
    title: str
    start_day: int
    end_day: int
    revision: int | None


@dataclass(frozen=True, slots=True)
class SampleStage:
    """A stage with its phases."""

    title: str
    phases: tuple[SamplePhase, ...]


@dataclass(frozen=True, slots=True)
class SampleRevision:
    """A text, and the day at whose beginning it is published."""

    number: int
    label: str
    note: str
    published_day: int
    contents: tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class SampleProcess:
    """The process with its one document; `people` maps each name to a role."""

    slug: str
    title: str
    summary: str
    time_zone: str
    contact: str
    links: dict[str, str]
    stages: tuple[SampleStage, ...]
    document_slug: str
    document_title: str
    revisions: tuple[SampleRevision, ...]
    people: dict[str, Role]

    def commenting(self, revision: int) -> SamplePhase:
        """Return the phase in which a revision may be commented."""
        phases = (phase for stage in self.stages for phase in stage.phases)
        return next(phase for phase in phases if phase.revision == revision)


@dataclass(frozen=True, slots=True)
class SampleReply:
    """A reply, `minutes` after the comment it answers."""

    author: str
    body: str
    minutes: int


@dataclass(frozen=True, slots=True)
class SampleComment:
    """A comment, `minutes` after its phase began; `supporters` are names."""

    key: str
    author: str
    revision: int
    quote: str
    motivation: Motivation
    body: str
    replacement: str | None
    lang: str
    minutes: int
    supporters: tuple[str, ...]
    replies: tuple[SampleReply, ...]


@dataclass(frozen=True, slots=True)
class SampleRejoinder:
    """What the author says about the answer, `hours` after it was published."""

    stance: Stance
    reason: str
    hours: int


@dataclass(frozen=True, slots=True)
class SampleAnswer:
    """The answer to the comment `comment`.

    `changed_to` are words of the next revision that it brought, empty if none can
    be named; `changes` says whether it changed anything.
    """

    comment: str
    outcome: Outcome
    reason: str
    author: str
    note: str
    duplicate_of: str | None
    changes: bool
    changed_to: str
    rejoinder: SampleRejoinder | None


@dataclass(frozen=True, slots=True)
class SampleCause:
    """Why the change that brought `quote` to a revision was made, if not for comments."""

    revision: int
    cause: Cause
    quote: str
    note: str


@dataclass(frozen=True, slots=True)
class LiveEvent:
    """What somebody does `seconds` after the start, while others watch.

    A support or reply concerns the comment `on`; a comment is `comment`.
    """

    key: str
    seconds: float
    author: str
    on: str
    body: str
    comment: SampleComment | None


@dataclass(frozen=True, slots=True)
class Material:
    """All of the sample content."""

    process: SampleProcess
    comments: tuple[SampleComment, ...]
    answers: tuple[SampleAnswer, ...]
    causes: tuple[SampleCause, ...]
    live: tuple[LiveEvent, ...]


def read_material() -> Material:
    """Return the sample content; converting its texts takes about a second."""
    process = _process(_load("process"))
    citizens = [name for name, role in process.people.items() if role == "citizen"]
    # Who will support a comment live has not done so before.
    live = {(raw.get("on"), raw["author"]) for raw in _load("live")}
    return Material(
        process,
        tuple(
            _comment(raw, [name for name in citizens if (raw["key"], name) not in live])
            for raw in _load("comments")
        ),
        tuple(
            SampleAnswer(
                raw["comment"],
                raw["outcome"],
                raw["reason"],
                raw["by"],
                raw.get("internal_note", ""),
                raw.get("of"),
                raw["changes"],
                raw.get("changed_to", ""),
                _rejoinder(raw.get("rejoinder")),
            )
            for raw in _load("dispositions")
        ),
        tuple(
            SampleCause(raw["revision"], raw["cause"], raw["quote"], raw["note"])
            for raw in _load("causes")
        ),
        tuple(
            LiveEvent(
                raw["key"],
                raw["seconds"],
                raw["author"],
                raw.get("on", ""),
                raw.get("body", ""),
                _comment(raw, citizens) if raw["kind"] == "comment" else None,
            )
            for raw in _load("live")
        ),
    )


def _load(name: str) -> Any:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def _process(raw: dict[str, Any]) -> SampleProcess:
    contact = raw["contact"]
    return SampleProcess(
        slug=raw["slug"],
        title=raw["title"][LANG],
        summary=raw["summary"][LANG],
        time_zone=raw["time_zone"],
        contact="\n".join(
            [contact["name"], contact["address"], contact["phone"], contact["email"]]
        ),
        links={link["title"][LANG]: link["url"] for link in raw["legal"]},
        stages=tuple(
            SampleStage(stage["title"][LANG], tuple(map(_phase, stage["phases"])))
            for stage in raw["stages"]
        ),
        document_slug=raw["document"]["slug"],
        document_title=raw["document"]["title"],
        revisions=tuple(map(_revision, raw["revisions"])),
        people={
            name: role for group, role in ROLES.items() for name in raw["people"][group]
        },
    )


def _phase(raw: dict[str, Any]) -> SamplePhase:
    return SamplePhase(
        raw["kind"],
        raw["title"][LANG],
        raw["start_day"],
        raw["end_day"],
        raw.get("revision"),
    )


def _revision(raw: dict[str, Any]) -> SampleRevision:
    file = DATA / raw["file"]
    return SampleRevision(
        raw["number"],
        raw["label"],
        raw["note"],
        raw["published_day"],
        read_document(file.read_bytes(), file.name).contents,
    )


def _comment(raw: dict[str, Any], citizens: Sequence[str]) -> SampleComment:
    return SampleComment(
        key=raw["key"],
        author=raw["author"],
        revision=raw["revision"],
        quote=raw["quote"],
        motivation=raw["motivation"],
        body=raw["body"],
        replacement=raw.get("replacement"),
        lang=raw.get("language", LANG),
        minutes=raw.get("minutes_after_phase_start", 0),
        supporters=_supporters(raw, citizens),
        replies=tuple(
            SampleReply(reply["author"], reply["body"], reply["minutes_later"])
            for reply in raw.get("replies", ())
        ),
    )


def _rejoinder(raw: dict[str, Any] | None) -> SampleRejoinder | None:
    if raw is None:
        return None
    return SampleRejoinder(raw["stance"], raw["reason"], raw["hours_later"])


def _supporters(raw: dict[str, Any], citizens: Sequence[str]) -> tuple[str, ...]:
    """Return who supports a comment; of a mere number, others in some fixed order."""
    wanted = raw.get("supports", 0)
    if not isinstance(wanted, int):
        return tuple(wanted)
    others = [name for name in citizens if name != raw["author"]]
    first = zlib.crc32(raw["key"].encode()) % len(others)
    return tuple((others[first:] + others[:first])[:wanted])
