"""Carry passages of one revision into the next.

A passage is a range of the old revision, within a paragraph or across several. Its
tokens are followed through the lineage and the comparison of the words. What was
typed against an edge stays outside: a comment must not grow over words its author
never saw. A passage whose words now stand apart becomes several pieces.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from versions.boundaries import common_ends
from versions.group import Group, Piece, Share, worded
from versions.lineage import Lineage
from versions.text import Point, Range, Span

_SHORT_WORD = 3  # letters; up to here a word is mostly grammar

__all__ = ["Mapped", "Mapping", "Piece"]


class Mapped(NamedTuple):
    """Where a passage went: pieces in text order, none if all its words are gone.

    `survived` is the share of its characters in words still there, 0 to 1; `moved`
    says that most of these left their place, within the paragraph or with it.
    `intact` says that they are known to stand together as before, in one piece.
    """

    pieces: tuple[Piece, ...]
    survived: float
    moved: bool = False
    intact: bool = False


class Mapping:
    """The way of ranges from `old` to `new` texts.

    Each group of linked paragraphs is compared once, when a range first needs it.
    """

    def __init__(
        self, old: Sequence[str], new: Sequence[str], lineage: Lineage
    ) -> None:
        self._old, self._new, self._lineage = old, new, lineage
        self._groups: dict[int, Group] = {}
        self._common: dict[int, tuple[int, int]] = {}

    def map(self, range_: Range) -> Mapped:
        """Return where the words of `range_` are in the new revision."""
        spans = range_.spans(self._old)
        return self._simple(*spans[0], len(spans)) or self._compared(spans)

    def _simple(self, paragraph: int, span: Span, count: int) -> Mapped | None:
        """Return where a span is whose words all stand as they did, or are all gone.

        That is in a paragraph without change, or within the sentences that it begins
        or ends with before and after; or it is gone with its paragraph. None if its
        words have to be compared, or if it is the first of several.
        """
        news = self._lineage.forth[paragraph]
        if not news and count == 1:
            return Mapped((), 0.0)
        if count > 1 or len(news) != 1 or len(self._lineage.back[news[0]]) != 1:
            return None
        new = news[0]
        old_text, new_text = self._old[paragraph], self._new[new]
        if old_text != new_text:
            head, tail = self._ends(paragraph, new)
            span = worded(span, old_text)
            if span.start >= len(old_text) - tail:
                shift = len(new_text) - len(old_text)
                span = Span(span.start + shift, span.end + shift)
            elif span.end > head:
                return None
        if not span:
            return None
        moved = (paragraph, new) in self._lineage.moved
        return Mapped((Piece(new, span),), 1.0, moved, intact=True)

    def _ends(self, paragraph: int, new: int) -> tuple[int, int]:
        """Return how much a changed paragraph and its one partner begin and end with."""
        ends = self._common.get(paragraph)
        if ends is None:
            ends = common_ends(self._old[paragraph], self._new[new])
            self._common[paragraph] = ends
        return ends

    def _compared(self, all_spans: Sequence[tuple[int, Span]]) -> Mapped:
        if len(all_spans) == 1:
            return self._mapped(*self._changed(all_spans))
        pieces: list[Piece] = []
        survived = moved = total = 0.0
        changed: dict[int, list[tuple[int, Span]]] = {}
        for paragraph, span in all_spans:
            same = self._unchanged(paragraph)
            if same is None:
                group = self._group(paragraph)
                changed.setdefault(id(group), []).append((paragraph, span))
            elif span:
                pieces.append(Piece(same, span))
                survived += len(span)
                moved += len(span) * ((paragraph, same) in self._lineage.moved)
                total += len(span)
        for spans in changed.values():
            share = self._changed(spans)
            pieces += share.pieces
            survived += share.survived
            moved += share.moved
            total += share.total
        return self._mapped(pieces, survived, moved, total)

    def _changed(self, spans: Sequence[tuple[int, Span]]) -> Share:
        """Return the share of spans in one group of changed paragraphs."""
        share = self._group(spans[0][0]).map(spans)
        if self._left(spans, share):
            return share._replace(moved=share.survived)
        return share

    def _mapped(
        self, pieces: list[Piece], survived: float, moved: float, total: float
    ) -> Mapped:
        return Mapped(
            tuple(self._joined(self._told(sorted(pieces)))),
            # Sums of weights that are no binary fractions may pass the total.
            min(1.0, survived / total) if total else 0.0,
            moved > survived / 2,
        )

    def _left(self, spans: Sequence[tuple[int, Span]], share: Share) -> bool:
        """Return whether the words went along with a paragraph that moved."""
        return bool(share.pieces) and all(
            any((old, piece.paragraph) in self._lineage.moved for old, _ in spans)
            for piece in share.pieces
        )

    def _told(self, pieces: list[Piece]) -> list[Piece]:
        """Leave out what tells nothing beside other pieces.

        That is mere punctuation, and a short word apart from the rest in the same
        paragraph, which may be another "and".
        """
        if len(pieces) <= 1:
            return pieces
        letters = [
            sum(map(str.isalnum, piece.span.of(self._new[piece.paragraph])))
            for piece in pieces
        ]
        most: dict[int, int] = {}
        for piece, count in zip(pieces, letters, strict=True):
            most[piece.paragraph] = max(count, most.get(piece.paragraph, 0))
        told = [
            piece
            for piece, count in zip(pieces, letters, strict=True)
            if count and (count > _SHORT_WORD or count == most[piece.paragraph])
        ]
        return told or pieces

    def _joined(self, pieces: list[Piece]) -> list[Piece]:
        """Close pieces up over a paragraph's border where only new words part them.

        They were typed inside the passage, as between two words of one paragraph.
        """
        for k, (piece, following) in enumerate(pairwise(pieces)):
            end = Span(piece.span.end, len(self._new[piece.paragraph]))
            start = Span(0, following.span.start)
            if (
                piece.paragraph + 1 == following.paragraph
                and self._is_added(piece.paragraph, end)
                and self._is_added(following.paragraph, start)
            ):
                start_at = pieces[k].span.start
                pieces[k] = Piece(piece.paragraph, Span(start_at, end.end))
                pieces[k + 1] = Piece(following.paragraph, Span(0, following.span.end))
        return pieces

    def _is_added(self, paragraph: int, span: Span) -> bool:
        sources = self._lineage.back[paragraph]
        return not span or self._group(sources[0]).is_added(paragraph, span)

    def nearest(self, point: Point) -> Point | None:
        """Return the place still there that lies nearest before `point`.

        Nearest after it where nothing is left before; None if the new revision is
        empty.
        """
        if not self._new:
            return None
        if not self._old:
            return Point(0, 0)
        if self._lineage.forth[point.paragraph]:
            before = self._group(point.paragraph).last_before(point)
            if before is not None:
                return before
        for index in range(point.paragraph - 1, -1, -1):
            news = self._lineage.forth[index]
            if news:
                return Point(news[-1], len(self._new[news[-1]]))
        return Point(0, 0)

    def _group(self, paragraph: int) -> Group:
        group = self._groups.get(paragraph)
        if group is None:
            olds, news = self._linked(paragraph)
            alone = len(olds) == len(news) == 1
            group = Group(
                {index: self._old[index] for index in olds},
                {index: self._new[index] for index in news},
                self._ends(olds[0], news[0]) if alone else (0, 0),
            )
            for index in olds:
                self._groups[index] = group
        return group

    def _unchanged(self, paragraph: int) -> int | None:
        """Return the one new paragraph with the same text as its one old one."""
        news = self._lineage.forth[paragraph]
        if (
            len(news) == 1
            and len(self._lineage.back[news[0]]) == 1
            and self._old[paragraph] == self._new[news[0]]
        ):
            return news[0]
        return None

    def _linked(self, paragraph: int) -> tuple[list[int], list[int]]:
        """Return all old and new paragraphs that links join to `paragraph`."""
        olds, news = {paragraph}, set[int]()
        waiting = [paragraph]
        while waiting:
            for new in self._lineage.forth[waiting.pop()]:
                if new not in news:
                    news.add(new)
                    for old in self._lineage.back[new]:
                        if old not in olds:
                            olds.add(old)
                            waiting.append(old)
        return sorted(olds), sorted(news)
