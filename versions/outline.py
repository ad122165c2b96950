"""Chapters of a text, as its headings make them, and numbers of its paragraphs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from versions.paragraph import Paragraph, ParagraphId


@dataclass(frozen=True, slots=True)
class Chapter:
    """Paragraphs from index `start` up to, not including, `end` under one heading.

    What stands before the first heading of the rank is a chapter without title;
    its id is then that of its first paragraph.
    """

    id: str
    title: str
    start: int
    end: int


def name_of(chapter: Chapter, paragraphs: Sequence[Paragraph]) -> str:
    """Return what a chapter is known by: its title, else the words that it begins with."""
    return chapter.title or paragraphs[chapter.start].text


def numbers(paragraphs: Sequence[Paragraph]) -> dict[str, int]:
    """Return each paragraph's number by its id, from 1; headings have 0."""
    found: dict[str, int] = {}
    last = 0
    for paragraph in paragraphs:
        is_heading = paragraph.content.kind == "heading"
        last += not is_heading
        found[paragraph.id] = 0 if is_heading else last
    return found


def chapters(paragraphs: Sequence[Paragraph]) -> tuple[Chapter, ...]:
    """Return the chapters in order; together they hold every paragraph once.

    The rank that makes chapters is the highest that occurs more than once: a lone
    heading above all others is the work's title.
    """
    if not paragraphs:
        return ()
    ranks = Counter(p.content.level for p in paragraphs if p.content.kind == "heading")
    rank = min((r for r, count in ranks.items() if count > 1), default=None)
    if rank is None:
        rank = min(ranks, default=0)
    starts = [
        index
        for index, p in enumerate(paragraphs)
        if p.content.kind == "heading" and p.content.level == rank
    ]
    if not starts or starts[0] > 0:
        starts.insert(0, 0)
    found = []
    for start, end in zip(starts, [*starts[1:], len(paragraphs)], strict=True):
        head = paragraphs[start]
        is_heading = head.content.kind == "heading" and head.content.level == rank
        found.append(Chapter(head.id, head.text if is_heading else "", start, end))
    return tuple(found)


def chapter_ids(paragraphs: Sequence[Paragraph]) -> dict[ParagraphId, str]:
    """Return for each paragraph the id of the chapter that holds it."""
    return {
        paragraph.id: chapter.id
        for chapter in chapters(paragraphs)
        for paragraph in paragraphs[chapter.start : chapter.end]
    }
