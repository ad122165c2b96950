"""Find a quote in one revision, by its words and the text around it.

Two uses: an API client names its target by quote alone; and a drafter is shown
where the words of an orphan may have gone. A place found here is never taken
silently: the result says how sure it is, and says so when several are as good.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import partial_ratio_alignment

from annotations.errors import SelectorError
from annotations.selector import CONTEXT, Quote
from versions.text import Point, Range

_BREAK = "\n"  # between paragraphs, as in annotations.selector
_MARGIN = 0.05  # a lead of less in score is no lead
_ALIKE = 0.6  # below, an approximate hit has another meaning
_WORDS, _AROUND = 0.75, 0.25  # weights of the quote itself and of what surrounds it
_MOST = 50  # places; a word met more often needs its context to be given


@dataclass(frozen=True, slots=True)
class Found:
    """The one best place; `score` is 0 to 1, and 1 where words and context agree."""

    range: Range
    score: float


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several places that fit about equally well, best first."""

    candidates: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """No place is alike."""


def locate(texts: Sequence[str], quote: Quote) -> Found | Ambiguous | Missing:
    """Return where `quote` stands in the paragraphs `texts`.

    Raises:
        SelectorError: the quote holds no words.
    """
    if not quote.exact.strip():
        raise SelectorError("target.quote.exact", "the passage holds no words")
    whole = _whole(tuple(texts))
    spans = list(occurrences(whole.text, quote.exact)) or list(
        _alike(whole.text, quote.exact)
    )
    scored = [_scored(whole, quote, span) for span in spans]
    scored.sort(key=lambda found: (-found.score, found.range))
    if not scored:
        return Missing()
    best = [f for f in scored if f.score >= scored[0].score - _MARGIN]
    if len(best) > 1:
        return Ambiguous(tuple(best[:_MOST]))
    return best[0]


def occurrences(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each place where `words` stand in `text`."""
    start = text.find(words)
    while start >= 0:
        yield start, start + len(words)
        start = text.find(words, start + 1)


class Whole:
    """All paragraphs as one text, and the way back to them."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.text = _BREAK.join(texts)
        self._starts = [
            0,
            *accumulate(len(text) + len(_BREAK) for text in texts[:-1]),
        ]

    def point(self, offset: int) -> Point:
        """Return the paragraph and offset of an offset in `text`."""
        paragraph = bisect_right(self._starts, offset) - 1
        return Point(paragraph, offset - self._starts[paragraph])


@lru_cache(maxsize=8)
def _whole(texts: tuple[str, ...]) -> Whole:
    """Return the joined text, kept: people comment on the same few revisions."""
    return Whole(texts)


def _alike(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Yield the place most like `words`, if it is alike enough."""
    hit = partial_ratio_alignment(words, text, score_cutoff=100 * _ALIKE)
    if hit is not None and hit.dest_end > hit.dest_start:
        yield hit.dest_start, hit.dest_end


def _scored(whole: Whole, quote: Quote, span: tuple[int, int]) -> Found:
    start, end = span
    text = whole.text
    words = Indel.normalized_similarity(quote.exact, text[start:end])
    before = text[max(0, start - CONTEXT) : start]
    after = text[end : end + CONTEXT]
    around = [
        Indel.normalized_similarity(given, there)
        for given, there in (
            (quote.prefix, before[len(before) - len(quote.prefix) :]),
            (quote.suffix, after[: len(quote.suffix)]),
        )
        if given
    ]
    score = words
    if around:
        score = _WORDS * words + _AROUND * sum(around) / len(around)
    return Found(Range(whole.point(start), whole.point(end)), score)
