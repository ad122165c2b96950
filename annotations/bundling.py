"""Which comments say the same, so that one answer may serve them, and what speaks for it.

Campaigns send the same words many times, and neighbours say of the same passage what
others said before. Each comment is compared with the first of each group only: what a
person is shown resembles that one, and no chain of small steps joins strangers.

Those that cannot be alike are not compared. Two bags of words that share the share s
of their words have at least one word in common among the rarest of each, those that
remain when a share s / (2 - s) of the bag is set aside (prefix filtering: Bayardo, Ma,
Srikant, "Scaling up all pairs similarity search", 2007). Nothing is missed by it.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from versions.similarity import dice
from versions.text import Range
from versions.tokens import WORD

ALIKE: Final = 0.7  # of the words of both; a campaign's copies gain a sentence or two
NEAR: Final = 0.5  # of those on overlapping passages; "yes" and "no" are still apart
FEW_WORDS: Final = 8  # fewer say something else elsewhere: "I agree", "Why?"
MOST_PARAGRAPHS: Final = 40  # of a passage; longer ones are about the whole text


@dataclass(frozen=True, slots=True)
class Said:
    """What an annotation says, and where; None where its passage is gone."""

    id: str
    text: str
    place: Range | None


@dataclass(frozen=True, slots=True)
class Likeness:
    """That a comment is like another: in what share of its words, and whether there."""

    id: str
    share: float
    overlaps: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Comments that may get one answer: the first, and those like it, most alike first."""

    first: str
    others: tuple[Likeness, ...]


def group_alike(
    remarks: Sequence[Said], apart: Collection[tuple[str, str]] = ()
) -> list[Group]:
    """Return groups of comments that say the same, in the order of their first ones.

    `apart` are pairs, the first one's id before the other's, of which a person said
    that they are not the same.
    """
    worded = [_words(remark.text) for remark in remarks]
    known = Counter(word for words in worded for word in words)
    rarest = sorted(known, key=lambda word: (known[word], word))
    ranks = {word: rank for rank, word in enumerate(rarest)}
    firsts = _Firsts()
    found: dict[int, list[Likeness]] = {}
    for number, (remark, words) in enumerate(zip(remarks, worded, strict=True)):
        one = _One(remark, sorted(map(ranks.__getitem__, words)))
        fitting = []
        for other, least in firsts.like(one).items():
            first = firsts.known[other]
            lengths = len(first.bag), len(one.bag)
            if 2 * min(lengths) < least * sum(lengths):
                continue
            share = dice(first.words, one.words)
            if share < least or (first.said.id, remark.id) in apart:
                continue
            overlaps = _overlap(first, one)
            if overlaps or (share >= ALIKE and len(words) >= FEW_WORDS):
                fitting.append((share, -other, overlaps))
        if fitting:
            share, nearest, overlaps = max(fitting)
            found.setdefault(-nearest, []).append(Likeness(remark.id, share, overlaps))
        else:
            firsts.add(number, one)
    return [
        Group(
            remarks[number].id,
            tuple(sorted(found[number], key=lambda each: (-each.share, each.id))),
        )
        for number in sorted(found)
    ]


class _One:
    """A comment with its words as numbers, the rarest word being 0, in `bag` in order."""

    def __init__(self, said: Said, bag: list[int]) -> None:
        self.said = said
        self.bag = bag
        self.words = frozenset(bag)


class _Firsts:
    """The first comments of groups, found by their rarest words."""

    def __init__(self) -> None:
        self.known: dict[int, _One] = {}
        self._anywhere: defaultdict[int, list[int]] = defaultdict(list)
        self._there: defaultdict[tuple[int, int], list[int]] = defaultdict(list)

    def add(self, number: int, one: _One) -> None:
        self.known[number] = one
        for part in _prefix(one.bag, ALIKE):
            self._anywhere[part].append(number)
        for key in _keys_there(one):
            self._there[key].append(number)

    def like(self, one: _One) -> dict[int, float]:
        """Return the numbers of those that may be alike, with the least share needed."""
        found: dict[int, float] = {}
        for part in _prefix(one.bag, ALIKE):
            found.update(dict.fromkeys(self._anywhere.get(part, ()), ALIKE))
        for key in _keys_there(one):
            found.update(dict.fromkeys(self._there.get(key, ()), NEAR))
        return found


def _words(text: str) -> list[str]:
    """Return the words; one that comes again is counted, so that all are different."""
    seen: Counter[str] = Counter()
    found = []
    for word in WORD.findall(text.casefold()):
        seen[word] += 1
        found.append(word if seen[word] == 1 else f"{word} {seen[word]}")
    return found


def _prefix(bag: Sequence[int], share: float) -> Sequence[int]:
    """Return the rarest words, of which two bags that are alike share one."""
    aside = math.ceil(len(bag) * share / (2 - share))
    return bag[: len(bag) - aside + 1] if bag else ()


def _keys_there(one: _One) -> Iterator[tuple[int, int]]:
    if one.said.place is None:
        return
    first = one.said.place.start.paragraph
    last = min(one.said.place.end.paragraph, first + MOST_PARAGRAPHS - 1)
    for part in _prefix(one.bag, NEAR):
        for paragraph in range(first, last + 1):
            yield paragraph, part


def _overlap(one: _One, other: _One) -> bool:
    place, there = one.said.place, other.said.place
    if place is None or there is None:
        return False
    return place.start < there.end and there.start < place.end
