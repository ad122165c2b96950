"""What became of a paragraph, as a row tells it on any page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from versions.lineage import Relation
from versions.paragraph import MarkKind

FormatChange = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class PartView:
    """Another row that holds words of the same paragraph.

    `number` is that of the paragraph there, 0 for headings.
    """

    href: str
    number: int


@dataclass(frozen=True, slots=True)
class FormatView:
    """Words of which only the formatting differs."""

    words: str
    mark: MarkKind
    change: FormatChange


@dataclass(frozen=True, slots=True)
class LineageView:
    """How a row's paragraph continues, and where the rest of it is.

    A signpost has `moved_to`, the row at the new place, and stands where the paragraph
    was; the row there has `moved_from`. `parts` are the other rows of a paragraph that
    was split, numbered in the new text; `sources` those of one that was merged,
    numbered in the old. `restructured` says that kind, rank or list marker changed,
    `is_format_only` that no word did.
    """

    relations: Sequence[Relation]
    moved_to: PartView | None = None
    moved_from: PartView | None = None
    parts: Sequence[PartView] = ()
    sources: Sequence[PartView] = ()
    formats: Sequence[FormatView] = ()
    restructured: bool = False
    is_format_only: bool = False

    @property
    def is_kept(self) -> bool:
        """Return whether nothing at all changed."""
        return tuple(self.relations) == ("kept",)
