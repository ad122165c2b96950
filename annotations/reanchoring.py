"""Carry anchors to the next revision.

An anchor follows its own words through lineage and diff. It never goes to words
that only look alike: if the passage is gone, the annotation is an orphan however
many twins remain elsewhere, and the nearest surviving place is kept beside it.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import islice, pairwise

from annotations.anchor import Anchor, Place, Verdict
from annotations.errors import SelectorError
from annotations.quote import Whole, occurrences
from annotations.selector import Position, Quote
from versions.boundaries import sentences_around
from versions.lineage import Lineage
from versions.mapping import Mapped, Piece
from versions.mapping import Mapping as LineageMapping
from versions.paragraph import Paragraph
from versions.text import Point, Range

ALGORITHM = "lineage/10"  # a change that moves any anchor gets the next number

_SURVIVES = 0.25  # share of the words; with less left, a remark has lost its object
_CANDIDATES = 25  # on either side; of a hundred copies more would help nobody
_RETURNED_WORDS = 3  # a shorter quote may stand anywhere by chance
_CARRIED_WORDS = 5  # so may shorter sentences


class Transition:
    """Two neighbouring revisions and how the text got from one to the other.

    It is built once for all anchors; each paragraph is compared at most once.
    """

    def __init__(
        self,
        old: tuple[Mapping[str, int], Sequence[str]],
        new: tuple[Sequence[str], Sequence[str]],
        lineage: Lineage,
    ) -> None:
        """Take ids and texts; the old ids with their places. `between` does that."""
        self._old_index, self.old_texts = old
        self.new_ids, self.new_texts = new
        self.lineage = lineage
        self.mapping = LineageMapping(self.old_texts, self.new_texts, lineage)

    @classmethod
    def between(
        cls, old: Sequence[Paragraph], new: Sequence[Paragraph], lineage: Lineage
    ) -> "Transition":
        """Return the transition of two revisions' paragraphs."""
        return cls(
            ({p.id: k for k, p in enumerate(old)}, [p.text for p in old]),
            ([p.id for p in new], [p.text for p in new]),
            lineage,
        )

    def old_range(self, place: Place) -> Range:
        """Return `place` by the numbers of its paragraphs in the old revision.

        Raises:
            SelectorError: the old revision has no such paragraph.
        """
        return Range(self._old_point(place.start), self._old_point(place.end))

    def _old_point(self, position: Position) -> Point:
        index = self._old_index.get(position.paragraph)
        if index is None:
            raise SelectorError("anchor", f"no paragraph {position.paragraph!r}")
        return Point(index, position.offset)

    def new_place(self, range_: Range) -> Place:
        """Return a range of the new revision by the ids of its paragraphs."""
        start, end = range_.start, range_.end
        return Place(
            Position(self.new_ids[start.paragraph], start.offset),
            Position(self.new_ids[end.paragraph], end.offset),
        )

    def place_of(self, piece: Piece) -> Place:
        """Return a piece of the new revision by the id of its paragraph."""
        paragraph, span = self.new_ids[piece.paragraph], piece.span
        return Place(Position(paragraph, span.start), Position(paragraph, span.end))

    def place_order(self, place: Place) -> tuple[int, int, int, int]:
        """Return a key that sorts places of the new revision in text order."""
        start, end = place.start, place.end
        index = self._new_index
        return index[start.paragraph], start.offset, index[end.paragraph], end.offset

    @cached_property
    def _new_index(self) -> dict[str, int]:
        return {paragraph: k for k, paragraph in enumerate(self.new_ids)}

    def returned(self, words: str) -> list[Range]:
        """Return where `words` stand in the new revision, if the old lacks them."""
        if words in self._old.text:
            return []
        new = self._new
        return [
            Range(new.point(start), new.point(end))
            for start, end in occurrences(new.text, words)
        ]

    def carried(self, range_: Range) -> Range | None:
        """Return where a passage stands whose sentences were put into another paragraph.

        They have to be there word for word, and to stand in each revision once; a
        paragraph that is as it was elsewhere is a copy, which lineage knows of.
        """
        (index, span), *more = range_.spans(self.old_texts)
        text = self.old_texts[index]
        first, last = sentences_around(text, span.start, span.end)
        words = text[first:last]
        if more or len(words.split()) < _CARRIED_WORDS:
            return None
        places = list(islice(occurrences(self._worked_on.text, words), 2))
        if len(places) != 1 or self._old.text.count(words) != 1:
            return None
        start = self._worked_on.point(places[0][0] + span.start - first)
        if self.new_texts[start.paragraph] == text:
            return None
        return Range(start, Point(start.paragraph, start.offset + len(span)))

    @cached_property
    def _old(self) -> Whole:
        return Whole(self.old_texts)

    @cached_property
    def _new(self) -> Whole:
        return Whole(self.new_texts)

    @cached_property
    def _worked_on(self) -> Whole:
        """The new revision without the paragraphs that are as they were."""
        old, back = self.old_texts, self.lineage.back
        return Whole(
            [
                "" if len(back[j]) == 1 and old[back[j][0]] == text else text
                for j, text in enumerate(self.new_texts)
            ]
        )


def reanchor(
    transition: Transition, items: Sequence[tuple[Anchor, Quote]]
) -> list[Anchor]:
    """Return for each (anchor in the old revision, quote as made) the new anchor."""
    return [_reanchored(transition, anchor, quote) for anchor, quote in items]


def _reanchored(transition: Transition, anchor: Anchor, quote: Quote) -> Anchor:
    if anchor.verdict == "orphan" or anchor.place is None:
        return _returned(transition, anchor, quote)
    range_ = transition.old_range(anchor.place)
    mapped = transition.mapping.map(range_)
    candidates = _candidates(transition, anchor, range_)
    if mapped.survived < _SURVIVES:
        carried = None if candidates else transition.carried(range_)
        if carried is not None:
            return _exactly(transition, carried, "exact sentence, carried over")
        return _orphan(transition, range_.start, mapped.survived, candidates)
    old = new = ""
    verdict: Verdict = "moved" if mapped.moved else "kept"
    if not mapped.intact:
        old, new = _words(transition, range_, mapped)
        if old.split() == new.split():
            old = new = ""
        else:
            verdict = "changed"
    places = tuple([transition.place_of(piece) for piece in mapped.pieces])
    return Anchor(
        "ambiguous" if candidates else verdict,
        Place(places[0].start, places[-1].end),
        score=round(mapped.survived, 4),
        method="words",
        algorithm=ALGORITHM,
        old=old,
        new=new,
        pieces=places if _torn(mapped.pieces, transition.new_texts) else (),
        candidates=candidates,
    )


def _words(transition: Transition, range_: Range, mapped: Mapped) -> tuple[str, str]:
    """Return the words before and after; parts are joined by a line feed."""
    old = (
        span.of(transition.old_texts[k])
        for k, span in range_.spans(transition.old_texts)
    )
    new = (p.span.of(transition.new_texts[p.paragraph]) for p in mapped.pieces)
    return "\n".join(old).strip(), "\n".join(new).strip()


def _torn(pieces: Sequence[Piece], texts: Sequence[str]) -> bool:
    """Return whether other words stand between the pieces."""
    return any(
        before.paragraph + 1 < after.paragraph
        or (
            before.paragraph == after.paragraph
            or texts[before.paragraph][before.span.end :].strip() != ""
            or texts[after.paragraph][: after.span.start].strip() != ""
        )
        for before, after in pairwise(pieces)
    )


def _candidates(
    transition: Transition, anchor: Anchor, range_: Range
) -> tuple[Place, ...]:
    """Return the equally good places, none where there is no doubt.

    Of very many those nearest to the old place are named.
    An anchor that was in doubt stays so, until a person decides.
    """
    places: set[Place] = set()
    if anchor.verdict == "ambiguous":
        for candidate in anchor.candidates:
            mapped = transition.mapping.map(transition.old_range(candidate))
            if mapped.survived >= _SURVIVES:
                first, last = mapped.pieces[0], mapped.pieces[-1]
                start = Point(first.paragraph, first.span.start)
                end = Point(last.paragraph, last.span.end)
                places.add(transition.new_place(Range(start, end)))
    elif range_.start.paragraph == range_.end.paragraph:
        twins = transition.lineage.doubts.get(range_.start.paragraph, ())
        middle = bisect_left(twins, range_.start.paragraph)
        for twin in twins[max(0, middle - _CANDIDATES) : middle + _CANDIDATES]:
            start = Point(twin, range_.start.offset)
            end = Point(twin, range_.end.offset)
            places.add(transition.new_place(Range(start, end)))
    order = transition.place_order
    return tuple(sorted(places, key=order))


def _orphan(
    transition: Transition,
    point: Point,
    survived: float = 0.0,
    candidates: tuple[Place, ...] = (),
) -> Anchor:
    """Return the anchor of a passage that is gone, at the nearest place still there."""
    nearest = transition.mapping.nearest(point)
    place = None
    if nearest is not None:
        place = transition.new_place(Range(nearest, nearest))
    return Anchor(
        "orphan",
        place,
        score=round(survived, 4),
        method="words",
        algorithm=ALGORITHM,
        candidates=candidates,
    )


def _exactly(transition: Transition, range_: Range, method: str) -> Anchor:
    """Return the anchor of a passage that stands somewhere else word for word."""
    place = transition.new_place(range_)
    return Anchor("moved", place, score=1.0, method=method, algorithm=ALGORITHM)


def _returned(transition: Transition, anchor: Anchor, quote: Quote) -> Anchor:
    """Return an orphan's next anchor: still one, unless its words came back.

    They must stand in the new revision once, word for word, and not in the old
    one, and be long enough not to do so by chance.
    """
    if len(quote.exact.split()) >= _RETURNED_WORDS:
        places = transition.returned(quote.exact)
        if len(places) == 1:
            return _exactly(transition, places[0], "exact quote, returned")
    if anchor.place is None:
        return _orphan(transition, Point(0, 0))
    return _orphan(transition, transition.old_range(anchor.place).start)
