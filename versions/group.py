"""Linked paragraphs, compared word by word as if they were one text on each side."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from versions.alignment import rising
from versions.passages import follow
from versions.text import Point, Span
from versions.tokens import TOKEN

_SIGN = 0.01  # weight of a sign; that of a word is its number of characters


@dataclass(frozen=True, slots=True, order=True)
class Piece:
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
    """The words of some paragraphs in a row, the same side of a group."""

    def __init__(self, texts: Mapping[int, str]) -> None:
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.paragraphs: list[int] = []
        self.first: dict[int, int] = {}
        self.last: dict[int, int] = {}
        for paragraph, text in texts.items():
            self.first[paragraph] = len(self.words)
            for match in TOKEN.finditer(text):
                self.words.append(match[0])
                self.starts.append(match.start())
                self.ends.append(match.end())
            self.last[paragraph] = len(self.words)
            count = len(self.words) - self.first[paragraph]
            self.paragraphs += [paragraph] * count

    def touched(self, paragraph: int, span: Span) -> range:
        """Return the words of `paragraph` that share a character with `span`."""
        first, last = self.first[paragraph], self.last[paragraph]
        low = bisect_right(self.ends, span.start, first, last)
        high = bisect_left(self.starts, span.end, low, last)
        return range(low, high)

    def weight(self, word: int) -> float:
        """Return how much a word counts."""
        text = self.words[word]
        return len(text) if text[0].isalnum() else _SIGN


class Group:
    """The words of linked paragraphs on both sides, and what became of each."""

    def __init__(self, olds: Mapping[int, str], news: Mapping[int, str]) -> None:
        """Take the texts of both sides by the numbers of their paragraphs."""
        self.old, self.new = Side(olds), Side(news)
        self._partner, self._worth = follow(self.old.words, self.new.words)
        self._origin = [-1] * len(self.new.words)
        for word, partner in enumerate(self._partner):
            if partner >= 0:
                self._origin[partner] = word

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
        for paragraph, span in spans:
            words = self.old.touched(paragraph, span)
            inside += words
            if words:
                edges[words[0]] = edges[words[-1]] = span
        kept = [word for word in inside if self._partner[word] >= 0]
        return Share(
            list(self._pieces(kept, frozenset(inside), edges)),
            sum(self.old.weight(word) * self._worth[word] for word in kept),
            sum(map(self.old.weight, self._moved.intersection(kept))),
            sum(map(self.old.weight, inside)),
        )

    def is_added(self, paragraph: int, span: Span) -> bool:
        """Return whether all words in a span of a new paragraph are new."""
        return all(self._origin[k] < 0 for k in self.new.touched(paragraph, span))

    @cached_property
    def _moved(self) -> frozenset[int]:
        """Return the words that are still there, but not in their old order."""
        kept = [word for word, partner in enumerate(self._partner) if partner >= 0]
        stayed = {kept[k] for k in rising([self._partner[word] for word in kept])}
        return frozenset(kept) - stayed

    def _pieces(
        self, kept: Sequence[int], inside: frozenset[int], edges: Mapping[int, Span]
    ) -> Iterator[Piece]:
        """Yield the hulls of the words, parted where other words come between."""
        places = sorted(self._partner[word] for word in kept)
        first = 0
        for index, place in enumerate(places):
            following = places[index + 1] if index + 1 < len(places) else None
            if following is None or self._parted(place, following, inside):
                start, end = places[first], place
                yield Piece(
                    self.new.paragraphs[start],
                    Span(
                        self.new.starts[start] + self._cut(start, edges)[0],
                        self.new.ends[end] - self._cut(end, edges)[1],
                    ),
                )
                first = index + 1

    def _parted(self, place: int, following: int, inside: frozenset[int]) -> bool:
        return self.new.paragraphs[following] != self.new.paragraphs[place] or any(
            origin >= 0 and origin not in inside
            for origin in self._origin[place + 1 : following]
        )

    def _cut(self, place: int, edges: Mapping[int, Span]) -> tuple[int, int]:
        """Return how many characters of a word were outside before and after.

        Only an unchanged word can be cut in the same place as before.
        """
        word = self._origin[place]
        span = edges.get(word)
        if span is None or self.old.words[word] != self.new.words[place]:
            return 0, 0
        return (
            max(0, span.start - self.old.starts[word]),
            max(0, self.old.ends[word] - span.end),
        )
