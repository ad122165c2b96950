"""Two revisions beside each other, each change with its reasons.

Between revisions that are no neighbours stand others: the reasons are then those of
all changes made to a paragraph on the way.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from docservice.access import Actor
from docservice.db import changes, revisions
from docservice.db.changes import Side, StoredChange
from docservice.db.revisions import RevisionHead
from docservice.services.comparing import Comparison, compare_revisions
from docservice.services.reasons import Reason, reasons_for
from versions.comparison import Row
from versions.revision import Revision
from versions.text import Span


@dataclass(frozen=True)
class Explained:
    """A comparison with its reasons by row index, and the document's revisions."""

    comparison: Comparison
    heads: tuple[RevisionHead, ...]
    reasons: dict[int, tuple[Reason, ...]]


def explain_revisions(
    connection: Connection,
    actor: Actor,
    slug: str,
    old_number: int,
    new_number: int,
    *,
    with_remarks: bool,
) -> Explained:
    """Return two published revisions row by row, with why each was changed.

    Raises:
        NotFound: one of them does not exist, or not for this actor.
    """
    found = compare_revisions(
        connection, actor, slug, old_number, new_number, with_remarks=with_remarks
    )
    document = found.opened.document
    listed: list[StoredChange] = []
    for number in range(old_number + 1, new_number + 1):
        listed += changes.changes_to(connection, document.id, number)
    by_row: dict[int, list[Reason]] = {}
    rows = _RowFinder(found.old, found.new, found.rows)
    for reason in reasons_for(connection, listed):
        place = rows.find(reason.change)
        if place is not None:
            by_row.setdefault(place, []).append(reason)
    return Explained(
        found,
        tuple(revisions.list_published(connection, document.id)),
        {place: tuple(reasons) for place, reasons in by_row.items()},
    )


class _RowFinder:
    """Finds the row of a change; a paragraph that was split stands in several."""

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

    def find(self, change: StoredChange) -> int | None:
        """Return the row, None if its paragraph came and went in between."""
        olds = self._rows(self._old, change.old)
        news = self._rows(self._new, change.new)
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

    def _rows(
        self, rows: dict[str, list[tuple[int, Span]]], side: Side | None
    ) -> list[int]:
        if side is None:
            return []
        listed = rows.get(side.paragraph, [])
        within = [p for p, span in listed if span.start <= side.start <= span.end]
        return within or [place for place, _ in listed]
