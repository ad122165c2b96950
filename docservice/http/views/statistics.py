"""What became of the comments, in figures; each is the length of a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from docservice.http.views.reading import DocumentView, RevisionView

TableName = Literal["outcomes", "waits", "verdicts"]
BreakdownName = Literal["revisions", "chapters", "kinds"]


@dataclass(frozen=True, slots=True)
class BarView:
    """A count with its label; `href` leads to the list it counts.

    `name` is the outcome, motivation or verdict. `share` is 0 to 100, of the longest
    bar. `percent` is the share of all comments, 0 to 100.
    """

    name: str
    label: str
    count: int
    share: float
    percent: int
    href: str


@dataclass(frozen=True, slots=True)
class TableView:
    """Bars under one title, with the address of the same as CSV."""

    name: TableName
    bars: Sequence[BarView]
    csv: str


@dataclass(frozen=True, slots=True)
class SegmentView:
    """A part of a stacked bar; `start` and `share` are 0 to 100 of the longest bar."""

    name: str
    label: str
    count: int
    start: float
    share: float
    href: str


@dataclass(frozen=True, slots=True)
class WordsView:
    """Changed words, and those of them that comments caused; `percent` is 0 to 100."""

    changed: int
    caused: int
    percent: int
    changed_href: str
    caused_href: str


@dataclass(frozen=True, slots=True)
class PartView:
    """A revision, chapter or kind; every count has the address of the list it counts.

    `title` is in the text's language, but for kinds. `words` is None where there was
    no earlier text to change.
    """

    title: str
    count: int
    href: str
    highlights: int
    highlights_href: str
    people: int
    people_href: str
    answered: int
    answered_href: str
    median_days: int | None
    longest_days: int | None
    segments: Sequence[SegmentView]
    words: WordsView | None


@dataclass(frozen=True, slots=True)
class BreakdownView:
    """The same figures for each part of something, and their address as CSV."""

    name: BreakdownName
    parts: Sequence[PartView]
    csv: str


@dataclass(frozen=True, slots=True)
class StatisticsView:
    """All that statistics.html shows about a revision."""

    document: DocumentView
    revision: RevisionView
    revisions: Sequence[RevisionView]
    comments: int
    highlights: int
    highlights_href: str
    answered: int
    people: int
    replies: int
    support: int
    median_days: int | None
    words: WordsView | None
    tables: Sequence[TableView]
    legend: Sequence[tuple[str, str]]
    breakdowns: Sequence[BreakdownView]
