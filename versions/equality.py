"""Find the paragraphs that two revisions share word for word.

Equal paragraphs are taken out first, by hash, so that words are compared only
where something changed. A paragraph that each side holds once is its own partner.
Repeated ones ("(weggefallen)", empty table cells, headings) take their partner
from their neighbourhood and never from far away, lest they steal each other's.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import ge
from typing import NamedTuple

from versions.alignment import in_order, rising, shared_once
from versions.headings import LONG, heading_name

_TELLING = 4  # letters in a row; what has no such word, as "(3)", tells nothing
_WORD = re.compile(rf"[^\W\d_]{{{_TELLING}}}")
_MOST = 2  # that a paragraph can tell of where it is from

GAP_CELLS = 40_000  # of the largest table of old and new paragraphs of one gap


class Gap(NamedTuple):
    """Old and new paragraphs between two neighbouring pairs of the chain.

    `olds` and `news` are unpaired; `strays` are old ones with an equal paragraph
    somewhere else.
    """

    olds: list[int]
    news: list[int]
    strays: list[int]


class Equals:
    """Partners of equal paragraphs; -1 for those without one.

    `chain` holds the pairs that keep the order of both revisions, and so divide
    them into gaps. `copies` maps an old paragraph that stands several times in its
    gap to the equal new ones there, if some copies went or came.
    """

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self.of_old = [-1] * len(old)
        self.of_new = [-1] * len(new)
        self._texts = old
        numbers: dict[str, int] = {}
        self._old = [numbers.setdefault(text, len(numbers)) for text in old]
        self._new = [numbers.setdefault(text, len(numbers)) for text in new]
        self.copies: dict[int, tuple[int, ...]] = {}
        self._anchor(0, len(old), 0, len(new))
        self.chain = [(i, j) for i, j in enumerate(self.of_old) if j >= 0]
        self._moved()

    def gaps(self) -> Iterator[Gap]:
        """Yield what lies unpaired between each two pairs of the chain."""
        i = j = 0
        for old_at, new_at in (*self.chain, (len(self._old), len(self._new))):
            if i < old_at or j < new_at:
                olds = [k for k in range(i, old_at) if self.of_old[k] < 0]
                news = [k for k in range(j, new_at) if self.of_new[k] < 0]
                strays: list[int] = []
                if len(olds) < old_at - i:
                    strays = [k for k in range(i, old_at) if self.of_old[k] >= 0]
                yield Gap(olds, news, strays)
            i, j = old_at + 1, new_at + 1

    def release(self, i: int) -> None:
        """Take old paragraph `i` and its partner apart again."""
        self.of_new[self.of_old[i]] = -1
        self.of_old[i] = -1

    def rows(self) -> dict[int, tuple[int, ...]]:
        """Return doubts about rows of neighbouring copies that grew or shrank."""
        old_rows, new_rows = _rows(self._old), _rows(self._new)
        repeats = {self.of_new[j] for j in new_rows} - {-1}
        repeats.update(i for i in old_rows if self.of_old[i] >= 0)
        grown: dict[tuple[range, range], None] = {}
        for i in sorted(repeats):
            j = self.of_old[i]
            olds = old_rows.get(i, range(i, i + 1))
            news = new_rows.get(j, range(j, j + 1))
            if len(olds) != len(news):
                grown[olds, news] = None
        found: dict[int, tuple[int, ...]] = {}
        for olds, news in grown:
            found.update(dict.fromkeys(olds, tuple(news)))
        return found

    def _pair(self, i: int, j: int) -> None:
        self.of_old[i], self.of_new[j] = j, i

    def _anchor(self, i1: int, i2: int, j1: int, j2: int) -> None:
        """Pair within two stretches: common ends, then what occurs once in each."""
        shared = frozenset(self._old).intersection(self._new)
        stretches = [(i1, i2, j1, j2)]
        while stretches:
            i1, i2, j1, j2 = stretches.pop()
            while i1 < i2 and j1 < j2 and self._old[i1] == self._new[j1]:
                self._pair(i1, j1)
                i1, j1 = i1 + 1, j1 + 1
            while i1 < i2 and j1 < j2 and self._old[i2 - 1] == self._new[j2 - 1]:
                i2, j2 = i2 - 1, j2 - 1
                self._pair(i2, j2)
            if i1 == i2 or j1 == j2:
                continue
            olds, news = self._old[i1:i2], self._new[j1:j2]
            common = set(olds).intersection(news)
            if not common:
                continue
            cuts = self._cuts(i1, olds, news)
            if not cuts:
                self._doubt(common, i1, i2, j1, j2)
                if len(olds) * len(news) > GAP_CELLS:
                    self._repeated(i1, i2, j1, j2)
                continue
            i, j = i1, j1
            for old_cut, new_cut in cuts:
                a, b = i1 + old_cut, j1 + new_cut
                self.of_old[a], self.of_new[b] = b, a
                # Most gaps hold nothing but changed paragraphs.
                if i < a and j < b and not shared.isdisjoint(self._old[i:a]):
                    stretches.append((i, a, j, b))
                i, j = a + 1, b + 1
            stretches.append((i, i2, j, j2))

    def _cuts(
        self, i1: int, olds: Sequence[int], news: Sequence[int]
    ) -> list[tuple[int, int]]:
        """Return the longest rising row of what each side holds once.

        Where it does not all rise, only what tells most about where it is from counts.
        """
        pairs = shared_once(olds, news)
        places = [place for _, place in pairs]
        if any(map(ge, places, places[1:])):
            tells = [self._tells(i1 + i) for i, _ in pairs]
            most = max(tells)
            pairs = [
                pair for pair, told in zip(pairs, tells, strict=True) if told == most
            ]
            places = [place for _, place in pairs]
        return [pairs[k] for k in rising(places)]

    def _tells(self, i: int) -> int:
        """Return how much the words of old paragraph `i` tell of where it is from.

        They tell `_MOST` if they have a word of their own. "§ 13" or "Article 7" has
        none: when a text is numbered anew, it stands on both sides, before other words.
        """
        text = self._texts[i]
        if len(text) >= LONG:
            return _MOST
        if not _WORD.search(text):
            return 0
        return 1 if heading_name(text) else _MOST

    def _repeated(self, i1: int, i2: int, j1: int, j2: int) -> None:
        """Pair repeated paragraphs of one gap in their order."""
        for i, j, size in in_order(self._old[i1:i2], self._new[j1:j2]):
            for k in range(size):
                self._pair(i1 + i + k, j1 + j + k)

    def _doubt(self, common: set[int], i1: int, i2: int, j1: int, j2: int) -> None:
        """Note which copies of a gap could each be the one that is left."""
        olds: dict[int, list[int]] = {}
        for i in range(i1, i2):
            olds.setdefault(self._old[i], []).append(i)
        news: dict[int, list[int]] = {}
        for j in range(j1, j2):
            news.setdefault(self._new[j], []).append(j)
        for text in common:
            if len(olds[text]) != len(news[text]):
                self.copies.update((i, tuple(news[text])) for i in olds[text])

    def _moved(self) -> None:
        """Pair what is left once on each side, and its equal neighbours."""
        left_old = [i for i, j in enumerate(self.of_old) if j < 0]
        left_new = [j for j, i in enumerate(self.of_new) if i < 0]
        pairs = shared_once(
            [self._old[i] for i in left_old], [self._new[j] for j in left_new]
        )
        for k, m in pairs:
            if self._tells(left_old[k]) == _MOST:
                self._pair(left_old[k], left_new[m])
        for i in left_old:
            if self.of_old[i] >= 0:
                self._extend(i, 1)
                self._extend(i, -1)

    def _extend(self, i: int, step: int) -> None:
        j = self.of_old[i] + step
        i += step
        while (
            0 <= i < len(self._old)
            and 0 <= j < len(self._new)
            and self.of_old[i] < 0
            and self.of_new[j] < 0
            and self._old[i] == self._new[j]
        ):
            self._pair(i, j)
            i, j = i + step, j + step


def _rows(texts: Sequence[int]) -> dict[int, range]:
    """Return for each place with an equal neighbour the row of all of them."""
    found: dict[int, range] = {}
    firsts = [k for k, (a, b) in enumerate(pairwise(texts)) if a == b]
    for first in firsts:
        if first not in found:
            end = first + 2
            while end < len(texts) and texts[end] == texts[first]:
                end += 1
            found.update(dict.fromkeys(range(first, end), range(first, end)))
    return found
