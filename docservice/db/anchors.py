"""Anchors: where each annotation stands in each revision."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Connection,
    RowMapping,
    bindparam,
    delete,
    insert,
    or_,
    select,
    update,
)

from annotations.anchor import Anchor, Place, Verdict
from annotations.selector import Position
from docservice.db.statement import Statement
from docservice.db.tables import anchor, annotation


@dataclass(frozen=True, slots=True)
class StoredAnchor:
    """An anchor with the revision it holds for and who confirmed it, if anybody.

    Its own verdict tells of the last step, `since_made` of the whole way from the words
    that the annotation was made on; None for an anchor that is not stored yet.
    """

    revision: int
    anchor: Anchor
    confirmed_by: str | None
    since_made: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """What tells what became of an annotation's words on the way to one revision.

    `last` is the verdict of the last step, `since_made` that which is stored for the
    whole way.
    """

    annotation_id: str
    exact: str
    place: Place | None
    pieces: tuple[Place, ...]
    last: Verdict
    has_moved: bool
    since_made: Verdict


_insert_anchor = Statement(insert(anchor))


def insert_anchor(
    connection: Connection,
    document_id: str,
    annotation_id: str,
    revision: int,
    value: Anchor,
) -> None:
    """Store where an annotation stands in a revision."""
    _insert_anchor.run(
        connection, **_anchor_row(document_id, annotation_id, revision, value)
    )


def insert_anchors(
    connection: Connection,
    document_id: str,
    revision: int,
    values: Iterable[tuple[str, Anchor]],
) -> None:
    """Store many anchors of one revision, as (annotation id, anchor)."""
    _insert_anchor.run_many(
        connection,
        (_anchor_row(document_id, key, revision, value) for key, value in values),
    )


def replace_anchor(
    connection: Connection,
    document_id: str,
    annotation_id: str,
    revision: int,
    value: Anchor,
    *,
    person_id: str,
    now: datetime,
) -> None:
    """Store a person's correction in place of what was there."""
    delete_anchor(connection, document_id, annotation_id, revision)
    row = _anchor_row(document_id, annotation_id, revision, value)
    connection.execute(
        insert(anchor).values(**row | {"confirmed_by": person_id, "confirmed_at": now})
    )


def delete_anchor(
    connection: Connection, document_id: str, annotation_id: str, revision: int
) -> None:
    """Forget where one annotation stands in one revision."""
    connection.execute(
        delete(anchor).where(
            anchor.c.document_id == document_id,
            anchor.c.revision == revision,
            anchor.c.annotation_id == annotation_id,
        )
    )


def _anchor_row(
    document_id: str, annotation_id: str, revision: int, value: Anchor
) -> dict[str, object]:
    place = value.place
    return {
        "document_id": document_id,
        "revision": revision,
        "annotation_id": annotation_id,
        "verdict": value.verdict,
        # Of the last step only, until `services.whole_way` has looked at the texts.
        "since_made": value.verdict,
        "start_paragraph": place.start.paragraph if place else None,
        "start_offset": place.start.offset if place else None,
        "end_paragraph": place.end.paragraph if place else None,
        "end_offset": place.end.offset if place else None,
        "old": value.old,
        "new": value.new,
        "pieces": _places_row(value.pieces),
        "candidates": _places_row(value.candidates),
        "score": value.score,
        "method": value.method,
        "algorithm": value.algorithm,
        "confirmed_by": None,
        "confirmed_at": None,
    }


def _places_row(places: Sequence[Place]) -> list[list[object]]:
    return [
        [p.start.paragraph, p.start.offset, p.end.paragraph, p.end.offset]
        for p in places
    ]


def _places(rows: Sequence[Sequence[str | int]]) -> tuple[Place, ...]:
    if not rows:
        return ()  # as nearly always, and a page reads thousands
    return tuple(
        Place(Position(str(a), int(b)), Position(str(c), int(d))) for a, b, c, d in rows
    )


def anchors_in(
    connection: Connection, document_id: str, revision: int, ids: Sequence[str] | None
) -> dict[str, StoredAnchor]:
    """Return the anchors in one revision by annotation id, for `ids` or for all."""
    query = select(anchor).where(
        anchor.c.document_id == document_id, anchor.c.revision == revision
    )
    if ids is not None:
        if not ids:
            return {}
        query = query.where(anchor.c.annotation_id.in_(ids))
    return {
        row.annotation_id: _anchor(row._mapping) for row in connection.execute(query)
    }


def anchored_in(connection: Connection, document_id: str, revision: int) -> list[str]:
    """Return the ids of all annotations that have an anchor in one revision."""
    query = select(anchor.c.annotation_id).where(
        anchor.c.document_id == document_id, anchor.c.revision == revision
    )
    return list(connection.scalars(query))


def anchors_of(connection: Connection, annotation_id: str) -> Sequence[StoredAnchor]:
    """Return an annotation's anchors, by revision."""
    rows = connection.execute(
        select(anchor)
        .where(anchor.c.annotation_id == annotation_id)
        .order_by(anchor.c.revision)
    )
    return [_anchor(row._mapping) for row in rows]


def ways_to(
    connection: Connection, document_id: str, revision: int, ids: Sequence[str] | None
) -> Sequence[Way]:
    """Return the ways of annotations to one revision, for `ids` or for all."""
    step = anchor.alias("step")
    query = (
        select(
            anchor,
            annotation.c.exact,
            select(step.c.revision)
            .where(
                step.c.annotation_id == anchor.c.annotation_id,
                step.c.revision <= revision,
                step.c.verdict == "moved",
            )
            .exists()
            .label("has_moved"),
        )
        .join(annotation, annotation.c.id == anchor.c.annotation_id)
        .where(anchor.c.document_id == document_id, anchor.c.revision == revision)
    )
    if ids is not None:
        query = query.where(anchor.c.annotation_id.in_(ids))
    return [
        Way(
            row.annotation_id,
            row.exact,
            _place(row._mapping),
            _places(row.pieces),
            row.verdict,
            row.has_moved,
            row.since_made,
        )
        for row in connection.execute(query)
    ]


def set_since_made(
    connection: Connection,
    document_id: str,
    revision: int,
    verdicts: Mapping[str, Verdict],
) -> None:
    """Store what became of words since their annotations were made."""
    if not verdicts:
        return
    connection.execute(
        update(anchor)
        .where(
            anchor.c.document_id == document_id,
            anchor.c.revision == revision,
            anchor.c.annotation_id == bindparam("key"),
        )
        .values(since_made=bindparam("verdict_since")),
        [{"key": key, "verdict_since": value} for key, value in verdicts.items()],
    )


def _place(row: RowMapping) -> Place | None:
    if row["start_paragraph"] is None:
        return None
    return Place(
        Position(row["start_paragraph"], row["start_offset"]),
        Position(row["end_paragraph"], row["end_offset"]),
    )


def _anchor(row: RowMapping) -> StoredAnchor:
    return StoredAnchor(
        row["revision"],
        Anchor(
            verdict=row["verdict"],
            place=_place(row),
            score=row["score"],
            method=row["method"],
            algorithm=row["algorithm"],
            old=row["old"],
            new=row["new"],
            pieces=_places(row["pieces"]),
            candidates=_places(row["candidates"]),
        ),
        row["confirmed_by"],
        row["since_made"],
    )


def delete_anchors(
    connection: Connection,
    document_id: str,
    revision: int,
    paragraphs: Sequence[str] | None = None,
) -> None:
    """Forget the corrections made on a draft, all or those that touch `paragraphs`."""
    query = delete(anchor).where(
        anchor.c.document_id == document_id, anchor.c.revision == revision
    )
    if paragraphs is not None:
        touched = or_(
            anchor.c.start_paragraph.in_(paragraphs),
            anchor.c.end_paragraph.in_(paragraphs),
        )
        query = query.where(touched)
    connection.execute(query)
