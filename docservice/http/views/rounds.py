"""The page on which decided answers are published, now or at a set time."""

from collections.abc import Sequence
from dataclasses import dataclass

from docservice.http.views.reading import DocumentView


@dataclass(frozen=True, slots=True)
class RoundView:
    """All that round.html shows.

    `planned` is the time that was set, in words, empty if none; `by` who set it, and
    `is_void` says that this person may not publish any more. `at` stands in the field
    for the time, and `zone` is the one it is told in. The marks say in the forms which
    answers and which time their author saw.
    """

    document: DocumentView
    waiting: int
    waiting_mark: str
    planned_mark: str
    planned: str
    by: str
    is_void: bool
    at: str
    zone: str
    errors: Sequence[tuple[str, str]] = ()
