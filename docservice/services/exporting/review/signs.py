"""Put threads and changes into the inline elements of a paragraph.

What marks a place is a sign and stands between characters: the edge of a passage,
words that are gone. What marks words is a frame around each piece of them, inside
of links and emphasis, because office formats allow it nowhere else.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Self

from docservice.services.exporting.inlines import InlineWriter
from docservice.services.exporting.tree import Node, paragraph
from versions.paragraph import Content
from versions.text import Span

Frame = Callable[[list[Node]], list[Node]]


class Rank(IntEnum):
    """Which sign comes first where several stand at one offset."""

    PARAGRAPH = 0
    FOOTNOTE = 1
    CLOSING = 2
    GONE = 3
    OPENING = 4


@dataclass(frozen=True)
class Signed(Content):
    """A paragraph of a file with what stands in it beside its words."""

    signs: dict[int, list[tuple[Rank, list[Node]]]] = field(default_factory=dict)
    frames: list[tuple[Span, Frame]] = field(default_factory=list)

    @classmethod
    def of(cls, content: Content) -> Self:
        """Return a paragraph without signs yet."""
        return cls(
            content.kind, content.text, content.level, content.marker, content.marks
        )

    def add(self, offset: int, rank: Rank, nodes: Sequence[Node]) -> None:
        """Put a sign at `offset`, behind those of the same rank."""
        self.signs.setdefault(offset, []).append((rank, list(nodes)))


class SignedWriter(InlineWriter):
    """Writes the inline elements of a paragraph with its signs."""

    def __init__(self, content: Signed, code_style: str) -> None:
        super().__init__(content.text, content.marks)
        self._content = content
        self._code_style = code_style
        self._cuts |= content.signs.keys()
        for span, _ in content.frames:
            self._cuts |= {span.start, span.end}

    def code_block(self) -> Node:
        """Return the text as code; where it has signs, in a paragraph of its style."""
        if not self._content.signs and not self._content.frames:
            return super().code_block()
        attributes = ["", [], [["custom-style", self._code_style]]]
        return {"t": "Div", "c": [attributes, [paragraph(self.write())]]}

    def _signs_at(self, offset: int) -> list[Node]:
        signs = [(Rank.FOOTNOTE, super()._signs_at(offset))]
        signs += self._content.signs.get(offset, ())
        signs.sort(key=lambda sign: sign[0])
        return [node for _, nodes in signs for node in nodes]

    def _framed(self, piece: Span, nodes: list[Node]) -> list[Node]:
        for span, frame in self._content.frames:
            if span.overlap(piece):
                nodes = frame(nodes)
        return nodes


def bare(content: Content) -> Content:
    """Return what is shown of words that are gone: no links, no notes, no cells."""
    if content.kind == "table":
        rows = content.text.replace("\t", " | ")
        return Content("paragraph", rows)
    marks = tuple(m for m in content.marks if m.kind not in ("link", "footnote"))
    return Content(content.kind, content.text, content.level, content.marker, marks)
