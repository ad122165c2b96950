"""One of two texts that are being paired, and what is known of its paragraphs so far.

Most paragraphs are equal to their partner and never asked about; so words are taken
apart when first needed.
"""

from collections.abc import Sequence

from versions.similarity import Wording, words_of

_REACH = 3  # paragraphs from one part of a whole to the next; others may come between


class Words(dict[int, list[str]]):
    """The words of each paragraph, in order."""

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__()
        self._texts = texts

    def __missing__(self, index: int) -> list[str]:
        self[index] = words = words_of(self._texts[index])
        return words


class Sets(dict[int, frozenset[str]]):
    """The different words of each paragraph."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, index: int) -> frozenset[str]:
        self[index] = words = frozenset(self._words[index])
        return words


class Wordings(dict[int, Wording]):
    """The words of each paragraph, as they are weighed."""

    def __init__(self, texts: Sequence[str], words: Words) -> None:
        super().__init__()
        self._texts, self._words = texts, words

    def __missing__(self, index: int) -> Wording:
        self[index] = wording = Wording(self._texts[index], self._words[index])
        return wording


class Side:
    """The paragraphs of one text, and their partners in the other.

    `links` names all that were found so far.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.words = Words(texts)
        self.sets = Sets(self.words)
        self.wordings = Wordings(texts, self.words)
        self.links: list[list[int]] = []
        self._worked = bytearray(len(texts))  # 1 where linked to a different text
        self._open: list[int] = []

    def start(self, equal: Sequence[int]) -> None:
        """Take the partner of the same text for each paragraph, or -1."""
        self.links = [[k] if k >= 0 else [] for k in equal]
        self._open = [k for k, partner in enumerate(equal) if partner < 0]

    def link(self, index: int, partner: int) -> None:
        """Note that a different text is a partner of paragraph `index`."""
        self.links[index].append(partner)
        self._worked[index] = 1

    def open(self) -> list[int]:
        """Return the paragraphs that have no partner yet."""
        self._open = [k for k in self._open if not self.links[k]]
        return self._open

    def around(self, index: int) -> list[tuple[int, int]]:
        """Return (distance, partner) of the worked on around `index`, nearest first."""
        places = []
        end = index + _REACH + 1
        place = self._worked.find(1, max(0, index - _REACH), end)
        while place >= 0:
            places.append((abs(place - index), place))
            place = self._worked.find(1, place + 1, end)
        places.sort()
        return [
            (distance, partner)
            for distance, place in places
            if distance
            for partner in self.links[place]
        ]
