"""Two revisions beside each other, with the comments and answers between them."""

from dataclasses import dataclass

from sqlalchemy import Connection

from annotations.reanchoring import Transition
from docservice.access import Actor, NotFound, Opened, open_document
from docservice.db import anchors, annotations, changes, revisions
from docservice.db.annotations import AnnotationFilter
from docservice.db.changes import StoredChange
from docservice.db.revisions import RevisionHead
from docservice.services import resources
from docservice.services.reading import annotation_resources
from docservice.services.resources import Resource
from docservice.services.transitions import transition_between
from versions.comparison import Row, compare, hunks
from versions.revision import Revision


@dataclass(frozen=True)
class Comparison:
    """Rows in the order of the new text.

    `remarks` holds, by row index, the annotations that were made on the old side of
    that row; `changes` those stored between neighbouring revisions, by row index.
    """

    opened: Opened
    old_head: RevisionHead
    new_head: RevisionHead
    old: Revision
    new: Revision
    transition: Transition
    rows: tuple[Row, ...]
    remarks: dict[int, list[Resource]]
    changes: dict[int, list[StoredChange]]


def compare_revisions(
    connection: Connection,
    actor: Actor,
    slug: str,
    old_number: int,
    new_number: int,
    *,
    with_remarks: bool = True,
) -> Comparison:
    """Return two published revisions row by row.

    Raises:
        NotFound: one of them does not exist, or not for this actor.
    """
    opened = open_document(connection, actor, slug)
    old_head, old = _revision(connection, opened, old_number)
    new_head, new = _revision(connection, opened, new_number)
    transition = transition_between(old, new)
    rows = compare(
        [p.content for p in old.paragraphs],
        [p.content for p in new.paragraphs],
        transition.lineage,
    )
    return Comparison(
        opened,
        old_head,
        new_head,
        old,
        new,
        transition,
        rows,
        _remarks(connection, opened, old, rows) if with_remarks else {},
        _stored(connection, opened, (old, new), rows),
    )


def comparison_resource(found: Comparison) -> Resource:
    """Return a comparison as JSON."""
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
                    resources.change(change) for change in found.changes.get(number, ())
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


def _remarks(
    connection: Connection, opened: Opened, old: Revision, rows: tuple[Row, ...]
) -> dict[int, list[Resource]]:
    """Return the annotations anchored in the old revision, by the row they stand in."""
    placed = anchors.anchors_in(connection, opened.document.id, old.number, None)
    row_of: dict[str, int] = {}
    for number, row in enumerate(rows):
        if row.old is not None:
            row_of.setdefault(old.paragraphs[row.old].id, number)
    wanted = AnnotationFilter(revision=old.number, state="visible")
    listed = annotations.list_annotations(connection, opened.document.id, wanted)
    found: dict[int, list[Resource]] = {}
    shown = annotation_resources(connection, opened, listed, revision=old.number)
    for resource in shown:
        place = placed[resource["id"]].anchor.place
        if place is not None and place.start.paragraph in row_of:
            found.setdefault(row_of[place.start.paragraph], []).append(resource)
    return found


def _stored(
    connection: Connection,
    opened: Opened,
    sides: tuple[Revision, Revision],
    rows: tuple[Row, ...],
) -> dict[int, list[StoredChange]]:
    """Return the stored changes of neighbouring revisions, by row."""
    old, new = sides
    if new.number != old.number + 1:
        return {}
    by_new: dict[str, list[int]] = {}
    by_old: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        if row.new is not None:
            by_new.setdefault(new.paragraphs[row.new].id, []).append(number)
        if row.old is not None:
            by_old.setdefault(old.paragraphs[row.old].id, []).append(number)
    found: dict[int, list[StoredChange]] = {}
    for change in changes.changes_to(connection, opened.document.id, new.number):
        place = _row_of(change, by_old, by_new)
        if place is not None:
            found.setdefault(place, []).append(change)
    return found


def _row_of(
    change: StoredChange, by_old: dict[str, list[int]], by_new: dict[str, list[int]]
) -> int | None:
    olds = by_old.get(change.old.paragraph, []) if change.old else []
    news = by_new.get(change.new.paragraph, []) if change.new else []
    both = [number for number in olds if number in news]
    return next(iter(both or news or olds), None)
