"""What became of the comments, in figures; each is the length of a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from docservice.http.views.reading import DocumentView, RevisionView

TableName = Literal["outcomes", "kinds", "verdicts", "chapters"]


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


@dataclass(frozen=True, slots=True)
class ChapterBarView:
    """A chapter's comments by what became of them; `title` is in the text's language.

    The title is empty for those whose words are no longer in the text.
    """

    title: str
    count: int
    answered: int
    href: str
    segments: Sequence[SegmentView]


@dataclass(frozen=True, slots=True)
class StatisticsView:
    """All that statistics.html shows about a revision."""

    document: DocumentView
    revision: RevisionView
    revisions: Sequence[RevisionView]
    comments: int
    answered: int
    people: int
    replies: int
    support: int
    tables: Sequence[TableView]
    legend: Sequence[tuple[str, str]]
    chapters: Sequence[ChapterBarView]
    chapters_csv: str
