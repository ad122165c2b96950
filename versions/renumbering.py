"""Let numbered headings follow their sections when a text is numbered anew.

Where sections were inserted or deleted, the number of one is that of another now. So
a heading of a name and a number goes with what stands below it, whatever its number.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import pairwise

from versions.equality import Equals
from versions.headings import heading_name
from versions.side import Side
from versions.similarity import characters


def follow_sections(
    old: Side,
    new: Side,
    equals: Equals,
    part: Callable[[int, int], None],
    link: Callable[[int, int, float], None],
) -> None:
    """Give headings their partners when all else has some.

    `part` is told (old, new) of two that lose all their partners, `link` (old, new,
    share) of two that become partners. What keeps no order may have moved without its
    heading: that goes along only if neither it nor the other one has a partner.
    """
    headings = list(_apart(old, new, equals))
    if not headings:
        return
    chain = [pair for pair in equals.chain if not heading_name(old.texts[pair[0]])]
    moved: list[tuple[int, int]] = []
    for i, j in headings:
        at = bisect_left(chain, (i, -1))
        before = chain[at - 1][1] if at else -1
        after = chain[at][1] if at < len(chain) else len(new.links)
        if before < j < after:
            part(i, j)
            link(i, j, characters(old.texts[i], new.texts[j]))
        else:
            moved.append((i, j))
    for i, j in moved:
        if not (old.links[i] or new.links[j]):
            link(i, j, characters(old.texts[i], new.texts[j]))


def _apart(old: Side, new: Side, equals: Equals) -> Iterator[tuple[int, int]]:
    """Yield headings (old, new) of one name above two partners, from the last on.

    They are no partners of each other yet. One with its partner just above the other
    heading stays: there are two headings in a row.
    """
    steps = enumerate(pairwise(equals.of_old))
    for i in reversed([i for i, (here, below) in steps if below != here + 1]):
        partners, below = old.links[i], old.links[i + 1]
        j = below[0] - 1 if len(below) == 1 else -1
        if j >= 0 and j not in partners and j - 1 not in partners:
            name = heading_name(old.texts[i])
            if name and name == heading_name(new.texts[j]):
                yield i, j
