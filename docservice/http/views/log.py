"""The page of a document's public log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from docservice.http.views.reading import DocumentView


@dataclass(frozen=True, slots=True)
class LogEntryView:
    """An entry; `old` and `new` are a changed answer before and since, else None."""

    at: datetime
    what: str
    role: str
    comment: str
    old: "SaidView | None"
    new: "SaidView | None"


@dataclass(frozen=True, slots=True)
class SaidView:
    """What an answer said, without marks; `same_as` is the address of its duplicate."""

    outcome: str
    reason: str
    without_change: str
    same_as: str


@dataclass(frozen=True, slots=True)
class LogView:
    """A page of the log; `previous` and `next` are addresses or empty."""

    document: DocumentView
    entries: Sequence[LogEntryView]
    total: int
    previous: str
    next: str
