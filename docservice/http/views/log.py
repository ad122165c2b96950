"""The page of a document's public log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from docservice.http.views.reading import DocumentView


@dataclass(frozen=True, slots=True)
class LogEntryView:
    """An entry; outcomes and reasons are those of a changed answer, else empty."""

    at: datetime
    what: str
    role: str
    comment: str
    old_outcome: str = ""
    old_reason: str = ""
    new_outcome: str = ""
    new_reason: str = ""


@dataclass(frozen=True, slots=True)
class LogView:
    """A page of the log; `previous` and `next` are addresses or empty."""

    document: DocumentView
    entries: Sequence[LogEntryView]
    total: int
    previous: str
    next: str
