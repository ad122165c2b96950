"""The history of a document and of a paragraph."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docservice.db.gate_reasons import GateList
from docservice.http.views.causes import CauseView
from docservice.http.views.reading import DocumentView, RevisionView
from docservice.http.views.thread import PieceView, ThreadView
from versions.lineage import Relation
from versions.paragraph import Kind


@dataclass(frozen=True, slots=True)
class PassedView:
    """How many of a list of the gate were open; `reason` is empty if none was given."""

    list: GateList
    size: int
    reason: str


@dataclass(frozen=True, slots=True)
class StepView:
    """A revision in numbers; `previous` is the number of the one before, 0 for none.

    `passed` is what was open when it was published.
    """

    revision: RevisionView
    previous: int
    note: str
    paragraphs: int
    relations: Mapping[Relation, int]
    causes: Mapping[str, int]
    comments: int
    answered: int
    highlights: int
    passed: Sequence[PassedView]


@dataclass(frozen=True, slots=True)
class HistoryView:
    """All that history.html shows: the steps, newest first."""

    document: DocumentView
    steps: Sequence[StepView]


@dataclass(frozen=True, slots=True)
class PassageView:
    """Another paragraph that shares words; `number` is 0 for headings."""

    href: str
    number: int
    words: str


@dataclass(frozen=True, slots=True)
class VersionView:
    """A paragraph in a revision; `pieces` compare it with the revision before.

    `is_new` says whether its words differ from those.
    """

    revision: RevisionView
    number: int
    kind: Kind
    marker: str
    is_new: bool
    pieces: Sequence[PieceView]
    causes: Sequence[CauseView]
    remarks: Sequence[ThreadView]
    remark_count: int
    came_from: Sequence[PassageView]
    went_to: Sequence[PassageView]


@dataclass(frozen=True, slots=True)
class StoryView:
    """All that paragraph_history.html shows, first to last.

    `ended` is the revision that no longer holds the paragraph.
    """

    document: DocumentView
    paragraph: str
    number: int
    versions: Sequence[VersionView]
    ended: RevisionView | None
