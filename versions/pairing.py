"""Find which new paragraphs continue which old ones, by their words.

From the certain to the doubtful: equal paragraphs; then changed ones between the
same neighbours; then changed ones that moved; then what a split or merge left over.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from versions.equality import Equals
from versions.similarity import common, dice, dice_table
from versions.tokens import Alphabet, words_of

# Shares of common words, 0 to 1, below which a pair is chance.
_NEAR = 0.4  # between the same neighbours
_FAR = 0.45  # anywhere
_CONTAINED = 0.6  # a fragment, of its own words
_BIAS = 0.2  # two weak pairs are not worth more than a strong one
_RARE = 20  # paragraphs; a word in more of them is no lead
_LEADS = 6
_FAR_WORDS = 4  # a shorter paragraph is not looked for anywhere
_GAP_CELLS = 40_000


class Pairs(NamedTuple):
    """`shares` maps (old index, new index) to the share of words in common.

    `doubts` maps an old index to the new ones that fit it equally well.
    """

    shares: dict[tuple[int, int], float]
    doubts: dict[int, tuple[int, ...]]


def pair(old: Sequence[str], new: Sequence[str]) -> Pairs:
    """Return which paragraphs of `new` continue which of `old`."""
    pairing = _Pairing(old, new)
    return Pairs(pairing.found, pairing.doubts)


class _Pairing:
    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        equals = Equals(old, new)
        self.doubts = equals.doubts()
        self.found: dict[tuple[int, int], float] = {}
        self._of_old: dict[int, list[int]] = {}
        self._of_new: dict[int, list[int]] = {}
        for i, j in enumerate(equals.of_old):
            if j >= 0:
                self._link(i, j, 1.0)
        gaps = list(equals.gaps())
        alphabet = Alphabet()
        self._old = {
            i: words_of(alphabet.write(old[i]))
            for i in range(len(old))
            if equals.of_old[i] < 0
        }
        self._new = {
            j: words_of(alphabet.write(new[j]))
            for j in range(len(new))
            if equals.of_new[j] < 0
        }
        for olds, news in gaps:
            self._near(olds, news)
        self._far()
        self._fragments()

    def _link(self, i: int, j: int, score: float) -> None:
        self.found[i, j] = score
        self._of_old.setdefault(i, []).append(j)
        self._of_new.setdefault(j, []).append(i)

    def _near(self, olds: list[int], news: list[int]) -> None:
        """Pair the paragraphs of one gap in order, for the largest sum of shares."""
        if not olds or not news or len(olds) * len(news) > _GAP_CELLS:
            return
        table = dice_table(
            [self._old[i] for i in olds], [self._new[j] for j in news]
        ).tolist()
        width = len(news) + 1
        best = [[0.0] * width for _ in range(len(olds) + 1)]
        for a in range(len(olds)):
            row, above, shares = best[a + 1], best[a], table[a]
            for b in range(len(news)):
                value = max(above[b + 1], row[b])
                if shares[b] >= _NEAR:
                    value = max(value, above[b] + shares[b] - _BIAS)
                row[b + 1] = value
        a, b = len(olds), len(news)
        while a and b:
            if best[a][b] == best[a - 1][b]:
                a -= 1
            elif best[a][b] == best[a][b - 1]:
                b -= 1
            else:
                a, b = a - 1, b - 1
                self._link(olds[a], news[b], table[a][b])

    def _far(self) -> None:
        """Pair what is left anywhere, led by words that few paragraphs hold."""
        places: dict[str, list[int]] = {}
        for j, bag in self._new.items():
            if j not in self._of_new:
                for word in set(bag):
                    places.setdefault(word, []).append(j)
        candidates: list[tuple[float, int, int]] = []
        for i, bag in self._old.items():
            if i in self._of_old or len(bag) < _FAR_WORDS:
                continue
            leads: Counter[int] = Counter()
            for word in set(bag):
                here = places.get(word, ())
                if 0 < len(here) <= _RARE:
                    for j in here:
                        leads[j] += 1
            for j, _ in leads.most_common(_LEADS):
                share = dice(bag, self._new[j])
                if share >= _FAR:
                    candidates.append((-share, i, j))
        for share, i, j in sorted(candidates):
            if i not in self._of_old and j not in self._of_new:
                self._link(i, j, -share)

    def _fragments(self) -> None:
        """Attach unpaired paragraphs to a neighbour's partner that holds their words."""
        for j in self._new:
            if j not in self._of_new:
                for i in self._neighbours(j, self._of_new):
                    if self._holds(i, j):
                        self._link(i, j, dice(self._old[i], self._new[j]))
                        break
        for i in self._old:
            if i not in self._of_old:
                for j in self._neighbours(i, self._of_old):
                    if self._held(i, j):
                        self._link(i, j, dice(self._old[i], self._new[j]))
                        break

    def _neighbours(self, index: int, links: dict[int, list[int]]) -> Iterable[int]:
        return [*links.get(index - 1, ()), *links.get(index + 1, ())]

    def _holds(self, i: int, j: int) -> bool:
        if i not in self._old or not self._new[j]:
            return False
        taken = Counter("".join(self._new[k] for k in self._of_old[i]))
        left = Counter(self._old[i]) - taken
        return _fits(self._new[j], left)

    def _held(self, i: int, j: int) -> bool:
        if j not in self._new or not self._old[i]:
            return False
        taken = Counter("".join(self._old[k] for k in self._of_new[j]))
        left = Counter(self._new[j]) - taken
        return _fits(self._old[i], left)


def _fits(bag: str, left: Counter[str]) -> bool:
    return common(bag, "".join(sorted(left.elements()))) >= _CONTAINED * len(bag)
