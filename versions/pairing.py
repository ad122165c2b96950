"""Find which new paragraphs continue which old ones, by their words.

From the certain to the doubtful: equal paragraphs; then much alike ones between the
same neighbours; then much alike ones that moved; then what a split or a merge left
over; and last, between or beside neighbours that are paired, also little alike ones,
for a paragraph may be rewritten almost wholly in its place.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from versions.alignment import rising
from versions.equality import GAP_CELLS, Equals, Gap
from versions.fragments import Parts, around, belonging
from versions.similarity import (
    Wording,
    characters,
    common,
    dice,
    likeness,
    weighed,
)

Shares = Sequence[Sequence[float]]

# Shares of common words, 0 to 1, below which a pair is chance.
_NEAR = 0.5  # between the same neighbours
_LETTERS = 0.8  # of characters, with nothing else between the same neighbours
_FAR = 0.45  # anywhere
_STAYED = 0.6  # in the old place, of a paragraph that stands elsewhere unchanged
_FRAGMENT = 0.5  # part of a paragraph: of its own words
_LEFT = 0.3  # of its characters, at least, the others leave unexplained in the whole
_LIKE = 0.25  # likeness between the same neighbours
_ALONE = 0.05  # added to the likeness in a gap of as many old as new paragraphs
_BIAS = 0.2  # two weak pairs are worth less than a strong one
_RARE = 20  # paragraphs; a word in more of them is no lead
_LEAD = 0.3  # share of words by number, below which none by length is reckoned
_LEADS = 6  # candidates looked at for each paragraph that may have moved
_FAR_WORDS = 4  # a shorter paragraph is not looked for anywhere at first
_SHORT_FAR = 0.4  # its share of words later, when little is left
_TELLING = 4  # characters of a word that leads to another paragraph; "§ 13" has none
_LIKE_CELLS = 2_500


class Pairs(NamedTuple):
    """`shares` maps (old index, new index) to the share of words in common.

    `doubts` maps an old index to the new ones that fit it equally well.
    """

    shares: dict[tuple[int, int], float]
    doubts: dict[int, tuple[int, ...]]


def pair(old: Sequence[str], new: Sequence[str]) -> Pairs:
    """Return which paragraphs of `new` continue which of `old`."""
    equals = Equals(old, new)
    shares = _Pairing(old, new, equals).shares
    return Pairs(shares, _doubts(equals, shares))


def _doubts(
    equals: Equals, shares: Container[tuple[int, int]]
) -> dict[int, tuple[int, ...]]:
    """Return the copies of which nothing around tells which is which."""

    def settled(i: int, j: int) -> bool:
        return (i, j) in shares and any(
            (i + step, j + step) in shares and i + step not in equals.copies
            for step in (-1, 1)
        )

    taken = {j for i, news in equals.copies.items() for j in news if settled(i, j)}
    doubts = equals.rows()
    for i, news in equals.copies.items():
        open_places = tuple(j for j in news if j not in taken)
        if open_places and not any(settled(i, j) for j in news):
            doubts[i] = open_places
    return doubts


class _Wordings(dict[int, Wording]):
    """The words of paragraphs, taken apart when first asked for."""

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__()
        self._texts = texts

    def __missing__(self, index: int) -> Wording:
        self[index] = wording = Wording(self._texts[index])
        return wording


class _Pairing:
    def __init__(self, old: Sequence[str], new: Sequence[str], equals: Equals) -> None:
        self._old_texts, self._new_texts = old, new
        self._equals = equals
        self._old, self._new = _Wordings(old), _Wordings(new)
        # Fragments that do not belong: old, new, and how many parts were known then.
        self._refused: set[tuple[int, int, int]] = set()
        near: list[tuple[int, int, float]] = []
        for gap in list(equals.gaps()):
            if gap.news:
                contested = self._contested(gap) if gap.strays else []
                near += self._near(sorted([*gap.olds, *contested]), gap.news)
        self._changed_old = [i for i, j in enumerate(equals.of_old) if j < 0]
        self._changed_new = [j for j, i in enumerate(equals.of_new) if i < 0]
        self._of_old = [[j] if j >= 0 else [] for j in equals.of_old]
        self._of_new = [[i] if i >= 0 else [] for i in equals.of_new]
        self.shares = {(i, j): 1.0 for i, j in enumerate(equals.of_old) if j >= 0}
        for i, j, share in near:
            self._link(i, j, share)
        self._fragments()
        self._far()
        for olds, news in self._gaps():
            self._rewritten(olds, news)
        self._beside()
        self._short()
        self._fragments()

    def _link(self, i: int, j: int, share: float) -> None:
        self.shares[i, j] = share
        self._of_old[i].append(j)
        self._of_new[j].append(i)

    def _open(self) -> tuple[list[int], list[int]]:
        """Return the old and new paragraphs that have no partner yet."""
        return (
            [i for i in self._changed_old if not self._of_old[i]],
            [j for j in self._changed_new if not self._of_new[j]],
        )

    def _contested(self, gap: Gap) -> list[int]:
        """Take strays back of which most stands in their old place, too.

        Else a copy elsewhere would draw the remarks away from the paragraph that
        was worked on.
        """
        back: list[int] = []
        for i in gap.strays:
            bag = self._old[i].bag
            if len(bag) >= _FAR_WORDS and any(
                common(bag, self._new[j].bag) >= _STAYED * len(bag) for j in gap.news
            ):
                self._equals.release(i)
                back.append(i)
        return back

    def _near(
        self, olds: Sequence[int], news: Sequence[int]
    ) -> Iterator[tuple[int, int, float]]:
        """Yield much alike paragraphs of one gap: by characters, then by words."""
        if not olds or len(olds) * len(news) > GAP_CELLS:
            return
        old_texts = [self._old_texts[i] for i in olds]
        new_texts = [self._new_texts[j] for j in news]
        by_characters = [
            [characters(text, other, _LETTERS) for other in new_texts]
            for text in old_texts
        ]
        i = j = 0
        end = (len(olds), len(news))
        for a, b in (*best_in_order(by_characters, _LETTERS), end):
            if i < a and j < b:
                yield from self._by_words(olds[i:a], news[j:b])
            if (a, b) != end:
                yield olds[a], news[b], by_characters[a][b]
            i, j = a + 1, b + 1

    def _by_words(
        self, olds: Sequence[int], news: Sequence[int]
    ) -> Iterator[tuple[int, int, float]]:
        table = [[dice(self._old[i], self._new[j]) for j in news] for i in olds]
        for a, b in best_in_order(table, _NEAR):
            yield olds[a], news[b], table[a][b]

    def _far(self) -> None:
        """Pair what is left anywhere, led by words that few paragraphs hold."""
        olds, news = self._open()
        places: dict[str, list[int]] = {}
        for j in news:
            for word in self._new[j].words:
                if len(word) >= _TELLING:
                    places.setdefault(word, []).append(j)
        candidates: list[tuple[float, int, int]] = []
        for i in olds:
            wording = self._old[i]
            if len(wording.bag) < _FAR_WORDS:
                continue
            leads: dict[int, float] = {}
            for word in wording.words:
                there = places.get(word, ())
                if len(there) <= _RARE:
                    for j in there:
                        leads[j] = leads.get(j, 0.0) + 1 / len(there)
            for j in sorted(leads, key=leads.__getitem__, reverse=True)[:_LEADS]:
                if dice(wording, self._new[j]) >= _LEAD:
                    share = weighed(wording, self._new[j])
                    if share >= _FAR:
                        candidates.append((-share, i, j))
        self._link_best(candidates)

    def _short(self) -> None:
        """Pair short paragraphs anywhere that alone hold a word in common."""
        olds, news = self._open()
        places: dict[str, int] = {}
        for j in news:
            for word in self._new[j].words:
                if len(word) >= _TELLING:
                    places[word] = -1 if word in places else j
        candidates: list[tuple[float, int, int]] = []
        for i in olds:
            wording = self._old[i]
            if len(wording.bag) < _FAR_WORDS:
                for j in {places.get(word, -1) for word in wording.bag} - {-1}:
                    share = weighed(wording, self._new[j])
                    if share >= _SHORT_FAR:
                        candidates.append((-share, i, j))
        self._link_best(candidates)

    def _link_best(self, candidates: Iterable[tuple[float, int, int]]) -> None:
        """Link (share below 0, old, new) from the best on, each paragraph once."""
        for share, i, j in sorted(candidates):
            if not self._of_old[i] and not self._of_new[j]:
                self._link(i, j, -share)

    def _gaps(self) -> Iterator[tuple[list[int], list[int]]]:
        """Yield what is unpaired between each two pairs that keep the order."""
        pairs = [(i, js[0]) for i, js in enumerate(self._of_old) if js]
        kept = [pairs[k] for k in rising([j for _, j in pairs])]
        i, j = 0, 0
        for i2, j2 in (*kept, (len(self._old_texts), len(self._new_texts))):
            if i < i2 and j < j2:
                olds = [k for k in range(i, i2) if not self._of_old[k]]
                news = [k for k in range(j, j2) if not self._of_new[k]]
                if olds and news and len(olds) * len(news) <= _LIKE_CELLS:
                    yield olds, news
            i, j = i2 + 1, j2 + 1

    def _rewritten(self, olds: Sequence[int], news: Sequence[int]) -> None:
        """Pair paragraphs of one gap that may be rewritten."""
        bonus = _ALONE * ((len(olds) == len(news)) + (len(olds) == len(news) == 1))
        table = [
            [likeness(self._old[i], self._new[j]) + bonus for j in news] for i in olds
        ]
        for a, b in best_in_order(table, _LIKE):
            self._link(olds[a], news[b], min(1.0, table[a][b]))

    def _beside(self) -> None:
        """Pair alike paragraphs beside paired ones that moved."""
        for i in self._open()[0]:
            for step in (-1, 1):
                for beside in _at(self._of_old, i - step):
                    j = beside + step
                    if 0 <= j < len(self._of_new) and not (
                        self._of_new[j] or self._of_old[i]
                    ):
                        like = likeness(self._old[i], self._new[j])
                        if like >= _NEAR:
                            self._link(i, j, min(1.0, like))

    def _fragments(self) -> None:
        """Attach what is unpaired to the partner of a neighbour that it is part of."""
        olds, news = self._open()
        for j in news:
            best, whole = 0.0, -1
            for distance, i in around(j, self._of_new):
                key = (i, j, len(self._of_old[i]))
                if self._equals.of_old[i] < 0 and key not in self._refused:
                    known = _parts(j, self._of_old[i], self._new)
                    value = belonging(self._new[j], self._old[i], known, distance)
                    if value > best:
                        best, whole = value, i
                    if not value:
                        self._refused.add(key)
            if best:
                self._link(whole, j, dice(self._old[whole], self._new[j]))
        for i in olds:
            best, whole = 0.0, -1
            for distance, j in around(i, self._of_old):
                key = (i, j, len(self._of_new[j]))
                if self._equals.of_new[j] < 0 and key not in self._refused:
                    known = _parts(i, self._of_new[j], self._old)
                    value = belonging(self._old[i], self._new[j], known, distance)
                    if value > best:
                        best, whole = value, j
                    if not value:
                        self._refused.add(key)
            if best:
                self._link(i, whole, dice(self._old[i], self._new[whole]))


def _parts(index: int, others: Sequence[int], wordings: _Wordings) -> Parts:
    """Return the known parts before and after the paragraph `index`."""
    return Parts(
        [wordings[other] for other in others if other < index],
        [wordings[other] for other in others if other > index],
    )


def _at(links: Sequence[list[int]], index: int) -> list[int]:
    return links[index] if 0 <= index < len(links) else []


def best_in_order(table: Shares, least: float) -> list[tuple[int, int]]:
    """Return the cells (row, column) whose sum is largest, both rising.

    Cells below `least` do not count; each costs a little, so that one strong pair
    is worth more than two weak ones.
    """
    if len(table) == len(table[0]) == 1:  # most often, and not worth a table
        return [(0, 0)] if table[0][0] >= least else []
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
    cells: list[tuple[int, int]] = []
    while a and b:
        if best[a][b] == best[a - 1][b]:
            a -= 1
        elif best[a][b] == best[a][b - 1]:
            b -= 1
        else:
            a, b = a - 1, b - 1
            cells.append((a, b))
    return cells[::-1]
