"""Marks in the one form in which they are stored and compared.

Ranges of one kind and value that touch or overlap are one range; a range begins
and ends at a letter, not at a space, because no format keeps bold spaces apart
from plain ones; a range without width is dropped unless it is a footnote.
"""

from collections.abc import Iterable
from typing import Final

from versions.paragraph import Mark, MarkKind

_WITHOUT_WIDTH: Final[frozenset[MarkKind]] = frozenset({"footnote"})


def tidy_marks(text: str, marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return `marks` of `text` merged, trimmed and in order of their start."""
    kept: list[Mark] = []
    ranges: dict[tuple[MarkKind, str], list[Mark]] = {}
    for mark in sorted(marks):
        if mark.kind in _WITHOUT_WIDTH:
            kept.append(mark)
            continue
        of_kind = ranges.setdefault((mark.kind, mark.value), [])
        if of_kind and mark.start <= of_kind[-1].end:
            last = of_kind.pop()
            end = max(last.end, mark.end)
            of_kind.append(Mark(last.start, end, mark.kind, mark.value))
        else:
            of_kind.append(mark)
    for of_kind in ranges.values():
        kept.extend(trimmed for mark in of_kind if (trimmed := _trim(text, mark)))
    return tuple(sorted(kept))


def _trim(text: str, mark: Mark) -> Mark | None:
    start, end = mark.start, mark.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Mark(start, end, mark.kind, mark.value) if start < end else None
