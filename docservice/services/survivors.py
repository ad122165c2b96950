"""Where words of the newest revision stand in a draft that was written live.

Characters typed into a live draft have an identity, so of a passage whose characters
all survived, in one piece, the new place is known and not found. Everything else the
comparison of the texts judges. Where both know a place and these differ, the anchor
says so: it is in doubt until a person has looked.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from annotations.anchor import Anchor, Place, Verdict
from annotations.selector import Position
from docservice.db.draft_texts import Kept, Sources
from versions.paragraph import ParagraphId
from versions.revision import Revision
from versions.text import Point, Range, Span

ALGORITHM = "live/1"
LIVE = "live"  # the method of an anchor that followed its characters
DISPUTED = ", disputed"  # at the end of a method: the comparison of the texts differs
MOST = 0.5  # of the characters: with as many left, words are not gone


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters that survived: where they stand in the draft."""

    paragraph: int
    span: Span


class Survivors:
    """What became of the characters of `base` in `draft`."""

    def __init__(self, base: Revision, draft: Revision, sources: Sources) -> None:
        self._base = base
        self._draft = draft
        self._kept: defaultdict[str, list[Kept]] = defaultdict(list)
        for kept in sources.kept:
            self._kept[kept.old_paragraph].append(kept)

    def refined(self, before: Anchor, found: Anchor) -> Anchor:
        """Return the anchor of a remark, given the one that the texts' words gave.

        `before` is its anchor in the newest revision.
        """
        range_ = self._range(before)
        if range_ is None:
            return found
        size, pieces = self._survivors(range_)
        if not pieces:
            return found  # cut and pasted, perhaps; the words may say
        place = self._place(pieces)
        left = sum(len(piece.span) for piece in pieces)
        if left == size and self._in_one_piece(pieces):
            return self._exact(before, found, place)
        is_elsewhere = left >= MOST * size and not self._meets(found, pieces)
        if is_elsewhere and found.verdict != "ambiguous":
            return replace(found, method=found.method + DISPUTED, candidates=(place,))
        return found

    def _exact(self, before: Anchor, found: Anchor, place: Place) -> Anchor:
        if found.place == place and found.verdict in ("kept", "moved"):
            return found
        is_same = before.place is not None and (
            before.place.start.paragraph == place.start.paragraph
        )
        verdict: Verdict = "kept" if is_same and found.verdict != "moved" else "moved"
        is_disputed = found.verdict != "ambiguous"
        elsewhere = found.place if found.verdict != "orphan" else None
        return Anchor(
            verdict,
            place,
            score=1.0,
            method=LIVE + DISPUTED if is_disputed else LIVE,
            algorithm=ALGORITHM,
            candidates=(elsewhere,) if is_disputed and elsewhere else (),
        )

    def _range(self, anchor: Anchor) -> Range | None:
        if anchor.verdict in ("orphan", "ambiguous") or anchor.place is None:
            return None
        start, end = anchor.place.start, anchor.place.end
        first = self._base.index_of(ParagraphId(start.paragraph))
        last = self._base.index_of(ParagraphId(end.paragraph))
        if first is None or last is None:
            return None
        return Range(Point(first, start.offset), Point(last, end.offset))

    def _survivors(self, range_: Range) -> tuple[int, list[_Piece]]:
        """Return how many characters a passage has, and the pieces that are left."""
        size = 0
        pieces: list[_Piece] = []
        for number, span in range_.spans(self._base.texts):
            size += len(span)
            pieces += self._of_paragraph(number, span)
        return size, pieces

    def _of_paragraph(self, number: int, span: Span) -> list[_Piece]:
        paragraph = self._base.paragraphs[number]
        same = self._draft.index_of(paragraph.id)
        if same is not None and self._draft.texts[same] == paragraph.text:
            return [_Piece(same, span)] if len(span) else []
        found = []
        for kept in self._kept.get(paragraph.id, ()):
            index = self._draft.index_of(ParagraphId(kept.new_paragraph))
            first = max(span.start, kept.old_start)
            last = min(span.end, kept.old_start + kept.length)
            if index is not None and first < last:
                start = kept.new_start + first - kept.old_start
                found.append(_Piece(index, Span(start, start + last - first)))
        return sorted(found, key=lambda piece: (piece.paragraph, piece.span))

    def _in_one_piece(self, pieces: Sequence[_Piece]) -> bool:
        """Return whether nothing stands between the pieces."""
        for before, after in pairwise(pieces):
            length = len(self._draft.texts[before.paragraph])
            follows = before.span.end == after.span.start
            is_next = before.span.end == length and after.span.start == 0
            if before.paragraph == after.paragraph:
                if not follows:
                    return False
            elif after.paragraph != before.paragraph + 1 or not is_next:
                return False
        return True

    def _place(self, pieces: Sequence[_Piece]) -> Place:
        first, last = pieces[0], pieces[-1]
        ids = self._draft.paragraphs
        return Place(
            Position(ids[first.paragraph].id, first.span.start),
            Position(ids[last.paragraph].id, last.span.end),
        )

    def _meets(self, found: Anchor, pieces: Sequence[_Piece]) -> bool:
        """Return whether the words were found where some of the characters are."""
        if found.place is None or found.verdict == "orphan":
            return False
        first = self._draft.index_of(ParagraphId(found.place.start.paragraph))
        last = self._draft.index_of(ParagraphId(found.place.end.paragraph))
        if first is None or last is None:
            return False
        start = (first, found.place.start.offset)
        end = (last, found.place.end.offset)
        return any(
            (piece.paragraph, piece.span.start) < end
            and (piece.paragraph, piece.span.end) > start
            for piece in pieces
        )
