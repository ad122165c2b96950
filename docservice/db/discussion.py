"""How a revision is discussed, in few narrow rows: what the reading page counts.

A page is made anew after every comment, so these queries are prepared and take no
more columns than they need. Only what everybody may see is counted: visible
annotations, published dispositions, confirmed incorporations.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, Text, bindparam, cast, func, select

from docservice.db.annotations import is_comment
from docservice.db.codec import load_json
from docservice.db.statement import Statement
from docservice.db.tables import anchor, annotation, change, disposition, incorporation


class SpanRow(NamedTuple):
    """A stretch of an annotation's passage; the offsets count code points."""

    annotation_id: str
    motivation: str
    start_paragraph: str
    start_offset: int
    end_paragraph: str
    end_offset: int


class Tally(NamedTuple):
    """How many comments a revision has, and how many highlights.

    `by_paragraph` counts the comments that begin in each paragraph that has any;
    `total` all of them, with orphans, which begin in none.
    """

    by_paragraph: dict[str, int]
    total: int
    highlights: int


_anchored = (
    anchor.c.document_id == bindparam("key"),
    anchor.c.revision == bindparam("wanted"),
    # By both columns: an index over them holds the state and the motivation.
    annotation.c.document_id == anchor.c.document_id,
    annotation.c.id == anchor.c.annotation_id,
    annotation.c.state == "visible",
)
_placed = (*_anchored, anchor.c.verdict != "orphan")
_spans = Statement(
    select(
        anchor.c.annotation_id,
        annotation.c.motivation,
        anchor.c.start_paragraph,
        anchor.c.start_offset,
        anchor.c.end_paragraph,
        anchor.c.end_offset,
        cast(anchor.c.pieces, Text),
    )
    .where(*_placed, anchor.c.start_paragraph.is_not(None))
    .order_by(anchor.c.start_paragraph, anchor.c.start_offset, anchor.c.annotation_id)
)
_tally = Statement(
    # By what an index is in the order of, so that nothing is sorted.
    select(
        anchor.c.start_paragraph,
        anchor.c.verdict,
        func.count().filter(is_comment),
        func.count(),
    )
    .where(*_anchored)
    .group_by(anchor.c.start_paragraph, anchor.c.verdict)
)
_newest = (
    select(
        disposition.c.annotation_id, func.max(disposition.c.version).label("version")
    )
    .where(disposition.c.state == "published")
    .group_by(disposition.c.annotation_id)
    .subquery()
)
_outcomes = Statement(
    select(disposition.c.outcome, func.count())
    .where(
        *_anchored,
        is_comment,
        disposition.c.annotation_id == annotation.c.id,
        _newest.c.annotation_id == disposition.c.annotation_id,
        _newest.c.version == disposition.c.version,
    )
    .group_by(disposition.c.outcome)
)
_changed = Statement(
    select(change.c.new_paragraph, incorporation.c.annotation_id)
    .select_from(
        change.outerjoin(
            incorporation,
            (incorporation.c.change_id == change.c.id) & incorporation.c.is_confirmed,
        )
    )
    .where(
        change.c.document_id == bindparam("key"),
        change.c.revision == bindparam("wanted"),
        change.c.new_paragraph.is_not(None),
    )
)


def spans_in(
    connection: Connection, document_id: str, revision: int
) -> Sequence[SpanRow]:
    """Return the passages of all visible annotations that have a place.

    A passage that was torn apart has a row for each piece.
    """
    found = []
    for *row, pieces in _spans.run(connection, key=document_id, wanted=revision):
        if pieces in ("[]", "null", None):
            found.append(SpanRow(*row))
        else:
            found += [SpanRow(row[0], row[1], *piece) for piece in load_json(pieces)]
    return found


def starts_in(
    connection: Connection,
    document_id: str,
    revision: int,
    paragraphs: Collection[str],
) -> Sequence[tuple[str, str, int]]:
    """Return (annotation id, paragraph, offset) of where commented passages begin.

    In each paragraph they are in the order of the text.
    """
    rows = connection.execute(
        select(anchor.c.annotation_id, anchor.c.start_paragraph, anchor.c.start_offset)
        .where(
            anchor.c.document_id == document_id,
            anchor.c.revision == revision,
            anchor.c.start_paragraph.in_(paragraphs),
            anchor.c.verdict != "orphan",
            annotation.c.id == anchor.c.annotation_id,
            annotation.c.state == "visible",
            is_comment,
        )
        .order_by(
            anchor.c.start_paragraph, anchor.c.start_offset, anchor.c.annotation_id
        )
    )
    return [(row[0], row[1], row[2]) for row in rows]


def tally_in(connection: Connection, document_id: str, revision: int) -> Tally:
    """Return how many comments and highlights a revision has, and where comments begin."""
    counts: dict[str, int] = {}
    total = highlights = 0
    for paragraph, verdict, comments, every in _tally.run(
        connection, key=document_id, wanted=revision
    ):
        total += comments
        highlights += every - comments
        if comments and verdict != "orphan" and paragraph is not None:
            counts[paragraph] = counts.get(paragraph, 0) + comments
    return Tally(counts, total, highlights)


def outcomes_in(
    connection: Connection, document_id: str, revision: int
) -> dict[str, int]:
    """Return how many comments had each outcome; those unanswered are left out."""
    return dict(_outcomes.run(connection, key=document_id, wanted=revision))


def changed_in(
    connection: Connection, document_id: str, revision: int
) -> dict[str, set[str]]:
    """Return the paragraphs that a revision changed, each with what it answers."""
    found: dict[str, set[str]] = {}
    for paragraph, cause in _changed.run(connection, key=document_id, wanted=revision):
        causes = found.setdefault(paragraph, set())
        if cause is not None:
            causes.add(cause)
    return found


_first = select(
    anchor.c.annotation_id,
    anchor.c.start_paragraph,
    func.row_number()
    .over(
        partition_by=anchor.c.start_paragraph,
        order_by=(anchor.c.start_offset, anchor.c.annotation_id),
    )
    .label("place"),
)


def first_in(
    connection: Connection,
    document_id: str,
    revision: int,
    paragraphs: Sequence[str],
    *,
    most: int,
) -> dict[str, list[str]]:
    """Return the ids of the first `most` comments in each of some paragraphs."""
    placed = _first.where(
        anchor.c.document_id == document_id,
        anchor.c.revision == revision,
        anchor.c.annotation_id == annotation.c.id,
        annotation.c.state == "visible",
        is_comment,
        anchor.c.verdict != "orphan",
        anchor.c.start_paragraph.in_(paragraphs),
    ).subquery()
    rows = connection.execute(
        select(placed.c.start_paragraph, placed.c.annotation_id)
        .where(placed.c.place <= most)
        .order_by(placed.c.start_paragraph, placed.c.place)
    )
    found: dict[str, list[str]] = {}
    for paragraph, annotation_id in rows:
        found.setdefault(paragraph, []).append(annotation_id)
    return found
