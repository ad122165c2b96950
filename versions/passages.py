"""Follow each word of a passage into its new wording, wherever it went inside it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

from versions.alignment import Block, in_order
from versions.boundaries import settled

# A passage that changed places has at least so many tokens in common with its old
# self, and so large a share of the shorter of both; below, it is chance.
_MOVED_TOKENS = 4
_MOVED_SHARE = 0.5
_MOVED_CELLS = 10_000  # pairs of such passages; in a text torn further nothing moved
_TOKEN_CELLS = 4_000_000_000  # of both texts, about a second
_CHANCE_GAP = 4  # times its size: between gaps as wide, a block may be chance
_SIMILAR = 0.8  # of two words: an ending or a letter differs, not the first
_SIMILAR_LETTERS = 3  # of a shorter word nothing is left when one differs
_REPLACED = 24  # tokens; in a longer stretch words are not set against each other


class Hunk(NamedTuple):
    """Old tokens in whose place stand new ones, more or fewer than they were."""

    olds: range
    news: range


class Followed(NamedTuple):
    """For each old token the new token it stayed or became, or -1.

    `worth` is 1 for an equal token, less for a similar one, and 0 where another
    word took its place: then the passage may go on there, but the word is gone.
    `hunks` are what was replaced otherwise than word by word.
    """

    partner: list[int]
    worth: list[float]
    hunks: list[Hunk]


def follow(old: Sequence[str], new: Sequence[str]) -> Followed:
    """Return what became of each token of `old` in `new`."""
    found = partners(old, new)
    worth = [float(place >= 0) for place in found]
    hunks: list[Hunk] = []
    for olds, news in list(_replaced(found, len(new))):
        i, j = olds.start, news.start
        end = (olds.stop, news.stop, 0.0)
        for a, b, likeness in (*_similar(old, new, olds, news), end):
            if a - i == b - j:
                found[i:a] = range(j, b)
            elif i < a and j < b:
                hunks.append(Hunk(range(i, a), range(j, b)))
            if likeness:
                found[a], worth[a] = b, likeness
            i, j = a + 1, b + 1
    return Followed(found, worth, hunks)


def _replaced(found: Sequence[int], size: int) -> Iterator[tuple[range, range]]:
    """Yield the stretches that stand between the same neighbours without a partner."""
    taken = frozenset(found)
    start = found.index(-1) if -1 in found else len(found)
    while start < len(found):
        end = start + 1
        while end < len(found) and found[end] < 0:
            end += 1
        olds = range(start, end)
        news = range(
            found[start - 1] + 1 if start else 0,
            found[end] if end < len(found) else size,
        )
        if (
            len(olds) <= _REPLACED
            and 0 < len(news) <= _REPLACED
            and taken.isdisjoint(news)
        ):
            yield olds, news
        start = end
        while start < len(found) and found[start] >= 0:
            start += 1


def _similar(
    old: Sequence[str], new: Sequence[str], olds: range, news: range
) -> Iterator[tuple[int, int, float]]:
    """Yield similar words of two stretches, in order, with their likeness."""
    start = news.start
    for a in olds:
        if len(old[a]) < _SIMILAR_LETTERS or not old[a].isalpha():
            continue
        for b in range(start, news.stop):
            likeness = Indel.normalized_similarity(old[a], new[b])
            if likeness >= _SIMILAR and old[a][0] == new[b][0]:
                yield a, b, likeness
                start = b + 1
                break


def partners(old: Sequence[str], new: Sequence[str]) -> list[int]:
    """Return for each old token the new token that it became or stayed, or -1.

    Passages that changed places are followed too, if most of them is still there.
    """
    blocks = settled(old, new, in_order(old, new))
    firm, weak = _sifted(blocks, len(old), len(new))
    found = [-1] * len(old)
    taken = bytearray(len(new))
    for block in firm:
        _pair(block, found, taken)
    _pair_moved(old, new, found, taken)
    for block in weak:
        if _fits(block, found, taken):
            _pair(block, found, taken)
    return found


def _fits(block: Block, found: Sequence[int], taken: bytearray) -> bool:
    """Return whether a weak block still keeps the order of what is around it."""
    i, j, size = block
    if any(taken[j : j + size]) or any(place >= 0 for place in found[i : i + size]):
        return False
    before = next((found[k] for k in range(i - 1, -1, -1) if found[k] >= 0), -1)
    rest = range(i + size, len(found))
    after = next((found[k] for k in rest if found[k] >= 0), len(taken))
    return before < j < after


def _sifted(
    blocks: Sequence[Block], old_size: int, new_size: int
) -> tuple[list[Block], list[Block]]:
    """Part blocks from those so small in so wide a gap that they may be chance."""
    firm: list[Block] = []
    weak: list[Block] = []
    rows = [Block(0, 0, 0), *blocks, Block(old_size, new_size, 0)]
    for before, block, after in zip(rows, blocks, rows[2:], strict=False):
        left = max(
            block.old - before.old - before.size, block.new - before.new - before.size
        )
        right = max(after.old - block.old, after.new - block.new) - block.size
        (weak if block.size * _CHANCE_GAP <= min(left, right) else firm).append(block)
    return firm, weak


def _pair(block: Block, found: list[int], taken: bytearray) -> None:
    found[block.old : block.old + block.size] = range(block.new, block.new + block.size)
    taken[block.new : block.new + block.size] = bytes((1,)) * block.size


def _pair_moved(
    old: Sequence[str], new: Sequence[str], found: list[int], taken: bytearray
) -> None:
    """Pair passages left over on both sides, the one with most in common first."""
    olds = _free(bytearray(map((-1).__lt__, found)))
    news = _free(taken)
    if len(olds) * len(news) > _MOVED_CELLS or len(old) * len(new) > _TOKEN_CELLS:
        return
    candidates = sorted(
        (-shared, first, start)
        for first, last in olds
        for start, end in news
        if (shared := Indel.similarity(old[first:last], new[start:end]) // 2)
        >= max(_MOVED_TOKENS, _MOVED_SHARE * min(last - first, end - start))
    )
    old_ends, new_ends = dict(olds), dict(news)
    for _, first, start in candidates:
        if first in old_ends and start in new_ends:
            passage = old[first : old_ends.pop(first)]
            place = new[start : new_ends.pop(start)]
            for block in settled(passage, place, in_order(passage, place)):
                _pair(
                    Block(block.old + first, block.new + start, block.size),
                    found,
                    taken,
                )


def _free(taken: bytearray) -> list[tuple[int, int]]:
    """Return start and end of each run that is not taken and long enough to move."""
    runs: list[tuple[int, int]] = []
    start = taken.find(0)
    while start >= 0:
        end = taken.find(1, start)
        if end < 0:
            end = len(taken)
        if end - start >= _MOVED_TOKENS:
            runs.append((start, end))
        start = taken.find(0, end)
    return runs
