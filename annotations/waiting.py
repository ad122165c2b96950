"""How long an answer took, in the spans that figures tell apart."""

from collections.abc import Mapping
from typing import Literal

Wait = Literal["week", "fortnight", "month", "longer"]
WAITS: tuple[Wait, ...] = ("week", "fortnight", "month", "longer")

DAY_S = 86_400
# The last day of each span but the open one; four weeks are what people call a month.
LAST_DAY: Mapping[Wait, int] = {"week": 7, "fortnight": 14, "month": 28}


def bounds(wait: Wait) -> tuple[int | None, int | None]:
    """Return the seconds that are too few for this span, and the most; None for any."""
    place = WAITS.index(wait)
    before = LAST_DAY[WAITS[place - 1]] * DAY_S if place else None
    most = LAST_DAY[wait] * DAY_S if wait in LAST_DAY else None
    return before, most


def wait_of(seconds: int) -> Wait:
    """Return the span in which an answer came that took so many seconds."""
    return next(
        (wait for wait, day in LAST_DAY.items() if seconds <= day * DAY_S), "longer"
    )
