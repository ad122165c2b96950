"""Two revisions side by side, row by row, in the order of the new text.

Rows follow the lineage, not the position. What was deleted stands where it stood
between its neighbours; a paragraph that moved stands at its new place, and a
signpost without text of its own marks the old one. A split or merged paragraph
takes several rows, each with the part that the other side continues.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, get_args

from versions.diff import Change, diff, format_changes
from versions.group import worded
from versions.lineage import Lineage, Link, Relation
from versions.paragraph import Content
from versions.passages import partners
from versions.text import Span
from versions.tokens import Alphabet, tokenize

HunkKind = Literal["changed", "moved"]
HUNK_KINDS: tuple[HunkKind, ...] = get_args(HunkKind)


@dataclass(frozen=True, slots=True)
class Row:
    """A part of the old text beside the part of the new one that continues it.

    `old` and `new` are paragraph indices, None where that side is empty; the spans
    say which part of the paragraph stands in this row. `changes` have offsets in
    the whole paragraphs; `reformatted` are spans of the new text in which only the
    marks differ. A signpost has `moved_to`, the new index, and no new text; the row
    at the new place has `moved_from`.
    """

    relations: frozenset[Relation]
    old: int | None = None
    new: int | None = None
    old_span: Span | None = None
    new_span: Span | None = None
    changes: tuple[Change, ...] = ()
    reformatted: tuple[Span, ...] = ()
    moved_from: int | None = None
    moved_to: int | None = None


@dataclass(frozen=True, slots=True)
class Hunk:
    """A change with its words: `old` became `new`; one may be None, not both.

    An index names the paragraph, a span the place in it. For what was inserted
    `old_text` is empty, for what was deleted `new_text` is. A `moved` one is about the
    place of a whole passage: it was at `old` and is at `new`. What was reworded in it
    on the way are hunks of their own.
    """

    kind: HunkKind
    old: tuple[int, Span] | None
    new: tuple[int, Span] | None
    old_text: str
    new_text: str


def compare(
    old: Sequence[Content], new: Sequence[Content], lineage: Lineage
) -> tuple[Row, ...]:
    """Return the rows of the synopsis; every paragraph of both sides is in one."""
    return tuple(_rows(old, new, lineage))


def hunks(row: Row, old: Sequence[Content], new: Sequence[Content]) -> tuple[Hunk, ...]:
    """Return what changed in `row`: a signpost and an equal row have nothing."""
    if row.new is None or row.new_span is None:
        if row.old is None or row.old_span is None:
            return ()
        text = row.old_span.of(old[row.old].text)
        return (Hunk("changed", (row.old, row.old_span), None, text, ""),)
    if row.old is None:
        text = row.new_span.of(new[row.new].text)
        return (Hunk("changed", None, (row.new, row.new_span), "", text),)
    kinds: list[tuple[HunkKind, Change]] = [("changed", each) for each in row.changes]
    if row.moved_from is not None and row.old_span is not None:
        kinds.insert(0, ("moved", Change(row.old_span, row.new_span)))
    return tuple(
        Hunk(
            kind,
            (row.old, change.old),
            (row.new, change.new),
            change.old.of(old[row.old].text),
            change.new.of(new[row.new].text),
        )
        for kind, change in kinds
    )


def _rows(
    old: Sequence[Content], new: Sequence[Content], lineage: Lineage
) -> Iterator[Row]:
    parts = _Parts(old, new, lineage)
    waiting = _left_behind(lineage)
    shown = 0
    for index in range(len(new)):
        stayed = [
            link.old
            for link in lineage.of_new[index]
            if (link.old, link.new) not in lineage.moved
        ]
        while stayed and shown < len(waiting) and waiting[shown] < max(stayed):
            yield _left(old, lineage, waiting[shown])
            shown += 1
        links = lineage.of_new[index]
        if not links:
            span = new[index].span()
            yield Row(frozenset({"inserted"}), new=index, new_span=span)
        for link in links:
            yield _linked(old, new, lineage, link, parts)
    for index in waiting[shown:]:
        yield _left(old, lineage, index)


def _left_behind(lineage: Lineage) -> list[int]:
    """Return the old paragraphs of which nothing stayed in its place."""
    return [
        index
        for index, links in enumerate(lineage.of_old)
        if all((link.old, link.new) in lineage.moved for link in links)
    ]


def _left(old: Sequence[Content], lineage: Lineage, index: int) -> Row:
    links = lineage.of_old[index]
    if links:
        return Row(frozenset({"moved"}), old=index, moved_to=links[0].new)
    return Row(frozenset({"deleted"}), old=index, old_span=old[index].span())


def _linked(
    old: Sequence[Content],
    new: Sequence[Content],
    lineage: Lineage,
    link: Link,
    parts: "_Parts",
) -> Row:
    old_span, new_span = parts.of_old(link), parts.of_new(link)
    # Where a paragraph was divided or joined, white space at the cut is no change.
    if len(lineage.of_old[link.old]) > 1:
        new_span = worded(new_span, new[link.new].text)
    if len(lineage.of_new[link.new]) > 1:
        old_span = worded(old_span, old[link.old].text)
    old_text = old_span.of(old[link.old].text)
    new_text = new_span.of(new[link.new].text)
    changes = tuple(
        Change(
            _shifted(change.old, old_span.start), _shifted(change.new, new_span.start)
        )
        for change in diff(old_text, new_text)
    )
    moved = (link.old, link.new) in lineage.moved
    return Row(
        lineage.relations_of_link(link),
        old=link.old,
        new=link.new,
        old_span=old_span,
        new_span=new_span,
        changes=changes,
        reformatted=format_changes(old[link.old], new[link.new]),
        moved_from=link.old if moved else None,
    )


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


class _Parts:
    """Which part of a paragraph each of its links continues."""

    def __init__(
        self, old: Sequence[Content], new: Sequence[Content], lineage: Lineage
    ) -> None:
        self._old, self._new, self._lineage = old, new, lineage
        self._spans: dict[tuple[str, int], dict[int, Span]] = {}

    def of_old(self, link: Link) -> Span:
        others = [other.new for other in self._lineage.of_old[link.old]]
        text = self._old[link.old].text
        texts = [self._new[other].text for other in others]
        return self._part("old", link.old, others, text, texts)[link.new]

    def of_new(self, link: Link) -> Span:
        others = [other.old for other in self._lineage.of_new[link.new]]
        text = self._new[link.new].text
        texts = [self._old[other].text for other in others]
        return self._part("new", link.new, others, text, texts)[link.old]

    def _part(
        self,
        side: str,
        index: int,
        others: Sequence[int],
        text: str,
        texts: Sequence[str],
    ) -> dict[int, Span]:
        known = self._spans.get((side, index))
        if known is None:
            known = dict(zip(others, divide(text, texts), strict=True))
            self._spans[side, index] = known
        return known


def divide(text: str, parts: Sequence[str]) -> list[Span]:
    """Cut `text` into one span for each of the `parts` that continue it.

    The cuts lie between words, where the fewest words end up with another part;
    the white space at a cut belongs to neither span.
    """
    if len(parts) == 1:
        return [Span(0, len(text))]
    tokens = tokenize(text)
    owners = _owners(text, parts)
    order = sorted(range(len(parts)), key=lambda part: _middle(owners, part))
    cuts = [0]
    for before, after in pairwise(order):
        cuts.append(_cut(owners, before, after, cuts[-1]))
    cuts.append(len(tokens))
    starts = [0, *(token.start for token in tokens[1:]), len(text)]
    ends = [0, *(token.end for token in tokens[:-1]), len(text)]
    spans = [Span(0, 0)] * len(parts)
    for part, (first, last) in zip(order, pairwise(cuts), strict=True):
        start = starts[first]
        spans[part] = Span(start, max(start, ends[last]))
    return spans


def _owners(text: str, parts: Sequence[str]) -> list[int]:
    """Return for each token of `text` the part that holds it, or -1."""
    alphabet = Alphabet()
    written = [alphabet.write(part) for part in parts]
    part_of = [number for number, part in enumerate(written) for _ in part]
    return [
        part_of[place] if place >= 0 else -1
        for place in partners(alphabet.write(text), "".join(written))
    ]


def _middle(owners: Sequence[int], part: int) -> float:
    places = [place for place, owner in enumerate(owners) if owner == part]
    return sum(places) / len(places) if places else len(owners)


def _cut(owners: Sequence[int], before: int, after: int, start: int) -> int:
    """Return the token before which the words of `after` begin."""
    best = gain = 0
    cut = start
    for place, owner in enumerate(owners[start:], start + 1):
        gain += (owner == before) - (owner == after)
        if gain > best:
            best, cut = gain, place
    return cut
