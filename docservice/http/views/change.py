"""The page of one change: before, after, and what led to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from docservice.db.changes import Cause
from docservice.http.views.page import PersonView
from docservice.http.views.reading import DocumentView, RevisionView
from docservice.http.views.thread import PieceView, ThreadView
from versions.comparison import HunkKind


@dataclass(frozen=True, slots=True)
class SideView:
    """A wording in its paragraph, changed words marked; `number` is 0 for headings."""

    revision: RevisionView
    number: int
    text: str
    pieces: Sequence[PieceView]


@dataclass(frozen=True, slots=True)
class SiblingView:
    """Another change, by its address and the words that tell it."""

    href: str
    kind: HunkKind
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """All that change.html shows.

    `old` or `new` is None where words came or went; where a passage moved both hold its
    words. `paragraph` is that of the side there is. `cause` is None where nobody said
    why, `editor` where a command brought the revision. `remarks` come with whether a
    person confirmed them.
    """

    document: DocumentView
    id: str
    revision: RevisionView
    previous_revision: RevisionView
    paragraph: str
    old: SideView | None
    new: SideView | None
    kind: HunkKind
    cause: Cause | None
    note: str
    editor: PersonView | None
    remarks: Sequence[tuple[ThreadView, bool]]
    beside: Sequence[SiblingView]
    compare: str
    history: str
    previous: str
    next: str
