"""What became of a remark in the next text.

Which changes touch its words, and whether a proposed wording was taken. Everything
here is a proposal to the drafter, with the words that speak for it; a person decides
what caused what.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from versions.alignment import in_order
from versions.comparison import Hunk
from versions.diff import diff
from versions.text import Range
from versions.tokens import Alphabet, tokenize, words_of

Extent = Literal["literal", "in_part", "in_substance", "none"]

# Shares, 0 to 1, of the words that a proposal adds.
_IN_PART = 0.5  # they stand in the new text in the proposed order
_IN_SUBSTANCE = 0.5  # they stand in it in any order, cut to their stems
_STEM = 6  # characters; German endings come after
_EVIDENCE_WORDS = 2  # a shorter common run is no evidence


@dataclass(frozen=True, slots=True)
class Uptake:
    """How far a proposed wording was taken; `share` is 0 to 1.

    `evidence` holds the runs of the new text that were proposed, longest first.
    """

    extent: Extent
    share: float
    evidence: tuple[str, ...]


def touched(hunks: Sequence[Hunk], range_: Range) -> tuple[int, ...]:
    """Return the indices of the `hunks` that change words of `range_`.

    The range lies in the old revision. A text inserted inside it or against one of
    its edges counts: it may answer the remark.
    """
    return tuple(index for index, hunk in enumerate(hunks) if _touches(hunk, range_))


def _touches(hunk: Hunk, range_: Range) -> bool:
    if hunk.old is None:
        return False
    paragraph, span = hunk.old
    first, last = range_.start, range_.end
    start, end = (paragraph, span.start), (paragraph, span.end)
    edges = (first.paragraph, first.offset), (last.paragraph, last.offset)
    if not span:
        return edges[0] <= start <= edges[1]
    return start < edges[1] and end > edges[0]


def uptake(quote: str, proposal: str, became: str) -> Uptake:
    """Return how far `proposal`, made in place of `quote`, is in the text `became`.

    Only the words that the proposal adds count: what stood there before and still
    does was not taken from it. A proposal that adds none, but strikes words, was
    taken as far as they are gone.
    """
    added = [change.new.of(proposal) for change in diff(quote, proposal)]
    written = Alphabet()
    wanted = "".join(written.write(part) for part in added)
    there = written.write(became)
    if not words_of(wanted):
        return _struck(quote, proposal, became)
    if _plain(proposal) in _plain(became):
        return Uptake("literal", 1.0, (proposal.strip(),))
    evidence = _runs(wanted, there, became)
    share = _share(wanted, there)
    if share >= _IN_PART:
        return Uptake("in_part", share, evidence)
    stems = _stemmed(" ".join(added)), _stemmed(became)
    substance = len(stems[0] & stems[1]) / len(stems[0]) if stems[0] else 0.0
    if substance >= _IN_SUBSTANCE:
        return Uptake("in_substance", substance, evidence)
    return Uptake("none", max(share, substance), evidence)


def _struck(quote: str, proposal: str, became: str) -> Uptake:
    """Judge a proposal that only takes words away."""
    alphabet = Alphabet()
    struck = words_of(
        "".join(alphabet.write(c.old.of(quote)) for c in diff(quote, proposal))
    )
    if not struck:
        return Uptake("none", 0.0, ())
    if _plain(became) == _plain(proposal):
        return Uptake("literal", 1.0, (proposal.strip(),))
    there = set(alphabet.write(became))
    share = sum(word not in there for word in struck) / len(struck)
    return Uptake("in_part" if share >= _IN_PART else "none", share, ())


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _share(wanted: str, there: str) -> float:
    """Return the share of the wanted words that are there in the wanted order."""
    kept = "".join(wanted[b.old : b.old + b.size] for b in in_order(wanted, there))
    return len(words_of(kept)) / len(words_of(wanted))


def _runs(wanted: str, there: str, became: str) -> tuple[str, ...]:
    tokens = tokenize(became)
    runs = [
        became[tokens[b.new].start : tokens[b.new + b.size - 1].end]
        for b in in_order(wanted, there)
        if len(words_of(there[b.new : b.new + b.size])) >= _EVIDENCE_WORDS
    ]
    return tuple(sorted(runs, key=len, reverse=True))


def _stemmed(text: str) -> frozenset[str]:
    """Return the beginnings of the words that carry meaning."""
    words = (text[token.start : token.end].casefold() for token in tokenize(text))
    return frozenset(word[:_STEM] for word in words if len(word) >= _STEM)
