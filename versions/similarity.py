"""How much two paragraphs have in common, whatever the order of their words.

`dice` is fast and strict: equal words only. A bag is the sorted word characters of
a written text (versions.tokens); the longest common subsequence of two sorted
strings is their common multiset, and rapidfuzz computes it many characters at a
time. `likeness` is slower and lenient, for paragraphs whose neighbours already
speak for each other: similar words count, and so does the whole of one in the other.
"""

import re
from collections import Counter
from collections.abc import Sequence

from rapidfuzz.distance import Indel, LCSseq
from rapidfuzz.process import extractOne

_WORD = re.compile(r"\w+")
_HEAVY = 8  # characters; longer words weigh no more
_LIGHT = 3  # characters; up to here a word is mostly grammar and weighs 1
_SIMILAR = 0.65  # of two words: an ending, a letter, a part of a compound differ
_WORD_CELLS = 600  # pairs of words; in longer texts similar ones weigh little
_CHARACTER_CELLS = 100_000_000  # of two texts, about 50 ms
_CONTAINED = 0.5  # worth of one paragraph standing wholly in the other
_CHANCE = 0.45  # share of characters that unrelated texts have in common
_SHORT, _BRIEF = 25, 80  # weights; short texts bear little evidence, either way
_SHORT_BONUS = 0.1
_MARKER_BONUS = 0.1  # both begin "§ 5", "(2)", "a)", "Article"


def common(old: str, new: str) -> int:
    """Return how many words two bags share."""
    return LCSseq.similarity(old, new)


def characters(old: str, new: str) -> float:
    """Return the share of characters in common, in order.

    It is 0 below what chance explains, and for texts too long to compare so.
    """
    if len(old) * len(new) > _CHARACTER_CELLS:
        return 0.0
    return Indel.normalized_similarity(old, new, score_cutoff=_CHANCE)


def dice(old: str, new: str) -> float:
    """Return the share of words in common, 0 to 1; 0 for two empty bags."""
    total = len(old) + len(new)
    return 2 * LCSseq.similarity(old, new) / total if total else 0.0


def dice_table(old: Sequence[str], new: Sequence[str]) -> list[list[float]]:
    """Return `dice` of every old bag (rows) with every new one (columns)."""
    return [[dice(bag, other) for other in new] for bag in old]


def character_table(old: Sequence[str], new: Sequence[str]) -> list[list[float]]:
    """Return `characters` of every old text (rows) with every new one (columns)."""
    return [[characters(text, other) for other in new] for text in old]


class Wording:
    """The words of a text, counted once for all comparisons."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = Counter(_WORD.findall(text))
        self.weight = sum(_weigh(word) * k for word, k in self.words.items())


def likeness(old: Wording, new: Wording) -> float:
    """Return how far one text may be a reworking of the other: from 0 to about 1.

    Words are weighed by their length. The weights and bonuses were tuned on the
    recorded edits of the anchoring corpus (docs/anchoring.md).
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


def held(part: Wording, whole: Wording, others: Sequence[Wording]) -> float:
    """Return the share of `part` that stands in `whole` beside `others`, 0 to 1.

    What other parts explain of the whole is not counted twice.
    """
    left = whole.words
    for other in others:
        left = left - other.words
    return _shared(part.words, left) / max(1, part.weight)


def _weigh(word: str) -> int:
    return min(len(word), _HEAVY) if len(word) > _LIGHT else 1


def _shared(old: Counter[str], new: Counter[str]) -> float:
    """Return the weight of equal words, and of similar ones as far as they are."""
    equal = old & new
    shared = float(sum(_weigh(word) * count for word, count in equal.items()))
    gone, left = list((old - equal).elements()), list((new - equal).elements())
    if len(gone) * len(left) > _WORD_CELLS:
        return shared
    for word in gone:
        if len(word) > _LIGHT and left:
            hit = extractOne(
                word,
                left,
                scorer=Indel.normalized_similarity,
                score_cutoff=_SIMILAR,
            )
            if hit is not None:
                shared += _weigh(word) * hit[1]
                del left[hit[2]]
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
