"""Turn plain text with marks, which may overlap, into nested inline elements."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from docservice.services.exporting.tree import (
    NO_ATTRIBUTES,
    Node,
    paragraph,
    words,
)
from docservice.services.pandoc.marks import tidy_marks, trim_mark
from versions.paragraph import Mark, MarkKind
from versions.text import Span

_ELEMENT_OF: Final[dict[MarkKind, str]] = {
    "strong": "Strong",
    "emphasis": "Emph",
    "strike": "Strikeout",
    "superscript": "Superscript",
    "subscript": "Subscript",
}


class InlineWriter:
    """Writes the inline elements of one paragraph.

    Of the marks that begin at one place the longest encloses the others; what
    sticks out of it is continued behind. Code cannot enclose anything, so it is
    always innermost, and a footnote at the edge of a mark stands outside of it.
    Footnotes are the signs of a text: what has a place in it, but no width.
    """

    def __init__(self, text: str, marks: Sequence[Mark]) -> None:
        tidy = tidy_marks(text, marks)
        self._text = text
        self._notes = [mark for mark in tidy if mark.kind == "footnote"]
        self._code = [mark for mark in tidy if mark.kind == "code"]
        self._wrapping = [
            mark for mark in tidy if mark.kind not in ("footnote", "code")
        ]
        pointed = (*self._notes, *self._code)
        self._cuts = {at for mark in pointed for at in (mark.start, mark.end)}

    def write(self, span: Span | None = None) -> list[Node]:
        """Return the elements of `span`, by default of the whole text."""
        if span is None:
            span = Span(0, len(self._text))
        nodes = self._signs_at(span.start)
        nodes += self._nest(span, self._clip(self._wrapping, span))
        if len(span):
            nodes += self._signs_at(span.end)
        return nodes

    def code_block(self) -> Node:
        """Return the text as code, a block of its own."""
        return {"t": "CodeBlock", "c": [NO_ATTRIBUTES, self._text]}

    def _nest(self, span: Span, marks: list[Mark]) -> list[Node]:
        nodes: list[Node] = []
        at = span.start
        while marks:
            # Earliest first, then the longest; a link before all, as links do not nest.
            outer = min(marks, key=lambda m: (m.start, -m.end, m.kind != "link"))
            nodes += self._leaf(Span(at, outer.start))
            if at < outer.start:
                nodes += self._signs_at(outer.start)
            others = [mark for mark in marks if mark is not outer]
            inside = Span(outer.start, outer.end)
            kept = [
                mark
                for mark in self._clip(others, inside)
                if mark.kind != "link" or outer.kind != "link"
            ]
            nodes += self._wrap(outer, self._nest(inside, kept))
            at = outer.end
            if at < span.end:
                nodes += self._signs_at(at)
            marks = self._clip(others, Span(at, span.end))
        return nodes + self._leaf(Span(at, span.end))

    def _leaf(self, span: Span) -> list[Node]:
        """Return words, code and footnotes of a part without other marks."""
        inside = {at for at in self._cuts if span.start < at < span.end}
        edges = sorted(inside | {span.start, span.end})
        nodes: list[Node] = []
        for start, end in pairwise(edges):
            piece = Span(start, end)
            if start > span.start:
                nodes += self._signs_at(start)
            if any(mark.start <= start and end <= mark.end for mark in self._code):
                code = piece.of(self._text)
                said = [{"t": "Code", "c": [NO_ATTRIBUTES, code]}]
            else:
                said = self._words(piece)
            nodes += self._framed(piece, said)
        return nodes

    def _framed(self, piece: Span, nodes: list[Node]) -> list[Node]:
        """Return a piece that no cut divides, in what it has to be put in."""
        return nodes

    def _words(self, span: Span) -> list[Node]:
        return words(span.of(self._text))

    def _wrap(self, mark: Mark, inner: list[Node]) -> list[Node]:
        if mark.kind == "link":
            return [{"t": "Link", "c": [NO_ATTRIBUTES, inner, [mark.value, ""]]}]
        return [{"t": _ELEMENT_OF[mark.kind], "c": inner}]

    def _signs_at(self, offset: int) -> list[Node]:
        """Return what stands at `offset` without being a word."""
        return [self._note(mark) for mark in self._notes if mark.start == offset]

    def _note(self, mark: Mark) -> Node:
        lines = mark.value.split("\n")
        return {"t": "Note", "c": [paragraph(self._note_words(one)) for one in lines]}

    def _note_words(self, line: str) -> list[Node]:
        return words(line)

    def _clip(self, marks: list[Mark], span: Span) -> list[Mark]:
        """Return what of `marks` lies in `span`, without space at its ends."""
        clipped = (
            Mark(
                max(mark.start, span.start),
                min(mark.end, span.end),
                mark.kind,
                mark.value,
            )
            for mark in marks
            if mark.start < span.end and span.start < mark.end
        )
        return [kept for mark in clipped if (kept := trim_mark(self._text, mark))]
