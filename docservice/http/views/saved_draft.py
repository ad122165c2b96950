"""Drafts that were kept under a name: the list of them, and one with its text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from docservice.http.views.reading import DocumentView
from docservice.http.views.thread import PieceView
from versions.paragraph import Content

Since = Literal["same", "edited", "gone"]


@dataclass(frozen=True, slots=True)
class SavedDraftView:
    """Who kept a draft under which name, and when."""

    id: str
    name: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class SavedDraftsView:
    """A page of kept drafts, newest first."""

    document: DocumentView
    drafts: Sequence[SavedDraftView]
    total: int
    previous: str
    next: str


@dataclass(frozen=True, slots=True)
class SavedParagraphView:
    """A paragraph as it was kept; `pieces` show what became of it since."""

    id: str
    content: Content
    since: Since
    pieces: Sequence[PieceView]


@dataclass(frozen=True, slots=True)
class SavedTextView:
    """A kept draft with its text; `added` counts paragraphs that are newer."""

    document: DocumentView
    draft: SavedDraftView
    paragraphs: Sequence[SavedParagraphView]
    edited: int
    gone: int
    added: int

    @property
    def is_same(self) -> bool:
        """Return whether going back would change nothing that counts can tell."""
        return not (self.edited or self.gone or self.added)
