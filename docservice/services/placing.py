"""Find the passage that a new annotation names, in the revision it names."""

from annotations.errors import SelectorError
from annotations.quote import Ambiguous, Found, locate
from annotations.selector import Position, Quote, Target, quote_of
from docservice.services.errors import Invalid
from versions.paragraph import ParagraphId
from versions.revision import Revision
from versions.text import Point, Range


def place_target(
    revision: Revision, wanted: tuple[Position, Position] | Quote
) -> Target:
    """Return the selectors of a passage, as they will be kept.

    Raises:
        Invalid: there is no such passage, it holds no words, or the quote stands
            in several places.
    """
    if isinstance(wanted, Quote):
        range_ = _find(revision, wanted)
    else:
        range_ = require_range(revision, *wanted, within="target.")
    try:
        quote = quote_of(revision.texts, range_)
    except SelectorError as error:
        raise Invalid(str(error), error.field) from error
    return Target(
        _position(revision, range_.start), _position(revision, range_.end), quote
    )


def range_of(revision: Revision, start: Position, end: Position) -> Range | None:
    """Return the span between two positions, or None if the revision lacks them."""
    first = revision.index_of(ParagraphId(start.paragraph))
    last = revision.index_of(ParagraphId(end.paragraph))
    if first is None or last is None:
        return None
    return Range(Point(first, start.offset), Point(last, end.offset))


def require_range(
    revision: Revision, start: Position, end: Position, *, within: str = ""
) -> Range:
    """Return the span between two positions; `within` leads to the fields they are in.

    Raises:
        Invalid: the revision lacks one of them, or there is nothing between them.
    """
    first = _point(revision, start, f"{within}start")
    last = _point(revision, end, f"{within}end")
    if last <= first:
        raise Invalid(f"{within}end needs to lie after {within}start", f"{within}end")
    return Range(first, last)


def _find(revision: Revision, quote: Quote) -> Range:
    field = "target.quote.exact"
    try:
        found = locate(revision.texts, quote)
    except SelectorError as error:
        raise Invalid(str(error), error.field) from error
    if isinstance(found, Ambiguous):
        raise Invalid(
            "the quote stands in several places; give prefix and suffix", field
        )
    if not isinstance(found, Found):
        raise Invalid("the quote does not stand in this revision", field)
    if quote_of(revision.texts, found.range).exact != quote.exact:
        raise Invalid(
            "the exact words do not stand in this revision, only similar ones", field
        )
    return found.range


def _point(revision: Revision, position: Position, field: str) -> Point:
    index = revision.index_of(ParagraphId(position.paragraph))
    if index is None:
        raise Invalid(
            f"revision {revision.number} has no paragraph {position.paragraph!r}",
            f"{field}.paragraph",
        )
    length = len(revision.paragraphs[index].text)
    if position.offset > length:
        raise Invalid(
            f"{field}.offset lies beyond the paragraph, which has {length} characters",
            f"{field}.offset",
        )
    return Point(index, position.offset)


def _position(revision: Revision, point: Point) -> Position:
    return Position(revision.paragraphs[point.paragraph].id, point.offset)
