"""The newest revision sentence by sentence: since when it stands so, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from docservice.http.views.causes import CauseView
from docservice.http.views.reading import DocumentView, RevisionView


@dataclass(frozen=True, slots=True)
class StretchView:
    """Sentences in a row that stand so since the same revision for the same reasons."""

    text: str
    since: RevisionView
    is_first: bool
    causes: Sequence[CauseView]


@dataclass(frozen=True, slots=True)
class OriginParagraphView:
    """A paragraph's stretches; `number` is 0 for headings."""

    id: str
    number: int
    href: str
    history: str
    stretches: Sequence[StretchView]


@dataclass(frozen=True, slots=True)
class SinceView:
    """How many sentences stand so since a revision; `percent` is their share."""

    revision: RevisionView
    count: int
    percent: int
    href: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class OriginsView:
    """All that origins.html shows.

    `all` is the address without a choice, `previous` and `next` those of the pages
    beside this one, empty where there is none.
    """

    document: DocumentView
    revision: RevisionView
    total: int
    since: Sequence[SinceView]
    chosen: RevisionView | None
    all: str
    paragraphs: Sequence[OriginParagraphView]
    listed: int
    previous: str
    next: str
