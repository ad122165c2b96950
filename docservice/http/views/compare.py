"""Two revisions beside each other, row by row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from docservice.http.views.causes import CauseView
from docservice.http.views.reading import DocumentView, RevisionView
from docservice.http.views.rows import LineageView
from docservice.http.views.thread import PieceView, ThreadView
from docservice.services.explaining import Show
from versions.lineage import Relation
from versions.paragraph import Kind

Mode = Literal["inline", "side", "synopsis"]
MODES: tuple[Mode, ...] = ("inline", "side", "synopsis")


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
class RowView:
    """A row of the comparison; `id` names it within the page.

    `pieces` hold both wordings in one text. `remark_count` may exceed `remarks`.
    """

    id: str
    lineage: LineageView
    old: SideView | None
    new: SideView | None
    pieces: Sequence[PieceView]
    causes: Sequence[CauseView] = ()
    remarks: Sequence[ThreadView] = ()
    remark_count: int = 0

    @property
    def side(self) -> SideView | None:
        """Return the side that names the row: the new one, if it has one."""
        return self.new or self.old


@dataclass(frozen=True, slots=True)
class BlockView:
    """Rows in a row; those of a folded block are unchanged."""

    folded: bool
    rows: Sequence[RowView]


@dataclass(frozen=True, slots=True)
class CompareView:
    """All that compare.html shows.

    `relations` counts paragraphs by what became of them, `causes` changes by their cause
    ("none" where nobody said why). `hidden` rows are left out by `show`. `previous` and
    `next` are addresses of the pages beside this one, empty where there is none.
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
    page: int
    pages: int
    previous: str
    next: str
