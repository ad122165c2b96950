"""How the paragraphs of one revision continue in the next.

A link says that words of an old paragraph live on in a new one. From the links
follow the relations that readers see and the lasting ids.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from versions.alignment import rising
from versions.pairing import pair
from versions.paragraph import Content, Paragraph, ParagraphId

Relation = Literal["kept", "edited", "moved", "split", "merged", "inserted", "deleted"]


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """Old paragraph `old` continues in new paragraph `new` (indices from 0).

    `score` is the share of words in common, 0 to 1; `equal` says that nothing at
    all changed, marks included.
    """

    old: int
    new: int
    score: float
    equal: bool = False


@dataclass(frozen=True)
class Lineage:
    """All links between two revisions of `old_count` and `new_count` paragraphs.

    `doubts` names, for an old paragraph that stood several times in the text, the
    new ones that might equally well be it: some copies went, and nothing around
    tells which.
    """

    old_count: int
    new_count: int
    links: tuple[Link, ...]
    doubts: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    @cached_property
    def of_old(self) -> tuple[tuple[Link, ...], ...]:
        """Return for each old paragraph its links, in the order of the new text."""
        return _grouped(self.old_count, self.links, lambda link: link.old)

    @cached_property
    def of_new(self) -> tuple[tuple[Link, ...], ...]:
        """Return for each new paragraph its links, in the order of the old text."""
        return _grouped(self.new_count, self.links, lambda link: link.new)

    @cached_property
    def moved(self) -> frozenset[tuple[int, int]]:
        """Return (old, new) of the links that left their place.

        Of all links the longest row that keeps the order of both revisions stayed;
        so one paragraph carried to the top does not make all others move.
        """
        main = self._main
        stayed = {main[k] for k in rising([new for _, new in main])}
        places = sorted(stayed)
        return frozenset(
            (link.old, link.new)
            for link in self.links
            if not _keeps_order(link, places)
        )

    @cached_property
    def _main(self) -> list[tuple[int, int]]:
        """Return the best link of each old paragraph, each new one used once."""
        rows: list[tuple[int, int]] = []
        for links in self.of_old:
            if links:
                best = max(links, key=lambda link: (link.score, -link.new))
                rows.append((best.old, best.new))
        return rows

    def partners(self, old: int) -> tuple[int, ...]:
        """Return the new paragraphs that continue an old one, in text order."""
        return tuple(link.new for link in self.of_old[old])

    def relations_of_old(self, old: int) -> frozenset[Relation]:
        """Return what became of an old paragraph; several may hold."""
        links = self.of_old[old]
        if not links:
            return frozenset({"deleted"})
        found: set[Relation] = set()
        if len(links) > 1:
            found.add("split")
        if any(len(self.of_new[link.new]) > 1 for link in links):
            found.add("merged")
        return frozenset(found | self._common(links))

    def relations_of_new(self, new: int) -> frozenset[Relation]:
        """Return where a new paragraph comes from; several may hold."""
        links = self.of_new[new]
        if not links:
            return frozenset({"inserted"})
        found: set[Relation] = set()
        if len(links) > 1:
            found.add("merged")
        if any(len(self.of_old[link.old]) > 1 for link in links):
            found.add("split")
        return frozenset(found | self._common(links))

    def relations_of_link(self, link: Link) -> frozenset[Relation]:
        """Return what holds of one old paragraph and one new one together."""
        found: set[Relation] = set()
        if len(self.of_old[link.old]) > 1:
            found.add("split")
        if len(self.of_new[link.new]) > 1:
            found.add("merged")
        return frozenset(found | self._common([link]))

    def _common(self, links: Sequence[Link]) -> set[Relation]:
        found: set[Relation] = set()
        if any((link.old, link.new) in self.moved for link in links):
            found.add("moved")
        found.add("kept" if all(link.equal for link in links) else "edited")
        return found


def _grouped(
    count: int, links: Iterable[Link], key: Callable[[Link], int]
) -> tuple[tuple[Link, ...], ...]:
    groups: list[list[Link]] = [[] for _ in range(count)]
    for link in links:
        groups[key(link)].append(link)
    return tuple(map(tuple, groups))


def _keeps_order(link: Link, places: Sequence[tuple[int, int]]) -> bool:
    """Return whether `link` fits between the pairs that stayed."""
    before = bisect_left(places, (link.old, -1))
    if before and places[before - 1][1] > link.new:
        return False
    after = bisect_left(places, (link.old + 1, -1))
    return after == len(places) or places[after][1] >= link.new


def trace(old: Sequence[Content], new: Sequence[Content]) -> Lineage:
    """Return how the paragraphs of `old` continue in `new`."""
    pairs = pair([content.text for content in old], [content.text for content in new])
    links = tuple(
        Link(i, j, score, equal=old[i] == new[j])
        for (i, j), score in sorted(pairs.shares.items())
    )
    return Lineage(len(old), len(new), links, pairs.doubts)


def trace_texts(old: Sequence[str], new: Sequence[str]) -> Lineage:
    """Return the lineage of paragraphs of which nothing but the text is known."""
    pairs = pair(old, new)
    links = tuple(
        Link(i, j, score, equal=old[i] == new[j])
        for (i, j), score in sorted(pairs.shares.items())
    )
    return Lineage(len(old), len(new), links, pairs.doubts)


def assign_ids(
    old: Sequence[Paragraph],
    new: Sequence[Content],
    lineage: Lineage,
    fresh: Callable[[], ParagraphId],
) -> tuple[Paragraph, ...]:
    """Give each new content the id of the old paragraph that it continues best.

    No id is given twice: of the parts of a split paragraph the one with most in
    common keeps the id, and a merged one takes the id of its largest source.
    """
    ids: dict[int, ParagraphId] = {}
    taken: set[int] = set()
    for link in sorted(lineage.links, key=lambda k: (-k.score, k.old, k.new)):
        if link.new not in ids and link.old not in taken:
            ids[link.new] = old[link.old].id
            taken.add(link.old)
    return tuple(
        Paragraph(ids.get(index) or fresh(), content)
        for index, content in enumerate(new)
    )
