"""Processes and documents as the public finds them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from annotations.phase import PhaseKind
from docservice.http.views.page import PhaseState
from docservice.http.views.reading import RevisionView

Standing = Literal["commenting", "running", "ahead", "over"]


@dataclass(frozen=True, slots=True)
class StagePhaseView:
    """A phase of the timeline; `when` says its days in words."""

    title: str
    kind: PhaseKind
    state: PhaseState
    when: str
    days_left: int | None = None


@dataclass(frozen=True, slots=True)
class StageView:
    """A stage of the timeline; `title` is empty for phases that stand in none."""

    title: str
    phases: Sequence[StagePhaseView]


@dataclass(frozen=True, slots=True)
class DocumentTileView:
    """A document with its revisions, newest first, and the figures of its comments.

    `published` says when each appeared, by number, in its process's time zone.
    """

    slug: str
    title: str
    lang: str
    revisions: Sequence[RevisionView]
    published: Mapping[int, str]
    comments: int
    answered: int
    open_for_comments: bool

    @property
    def newest(self) -> RevisionView:
        """Return the newest revision."""
        return self.revisions[0]


@dataclass(frozen=True, slots=True)
class ProcessTileView:
    """A process among others; `phase` is the one that runs, else the next one."""

    slug: str
    title: str
    lang: str
    summary: str
    standing: Standing
    phase: StagePhaseView | None
    documents: Sequence[DocumentTileView]


@dataclass(frozen=True, slots=True)
class HomeView:
    """All that home.html shows; `previous` and `next` are addresses or empty."""

    processes: Sequence[ProcessTileView]
    documents: Sequence[DocumentTileView]
    total: int
    previous: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class ProcessView:
    """All that process.html shows; `time_zone` is the one that its days are of."""

    tile: ProcessTileView
    stages: Sequence[StageView]
    contact: Sequence[str]
    links: Mapping[str, str]
    time_zone: str
