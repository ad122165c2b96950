"""Cut a paragraph's text at its marks, so that a template can nest elements.

The pieces hold every character of the text once and in order: what a browser then
reads as the element's text is exactly the stored text, and offsets hold.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from versions.paragraph import Content, Mark, MarkKind


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote of a paragraph, counted from 1 within it."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks, or the reference to a footnote."""

    text: str
    kinds: tuple[MarkKind, ...] = ()
    footnote: Footnote | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces in a row inside one link, or outside of any (`href` empty)."""

    href: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `start` is the offset of its text, in code points."""

    start: int
    runs: tuple[Run, ...]


def footnotes(content: Content) -> tuple[Footnote, ...]:
    """Return the footnotes of a paragraph in the order of their references."""
    notes = sorted(m for m in content.marks if m.kind == "footnote")
    return tuple(Footnote(n, mark.value) for n, mark in enumerate(notes, start=1))


def runs(content: Content) -> tuple[Run, ...]:
    """Return the whole text of a paragraph as runs."""
    return _runs(content, 0, len(content.text))


def rows(content: Content) -> tuple[tuple[Cell, ...], ...]:
    """Return a table's cells, row by row; tab and line feed separate them."""
    table, start = [], 0
    for line in content.text.split("\n"):
        row = []
        for text in line.split("\t"):
            row.append(Cell(start, _runs(content, start, start + len(text))))
            start += len(text) + 1
        table.append(tuple(row))
    return tuple(table)


def _runs(content: Content, start: int, end: int) -> tuple[Run, ...]:
    """Return the text between two offsets as runs."""
    inside = [m for m in content.marks if m.start <= end and m.end >= start]
    pieces = [
        (href, piece)
        for left, right in pairwise(_cuts(inside, start, end))
        for href, piece in _pieces(content, inside, left, right)
    ]
    pieces += [("", Piece("", (), note)) for note in _notes_at(content, end)]
    return tuple(
        Run(href, tuple(piece for _, piece in group))
        for href, group in groupby(pieces, key=lambda pair: pair[0])
    )


def _cuts(marks: Sequence[Mark], start: int, end: int) -> list[int]:
    """Return the offsets at which anything begins or ends, both ends included."""
    edges = {edge for m in marks for edge in (m.start, m.end) if start < edge < end}
    return sorted(edges | {start, end})


def _pieces(
    content: Content, marks: Sequence[Mark], left: int, right: int
) -> list[tuple[str, Piece]]:
    """Return the footnotes at `left` and the text up to `right`, each with its link."""
    over = [m for m in marks if m.start <= left and right <= m.end]
    href = next((m.value for m in over if m.kind == "link"), "")
    kinds = tuple(sorted({m.kind for m in over} - {"link", "footnote"}))
    notes = [("", Piece("", (), note)) for note in _notes_at(content, left)]
    return [*notes, (href, Piece(content.text[left:right], kinds))]


def _notes_at(content: Content, offset: int) -> list[Footnote]:
    """Return the footnotes whose reference stands at `offset`."""
    marks = sorted(m for m in content.marks if m.kind == "footnote")
    numbered = zip(marks, footnotes(content), strict=True)
    return [note for mark, note in numbered if mark.start == offset]
