"""Selectors: where a remark was made, kept as made for ever.

The shapes are those of the W3C Web Annotation Data Model: TextQuoteSelector
(§4.2.4) and TextPositionSelector (§4.2.5), the latter per paragraph so that it
stays true however long the document is. Offsets count code points (ADR 0002).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from annotations.errors import SelectorError
from versions.text import Range

CONTEXT = 64  # code points of prefix and suffix; 32 is the usual, short words need more


@dataclass(frozen=True, slots=True)
class Quote:
    """The exact words marked, with the text just before and after them."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """A paragraph's lasting id and an offset in its text."""

    paragraph: str
    offset: int


@dataclass(frozen=True, slots=True)
class Target:
    """The span of an annotation in the revision it was made on."""

    start: Position
    end: Position
    quote: Quote


def quote_of(texts: Sequence[str], range_: Range) -> Quote:
    """Return the quote of `range_`; paragraphs are joined by a line feed.

    Raises:
        SelectorError: the range holds no character.
    """
    parts = [span.of(texts[index]) for index, span in range_.spans(texts)]
    exact = "\n".join(parts)
    if not exact.strip():
        raise SelectorError("target", "the passage holds no words")
    before = texts[range_.start.paragraph][: range_.start.offset]
    after = texts[range_.end.paragraph][range_.end.offset :]
    return Quote(exact, before[-CONTEXT:], after[:CONTEXT])
