"""Plain text of a paragraph and positions in it.

An offset counts Unicode code points and sits between two characters, so both
`0` and `len(text)` are valid (ADR 0002; W3C Web Annotation Data Model §4.2.5).
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from versions.errors import SpanError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The characters from `start` up to, not including, `end`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise SpanError("a span needs 0 <= start <= end", (self.start, self.end))

    def __len__(self) -> int:
        return self.end - self.start

    def overlap(self, other: "Span") -> int:
        """Return how many characters both spans hold."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def of(self, text: str) -> str:
        """Return the characters of `text` in this span."""
        return text[self.start : self.end]


class Point(NamedTuple):
    """A position in a revision: the index of a paragraph and an offset in its text."""

    paragraph: int
    offset: int


@dataclass(frozen=True, slots=True, order=True)
class Range:
    """The words of a revision from `start` to `end`; it may cross paragraphs."""

    start: Point
    end: Point

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise SpanError("a range ends before it starts", (self.start, self.end))

    def spans(self, texts: Sequence[str]) -> list[tuple[int, Span]]:
        """Return (paragraph index, span) for each paragraph that the range touches.

        Raises:
            SpanError: the range lies outside `texts`.
        """
        first, last = self.start.paragraph, self.end.paragraph
        if last >= len(texts):
            raise SpanError("a range needs existing paragraphs", last)
        if self.start.offset > len(texts[first]) or self.end.offset > len(texts[last]):
            raise SpanError("a range needs offsets inside its paragraphs", self)
        if first == last:
            return [(first, Span(self.start.offset, self.end.offset))]
        return [
            (
                index,
                Span(
                    self.start.offset if index == first else 0,
                    self.end.offset if index == last else len(texts[index]),
                ),
            )
            for index in range(first, last + 1)
        ]


def normalise(text: str) -> str:
    """Return `text` as it is stored: Unicode NFC, without zero-width spaces.

    U+200B is what suggestion marks of the collaborative editor leave at block
    edges; it would shift every offset after it.
    """
    return unicodedata.normalize("NFC", text.replace("\u200b", ""))
