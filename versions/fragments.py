"""Tell the parts of a split paragraph, and the sources of a merged one.

A part is small beside the whole, and may be worked on or stand behind an inserted
paragraph. But parts mostly keep their order. So it is asked how much more of the whole
is explained when the part stands in its place among the known ones: by characters,
which is fast and knows misspelt words, and then by words, which knows chance.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from versions.side import Side
from versions.similarity import alike, common, dice

_LEFT = 0.3  # of its characters, at least, the others leave unexplained in the whole
_FEW = 3  # words; a part of fewer is found in any long text
_MISSING = 0.5  # likeness of the part with the stretch that is missing
_CHARACTERS = 0.85  # of the part's characters; in a long stretch many are chance
_WORDS = 0.5  # of the part's words
_CONFIRMED = 0.2  # of its words, where the characters only hint
_SURE = 0.9  # of its words, for parts that changed places


class Fragments:
    """The search for parts among what is unpaired; `link` is told (old, new, share).

    It may be repeated when more is paired, and asks no question twice.
    """

    def __init__(
        self, old: Side, new: Side, link: Callable[[int, int, float], None]
    ) -> None:
        self._old, self._new, self._link = old, new, link
        self._splits, self._merges = _Search(new, old), _Search(old, new)

    def attach(self) -> None:
        """Link what is unpaired to the partner of a neighbour that it is part of."""
        for j in self._new.open():
            i = self._splits.whole_of(j)
            if i >= 0:
                self._link(i, j, dice(self._old.sets[i], self._new.sets[j]))
        for i in self._old.open():
            j = self._merges.whole_of(i)
            if j >= 0:
                self._link(i, j, dice(self._old.sets[i], self._new.sets[j]))


class Row(NamedTuple):
    """The known parts of a whole before and after the one in question."""

    before: tuple[int, ...]
    after: tuple[int, ...]


class _Search:
    """The search on one side for parts of paragraphs of the other."""

    def __init__(self, parts: Side, wholes: Side) -> None:
        self._parts, self._wholes = parts, wholes
        # What does not belong: part, whole, and how many parts were known then.
        self._refused: set[tuple[int, int, int]] = set()
        # How many characters and words of a whole the known parts explain together.
        self._characters: dict[tuple[int, tuple[int, ...]], int] = {}
        self._words: dict[tuple[int, tuple[int, ...]], int] = {}

    def whole_of(self, part: int) -> int:
        """Return the paragraph near by that `part` most surely belongs to, or -1."""
        best, found = 0.0, -1
        for distance, whole in self._parts.around(part):
            key = part, whole, len(self._wholes.links[whole])
            if key not in self._refused:
                value = self._belonging(part, whole, distance)
                if value > best:
                    best, found = value, whole
                if not value:
                    self._refused.add(key)
        return found

    def _belonging(self, part: int, whole: int, distance: int) -> float:
        """Return how surely `part` is one more part of `whole`, 0 where it is chance.

        It is at most about 1.
        """
        text, words = self._parts.texts[part], self._parts.words[part]
        known = self._wholes.links[whole]
        left = len(self._wholes.texts[whole]) - sum(
            self._explained(whole, other) for other in known
        )
        is_short = len(words) < _FEW and len(text) < _LEFT * left
        is_whole = text == self._wholes.texts[whole]
        if left < _LEFT * len(text) or is_short or is_whole or not words:
            return 0.0
        row = Row(
            tuple([other for other in known if other < part]),
            tuple([other for other in known if other > part]),
        )
        like = 0.0
        if distance == 1:
            more = self._more_characters(whole, part, row)
            if more >= _CHARACTERS * len(text):
                return more / len(text)
            like = 2 * more / (len(text) + left)
        if self._most(whole, words) < (_CONFIRMED if distance == 1 else _WORDS):
            return 0.0
        share = self._more_words(whole, part, row)
        if share >= _WORDS:
            return share
        if like >= _MISSING and share >= _CONFIRMED:
            return like
        return self._swapped(part, whole) if distance == 1 else 0.0

    def _most(self, whole: int, words: Sequence[str]) -> float:
        """Return the share of words that the whole holds anywhere.

        No more of them can be explained, and this is fast.
        """
        holds = self._wholes.sets[whole].__contains__
        return sum(map(holds, words)) / len(words)

    def _explained(self, whole: int, part: int) -> int:
        """Return how many characters of the whole a known part explains."""
        known = self._characters.get((whole, (part,)))
        if known is None:
            known = alike(self._wholes.texts[whole], self._parts.texts[part])
            self._characters[whole, (part,)] = known
        return known

    def _more_characters(self, whole: int, part: int, row: Row) -> int:
        """Return how many more characters of the whole are explained with the part."""
        text, texts = self._wholes.texts[whole], self._parts.texts
        others = (*row.before, *row.after)
        without = self._characters.get((whole, others))
        if without is None:
            without = alike(text, " ".join([texts[other] for other in others]))
            self._characters[whole, others] = without
        everything = (*row.before, part, *row.after)
        return alike(text, " ".join([texts[each] for each in everything])) - without

    def _more_words(self, whole: int, part: int, row: Row) -> float:
        """Return how many more words are, as a share of those of the part."""
        there, words = self._wholes.words[whole], self._parts.words
        others = (*row.before, *row.after)
        without = self._words.get((whole, others))
        if without is None:
            without = common(there, [word for each in others for word in words[each]])
            self._words[whole, others] = without
        everything = (*row.before, part, *row.after)
        with_it = [word for each in everything for word in words[each]]
        return (common(there, with_it) - without) / len(words[part])

    def _swapped(self, part: int, whole: int) -> float:
        """Return how surely it is a part that changed places with the known ones.

        Then it stands there nearly word for word, and is none of them.
        """
        words, sets = self._parts.words[part], self._parts.sets
        share = common(words, self._wholes.words[whole]) / len(words)
        is_another = all(
            len(sets[part] & sets[other]) < _WORDS * len(sets[part])
            for other in self._wholes.links[whole]
        )
        return share if share >= _SURE and is_another else 0.0
