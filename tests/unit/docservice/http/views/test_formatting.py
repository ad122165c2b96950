from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from docservice.http.views.formatting import Formatter, last_moment

GERMAN = Formatter("de", ZoneInfo("Europe/Berlin"))
ENGLISH = Formatter("en", ZoneInfo("Europe/Berlin"))
LATE = datetime(2026, 12, 4, 23, 30, tzinfo=UTC)


def test_a_day_is_that_of_the_service_and_not_of_utc() -> None:
    assert GERMAN.date(LATE) == "5. Dezember 2026"
    assert ENGLISH.date(LATE) == "December 5, 2026"


def test_a_moment_names_its_zone_and_no_seconds() -> None:
    assert GERMAN.moment(LATE) == "5. Dezember 2026, 00:30 MEZ"


def test_numbers_are_grouped_as_the_language_does() -> None:
    assert GERMAN.number(1284) == "1.284"
    assert ENGLISH.number(1284) == "1,284"


def test_a_size_is_told_in_the_unit_of_files() -> None:
    assert GERMAN.size(20_000_000) == "20 MB"
    assert GERMAN.size(1_500_000) == "1,5 MB"
    assert ENGLISH.size(100_000) == "100 kB"


def test_what_is_recent_is_told_as_a_while_ago() -> None:
    now = datetime.now(UTC)
    assert GERMAN.ago(now - timedelta(hours=2, minutes=1)) == "vor 2 Stunden"


def test_what_is_a_week_old_is_told_as_a_day() -> None:
    assert GERMAN.ago(datetime(2026, 1, 5, tzinfo=UTC)) == "05.01.2026"


def test_no_days_are_left_of_what_is_over() -> None:
    now = datetime.now(UTC)
    assert GERMAN.days_left(now + timedelta(days=3, minutes=1)) == 3
    assert GERMAN.days_left(now - timedelta(days=3)) == 0


def test_a_period_that_ends_at_midnight_does_not_hold_the_day_that_begins_then() -> (
    None
):
    start = datetime(2026, 11, 17, 23, tzinfo=UTC)  # midnight in Berlin
    end = datetime(2026, 12, 1, 23, tzinfo=UTC)
    assert GERMAN.date(last_moment(end)) == "1. Dezember 2026"
    assert GERMAN.days(start, end).startswith("18. Nov.")
    assert "1. Dez. 2026" in GERMAN.days(start, end)
    assert "2. Dez." not in GERMAN.days(start, end)


def test_a_period_of_one_day_is_that_day() -> None:
    start = datetime(2026, 11, 17, 23, tzinfo=UTC)
    assert GERMAN.days(start, start + timedelta(days=1)) == "18. November 2026"
