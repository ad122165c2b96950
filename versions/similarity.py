"""How much two paragraphs have in common, whatever the order of their words.

`dice` is fast and strict: equal words only, each once, for then a set intersection
does it. `likeness` is slower and lenient, for paragraphs whose neighbours already
speak for each other: similar words count, and so does the whole of one in the other.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from functools import cached_property

from numpy import float64
from rapidfuzz.distance import Indel, LCSseq
from rapidfuzz.process import cpdist, extractOne

from versions.tokens import WORD

_HEAVY = 8  # characters; longer words weigh no more
_LIGHT = 3  # characters; up to here a word is mostly grammar and weighs 1
_SIMILAR = 0.65  # of two words: an ending, a letter, a part of a compound differ
_LONGEST = 30  # characters a word has at most, on average, where there are spaces
_WORD_CELLS = 600  # pairs of words; in longer texts similar ones weigh little
_CHARACTER_CELLS = 100_000_000  # of two texts, about 50 ms
_CONTAINED = 0.5  # worth of one paragraph standing wholly in the other
_CHANCE = 0.45  # share of characters that unrelated texts have in common
_SHORT, _BRIEF = 25, 80  # weights; short texts bear little evidence, either way
_SHORT_BONUS = 0.1
_MARKER_BONUS = 0.1  # both begin "§ 5", "(2)", "a)", "Article"


def words_of(text: str) -> list[str]:
    """Return the words of `text` in order; a sign stays with the word it stands at.

    To split at spaces takes a third of the time of finding words, and a comma more or
    less tells near-duplicates apart. Scripts without spaces are taken apart by
    characters.
    """
    words = text.split()
    if len(words) * _LONGEST < len(text):
        words = WORD.findall(text)
    return words


class Wording:
    """The words of a text, with what a lenient comparison of it needs."""

    def __init__(self, text: str, words: Iterable[str]) -> None:
        self.text = text
        self.words = Counter(words)

    @cached_property
    def weight(self) -> int:
        """Return how much all words count together."""
        return _weight(self.words.elements())


def characters(old: str, new: str, least: float = _CHANCE) -> float:
    """Return the share of characters in common, in order.

    It is 0 below `least`, at first what chance explains, and for texts too long to
    compare so.
    """
    if len(old) * len(new) > _CHARACTER_CELLS:
        return 0.0
    return Indel.normalized_similarity(old, new, score_cutoff=least)


def may_share(old: str, new: str, least: float) -> bool:
    """Return whether the lengths of two texts let them have that share in common."""
    shorter, longer = sorted((len(old), len(new)))
    return 2 * shorter >= least * (shorter + longer)


def all_characters(
    olds: Sequence[str], news: Sequence[str], least: float
) -> list[float]:
    """Return `characters` of each two texts, much faster than one by one."""
    longest = max(map(len, olds), default=0) * max(map(len, news), default=0)
    if longest > _CHARACTER_CELLS:
        return [
            characters(old, new, least) for old, new in zip(olds, news, strict=True)
        ]
    shares: list[float] = cpdist(
        olds,
        news,
        scorer=Indel.normalized_similarity,
        score_cutoff=least,
        dtype=float64,
    ).tolist()
    return shares


def alike(old: str, new: str) -> int:
    """Return how many characters two texts share, in order; 0 for too long ones."""
    if len(old) * len(new) > _CHARACTER_CELLS:
        return 0
    return LCSseq.similarity(old, new)


def common(old: Sequence[str], new: Sequence[str]) -> int:
    """Return how many words two texts share, in order."""
    return LCSseq.similarity(old, new)


def dice(old: Set[object], new: Set[object]) -> float:
    """Return the share of words in common, 0 to 1; 0 for two without words."""
    total = len(old) + len(new)
    return 2 * len(old & new) / total if total else 0.0


def weighed(old: Set[str], new: Set[str]) -> float:
    """Return the share of words in common, weighed by their length, 0 to 1.

    For paragraphs that stand nowhere near each other: "in der Fassung vom" is no
    reason to think that one became the other.
    """
    total = _weight(old) + _weight(new)
    return 2 * _weight(old & new) / total if total else 0.0


def reworded(old: Wording, new: Wording) -> float:
    """Return the share of words in common, weighed, 0 to 1; similar ones count, too."""
    return 2 * _shared(old.words, new.words) / max(1, old.weight + new.weight)


def likeness(old: Wording, new: Wording) -> float:
    """Return how far one text may be a reworking of the other: from 0 to about 1.

    Words are weighed by their length. The weights and bonuses were tuned on the
    development part of a corpus of edited statutes and policies (docs/anchoring.md).
    """
    less, more = sorted((old.weight, new.weight))
    shared = _shared(old.words, new.words)
    value = max(
        2 * shared / max(1, less + more),
        _CONTAINED * shared / max(1, less),
        (characters(old.text, new.text) - _CHANCE) / (1 - _CHANCE),
    )
    if value <= 0:
        return 0.0
    if less < _SHORT and more < _BRIEF:
        value += _SHORT_BONUS
    if _marker(old.text) == _marker(new.text):
        value += _MARKER_BONUS
    return value


class _Weights(dict[int, int]):
    """How much a word of so many characters counts."""

    def __missing__(self, length: int) -> int:
        self[length] = weight = min(length, _HEAVY) if length > _LIGHT else 1
        return weight


_WEIGHTS = _Weights()


def _weight(words: Iterable[str]) -> int:
    """Return how much all words count together; this is asked very often."""
    return sum(map(_WEIGHTS.__getitem__, map(len, words)))


def _shared(old: Counter[str], new: Counter[str]) -> float:
    """Return the weight of equal words, and of similar ones as far as they are."""
    shared = 0.0
    gone: list[str] = []
    left = dict(new)
    for word, count in old.items():
        there = left.get(word, 0)
        equal = min(count, there)
        if equal:
            shared += _WEIGHTS[len(word)] * equal
            left[word] = there - equal
        if len(word) > _LIGHT:
            gone += [word] * (count - equal)
    rest = [word for word, count in left.items() for _ in range(count)]
    if len(gone) * len(rest) > _WORD_CELLS:
        return shared
    for word in gone:
        hit = extractOne(
            word,
            rest,
            scorer=Indel.normalized_similarity,
            score_cutoff=_SIMILAR,
        )
        if hit is not None:
            shared += _WEIGHTS[len(word)] * hit[1]
            del rest[hit[2]]
    return shared


_MARKER = re.compile(r"\s*(\w+|[^\w\s])\s*(\w*)")


def _marker(text: str) -> str:
    """Return the form of what a paragraph begins with: "§1", "(1", "a", a word."""
    match = _MARKER.match(text)
    if match is None:
        return ""
    first, second = match.groups()
    return _form(first) if first.isalnum() else first + _form(second)


def _form(word: str) -> str:
    if word[:1].isdigit():
        return "1"
    return "a" if len(word) == 1 else word
