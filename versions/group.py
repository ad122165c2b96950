"""Linked paragraphs, compared word by word as if they were one text on each side."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from operator import mul
from typing import NamedTuple

from versions.alignment import rising
from versions.passages import Hunk, follow
from versions.text import Point, Span
from versions.tokens import take_apart

_GROWN = 2  # times as many words; more were not put there for those alone
_SIGN = 0.01  # weight of a sign; that of a word is its number of characters


class Piece(NamedTuple):
    """A span of the new revision's paragraph number `paragraph` (from 0)."""

    paragraph: int
    span: Span


class Share(NamedTuple):
    """The pieces of a passage, and the weight of its words.

    `survived` is the weight of those still there, `moved` of those among them that
    left their order, `total` of all.
    """

    pieces: list[Piece]
    survived: float
    moved: float
    total: float


class Side:
    """The words of some paragraphs in a row, the same side of a group.

    What both sides of a pair begin and end with, up to a border of sentences, is
    taken as one long word each: `head` and `tail` count its characters.
    """

    def __init__(self, texts: Mapping[int, str], head: int = 0, tail: int = 0) -> None:
        self.texts = texts
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.paragraphs: list[int] = []
        self.first: dict[int, int] = {}
        self.last: dict[int, int] = {}
        for paragraph, text in texts.items():
            end = len(text) - tail
            self.first[paragraph] = len(self.words)
            if head:
                self._add(text, 0, head)
            apart = take_apart(text, head, end)
            self.words += apart.words
            self.starts += apart.starts
            self.ends += apart.ends
            if tail:
                self._add(text, end, len(text))
            self.last[paragraph] = len(self.words)
            self.paragraphs += [paragraph] * (len(self.words) - len(self.paragraphs))

    def _add(self, text: str, start: int, end: int) -> None:
        self.words.append(text[start:end])
        self.starts.append(start)
        self.ends.append(end)

    def touched(self, paragraph: int, span: Span) -> range:
        """Return the words of `paragraph` that share a character with `span`."""
        first, last = self.first[paragraph], self.last[paragraph]
        low = bisect_right(self.ends, span.start, first, last)
        high = bisect_left(self.starts, span.end, low, last)
        return range(low, high)

    def excess(self, word: int, span: Span) -> float:
        """Return how much of the weight of a long word lies outside `span`."""
        text = self.words[word]
        start = self.starts[word]
        inside = text[max(0, span.start - start) : span.end - start]
        if len(inside) == len(text) or not _is_long(text):
            return 0.0
        return _weight(text) - _weight(inside)


def _is_long(word: str) -> bool:
    """Return whether a word is a head or tail of several words."""
    return " " in word


def _weight(word: str) -> float:
    """Return how much a word counts: its characters, or those of its words."""
    if _is_long(word):
        return sum(map(len, word.split()))
    return len(word) if word[0].isalnum() else _SIGN


class Group:
    """The words of linked paragraphs on both sides, and what became of each."""

    def __init__(
        self, olds: Mapping[int, str], news: Mapping[int, str], ends: tuple[int, int]
    ) -> None:
        """Take the texts of both sides by the numbers of their paragraphs.

        `ends` tells of a lone pair how many characters both begin and end with.
        """
        head, tail = ends
        self.old, self.new = Side(olds, head, tail), Side(news, head, tail)
        first, last = head > 0, tail > 0
        self._partner, self._worth, self._hunks = follow(
            self.old.words[first : len(self.old.words) - last],
            self.new.words[first : len(self.new.words) - last],
        )
        if first:
            self._partner = [0, *[k + 1 if k >= 0 else k for k in self._partner]]
            self._worth.insert(0, 1.0)
            self._hunks = [
                Hunk(_shifted(hunk.olds), _shifted(hunk.news)) for hunk in self._hunks
            ]
        if last:
            self._partner.append(len(self.new.words) - 1)
            self._worth.append(1.0)
        self._origin = dict(zip(self._partner, range(len(self._partner)), strict=True))
        self._origin.pop(-1, None)

    def last_before(self, point: Point) -> Point | None:
        """Return the end of the last surviving word before `point`, if any."""
        first, last = self.old.first[point.paragraph], self.old.last[point.paragraph]
        end = bisect_right(self.old.ends, point.offset, first, last)
        for word in range(end - 1, -1, -1):
            place = self._partner[word]
            if place >= 0:
                return Point(self.new.paragraphs[place], self.new.ends[place])
        return None

    def map(self, spans: Iterable[tuple[int, Span]]) -> Share:
        """Return where the words of `spans`, one per paragraph, are now."""
        inside: list[int] = []
        edges: dict[int, Span] = {}
        survived = moved = total = 0.0
        for paragraph, given in spans:
            span = worded(given, self.old.texts[paragraph])
            words = self.old.touched(paragraph, span) if span else range(0)
            if words:
                inside += words
                low, high = words[0], words[-1]
                edges[low] = edges[high] = span
                outside = self.old.excess(low, span)
                if low != high:
                    outside += self.old.excess(high, span)
                weights = self._weights(low, high + 1)
                total += sum(weights) - outside
                survived += (
                    sum(map(mul, weights, self._worth[low : high + 1])) - outside
                )
                moved += self._moved_weight(words)
        kept = [place for word in inside if (place := self._partner[word]) >= 0]
        within = frozenset(inside)
        kept += self._put_at_edges(edges, within)
        kept.sort()
        return Share(list(self._pieces(kept, within, edges)), survived, moved, total)

    def _put_at_edges(
        self, edges: Mapping[int, Span], inside: frozenset[int]
    ) -> Iterator[int]:
        """Yield the words that were put in the place of the first or last of a passage.

        The old words lie wholly inside it; what was only typed there stays outside.
        """
        for olds, news in self._hunks:
            if (
                (olds[0] in edges or olds[-1] in edges)
                and inside.issuperset(olds)
                and self._are_as_long(olds, news)
            ):
                yield from news

    def _are_as_long(self, olds: range, news: range) -> bool:
        """Return whether one may stand for the other, by their numbers of words."""
        before = sum(self.old.words[k].isalnum() for k in olds)
        after = sum(self.new.words[k].isalnum() for k in news)
        return before > 0 and before <= _GROWN * after and after <= _GROWN * before

    def is_added(self, paragraph: int, span: Span) -> bool:
        """Return whether all words in a span of a new paragraph are new."""
        return self._origin.keys().isdisjoint(self.new.touched(paragraph, span))

    def _weights(self, low: int, high: int) -> list[float]:
        words = self.old.words[low:high]
        weights = [len(w) if w[0].isalnum() else _SIGN for w in words]
        if low == 0:  # the head, if there is one
            weights[0] = _weight(words[0])
        if high == len(self.old.words):  # the tail
            weights[-1] = _weight(words[-1])
        return weights

    @cached_property
    def _moved(self) -> frozenset[int]:
        """Return the words that are still there, but not in their old order."""
        places = [partner for partner in self._partner if partner >= 0]
        if places == sorted(places):
            return frozenset()
        kept = [word for word, partner in enumerate(self._partner) if partner >= 0]
        return frozenset(kept) - {kept[k] for k in rising(places)}

    def _moved_weight(self, words: range) -> float:
        if not self._moved:
            return 0.0
        weights = self._weights(words.start, words.stop)
        return sum(
            weight
            for word, weight in zip(words, weights, strict=True)
            if word in self._moved
        )

    def _pieces(
        self, places: Sequence[int], inside: frozenset[int], edges: Mapping[int, Span]
    ) -> Iterator[Piece]:
        """Yield the hulls of the words, parted where other words come between."""
        new = self.new
        last = len(places)
        cuts = [
            index
            for index, (place, following) in enumerate(pairwise(places), 1)
            if (
                following != place + 1
                or new.paragraphs[following] != new.paragraphs[place]
            )
            and self._parted(place, following, inside)
        ]
        for start, end in pairwise((0, *cuts, last) if last else ()):
            first, final = places[start], places[end - 1]
            yield Piece(
                new.paragraphs[first],
                Span(
                    new.starts[first] + self._cut(first, edges)[0],
                    new.ends[final] - self._cut(final, edges)[1],
                ),
            )

    def _parted(self, place: int, following: int, inside: frozenset[int]) -> bool:
        """Return whether two words that are no neighbours belong to two pieces."""
        if self.new.paragraphs[following] != self.new.paragraphs[place]:
            return True
        return any(
            word in self._origin and self._origin[word] not in inside
            for word in range(place + 1, following)
        )

    def _cut(self, place: int, edges: Mapping[int, Span]) -> tuple[int, int]:
        """Return how many characters of a word were outside before and after.

        Only an unchanged word can be cut in the same place as before.
        """
        word = self._origin.get(place, -1)
        span = edges.get(word)
        if span is None or self.old.words[word] != self.new.words[place]:
            return 0, 0
        return (
            max(0, span.start - self.old.starts[word]),
            max(0, self.old.ends[word] - span.end),
        )


def _shifted(words: range) -> range:
    return range(words.start + 1, words.stop + 1)


def worded(span: Span, text: str) -> Span:
    """Return `span` without white space at its edges."""
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return span if (start, end) == (span.start, span.end) else Span(start, end)
