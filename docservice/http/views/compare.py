"""Two revisions beside each other, row by row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from docservice.http.views.causes import CauseView
from docservice.http.views.reading import DocumentView, RevisionView
from docservice.http.views.thread import PieceView, ThreadView
from versions.lineage import Relation
from versions.paragraph import Kind, MarkKind

Mode = Literal["inline", "side", "synopsis"]
MODES: tuple[Mode, ...] = ("inline", "side", "synopsis")
Show = Literal["all", "changes", "citizens"]
SHOWS: tuple[Show, ...] = ("all", "changes", "citizens")
FormatChange = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class SideView:
    """A paragraph's part on one side; `number` is 0 for headings.

    `pieces` hold its words, changed ones marked; in a table a bar stands between
    cells.
    """

    paragraph: str
    number: int
    kind: Kind
    level: int
    marker: str
    pieces: Sequence[PieceView]


@dataclass(frozen=True, slots=True)
class FormatView:
    """Words of which only the formatting differs."""

    words: str
    mark: MarkKind
    change: FormatChange


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of the comparison; `id` names it within the page.

    `pieces` hold both wordings in one text. A signpost has `moved_to`, the id of the
    row at the new place, and stands where the paragraph was; the row at the new
    place has `moved_from`. `restructured` says that kind, rank or list marker changed.
    `remark_count` may exceed `remarks`.
    """

    id: str
    relations: Sequence[Relation]
    old: SideView | None
    new: SideView | None
    pieces: Sequence[PieceView]
    moved_to: str = ""
    moved_from: str = ""
    formats: Sequence[FormatView] = ()
    restructured: bool = False
    causes: Sequence[CauseView] = ()
    remarks: Sequence[ThreadView] = ()
    remark_count: int = 0

    @property
    def side(self) -> SideView | None:
        """Return the side that names the row: the new one, if it has one."""
        return self.new or self.old

    @property
    def is_kept(self) -> bool:
        """Return whether nothing at all changed."""
        return tuple(self.relations) == ("kept",)

    @property
    def is_format_only(self) -> bool:
        """Return whether no word changed, but how words look or what they are."""
        return bool(self.formats or self.restructured) and all(
            piece.kind == "equal" for piece in self.pieces
        )


@dataclass(frozen=True, slots=True)
class BlockView:
    """Rows in a row; those of a folded block are unchanged."""

    folded: bool
    rows: Sequence[RowView]


@dataclass(frozen=True, slots=True)
class CompareView:
    """All that compare.html shows.

    `relations` counts paragraphs by what became of them, `causes` changes by their cause
    ("none" where nobody said why). `hidden` rows are left out by `show`.
    """

    document: DocumentView
    old: RevisionView
    new: RevisionView
    revisions: Sequence[RevisionView]
    mode: Mode
    show: Show
    blocks: Sequence[BlockView]
    relations: Mapping[Relation, int]
    causes: Mapping[str, int]
    hidden: int
