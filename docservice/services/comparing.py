"""Two revisions beside each other, as data: rows, changes, and where comments stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection

from annotations.reanchoring import Transition
from docservice.access import Actor, NotFound, Opened, open_document
from docservice.db import changes, discussion, revisions
from docservice.db.revisions import RevisionHead
from docservice.services import resources
from docservice.services.aligning import RowFinder, rows_between
from docservice.services.reasons import Reason, reasons_for
from docservice.services.resources import Resource
from docservice.services.transitions import transition_between
from versions.comparison import Row, hunks
from versions.revision import Revision


@dataclass(frozen=True)
class Comparison:
    """Two published revisions; `rows` are in the order of the new text."""

    opened: Opened
    old_head: RevisionHead
    new_head: RevisionHead
    old: Revision
    new: Revision
    transition: Transition
    rows: tuple[Row, ...]

    @cached_property
    def finder(self) -> RowFinder:
        """Return what finds the row of a place."""
        return RowFinder(self.old, self.new, self.rows)

    def old_paragraphs(self, rows: Iterable[int]) -> set[str]:
        """Return the ids of the old paragraphs in some rows."""
        places = (self.rows[place].old for place in rows)
        return {self.old.paragraphs[old].id for old in places if old is not None}

    def new_paragraphs(self, rows: Iterable[int]) -> set[str]:
        """Return the ids of the new paragraphs in some rows."""
        places = (self.rows[place].new for place in rows)
        return {self.new.paragraphs[new].id for new in places if new is not None}


def compare_revisions(
    connection: Connection, actor: Actor, slug: str, old_number: int, new_number: int
) -> Comparison:
    """Return two published revisions row by row.

    Raises:
        NotFound: one of them does not exist, or not for this actor.
    """
    opened = open_document(connection, actor, slug)
    old_head, old = _revision(connection, opened, old_number)
    new_head, new = _revision(connection, opened, new_number)
    return Comparison(
        opened,
        old_head,
        new_head,
        old,
        new,
        transition_between(old, new),
        rows_between(old, new),
    )


def remarks_by_row(
    connection: Connection, found: Comparison, rows: Iterable[int]
) -> dict[int, list[str]]:
    """Return by row the visible comments whose passage begins in its old words.

    They are in the order of the text. What lost its words before the old revision is
    left out: it says nothing about this step.
    """
    finder, placed = found.finder, {place: list[str]() for place in rows}
    for key, paragraph, offset in discussion.starts_in(
        connection,
        found.opened.document.id,
        found.old.number,
        found.old_paragraphs(placed),
    ):
        place = finder.of_old(paragraph, offset)
        if place in placed:
            placed[place].append(key)
    return placed


def count_remarks(connection: Connection, found: Comparison) -> dict[int, int]:
    """Return how many comments `remarks_by_row` finds for each row that has any.

    They are counted by paragraph; only of one with several rows are they looked at.
    """
    finder, document = found.finder, found.opened.document
    counts: dict[int, int] = {}
    several: list[int] = []
    tally = discussion.tally_in(connection, document.id, found.old.number)
    for paragraph, count in tally.by_paragraph.items():
        places = finder.rows_of_old(paragraph)
        if len(places) == 1:
            counts[places[0]] = count
        else:
            several += places
    for place, keys in remarks_by_row(connection, found, several).items():
        counts[place] = len(keys)
    return counts


def changes_by_row(
    connection: Connection, found: Comparison
) -> dict[int, list[Reason]]:
    """Return the stored changes of neighbouring revisions, by row."""
    placed: dict[int, list[Reason]] = {}
    if found.new.number == found.old.number + 1:
        finder = found.finder
        document = found.opened.document
        listed = changes.changes_to(connection, document.id, found.new.number)
        for reason in reasons_for(connection, listed):
            place = finder.of_change(reason.change)
            if place is not None:
                placed.setdefault(place, []).append(reason)
    return placed


def comparison_resource(
    found: Comparison, listed: Mapping[int, Sequence[Reason]]
) -> Resource:
    """Return a comparison as JSON; `listed` are its changes by row."""
    old = [p.content for p in found.old.paragraphs]
    new = [p.content for p in found.new.paragraphs]
    return {
        "document": found.opened.document.slug,
        "old": resources.revision(found.old_head),
        "new": resources.revision(found.new_head),
        "paragraphs": [
            {
                "lineage": sorted(row.relations),
                "old": _paragraph(found.old, row.old),
                "new": _paragraph(found.new, row.new),
                "moved_to": _id(found.new, row.moved_to),
                "moved_from": _id(found.old, row.moved_from),
                "reformatted": [[s.start, s.end] for s in row.reformatted],
                "hunks": [
                    {
                        "kind": hunk.kind,
                        "old": [hunk.old[1].start, hunk.old[1].end]
                        if hunk.old
                        else None,
                        "new": [hunk.new[1].start, hunk.new[1].end]
                        if hunk.new
                        else None,
                        "old_text": hunk.old_text,
                        "new_text": hunk.new_text,
                    }
                    for hunk in hunks(row, old, new)
                ],
                "changes": [
                    resources.change(each.change, {each.change.id: each.confirmed})
                    for each in listed.get(number, ())
                ],
            }
            for number, row in enumerate(found.rows)
        ],
    }


def _paragraph(revision: Revision, index: int | None) -> Resource | None:
    return None if index is None else resources.paragraph(revision.paragraphs[index])


def _id(revision: Revision, index: int | None) -> str | None:
    return None if index is None else revision.paragraphs[index].id


def _revision(
    connection: Connection, opened: Opened, number: int
) -> tuple[RevisionHead, Revision]:
    head = revisions.get_head(connection, opened.document.id, number)
    if head is None or head.status == "draft":
        raise NotFound("revision", str(number))
    return head, revisions.load(connection, head)
