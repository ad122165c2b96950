"""Marks in the one form in which they are stored and compared.

Ranges of one kind and value are one range if they overlap, touch, or have only
spaces between them (word processors cut bold words apart at will). A range begins
and ends at a letter, not at a space, because no format keeps bold spaces apart
from plain ones. It never crosses a tab or line feed, so that a cell or a line can be
shown on its own. A range without width is dropped unless it is a footnote.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from versions.paragraph import Mark, MarkKind

_WITHOUT_WIDTH: Final[frozenset[MarkKind]] = frozenset({"footnote"})
_CELL_OR_LINE: Final = re.compile("[^\t\n]+")


def tidy_marks(text: str, marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return `marks` of `text` merged, trimmed and in order of their start."""
    kept: list[Mark] = []
    ranges: dict[tuple[MarkKind, str], list[Mark]] = {}
    pieces = (piece for mark in marks for piece in _pieces(text, mark))
    for mark in sorted(pieces, key=_place):
        if mark.kind in _WITHOUT_WIDTH:
            kept.append(mark)
            continue
        of_kind = ranges.setdefault((mark.kind, mark.value), [])
        if of_kind and _joined(text[of_kind[-1].end : mark.start]):
            last = of_kind.pop()
            end = max(last.end, mark.end)
            of_kind.append(Mark(last.start, end, mark.kind, mark.value))
        else:
            of_kind.append(mark)
    for of_kind in ranges.values():
        kept.extend(trimmed for mark in of_kind if (trimmed := trim_mark(text, mark)))
    return tuple(sorted(kept, key=_place))


def _pieces(text: str, mark: Mark) -> Iterator[Mark]:
    """Yield `mark` cut at tabs and line feeds."""
    if mark.kind in _WITHOUT_WIDTH:
        yield mark
    for found in _CELL_OR_LINE.finditer(text, mark.start, mark.end):
        yield Mark(found.start(), found.end(), mark.kind, mark.value)


def _place(mark: Mark) -> tuple[int, int, str, str]:
    """Order marks by place and kind; footnotes of one place keep their order."""
    value = "" if mark.kind in _WITHOUT_WIDTH else mark.value
    return mark.start, mark.end, mark.kind, value


def _joined(gap: str) -> bool:
    """Return whether nothing but spaces of one line lies between."""
    return all(character.isspace() and character not in "\t\n" for character in gap)


def trim_mark(text: str, mark: Mark) -> Mark | None:
    """Return `mark` without space at its ends, None if it holds nothing else."""
    start, end = mark.start, mark.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Mark(start, end, mark.kind, mark.value) if start < end else None
