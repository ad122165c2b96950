"""Find which new paragraphs continue which old ones, by their words.

From the certain to the doubtful: equal paragraphs; then much alike ones between the
same neighbours; then much alike ones that moved; then what a split or a merge left
over; and last, between or beside neighbours that are paired, also little alike ones,
for a paragraph may be rewritten almost wholly in its place.
"""

from collections.abc import Iterable, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from versions.equality import GAP_CELLS, Equals, Gap
from versions.fragments import Fragments
from versions.renumbering import follow_sections
from versions.side import Side
from versions.similarity import (
    all_characters,
    characters,
    dice,
    likeness,
    may_share,
    reworded,
    weighed,
)

Shares = Sequence[Sequence[float]]

# Shares of common words, 0 to 1, below which a pair is chance.
_NEAR = 0.5  # between the same neighbours
_LETTERS = 0.8  # of characters
_ROUNDING = 0.001  # a share that equals the least asked for may be given as 0
_STILL = 0.6  # of characters, of two alone between the same neighbours
_FAR = 0.45  # anywhere
_STAYED = 0.6  # in the old place, of a paragraph that stands elsewhere unchanged
_ALIKE = 0.55  # of characters, of two alone between the same neighbours, at last
_LIKE = 0.25  # likeness between the same neighbours
_ALONE = 0.05  # added to the likeness in a gap of as many old as new paragraphs
_BIAS = 0.2  # two weak pairs are worth less than a strong one
_RARE = 20  # paragraphs; a word in more of them is no lead
_LEAD = 0.3  # from here on similar words are counted, too, for they are dear
_LEADS = 3  # candidates looked at for each paragraph that may have moved
_FAR_WORDS = 4  # a shorter paragraph is not looked for anywhere at first
_SHORT_FAR = 0.4  # its share of words later, when little is left
_TELLING = 4  # characters of a word that leads to another paragraph; "§ 13" has none
_LIKE_CELLS = 2_500


class Pairs(NamedTuple):
    """Which new paragraphs continue which old ones.

    `forth` names the new ones of each old paragraph, `back` the reverse. `shares` maps
    (old, new) of different texts to the share that they have in common. `doubts` maps
    an old index to the new ones that fit it equally well.
    """

    forth: list[list[int]]
    back: list[list[int]]
    shares: dict[tuple[int, int], float]
    doubts: dict[int, tuple[int, ...]]


def pair(old: Sequence[str], new: Sequence[str]) -> Pairs:
    """Return which paragraphs of `new` continue which of `old`."""
    equals = Equals(old, new)
    forth, back, shares = _Pairing(old, new, equals).found()
    return Pairs(forth, back, shares, _doubts(equals, forth))


def _doubts(
    equals: Equals, forth: Sequence[Sequence[int]]
) -> dict[int, tuple[int, ...]]:
    """Return the copies of which nothing around tells which is which."""

    def linked(i: int, j: int) -> bool:
        return 0 <= i < len(forth) and j in forth[i]

    def settled(i: int, j: int) -> bool:
        return linked(i, j) and any(
            linked(i + step, j + step) and i + step not in equals.copies
            for step in (-1, 1)
        )

    taken = {j for i, news in equals.copies.items() for j in news if settled(i, j)}
    doubts = equals.rows()
    for i, news in equals.copies.items():
        open_places = tuple(j for j in news if j not in taken)
        if open_places and not any(settled(i, j) for j in news):
            doubts[i] = open_places
    return doubts


class _Pairing:
    def __init__(self, old: Sequence[str], new: Sequence[str], equals: Equals) -> None:
        self._old, self._new = Side(old), Side(new)
        self._shares: dict[tuple[int, int], float] = {}
        # What is left between the same neighbours: old and new paragraphs.
        self._left: list[tuple[list[int], list[int]]] = []
        gaps = _searchable(equals, self._old, self._new)
        self._old.start(equals.of_old)
        self._new.start(equals.of_new)
        self._near(gaps)
        fragments = Fragments(self._old, self._new, self._link)
        fragments.attach()
        self._far()
        self._rewritten()
        self._beside()
        self._short()
        fragments.attach()
        follow_sections(self._old, self._new, equals, self._take_apart, self._link)

    def found(
        self,
    ) -> tuple[list[list[int]], list[list[int]], dict[tuple[int, int], float]]:
        """Return the links of the old side, of the new one, and their shares."""
        for i, j in self._shares:
            self._old.links[i].sort()
            self._new.links[j].sort()
        old, new = self._old.texts, self._new.texts
        # What moved may be found by its words although not one of them changed.
        shares = {
            (i, j): share for (i, j), share in self._shares.items() if old[i] != new[j]
        }
        return self._old.links, self._new.links, shares

    def _link(self, i: int, j: int, share: float) -> None:
        self._shares[i, j] = share
        self._old.link(i, j)
        self._new.link(j, i)

    def _near(self, gaps: Sequence[tuple[list[int], list[int]]]) -> None:
        """Pair much alike paragraphs of each gap: by characters, then by words."""
        old, new = self._old.texts, self._new.texts
        lone = [gap for gap in gaps if _is_lone(*gap)]  # most often
        shares = all_characters(
            [old[olds[0]] for olds, _ in lone],
            [new[news[0]] for _, news in lone],
            _STILL,
        )
        for (olds, news), share in zip(lone, shares, strict=True):
            self._by_share(olds, news, share)
        several = [gap for gap in gaps if not _is_lone(*gap)]
        cells = [
            (i, j)
            for olds, news in several
            for i in olds
            for j in news
            if may_share(old[i], new[j], _LETTERS)
        ]
        shares = all_characters(
            [old[i] for i, _ in cells], [new[j] for _, j in cells], _LETTERS - _ROUNDING
        )
        known = dict(zip(cells, shares, strict=True))
        for olds, news in several:
            self._in_order(
                olds, news, [[known.get((i, j), 0.0) for j in news] for i in olds]
            )

    def _in_order(self, olds: list[int], news: list[int], table: Shares) -> None:
        """Pair much alike paragraphs of one gap, and look at what lies between."""
        old, new = self._old.texts, self._new.texts
        i = j = 0
        end = (len(olds), len(news))
        for a, b in (*best_in_order(table, _LETTERS), end):
            if a - i == b - j == 1:
                share = characters(old[olds[i]], new[news[j]], _STILL)
                self._by_share(olds[i:a], news[j:b], share)
            elif i < a and j < b:
                self._by_words(olds[i:a], news[j:b])
            if (a, b) != end:
                self._link(olds[a], news[b], table[a][b])
            i, j = a + 1, b + 1

    def _by_share(self, olds: list[int], news: list[int], share: float) -> None:
        """Pair two that are alone with each other, by their characters or words."""
        if share >= _STILL:
            self._link(olds[0], news[0], share)
        else:
            self._by_words(olds, news)

    def _by_words(self, olds: list[int], news: list[int]) -> None:
        """Pair paragraphs that share words enough, and keep what lies between."""
        old, new = self._old.sets, self._new.sets
        table = [[dice(old[i], new[j]) for j in news] for i in olds]
        if _is_lone(olds, news):
            if table[0][0] >= _NEAR:
                self._link(olds[0], news[0], table[0][0])
            else:
                self._left.append((olds, news))
            return
        i = j = 0
        end = (len(olds), len(news))
        for a, b in (*best_in_order(table, _NEAR), end):
            if i < a and j < b:
                self._left.append((olds[i:a], news[j:b]))
            if (a, b) != end:
                self._link(olds[a], news[b], table[a][b])
            i, j = a + 1, b + 1

    def _far(self) -> None:
        """Pair what is left anywhere, led by words that few paragraphs hold."""
        old, new = self._old, self._new
        olds = [i for i in old.open() if len(old.words[i]) >= _FAR_WORDS]
        news = new.open()
        telling = _telling(old, olds, new, news)
        places: dict[str, list[int]] = {}
        for j in news:
            for word in telling & new.sets[j]:
                places.setdefault(word, []).append(j)
        telling = {word for word in telling if len(places[word]) <= _RARE}
        candidates: list[tuple[float, int, int]] = []
        for i in olds:
            leads: dict[int, float] = {}
            for word in sorted(telling & old.sets[i]):
                there = places[word]
                weight = 1 / len(there)
                for j in there:
                    leads[j] = leads.get(j, 0.0) + weight
            for j in sorted(leads, key=leads.__getitem__, reverse=True)[:_LEADS]:
                share = weighed(old.sets[i], new.sets[j])
                if _LEAD <= share < _FAR:
                    share = reworded(old.wordings[i], new.wordings[j])
                if share >= _FAR:
                    candidates.append((-share, i, j))
        self._link_best(candidates)

    def _short(self) -> None:
        """Pair short paragraphs anywhere that alone hold a word in common."""
        old, new = self._old, self._new
        olds = [i for i in old.open() if len(old.words[i]) < _FAR_WORDS]
        news = new.open()
        telling = _telling(old, olds, new, news)
        places: dict[str, int] = {}
        for j in news:
            for word in telling & new.sets[j]:
                places[word] = -1 if word in places else j
        candidates: list[tuple[float, int, int]] = []
        for i in olds:
            for j in {places[word] for word in telling & old.sets[i]} - {-1}:
                share = weighed(old.sets[i], new.sets[j])
                if share >= _SHORT_FAR:
                    candidates.append((-share, i, j))
        self._link_best(candidates)

    def _link_best(self, candidates: Iterable[tuple[float, int, int]]) -> None:
        """Link (share below 0, old, new) from the best on, each paragraph once."""
        for share, i, j in sorted(candidates):
            if not self._old.links[i] and not self._new.links[j]:
                self._link(i, j, -share)

    def _rewritten(self) -> None:
        """Pair paragraphs between the same neighbours that may be rewritten."""
        old, new = self._old, self._new
        for was_old, was_new in self._left:
            olds = [i for i in was_old if not old.links[i]]
            news = [j for j in was_new if not new.links[j]]
            if not olds or not news or len(olds) * len(news) > _LIKE_CELLS:
                continue
            if _is_lone(olds, news):
                share = characters(old.texts[olds[0]], new.texts[news[0]], _ALIKE)
                if share:
                    self._link(olds[0], news[0], share)
                    continue
            bonus = _ALONE * ((len(olds) == len(news)) + _is_lone(olds, news))
            table = [
                [likeness(old.wordings[i], new.wordings[j]) + bonus for j in news]
                for i in olds
            ]
            for a, b in best_in_order(table, _LIKE):
                self._link(olds[a], news[b], min(1.0, table[a][b]))

    def _beside(self) -> None:
        """Pair alike paragraphs beside paired ones that moved."""
        old, new = self._old, self._new
        for i in old.open():
            for step in (-1, 1):
                for beside in _at(old.links, i - step):
                    j = beside + step
                    if 0 <= j < len(new.links) and not (new.links[j] or old.links[i]):
                        like = likeness(old.wordings[i], new.wordings[j])
                        if like >= _NEAR:
                            self._link(i, j, min(1.0, like))

    def _take_apart(self, i: int, j: int) -> None:
        """Let an old and a new paragraph have no partners."""
        old, new = self._old, self._new
        for partner in old.links[i]:
            new.links[partner].remove(i)
            self._shares.pop((i, partner), None)
        for partner in new.links[j]:
            old.links[partner].remove(j)
            self._shares.pop((partner, j), None)
        old.links[i], new.links[j] = [], []


def _is_lone(olds: Sequence[int], news: Sequence[int]) -> bool:
    return len(olds) == len(news) == 1


def _searchable(
    equals: Equals, old: Side, new: Side
) -> list[tuple[list[int], list[int]]]:
    """Return the old and new paragraphs of each gap that has both, and not too many."""
    found: list[tuple[list[int], list[int]]] = []
    for gap in list(equals.gaps()):
        olds = gap.olds
        if gap.strays and gap.news:
            back = _contested(gap, old, new)
            for i in back:
                equals.release(i)
            olds = sorted([*olds, *back])
        if olds and gap.news and len(olds) * len(gap.news) <= GAP_CELLS:
            found.append((olds, gap.news))
    return found


def _contested(gap: Gap, old: Side, new: Side) -> list[int]:
    """Return the strays of which most stands in their old place, too.

    Else a copy elsewhere would draw the remarks away from the paragraph that was
    worked on.
    """
    return [
        i
        for i in gap.strays
        if len(old.words[i]) >= _FAR_WORDS
        and any(
            len(old.sets[i] & new.sets[j]) >= _STAYED * len(old.sets[i])
            for j in gap.news
        )
    ]


def _telling(
    old: Side, olds: Iterable[int], new: Side, news: Iterable[int]
) -> set[str]:
    """Return the words long enough to lead somewhere that both sides hold."""
    there = set(chain.from_iterable(map(old.sets.__getitem__, olds)))
    there.intersection_update(chain.from_iterable(map(new.sets.__getitem__, news)))
    return {word for word in there if len(word) >= _TELLING}


def _at(links: Sequence[list[int]], index: int) -> list[int]:
    return links[index] if 0 <= index < len(links) else []


def best_in_order(table: Shares, least: float) -> list[tuple[int, int]]:
    """Return the cells (row, column) whose sum is largest, both rising.

    Cells below `least` do not count; each costs a little, so that one strong pair
    is worth more than two weak ones.
    """
    cells = [
        (a, b)
        for a, shares in enumerate(table)
        for b, share in enumerate(shares)
        if share >= least
    ]
    if all(a < c and b < d for (a, b), (c, d) in pairwise(cells)):
        return cells
    width = len(table[0]) + 1
    best = [[0.0] * width for _ in range(len(table) + 1)]
    for a, shares in enumerate(table):
        row, above = best[a + 1], best[a]
        for b, share in enumerate(shares):
            value = max(above[b + 1], row[b])
            if share >= least:
                value = max(value, above[b] + share - _BIAS)
            row[b + 1] = value
    a, b = len(table), width - 1
    cells = []
    while a and b:
        if best[a][b] == best[a - 1][b]:
            a -= 1
        elif best[a][b] == best[a][b - 1]:
            b -= 1
        else:
            a, b = a - 1, b - 1
            cells.append((a, b))
    return cells[::-1]
