"""Pair the tokens of an old passage with those of a new one.

A passage is a list of tokens, or a string with a character per token (the alphabet
of versions.tokens). The result is deterministic: no clock limits it, only
the size of the tables that are ever built.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from itertools import compress
from operator import ge
from typing import NamedTuple

from rapidfuzz.distance import Indel

# Cells of the largest table compared as a whole: about 4 MB of bits.
_TABLE = 32_000_000
_RUNS = (1, 3, 9)  # tokens; in a long text of few words no single one occurs once
_DEPTH = 8  # times that a text is cut; each time takes its length, so this bounds it


class Block(NamedTuple):
    """A run of `size` equal tokens, starting at `old` and `new`."""

    old: int
    new: int
    size: int


def in_order(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Block]:
    """Return the longest chain of equal tokens that keeps the order of both."""
    return list(_chain(old, new, 0, 0))


def _chain(
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    old_at: int,
    new_at: int,
    depth: int = 0,
) -> Iterator[Block]:
    if len(old) * len(new) > _TABLE:
        yield from _divided(old, new, old_at, new_at, depth)
        return
    for block in Indel.opcodes(old, new).as_matching_blocks():
        if block.size:
            yield Block(block.a + old_at, block.b + new_at, block.size)


def _divided(
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    old_at: int,
    new_at: int,
    depth: int,
) -> Iterator[Block]:
    """Cut both texts where each holds a run of tokens once; compare between the cuts.

    What cannot be cut small enough counts as replaced.
    """
    cuts = _cuts(old, new) if depth < _DEPTH else []
    if not cuts:
        return
    i = j = 0
    for old_cut, new_cut in (*cuts, (len(old), len(new))):
        yield from _chain(
            old[i:old_cut], new[j:new_cut], old_at + i, new_at + j, depth + 1
        )
        if old_cut < len(old):
            yield Block(old_at + old_cut, new_at + new_cut, 1)
        i, j = old_cut + 1, new_cut + 1


def _cuts(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Return where the shortest runs begin that each side holds once, in order."""
    for size in _RUNS:
        cuts = once_in_both(_runs(old, size), _runs(new, size))
        if cuts:
            return cuts
    return []


def _runs(values: Sequence[Hashable], size: int) -> list[Hashable]:
    return list(zip(*(values[k:] for k in range(size)), strict=False))


def once_in_both(
    old: Sequence[Hashable], new: Sequence[Hashable]
) -> list[tuple[int, int]]:
    """Return the longest rising row of places whose value each side holds once."""
    pairs = shared_once(old, new)
    return [pairs[k] for k in rising([new_place for _, new_place in pairs])]


def shared_once(
    old: Sequence[Hashable], new: Sequence[Hashable]
) -> list[tuple[int, int]]:
    """Return the places of each value that both sides hold once, as `old` has them."""
    places, seen = _once(old), _once(new)
    return [(place, seen[value]) for value, place in places.items() if value in seen]


def _once(values: Sequence[Hashable]) -> dict[Hashable, int]:
    """Return the place of each value that occurs once, in their order."""
    counts = Counter(values)
    return {value: k for k, value in enumerate(values) if counts[value] == 1}


def rising(values: Sequence[int]) -> list[int]:
    """Return the indices of a longest strictly rising row of `values`.

    Between two revisions nearly all values rise: such runs are taken as wholes.
    """
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    falls = compress(range(1, len(values)), map(ge, values, values[1:]))
    index = 0
    for end in (*falls, len(values)):
        while index < end and tails and values[index] <= tails[-1]:
            place = bisect_left(tails, values[index])
            before.append(ends[place - 1] if place else -1)
            tails[place] = values[index]
            ends[place] = index
            index += 1
        if index < end:
            before.append(ends[-1] if ends else -1)
            before += range(index, end - 1)
            tails += values[index:end]
            ends += range(index, end)
            index = end
    row = []
    index = ends[-1] if ends else -1
    while index >= 0:
        row.append(index)
        index = before[index]
    return row[::-1]
