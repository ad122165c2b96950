"""The rows of two revisions beside each other, and in which of them a place stands.

Two published texts are frozen, so their rows hold for ever: they are kept in memory,
because comparing 1,500 paragraphs takes longer than showing a page of them.
"""

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence

from docservice.db.changes import Side, StoredChange
from docservice.services.transitions import transition_between
from versions.comparison import Row, compare
from versions.revision import Revision
from versions.text import Span

KEPT_ALIGNMENTS = (
    8  # pairs of revisions; of 1,500 paragraphs one takes about a megabyte
)

_kept: OrderedDict[tuple[str, str], tuple[Row, ...]] = OrderedDict()
_lock = threading.Lock()


def rows_between(old: Revision, new: Revision) -> tuple[Row, ...]:
    """Return two published revisions row by row, in the order of the new text."""
    key = (old.id, new.id)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    found = compare(
        [p.content for p in old.paragraphs],
        [p.content for p in new.paragraphs],
        transition_between(old, new).lineage,
    )
    with _lock:
        _kept[key] = found
        while len(_kept) > KEPT_ALIGNMENTS:
            _kept.popitem(last=False)
    return found


class RowFinder:
    """Finds rows by what stands in them; a paragraph that was split has several.

    The signpost at the old place of a moved passage holds no words: what is said
    about them belongs to the row at their new place.
    """

    def __init__(self, old: Revision, new: Revision, rows: Sequence[Row]) -> None:
        self._is_next = new.number == old.number + 1
        self._old: dict[str, list[tuple[int, Span]]] = {}
        self._new: dict[str, list[tuple[int, Span]]] = {}
        for place, row in enumerate(rows):
            if row.old is not None and row.old_span is not None:
                paragraph = old.paragraphs[row.old].id
                self._old.setdefault(paragraph, []).append((place, row.old_span))
            if row.new is not None and row.new_span is not None:
                paragraph = new.paragraphs[row.new].id
                self._new.setdefault(paragraph, []).append((place, row.new_span))

    def of_old(self, paragraph: str, offset: int) -> int | None:
        """Return the row that holds a place of the old text."""
        return next(iter(_holding(self._old, paragraph, offset)), None)

    def rows_of_old(self, paragraph: str) -> list[int]:
        """Return all rows that hold words of an old paragraph."""
        return [place for place, _ in self._old.get(paragraph, ())]

    def of_change(self, change: StoredChange) -> int | None:
        """Return the row, None if its paragraph came and went in between."""
        olds = _of_side(self._old, change.old)
        news = _of_side(self._new, change.new)
        both = [place for place in olds if place in news]
        nearest = both or news or olds
        if nearest or self._is_next:
            return next(iter(nearest), None)
        # Of a revision between the two: the paragraph's id leads to its row.
        side = change.new or change.old
        if side is None:
            return None
        known = self._new.get(side.paragraph) or self._old.get(side.paragraph) or []
        return known[0][0] if known else None


_Places = Mapping[str, Sequence[tuple[int, Span]]]


def _of_side(places: _Places, side: Side | None) -> list[int]:
    return [] if side is None else _holding(places, side.paragraph, side.start)


def _holding(places: _Places, paragraph: str, offset: int) -> list[int]:
    """Return the rows with this place in them, or else all of its paragraph."""
    listed = places.get(paragraph, [])
    within = [place for place, span in listed if span.start <= offset <= span.end]
    return within or [place for place, _ in listed]
