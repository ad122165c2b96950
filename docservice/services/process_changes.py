"""What a file changes in a process: which phases go on, and all of it in words."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from annotations.phase import Phase
from docservice.db.documents import NewProcess, Process, StoredPhase
from docservice.services.errors import Conflict
from docservice.services.process_file import ProcessFile
from docservice.services.process_gate import gate_of

SHOWN_CHARS = 60  # of a text before and after
# By their names in the file, as the operator knows them.
FIELDS: tuple[tuple[str, str], ...] = (
    ("title", "title"),
    ("summary", "summary"),
    ("lang", "lang"),
    ("time_zone", "time_zone"),
    ("contact", "contact"),
    ("public", "is_public"),
    ("guests", "guests_may_comment"),
    ("four_eyes", "four_eyes"),
    ("links", "links"),
)
# A phase is the one that was there if it begins as that did; else if its title is the
# same. So neither a new title nor a date put off makes another phase of it.
LIKENESSES: tuple[Callable[[Phase], object], ...] = (
    lambda phase: (phase.starts_at, phase.title),
    lambda phase: phase.starts_at,
    lambda phase: phase.title,
)


def continued(
    stored: Sequence[StoredPhase], new: NewProcess, *, now: datetime
) -> tuple[StoredPhase | None, ...]:
    """Return, for each phase of the file in its order, which one it goes on.

    Raises:
        Conflict: a phase that has begun would be left out.
    """
    wanted = phases_of(new)
    found: list[StoredPhase | None] = [None] * len(wanted)
    left = list(stored)
    for likeness in LIKENESSES:
        for place, (_, phase) in enumerate(wanted):
            if found[place] is not None:
                continue
            same = (s for s in left if likeness(s.phase) == likeness(phase))
            found[place] = next(same, None)
            left = [each for each in left if each is not found[place]]
    for each in left:
        if each.phase.starts_at <= now:
            raise Conflict(
                f"phases: {each.phase.title!r} has begun and stays on record; keep it"
                " in the file with its begin or its title, and give it an earlier end"
                " if it is to be over",
                "phases",
            )
    return tuple(found)


def phases_of(new: NewProcess) -> list[tuple[str, Phase]]:
    """Return the phases in the order of the file, each with the title of its stage."""
    return [(stage.title, phase) for stage in new.stages for phase in stage.phases]


def changes_of(
    known: Process,
    stages: Sequence[str],
    stored: Sequence[StoredPhase],
    file: ProcessFile,
    found: Sequence[StoredPhase | None],
) -> tuple[str, ...]:
    """Return what the file changes, a line for each thing, none if nothing.

    `stages` are the titles of the known stages in their order.
    """
    zone = ZoneInfo(file.process.time_zone)
    return (
        *_fields(known, file),
        *_order(stages, [stage.title for stage in file.process.stages]),
        *_phases(stored, file.process, found, zone),
    )


def _fields(known: Process, file: ProcessFile) -> Iterator[str]:
    for key, name in FIELDS:
        old, new = getattr(known, name), getattr(file.process, name)
        if old != new:
            yield f"{key}: {_shown(old)} → {_shown(new)}"
    if file.gate is not None and file.gate != gate_of(known):
        yield f"gate: {gate_of(known)} → {file.gate}"


def _order(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """Tell of another order alone: what a new title changes, its phases tell."""
    if list(old) != list(new) and sorted(old) == sorted(new):
        yield f"stages: {_shown(list(old))} → {_shown(list(new))}"


def _phases(
    stored: Sequence[StoredPhase],
    new: NewProcess,
    found: Sequence[StoredPhase | None],
    zone: ZoneInfo,
) -> Iterator[str]:
    kept = {each.id for each in found if each is not None}
    for each in stored:
        if each.id not in kept:
            yield f"phase {each.phase.title!r} removed"
    for (stage, phase), before in zip(phases_of(new), found, strict=True):
        new_facts = _facts(stage, phase, zone)
        if before is None:
            told = ", ".join(f"{key} {value}" for key, value in new_facts.items())
            yield f"phase {phase.title!r} added: {told}"
            continue
        old_facts = _facts(before.stage, before.phase, zone)
        for key, value in new_facts.items():
            if old_facts[key] != value:
                title = before.phase.title
                yield f"phase {title!r}: {key} {old_facts[key]} → {value}"


def _facts(stage: str, phase: Phase, zone: ZoneInfo) -> dict[str, str]:
    return {
        "title": repr(phase.title),
        "kind": phase.kind,
        "begin": _local(phase.starts_at, zone),
        "end": _local(phase.ends_at, zone),
        "stage": repr(stage),
    }


def _local(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).isoformat(" ", "minutes")


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    shown = repr(value)
    return shown if len(shown) <= SHOWN_CHARS else shown[: SHOWN_CHARS - 1] + "…"
