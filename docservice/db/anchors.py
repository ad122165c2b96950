"""Anchors: where each annotation stands in each revision."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, delete, insert, or_, select

from annotations.anchor import Anchor, Place
from annotations.selector import Position
from docservice.db.statement import Statement
from docservice.db.tables import anchor


@dataclass(frozen=True, slots=True)
class StoredAnchor:
    """An anchor with the revision it holds for and who confirmed it, if anybody."""

    revision: int
    anchor: Anchor
    confirmed_by: str | None


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


def _anchor(row: RowMapping) -> StoredAnchor:
    place = None
    if row["start_paragraph"] is not None:
        place = Place(
            Position(row["start_paragraph"], row["start_offset"]),
            Position(row["end_paragraph"], row["end_offset"]),
        )
    return StoredAnchor(
        row["revision"],
        Anchor(
            verdict=row["verdict"],
            place=place,
            score=row["score"],
            method=row["method"],
            algorithm=row["algorithm"],
            old=row["old"],
            new=row["new"],
            pieces=_places(row["pieces"]),
            candidates=_places(row["candidates"]),
        ),
        row["confirmed_by"],
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
