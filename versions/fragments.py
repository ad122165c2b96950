"""Tell the parts of a split paragraph, and the sources of a merged one.

A part is small beside the whole, and may be worked on or stand behind an inserted
paragraph. But parts mostly keep their order: so it is set against what lies in the
whole between the known parts that stand before it and those after it.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.fuzz import partial_ratio

from versions.alignment import in_order
from versions.similarity import Wording, alike, common, held, likeness

_REACH = 3  # paragraphs from one part to the next; others may come between
_HELD = 0.5  # of the part's words stand in what is left of the whole
_REWORDED = 0.4  # likeness of the part with the stretch that is missing
_SURE = 0.9  # both of these, for parts that changed places
_FEW = 3  # words; a part of fewer is found in any long text
_WINDOW = 0.7  # likeness of the part with the most like place in it
_WINDOW_CELLS = 4_000_000  # of part and place; longer ones have words enough to tell
_CHANCE = 0.5  # common words for each word between that speak against chance
_LEFT = 0.3  # of its characters, at least, the others leave unexplained in the whole


def around(index: int, links: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Yield (distance, partner) of the paragraphs around `index`, nearest first."""
    for distance in range(1, _REACH + 1):
        for place in (index - distance, index + distance):
            if 0 <= place < len(links):
                for partner in links[place]:
                    yield distance, partner


class Parts(NamedTuple):
    """The known parts of a paragraph, before and after a possible further one."""

    before: Sequence[Wording]
    after: Sequence[Wording]


def belonging(part: Wording, whole: Wording, known: Parts, distance: int) -> float:
    """Return how surely `part` is one more part of `whole` beside the `known`.

    It is 0 where chance would explain as much, else at most about 1.
    """
    others = [*known.before, *known.after]
    left = len(whole.text) - sum(alike(whole.text, other.text) for other in others)
    if left < _LEFT * len(part.text):
        return 0.0
    there = common(part.bag, whole.bag)
    if there < (_LEFT * len(part.bag) if distance > 1 else 1):
        return 0.0
    rest = Wording(_rest(whole, known))
    if len(part.bag) < _FEW and len(part.text) < _LEFT * len(rest.text):
        return 0.0
    share = _standing(part, rest, _HELD, _WINDOW)
    if not share and distance == 1:
        like = likeness(part, rest)
        if like >= _REWORDED:
            return like
        if all(held(part, other) < _HELD for other in others):
            swapped = Wording(_rest(whole, Parts(known.after, known.before)))
            return _standing(part, swapped, _SURE, _SURE)
    return share


def _standing(part: Wording, rest: Wording, share: float, window: float) -> float:
    """Return the share of `part` in `rest`, 0 unless it stands there in one place."""
    if len(part.text) * len(rest.text) <= _WINDOW_CELLS and not partial_ratio(
        part.text, rest.text, score_cutoff=100 * window
    ):
        return 0.0
    found = held(part, rest)
    return found if found >= share else 0.0


def _rest(whole: Wording, known: Parts) -> str:
    """Return what lies in the whole between the parts before and those after."""
    words = whole.text.split()
    start = _extent(words, _joined(known.before))
    end = len(words) - _extent(words[::-1], _joined(known.after)[::-1])
    return " ".join(words[start:end])


def _joined(parts: Iterable[Wording]) -> list[str]:
    return [word for part in parts for word in part.text.split()]


def _extent(words: Sequence[str], others: Sequence[str]) -> int:
    """Return how many words from the first on belong to `others`, by and large."""
    extent = at = 0
    worth = best = 0.0
    for block in in_order(words, others):
        worth += block.size - _CHANCE * (block.old - at)
        at = block.old + block.size
        if worth > best:
            best, extent = worth, at
    return extent
