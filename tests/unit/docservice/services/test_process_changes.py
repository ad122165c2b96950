"""A phase goes on under a new title or another date, and what changes is told."""

from datetime import UTC, datetime, timedelta

import pytest

from annotations.phase import Phase
from docservice.db.documents import NewProcess, Process, Stage, StoredPhase
from docservice.services.errors import Conflict
from docservice.services.process_changes import changes_of, continued
from docservice.services.process_file import ProcessFile

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
KNOWN = Process(
    "id", "plan", "Plan", "", "de", "", {}, "UTC", True, False, False, "advise", False
)


def _phase(title: str, start: int, end: int) -> Phase:
    """Return a phase from one day to another, counted from now."""
    day = timedelta(days=1)
    return Phase("commenting", title, NOW + start * day, NOW + end * day)


def _stored(*phases: Phase) -> list[StoredPhase]:
    return [StoredPhase(phase.title, "Erste", phase) for phase in phases]


def _new(*phases: Phase, stage: str = "Erste", title: str = "Plan") -> NewProcess:
    return NewProcess(
        slug="plan",
        title=title,
        summary="",
        lang="de",
        links={},
        time_zone="UTC",
        stages=(Stage(stage, phases),) if phases else (),
    )


def _continued(stored: list[StoredPhase], new: NewProcess) -> list[str | None]:
    return [each.id if each else None for each in continued(stored, new, now=NOW)]


def test_a_phase_is_known_by_its_begin_else_by_its_title() -> None:
    stored = _stored(_phase("A", -1, 1), _phase("B", 1, 2), _phase("C", 2, 3))

    renamed = _new(_phase("Neu", -1, 1), _phase("B", 1, 2), _phase("C", 2, 3))
    put_off = _new(_phase("A", -1, 3), _phase("B", 3, 4), _phase("C", 4, 5))
    turned = _new(_phase("C", 2, 3), _phase("A", -1, 1), _phase("B", 1, 2))
    assert _continued(stored, renamed) == ["A", "B", "C"]
    assert _continued(stored, put_off) == ["A", "B", "C"]
    assert _continued(stored, turned) == ["C", "A", "B"]


def test_of_phases_that_begin_together_the_title_decides() -> None:
    stored = _stored(_phase("A", -1, 1), _phase("B", -1, 2))

    assert _continued(stored, _new(_phase("B", -1, 2), _phase("A", -1, 1))) == [
        "B",
        "A",
    ]


def test_each_phase_goes_on_once() -> None:
    stored = _stored(_phase("A", -1, 1))

    assert _continued(stored, _new(_phase("A", -1, 1), _phase("A", 5, 6))) == [
        "A",
        None,
    ]


def test_what_has_begun_cannot_be_left_out_but_what_is_to_come_can() -> None:
    begins_now, to_come = _phase("A", 0, 1), _phase("B", 1, 2)

    assert _continued(_stored(begins_now, to_come), _new(begins_now)) == ["A"]
    with pytest.raises(Conflict, match="'A' has begun"):
        continued(_stored(begins_now, to_come), _new(to_come), now=NOW)


def _changes(stored: list[StoredPhase], new: NewProcess, *stages: str) -> list[str]:
    found = continued(stored, new, now=NOW)
    file = ProcessFile(new, "advise")
    return list(changes_of(KNOWN, stages, stored, file, found))


def test_each_change_is_told_by_its_key() -> None:
    stored = _stored(_phase("A", -1, 1), _phase("B", 1, 2))
    new = _new(_phase("Neu", -1, 3), _phase("C", 4, 5), title="Ein Plan" * 20)

    told = _changes(stored, new, "Erste")
    assert told[0].startswith("title: 'Plan' → 'Ein Plan")
    assert told[0].endswith("…")
    assert told[1:] == [
        "phase 'B' removed",
        "phase 'A': title 'A' → 'Neu'",
        "phase 'A': end 2026-11-24 09:00+00:00 → 2026-11-26 09:00+00:00",
        "phase 'C' added: title 'C', kind commenting, begin 2026-11-27 09:00+00:00,"
        " end 2026-11-28 09:00+00:00, stage 'Erste'",
    ]


def test_nothing_is_told_where_nothing_changes() -> None:
    stored = _stored(_phase("A", -1, 1))

    assert _changes(stored, _new(_phase("A", -1, 1)), "Erste") == []


def test_another_order_of_stages_is_told() -> None:
    a, b = _phase("A", -1, 1), _phase("B", 1, 2)
    stored = [StoredPhase("A", "Erste", a), StoredPhase("B", "Zweite", b)]
    new = NewProcess(
        slug="plan",
        title="Plan",
        summary="",
        lang="de",
        links={},
        time_zone="UTC",
        stages=(Stage("Zweite", (b,)), Stage("Erste", (a,))),
    )

    assert _changes(stored, new, "Erste", "Zweite") == [
        "stages: ['Erste', 'Zweite'] → ['Zweite', 'Erste']"
    ]
