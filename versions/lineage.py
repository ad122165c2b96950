"""How the paragraphs of one revision continue in the next.

A link says that words of an old paragraph live on in a new one. From the links
follow the relations that readers see and the lasting ids.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from versions.alignment import rising
from versions.pairing import pair
from versions.paragraph import Content, Paragraph, ParagraphId

Relation = Literal["kept", "edited", "moved", "split", "merged", "inserted", "deleted"]


class Link(NamedTuple):
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

    `links` are sorted, by the old paragraph first.
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
        return _grouped(self.old_count, self.links, [link.old for link in self.links])

    @cached_property
    def of_new(self) -> tuple[tuple[Link, ...], ...]:
        """Return for each new paragraph its links, in the order of the old text."""
        return _grouped(self.new_count, self.links, [link.new for link in self.links])

    @cached_property
    def moved(self) -> frozenset[tuple[int, int]]:
        """Return (old, new) of the links that left their place.

        Of all links the longest row that keeps the order of both revisions stayed;
        so one paragraph carried to the top does not make all others move.
        """
        main = self._main
        stayed = [main[k] for k in rising([link.new for link in main])]
        if len(stayed) == len(self.links):
            return frozenset()
        return frozenset(_out_of_order(self.links, stayed))

    @cached_property
    def _main(self) -> list[Link]:
        """Return the best link of each old paragraph."""
        rows: list[Link] = []
        for link in self.links:
            if not rows or rows[-1].old != link.old:
                rows.append(link)
            elif link.score > rows[-1].score:
                rows[-1] = link
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
    count: int, links: Iterable[Link], places: Iterable[int]
) -> tuple[tuple[Link, ...], ...]:
    groups: list[list[Link]] = [[] for _ in range(count)]
    for place, link in zip(places, links, strict=True):
        groups[place].append(link)
    return tuple(map(tuple, groups))


def _out_of_order(
    links: Iterable[Link], stayed: Sequence[Link]
) -> Iterator[tuple[int, int]]:
    """Yield (old, new) of the links that do not fit between those that stayed.

    Both are in text order of the old side, `stayed` in that of both sides.
    """
    before, at = -1, 0  # the new place of the last before; how many are passed
    for link in links:
        while at < len(stayed) and stayed[at].old < link.old:
            before = stayed[at].new
            at += 1
        after = at
        if after < len(stayed) and stayed[after].old == link.old:
            after += 1
        if link.new < before or (after < len(stayed) and stayed[after].new < link.new):
            yield link.old, link.new


def trace(old: Sequence[Content], new: Sequence[Content]) -> Lineage:
    """Return how the paragraphs of `old` continue in `new`."""
    return _traced(
        old, new, [content.text for content in old], [content.text for content in new]
    )


def trace_texts(old: Sequence[str], new: Sequence[str]) -> Lineage:
    """Return the lineage of paragraphs of which nothing but the text is known."""
    return _traced(old, new, old, new)


def _traced(
    old: Sequence[object],
    new: Sequence[object],
    old_texts: Sequence[str],
    new_texts: Sequence[str],
) -> Lineage:
    pairs = pair(old_texts, new_texts)
    links = tuple(
        Link(i, j, share, old[i] == new[j])
        for (i, j), share in sorted(pairs.shares.items())
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
