"""When answers become public, in the time zone of the process."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from docservice.access import Opened
from docservice.db.planned_rounds import PlannedRound
from docservice.http.presenting.reading import document_view
from docservice.http.views.formatting import Formatter
from docservice.http.views.rounds import RoundView
from docservice.services.rounds import Round


def zone_of(opened: Opened) -> ZoneInfo:
    """Return where the clock of the process hangs."""
    return ZoneInfo(opened.process.time_zone if opened.process else "UTC")


def planned_time(opened: Opened, planned: PlannedRound | None, lang: str) -> str:
    """Return the time that is set in words, empty if there is none."""
    return Formatter(lang, zone_of(opened)).moment(planned.at) if planned else ""


def round_view(
    found: Round, lang: str, typed: str = "", errors: tuple[tuple[str, str], ...] = ()
) -> RoundView:
    """Return all that round.html shows; `typed` is what somebody sent."""
    planned, zone = found.planned, zone_of(found.opened)
    local = planned.at.astimezone(zone) if planned else None
    return RoundView(
        document=document_view(found.opened),
        waiting=len(found.waiting),
        waiting_mark=found.waiting.mark,
        planned_mark=found.mark,
        planned=planned_time(found.opened, planned, lang),
        by=planned.by.name if planned else "",
        is_void=found.is_void,
        at=typed if errors or local is None else f"{local:%Y-%m-%dT%H:%M}",
        zone=zone.key,
        errors=errors,
    )


def read_moment(typed: str, zone: ZoneInfo) -> datetime | None:
    """Return what a field for a day with a time says, None if it says neither."""
    try:
        return datetime.fromisoformat(typed).replace(tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
