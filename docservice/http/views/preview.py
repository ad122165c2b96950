"""What publishing the draft would do, and the forms that put it right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from markupsafe import Markup

from annotations.anchor import Verdict
from docservice.db.changes import Cause
from docservice.db.gate_reasons import GateList
from docservice.http.views.reading import DocumentView, RevisionView
from docservice.http.views.rows import LineageView
from docservice.http.views.thread import PieceView
from versions.lineage import Relation

Show = Literal["changes", "open", "all"]
SHOWS: tuple[Show, ...] = ("changes", "open", "all")
PlaceShow = Literal[
    "others", "doubtful", "ambiguous", "orphan", "changed", "moved", "kept"
]
PLACE_SHOWS: tuple[PlaceShow, ...] = (
    *("others", "doubtful", "ambiguous", "orphan", "changed", "moved", "kept"),
)


@dataclass(frozen=True, slots=True)
class RemarkView:
    """A comment that may have caused a change; `reason` says why it is offered.

    `reason` is the machine's evidence: `literal`, `in_part` and `in_substance` for a
    proposed wording that was taken, `accepted` for an accepted comment on the passage,
    `focus` for one that a drafter worked on while writing these words, empty for one that just stands there. `share` is 0 to 100.
    """

    id: str
    author: str
    words: str
    checked: bool
    reason: str = ""
    share: int = 0


@dataclass(frozen=True, slots=True)
class ReasonView:
    """Why a change was made, as somebody else has just said."""

    cause: Cause | None
    note: str
    remarks: Sequence[RemarkView]


@dataclass(frozen=True, slots=True)
class WrittenView:
    """Who wrote a change, and when; without a name nobody knows.

    `remark` is the comment that they were working on, None without.
    """

    name: str
    at: datetime | None = None
    remark: RemarkView | None = None


@dataclass(frozen=True, slots=True)
class HunkView:
    """A change with its cause, as stored or as somebody just chose it.

    `moved_from` is the number of the paragraph that a passage was in before it moved,
    0 for a heading, None where words changed: these are the `pieces`. `seen` names the
    reason that the page shows, `theirs` is one that came while somebody chose another.
    """

    key: str
    moved_from: int | None
    pieces: Sequence[PieceView]
    cause: Cause | None
    note: str
    seen: str
    theirs: ReasonView | None
    is_open: bool
    remarks: Sequence[RemarkView]
    written: Sequence[WrittenView]


@dataclass(frozen=True, slots=True)
class PlaceView:
    """Where an annotation goes; `changed` compares its words before and after.

    It is disputed where its characters and its words are in different places.
    """

    id: str
    author: str
    quote: str
    verdict: Verdict
    changed: Sequence[PieceView]
    paragraph: int | None
    is_doubtful: bool
    is_disputed: bool
    is_confirmed: bool
    score: int


@dataclass(frozen=True, slots=True)
class RowView:
    """A paragraph of the old text beside what continues it.

    `old` and `new` are paragraph numbers, None where that side is empty; headings
    have 0.
    """

    id: str
    lineage: LineageView
    old: int | None
    new: int | None
    kind: str
    pieces: Sequence[PieceView]
    hunks: Sequence[HunkView]
    places: Sequence[PlaceView]
    kept: int
    edit: str


@dataclass(frozen=True, slots=True)
class GateView:
    """What is open: how many in each list, and the first of the unanswered comments.

    `hrefs` lead to what a list holds. Where the gate is final nobody passes it.
    """

    sizes: Mapping[GateList, int]
    hrefs: Mapping[GateList, str]
    first: Sequence[RemarkView]
    is_required: bool
    is_final: bool

    @property
    def open(self) -> Sequence[GateList]:
        """Return the lists that are not empty."""
        return [name for name, size in self.sizes.items() if size]

    @property
    def is_clear(self) -> bool:
        """Return whether nothing is open."""
        return not self.open


@dataclass(frozen=True, slots=True)
class SummaryView:
    """The draft, its numbers and its gate, shown on every page of the preview."""

    document: DocumentView
    base: RevisionView
    number: int
    label: str
    note: str
    version: int
    relations: Mapping[Relation, int]
    verdicts: Mapping[str, int]
    changes: int
    gate: GateView


@dataclass(frozen=True, slots=True)
class PreviewView:
    """A page of rows; `suggestions` in the draft nobody has decided.

    `all_note` is what somebody typed for several changes at once.
    """

    summary: SummaryView
    suggestions: int
    show: Show
    rows: Sequence[RowView]
    total: int
    page: int
    previous: str
    next: str
    all_note: str = ""
    errors: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class PlacesView:
    """A page of the annotations' places; `counts` are those of each filter."""

    summary: SummaryView
    show: PlaceShow
    places: Sequence[PlaceView]
    counts: Mapping[str, int]
    total: int
    previous: str
    next: str


@dataclass(frozen=True, slots=True)
class SpotView:
    """A passage with the words around it, as something to choose."""

    value: str
    paragraph: int
    before: str
    marked: str
    after: str


@dataclass(frozen=True, slots=True)
class ParagraphOption:
    """A paragraph of the draft in a list to choose from."""

    id: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class PlaceFormView:
    """One annotation's place, to be confirmed or corrected; `body` is sanitised HTML.

    `found` is where it goes. If a person said so, `may_release` offers to leave it to
    the comparison again, which would put it at `released`.
    """

    document: DocumentView
    place: PlaceView
    body: Markup
    before: SpotView | None
    found: SpotView | None
    may_release: bool
    released: SpotView | None
    candidates: Sequence[SpotView]
    paragraphs: Sequence[ParagraphOption]
    choice: str = ""
    words: str = ""
    paragraph: str = ""
    errors: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class PublishView:
    """The last step: what will happen, and the reasons if something is open.

    `writing` are the names of others who write in the draft just now; `answers_mark`
    names the answers that were counted.
    """

    summary: SummaryView
    suggestions: int
    writing: Sequence[str]
    answers: int
    answers_mark: str
    label: str
    note: str
    reasons: Mapping[GateList, str]
    errors: Sequence[tuple[str, str]] = ()
