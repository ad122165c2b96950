from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from docservice.http.views.page import PhaseState, PhaseView
from docservice.http.views.reading import DocumentView, ReadingView, RevisionView

DAY = datetime(2026, 11, 23, tzinfo=UTC)
REVISIONS = tuple(RevisionView(n, f"Entwurf {n}", DAY) for n in (3, 2, 1))


def reading(
    shown: int = 2, phases: Sequence[tuple[str, PhaseState]] = ()
) -> ReadingView:
    return ReadingView(
        document=DocumentView("rahmen", "Rahmen", "de"),
        revision=next(r for r in REVISIONS if r.number == shown),
        revisions=REVISIONS,
        seq=0,
        paragraphs=(),
        chapters=(),
        groups=(),
        outcomes=(),
        comments=0,
        phases=tuple(PhaseView(title, state, DAY) for title, state in phases),
    )


def test_a_revision_is_compared_with_the_one_before() -> None:
    assert reading(3).previous == REVISIONS[1]
    assert reading(1).previous is None


def test_the_newest_revision_is_the_one_with_the_highest_number() -> None:
    assert reading(1).newest == REVISIONS[0]


@pytest.mark.parametrize(
    ("done", "expected"), [(0, "abcde"), (2, "abcde"), (4, "cdefg"), (7, "cdefg")]
)
def test_the_line_of_phases_shows_those_around_the_present_one(
    done: int, expected: str
) -> None:
    phases: list[tuple[str, PhaseState]] = [
        (title, "done" if n < done else "now" if n == done else "next")
        for n, title in enumerate("abcdefg")
    ]
    shown = reading(phases=phases).near_phases
    assert "".join(phase.title for phase in shown) == expected


def test_few_phases_are_all_shown() -> None:
    assert len(reading(phases=[("a", "now"), ("b", "next")]).near_phases) == 2
