"""How the paragraphs of one revision continue in the next.

A link says that words of an old paragraph live on in a new one. From the links
follow the relations that readers see and the lasting ids.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
    """How the paragraphs of two revisions are linked.

    `forth` holds for each old paragraph the new ones that continue it, `back` for each
    new one where it comes from, both in text order. `changed` gives the scores of
    the links in which anything changed; in all others nothing did.
    `doubts` names, for an old paragraph that stood several times in the text, the
    new ones that might equally well be it: some copies went, and nothing around
    tells which.
    """

    forth: Sequence[Sequence[int]]
    back: Sequence[Sequence[int]]
    changed: Mapping[tuple[int, int], float]
    doubts: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, old_count: int, new_count: int, links: Iterable[Link]) -> "Lineage":
        """Return the lineage of so many old and new paragraphs that `links` make."""
        empty = cls([()] * old_count, [()] * new_count, {})
        return empty.with_links(links)

    def with_links(self, links: Iterable[Link]) -> "Lineage":
        """Return this lineage with further links."""
        forth, back = [*map(list, self.forth)], [*map(list, self.back)]
        changed = dict(self.changed)
        for link in links:
            insort(forth[link.old], link.new)
            insort(back[link.new], link.old)
            if not link.equal:
                changed[link.old, link.new] = link.score
        return replace(self, forth=forth, back=back, changed=changed)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Return all links, sorted by the old paragraph first."""
        changed = self.changed
        return tuple(
            Link(i, j, changed[i, j]) if (i, j) in changed else Link(i, j, 1.0, True)
            for i, news in enumerate(self.forth)
            for j in news
        )

    @cached_property
    def of_old(self) -> tuple[tuple[Link, ...], ...]:
        """Return for each old paragraph its links, in the order of the new text."""
        return _grouped(len(self.forth), self.links, [link.old for link in self.links])

    @cached_property
    def of_new(self) -> tuple[tuple[Link, ...], ...]:
        """Return for each new paragraph its links, in the order of the old text."""
        return _grouped(len(self.back), self.links, [link.new for link in self.links])

    @cached_property
    def moved(self) -> frozenset[tuple[int, int]]:
        """Return (old, new) of the links that left their place.

        Of all links the longest row that keeps the order of both revisions stayed;
        so one paragraph carried to the top does not make all others move.
        """
        main = [
            (i, news[0] if len(news) == 1 else self._best(i, news))
            for i, news in enumerate(self.forth)
            if news
        ]
        kept = rising([new for _, new in main])
        if len(kept) == len(main) and len(main) == sum(map(len, self.forth)):
            return frozenset()
        stayed = [main[k] for k in kept]
        return frozenset(_out_of_order(self.forth, stayed))

    def _best(self, old: int, news: Sequence[int]) -> int:
        """Return which of several new paragraphs has most of an old one."""
        return max(news, key=lambda new: self.changed.get((old, new), 1.0))

    def partners(self, old: int) -> tuple[int, ...]:
        """Return the new paragraphs that continue an old one, in text order."""
        return tuple(self.forth[old])

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
    forth: Sequence[Sequence[int]], stayed: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield (old, new) of the links that do not fit between those that stayed.

    These are in text order on both sides.
    """
    kept = dict(stayed)
    places = [old for old, _ in stayed]
    for old, news in enumerate(forth):
        if not news or (len(news) == 1 and old in kept):
            continue
        at = bisect_left(places, old)
        before = stayed[at - 1][1] if at else -1
        at += old in kept
        after = stayed[at][1] if at < len(stayed) else max(news)
        for new in news:
            if not before <= new <= after:
                yield old, new


def trace(old: Sequence[Content], new: Sequence[Content]) -> Lineage:
    """Return how the paragraphs of `old` continue in `new`."""
    lineage = trace_texts(
        [content.text for content in old], [content.text for content in new]
    )
    reformatted = {
        (i, j): 1.0
        for i, news in enumerate(lineage.forth)
        for j in news
        if (i, j) not in lineage.changed and old[i] != new[j]
    }
    if not reformatted:
        return lineage
    return replace(lineage, changed={**lineage.changed, **reformatted})


def trace_texts(old: Sequence[str], new: Sequence[str]) -> Lineage:
    """Return the lineage of paragraphs of which nothing but the text is known."""
    pairs = pair(old, new)
    return Lineage(pairs.forth, pairs.back, pairs.shares, pairs.doubts)


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
