"""Texts, paragraphs and anchors for tests of the domain, without counting by hand."""

from collections.abc import Sequence

from annotations.anchor import Anchor, Place
from annotations.reanchoring import ALGORITHM, Transition
from annotations.selector import Position
from versions.lineage import Lineage, trace
from versions.paragraph import Content, Mark, Paragraph, ParagraphId
from versions.text import Point, Range, Span


def contents(*texts: str) -> list[Content]:
    """Return plain paragraphs with these texts."""
    return [Content("paragraph", text) for text in texts]


def paragraphs(*texts: str, prefix: str = "p") -> list[Paragraph]:
    """Return plain paragraphs with the ids p0, p1, and so on."""
    return [
        Paragraph(ParagraphId(f"{prefix}{index}"), content)
        for index, content in enumerate(contents(*texts))
    ]


def strong(text: str, *spans: tuple[int, int]) -> Content:
    """Return a paragraph with some words in bold."""
    marks = tuple(Mark(start, end, "strong") for start, end in spans)
    return Content("paragraph", text, marks=marks)


def marked(text: str) -> tuple[str, Span]:
    """Return `text` without its brackets, and the span that they held.

    `marked("the [quick] fox")` is `("the quick fox", Span(4, 9))`.
    """
    before, rest = text.split("[", 1)
    inside, after = rest.split("]", 1)
    return before + inside + after, Span(len(before), len(before) + len(inside))


def marked_range(*texts: str) -> tuple[list[str], Range]:
    """Return paragraphs without their brackets, and the range that they held."""
    plain: list[str] = []
    start = end = Point(0, 0)
    for index, text in enumerate(texts):
        if "[" in text:
            start = Point(index, text.index("["))
        if "]" in text:
            end = Point(index, text.replace("[", "").index("]"))
        plain.append(text.replace("[", "").replace("]", ""))
    return plain, Range(start, end)


def lineage_of(old: Sequence[str], new: Sequence[str]) -> Lineage:
    """Return the lineage of plain paragraphs."""
    return trace(contents(*old), contents(*new))


def transition_of(old: Sequence[str], new: Sequence[str]) -> Transition:
    """Return the transition of plain paragraphs: ids p0… before, q0… after."""
    return Transition.between(
        paragraphs(*old), paragraphs(*new, prefix="q"), lineage_of(old, new)
    )


def place(range_: Range, prefix: str = "p") -> Place:
    """Return a range by paragraph ids."""
    start, end = range_.start, range_.end
    return Place(
        Position(f"{prefix}{start.paragraph}", start.offset),
        Position(f"{prefix}{end.paragraph}", end.offset),
    )


def anchored(range_: Range) -> Anchor:
    """Return the anchor of a remark just made."""
    return Anchor("kept", place(range_), score=1.0, method="made", algorithm=ALGORITHM)
