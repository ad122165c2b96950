"""Numbers and times as a language writes them, in the time zone of the service."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from datetime import date as Day
from zoneinfo import ZoneInfo

from babel.dates import (
    format_date,
    format_datetime,
    format_interval,
    format_timedelta,
)
from babel.numbers import format_decimal

RECENT = timedelta(days=7)  # older than that, a date says more than "12 days ago"


def last_moment(end: datetime) -> datetime:
    """Return the last moment of a period, which `end` is no longer part of."""
    return end - timedelta(microseconds=1)


KILOBYTE, MEGABYTE = 1_000, 1_000_000
UNGROUPED = 1000  # numbers below have no separator in any of our languages


@dataclass(frozen=True, slots=True)
class Formatter:
    """Writes for one language; `zone` is where the clock of the process hangs."""

    lang: str
    zone: ZoneInfo

    def number(self, value: float) -> str:
        """Return a number with the language's separators."""
        if isinstance(value, int) and 0 <= value < UNGROUPED:
            return str(value)  # a page has hundreds of counts; Babel takes 15 us each
        return format_decimal(value, locale=self.lang)

    def size(self, count: int) -> str:
        """Return bytes in the unit that people know files by, such as 20 MB."""
        unit, name = (MEGABYTE, "MB") if count >= MEGABYTE else (KILOBYTE, "kB")
        return f"{self.number(round(count / unit, 1))} {name}"

    def date(self, moment: datetime) -> str:
        """Return a day, such as 4. Dezember 2026."""
        return format_date(moment.astimezone(self.zone), "long", locale=self.lang)

    def day(self, day: Day) -> str:
        """Return a day that is the same in every zone, such as 04.12.2026."""
        return format_date(day, "medium", locale=self.lang)

    def short_date(self, moment: datetime) -> str:
        """Return a day where space is dear, such as 04.12.2026."""
        return format_date(moment.astimezone(self.zone), "medium", locale=self.lang)

    def days(self, start: datetime, end: datetime) -> str:
        """Return a period from `start` up to, not including, `end` by its days."""
        first = start.astimezone(self.zone).date()
        last = last_moment(end).astimezone(self.zone).date()
        if first == last:
            return self.date(start)
        return format_interval(first, last, "yMMMd", locale=self.lang)

    def moment(self, moment: datetime) -> str:
        """Return a day with its time to the minute, and the zone it is told in."""
        local = moment.astimezone(self.zone)
        time = format_datetime(local, "HH:mm z", locale=self.lang, tzinfo=self.zone)
        return f"{self.date(moment)}, {time}"

    def ago(self, moment: datetime) -> str:
        """Return how long ago `moment` was, or its day if that is a week or more."""
        passed = datetime.now(UTC) - moment
        if passed >= RECENT:
            return self.short_date(moment)
        return format_timedelta(-passed, add_direction=True, locale=self.lang)

    def days_left(self, moment: datetime) -> int:
        """Return how many days there are until `moment`, at least 0."""
        return max(0, (moment - datetime.now(UTC)).days)

    def filters(self) -> dict[str, object]:
        """Return what templates call."""
        return {
            "number": self.number,
            "size": self.size,
            "date": self.date,
            "day": self.day,
            "short_date": self.short_date,
            "last_moment": last_moment,
            "moment": self.moment,
            "ago": self.ago,
            "days_left": self.days_left,
        }
