"""Carry passages of one revision into the next.

A passage is a range of the old revision, within a paragraph or across several. Its
tokens are followed through the lineage and the comparison of the words. What was
typed against an edge stays outside: a comment must not grow over words its author
never saw. A passage whose words now stand apart becomes several pieces.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from versions.lineage import Lineage
from versions.passages import follow
from versions.text import Point, Range, Span
from versions.tokens import tokenize


@dataclass(frozen=True, slots=True, order=True)
class Piece:
    """A span of the new revision's paragraph number `paragraph` (from 0)."""

    paragraph: int
    span: Span


@dataclass(frozen=True, slots=True)
class Mapped:
    """Where a passage went: pieces in text order, none if all its words are gone.

    `survived` is the share of its characters in words still there, 0 to 1.
    """

    pieces: tuple[Piece, ...]
    survived: float


class Mapping:
    """The way of ranges from `old` to `new` texts.

    Each group of linked paragraphs is compared once, when a range first needs it.
    """

    def __init__(
        self, old: Sequence[str], new: Sequence[str], lineage: Lineage
    ) -> None:
        self._old, self._new, self._lineage = old, new, lineage
        self._groups: dict[int, _Group] = {}

    def map(self, range_: Range) -> Mapped:
        """Return where the words of `range_` are in the new revision."""
        pieces: list[Piece] = []
        survived = 0.0
        total = 0
        seen: set[int] = set()
        spans = range_.spans(self._old)
        for paragraph, _ in spans:
            group = self._group(paragraph)
            if id(group) in seen:
                continue
            seen.add(id(group))
            share = group.map([s for s in spans if s[0] in group.first_token])
            pieces += share.pieces
            survived += share.survived
            total += share.total
        return Mapped(
            tuple(self._with_words(sorted(pieces))), survived / total if total else 0.0
        )

    def _with_words(self, pieces: list[Piece]) -> list[Piece]:
        """Leave out pieces of mere punctuation beside pieces with words."""
        worded = [
            piece
            for piece in pieces
            if any(c.isalnum() for c in piece.span.of(self._new[piece.paragraph]))
        ]
        return worded or pieces

    def nearest(self, point: Point) -> Point | None:
        """Return the place still there that lies nearest before `point`.

        Nearest after it where nothing is left before; None if the new revision is
        empty.
        """
        if not self._new:
            return None
        before = self._group(point.paragraph).last_before(point)
        if before is not None:
            return before
        for index in range(point.paragraph - 1, -1, -1):
            links = self._lineage.of_old[index]
            if links:
                return Point(links[-1].new, len(self._new[links[-1].new]))
        return Point(0, 0)

    def _group(self, paragraph: int) -> "_Group":
        group = self._groups.get(paragraph)
        if group is None:
            group = _Group(self._old, self._new, *self._linked(paragraph))
            for index in group.first_token:
                self._groups[index] = group
        return group

    def _linked(self, paragraph: int) -> tuple[list[int], list[int]]:
        """Return all old and new paragraphs that links join to `paragraph`."""
        olds, news = {paragraph}, set[int]()
        waiting = [paragraph]
        while waiting:
            for to in self._lineage.of_old[waiting.pop()]:
                if to.new not in news:
                    news.add(to.new)
                    for back in self._lineage.of_new[to.new]:
                        if back.old not in olds:
                            olds.add(back.old)
                            waiting.append(back.old)
        return sorted(olds), sorted(news)


class _Word(NamedTuple):
    paragraph: int
    start: int
    end: int
    weight: int


class _Share(NamedTuple):
    pieces: list[Piece]
    survived: float
    total: int


class _Group:
    """Linked paragraphs, compared word by word as if they were one text each."""

    def __init__(
        self,
        old: Sequence[str],
        new: Sequence[str],
        olds: Sequence[int],
        news: Sequence[int],
    ) -> None:
        self.first_token: dict[int, int] = {}
        self.last_token: dict[int, int] = {}
        self.old: list[_Word] = []
        for index in olds:
            self.first_token[index] = len(self.old)
            self.old += _words(index, old[index])
            self.last_token[index] = len(self.old)
        self.new = [word for index in news for word in _words(index, new[index])]
        self.partner, self.worth = follow(
            [old[word.paragraph][word.start : word.end] for word in self.old],
            [new[word.paragraph][word.start : word.end] for word in self.new],
        )
        self.origin = [-1] * len(self.new)
        for k, partner in enumerate(self.partner):
            if partner >= 0:
                self.origin[partner] = k

    def last_before(self, point: Point) -> Point | None:
        """Return the end of the last surviving word before `point`, if any."""
        for k in range(len(self.old) - 1, -1, -1):
            word, place = self.old[k], self.partner[k]
            if place >= 0 and (word.paragraph, word.end) <= (
                point.paragraph,
                point.offset,
            ):
                return Point(self.new[place].paragraph, self.new[place].end)
        return None

    def map(self, spans: Sequence[tuple[int, Span]]) -> _Share:
        """Return where the words of `spans`, one per paragraph, are now."""
        inside: list[int] = []
        for paragraph, span in spans:
            first = self.first_token[paragraph]
            words = self.old[first : self.last_token[paragraph]]
            low = bisect_right(words, span.start, key=_end)
            high = bisect_left(words, span.end, key=_start)
            inside += range(first + low, first + high)
        kept = [k for k in inside if self.partner[k] >= 0]
        return _Share(
            list(self._pieces(kept, set(inside))),
            sum(self.old[k].weight * self.worth[k] for k in kept),
            sum(self.old[k].weight for k in inside),
        )

    def _pieces(self, kept: Sequence[int], inside: set[int]) -> Iterator[Piece]:
        """Yield the hulls of the words, parted where other words come between."""
        places = sorted(self.partner[k] for k in kept)
        first = 0
        for index, place in enumerate(places):
            following = places[index + 1] if index + 1 < len(places) else None
            if following is None or self._parted(place, following, inside):
                start, end = self.new[places[first]], self.new[place]
                yield Piece(start.paragraph, Span(start.start, end.end))
                first = index + 1

    def _parted(self, place: int, following: int, inside: set[int]) -> bool:
        return self.new[following].paragraph != self.new[place].paragraph or any(
            origin >= 0 and origin not in inside
            for origin in self.origin[place + 1 : following]
        )


_start = attrgetter("start")
_end = attrgetter("end")


def _words(paragraph: int, text: str) -> list[_Word]:
    return [
        _Word(paragraph, start, end, end - start if text[start].isalnum() else 0)
        for start, end in tokenize(text)
    ]
