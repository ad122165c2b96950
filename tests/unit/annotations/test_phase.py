from datetime import UTC, datetime

from annotations.phase import Phase, permits, phase_at

MAY, JUNE, JULY = (datetime(2026, month, 1, tzinfo=UTC) for month in (5, 6, 7))
COMMENTING = Phase("commenting", "Kommentieren", MAY, JULY)
DRAFTING = Phase("drafting", "Einarbeiten", JUNE, JULY)


def test_the_latest_begun_phase_counts() -> None:
    assert phase_at([COMMENTING, DRAFTING], MAY) == COMMENTING
    assert phase_at([COMMENTING, DRAFTING], JUNE) == DRAFTING


def test_a_phase_ends_before_its_end() -> None:
    assert phase_at([COMMENTING], JULY) is None
    assert not permits([COMMENTING], "reply", JULY)


def test_a_phase_opens_what_its_kind_opens() -> None:
    assert permits([COMMENTING], "annotate", MAY)
    assert not permits([DRAFTING], "annotate", JUNE)
    assert permits([DRAFTING], "reply", JUNE)


def test_a_text_without_phases_is_open() -> None:
    assert permits([], "annotate", MAY)
