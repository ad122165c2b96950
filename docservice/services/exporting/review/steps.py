"""Two texts as a word processor tracks changes: rewritten in place, or gone and new.

It knows no moved, split or merged paragraphs. So each old paragraph goes on in one
new one at most and each new one in one old, in the order of both; what moved is
deleted where it stood and inserted where it stands now. Between two paragraphs that go
on, what is gone comes before what is new. Rejecting all changes then gives the old
words, accepting them the new.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from versions.lineage import Lineage, Link


@dataclass(frozen=True, slots=True)
class Step:
    """An old paragraph and the new one in its place, by index; one may be None."""

    old: int | None
    new: int | None


def steps_between(lineage: Lineage) -> Iterator[Step]:
    """Yield the steps from the old text to the new, in the order of the new one."""
    heirs = dict(_heirs(lineage))
    shown = 0
    inserted: list[int] = []
    for new, links in enumerate(lineage.of_new):
        going_on = [
            link for link in links if link.old >= shown and heirs.get(link.old) == new
        ]
        if not going_on:
            inserted.append(new)
            continue
        old = max(going_on, key=_worth).old
        yield from _between(range(shown, old), inserted)
        yield Step(old, new)
        shown = old + 1
        inserted.clear()
    yield from _between(range(shown, len(lineage.of_old)), inserted)


def _between(gone: Iterable[int], inserted: Iterable[int]) -> Iterator[Step]:
    yield from (Step(old, None) for old in gone)
    yield from (Step(None, new) for new in inserted)


def _heirs(lineage: Lineage) -> Iterator[tuple[int, int]]:
    """Yield (old, new) for each old paragraph of which something stayed in place."""
    for links in lineage.of_old:
        stayed = [link for link in links if (link.old, link.new) not in lineage.moved]
        if stayed:
            best = max(stayed, key=_worth)
            yield best.old, best.new


def _worth(link: Link) -> tuple[float, int]:
    return link.score, -link.new
