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
