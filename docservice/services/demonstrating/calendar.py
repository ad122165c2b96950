"""When things happened in the sample process, counted from today."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from annotations.phase import Phase
from docservice.db.documents import Stage
from docservice.services.demonstrating.material import (
    SampleComment,
    SamplePhase,
    SampleProcess,
)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Turns days into moments (aware UTC); `now` is when the demonstration starts."""

    process: SampleProcess
    now: datetime

    def day(self, number: int) -> datetime:
        """Return the first moment of a day; 0 is today in the process's time zone."""
        zone = ZoneInfo(self.process.time_zone)
        today = self.now.astimezone(zone).date()
        midnight = datetime.combine(today + timedelta(days=number), time(), zone)
        return midnight.astimezone(UTC)

    def stages(self) -> tuple[Stage, ...]:
        """Return the stages with dated phases."""
        return tuple(
            Stage(stage.title, tuple(map(self._phase, stage.phases)))
            for stage in self.process.stages
        )

    def written(self, comment: SampleComment) -> datetime:
        """Return when a comment was written."""
        phase = self.process.commenting(comment.revision)
        return self.day(phase.start_day) + timedelta(minutes=comment.minutes)

    def commented_until(self, revision: int) -> datetime:
        """Return until when a revision was commented: its phase's end, or today."""
        return self.day(min(self.process.commenting(revision).end_day, 0))

    def _phase(self, phase: SamplePhase) -> Phase:
        start, end = self.day(phase.start_day), self.day(phase.end_day)
        return Phase(phase.kind, phase.title, start, end)


def spread(start: datetime, end: datetime, count: int) -> list[datetime]:
    """Return `count` moments at equal distances between `start` and `end`."""
    step = (end - start) / (count + 1)
    return [start + step * k for k in range(1, count + 1)]
