"""Pair the tokens of an old passage with those of a new one.

Both passages are written in one alphabet (versions.tokens), so they are strings
with a character per token. The result is deterministic: no clock limits it, only
the size of the tables that are ever built.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

# Cells of the largest table compared as a whole: about 4 MB of bits.
_TABLE = 32_000_000
# A passage that changed places has at least so many tokens in common with its old
# self, and so large a share of the shorter of both; below, it is chance.
_MOVED_TOKENS = 4
_MOVED_SHARE = 0.5
_CHANCE_GAP = 4  # times its size: between gaps as wide, a block may be chance
_SENTENCE_ENDS = frozenset(".!?…;:")
_CLAUSE_ENDS = frozenset(',)–—"“”»«')


class Block(NamedTuple):
    """A run of `size` equal tokens, starting at `old` and `new`."""

    old: int
    new: int
    size: int


def in_order(old: str, new: str) -> list[Block]:
    """Return the longest chain of equal tokens that keeps the order of both."""
    return list(_chain(old, new, 0, 0))


def _chain(old: str, new: str, old_at: int, new_at: int) -> Iterator[Block]:
    if len(old) * len(new) > _TABLE:
        yield from _divided(old, new, old_at, new_at)
        return
    for block in Indel.opcodes(old, new).as_matching_blocks():
        if block.size:
            yield Block(block.a + old_at, block.b + new_at, block.size)


def _divided(old: str, new: str, old_at: int, new_at: int) -> Iterator[Block]:
    """Cut both texts at tokens that each holds once, and compare between the cuts."""
    cuts = [*once_in_both(old, new), (len(old), len(new))]
    if len(cuts) == 1:
        return
    i = j = 0
    for old_cut, new_cut in cuts:
        yield from _chain(old[i:old_cut], new[j:new_cut], old_at + i, new_at + j)
        if old_cut < len(old):
            yield Block(old_at + old_cut, new_at + new_cut, 1)
        i, j = old_cut + 1, new_cut + 1


def once_in_both(old: Sequence[object], new: Sequence[object]) -> list[tuple[int, int]]:
    """Return the longest rising row of places whose value each side holds once."""
    places: dict[object, int] = {}
    for index, value in enumerate(old):
        places[value] = -1 if value in places else index
    seen: dict[object, int] = {}
    for index, value in enumerate(new):
        seen[value] = -1 if value in seen else index
    pairs = sorted(
        (place, seen[value])
        for value, place in places.items()
        if place >= 0 and seen.get(value, -1) >= 0
    )
    return [pairs[k] for k in rising([new_place for _, new_place in pairs])]


def rising(values: Sequence[int]) -> list[int]:
    """Return the indices of a longest strictly rising row of `values`."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, value in enumerate(values):
        place = bisect_left(tails, value)
        before.append(ends[place - 1] if place else -1)
        if place == len(tails):
            tails.append(value)
            ends.append(index)
        else:
            tails[place] = value
            ends[place] = index
    row = []
    index = ends[-1] if ends else -1
    while index >= 0:
        row.append(index)
        index = before[index]
    return row[::-1]


def partners(old: str, new: str) -> list[int]:
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
    for i, j, size in weak:
        for k in range(size):
            if found[i + k] < 0 and not taken[j + k]:
                found[i + k] = j + k
                taken[j + k] = 1
    return found


def settled(old: str, new: str, blocks: Sequence[Block]) -> list[Block]:
    """Slide what was inserted or deleted to where a sentence or clause ends.

    "A. B." may have become "A. X. B." by inserting "X. " or ". X": both are as
    short, but only the first is what people do.
    """
    done = list(blocks[:1])
    for block in blocks[1:]:
        _slide(old, new, done, block)
    return done


def _slide(old: str, new: str, done: list[Block], block: Block) -> None:
    """Append `block` to `done` with the best boundary to the block before it."""
    last = done[-1]
    i, j = last.old + last.size, last.new + last.size
    if i < block.old and j < block.new:
        done.append(block)
        return
    text = new if i == block.old else old
    start, end = (j, block.new) if i == block.old else (i, block.old)
    best, shift = _boundary(text, start, end), 0
    by = 1
    while by <= block.size and text[start + by - 1] == text[end + by - 1]:
        value = _boundary(text, start + by, end + by) + (by == block.size)
        if value > best:
            best, shift = value, by
        by += 1
    by = 1
    while by < last.size and text[start - by] == text[end - by]:
        value = _boundary(text, start - by, end - by)
        if value > best:
            best, shift = value, -by
        by += 1
    done[-1] = Block(last.old, last.new, last.size + shift)
    if block.size > shift:
        done.append(Block(block.old + shift, block.new + shift, block.size - shift))


def _boundary(text: str, start: int, end: int) -> int:
    """Return how well `text` can be cut at both places, 0 to 6."""
    return _cut(text, start) + _cut(text, end)


def _cut(text: str, place: int) -> int:
    if place in (0, len(text)) or text[place - 1] in _SENTENCE_ENDS:
        return 3
    return 1 if text[place - 1] in _CLAUSE_ENDS else 0


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
    for k in range(block.size):
        found[block.old + k] = block.new + k
        taken[block.new + k] = 1


def _pair_moved(old: str, new: str, found: list[int], taken: bytearray) -> None:
    """Pair passages left over on both sides, the one with most in common first."""
    olds = _free([place >= 0 for place in found])
    news = _free(taken)
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


def _free(taken: Sequence[int]) -> list[tuple[int, int]]:
    """Return start and end of each run that is not taken and long enough to move."""
    runs: list[tuple[int, int]] = []
    start = 0
    for index in range(len(taken) + 1):
        if index == len(taken) or taken[index]:
            if index - start >= _MOVED_TOKENS:
                runs.append((start, index))
            start = index + 1
    return runs
