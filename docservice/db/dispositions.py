"""Dispositions, every version of each, and the changes that incorporate remarks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    ScalarSelect,
    func,
    insert,
    or_,
    select,
    update,
)

from annotations.disposition import Disposition
from docservice.db.authors import author_columns, author_of
from docservice.db.dialect import seconds_between
from docservice.db.people import Person
from docservice.db.tables import annotation, disposition, person


@dataclass(frozen=True, slots=True)
class StoredDisposition:
    """A version of an answer with who gave it and when."""

    annotation_id: str
    value: Disposition
    author: Person
    created_at: datetime
    published_at: datetime | None


def insert_disposition(connection: Connection, row: StoredDisposition) -> None:
    """Store a further version of an answer."""
    connection.execute(
        insert(disposition).values(
            annotation_id=row.annotation_id,
            version=row.value.version,
            outcome=row.value.outcome,
            reason=row.value.reason,
            note=row.value.note,
            duplicate_of=row.value.duplicate_of,
            without_change=row.value.without_change,
            state=row.value.state,
            author_id=row.author.id,
            created_at=row.created_at,
            published_at=row.published_at,
        )
    )


def all_versions(
    connection: Connection, annotation_ids: Sequence[str]
) -> dict[str, list[StoredDisposition]]:
    """Return every version of each annotation's answer, first to last."""
    found: dict[str, list[StoredDisposition]] = {}
    if not annotation_ids:
        return found
    rows = connection.execute(
        select(disposition, *author_columns())
        .join(person, person.c.id == disposition.c.author_id)
        .where(disposition.c.annotation_id.in_(annotation_ids))
        .order_by(disposition.c.annotation_id, disposition.c.version)
    )
    for each in rows:
        row = each._mapping
        found.setdefault(row["annotation_id"], []).append(
            StoredDisposition(
                row["annotation_id"],
                Disposition(
                    row["version"],
                    row["outcome"],
                    row["reason"],
                    row["state"],
                    row["duplicate_of"],
                    row["note"],
                    row["without_change"],
                ),
                author_of(row),
                row["created_at"],
                row["published_at"],
            )
        )
    return found


def newest_of(
    connection: Connection, annotation_ids: Sequence[str], *, published_only: bool
) -> dict[str, StoredDisposition]:
    """Return the answer that holds for each annotation.

    The public sees the newest published version without its internal note, drafters
    the newest of all.
    """
    found = {}
    for key, versions in all_versions(connection, annotation_ids).items():
        if not published_only:
            found[key] = versions[-1]
            continue
        public = [v for v in versions if v.value.state == "published"]
        if public:
            found[key] = replace(public[-1], value=replace(public[-1].value, note=""))
    return found


def says_otherwise(one: FromClause, other: FromClause) -> ColumnElement[bool]:
    """Return the condition that the public does not read the same in two versions."""
    return or_(
        one.c.outcome != other.c.outcome,
        one.c.reason != other.c.reason,
        func.coalesce(one.c.duplicate_of, "")
        != func.coalesce(other.c.duplicate_of, ""),
        one.c.without_change != other.c.without_change,
    )


def seconds_until_answered(connection: Connection, document_id: str) -> dict[str, int]:
    """Return for each annotation with a public answer how long the first one took."""
    rows = connection.execute(
        select(annotation.c.id, first_answer_s())
        .where(annotation.c.document_id == document_id)
        .where(first_answer_s().is_not(None))
    )
    return {key: int(seconds) for key, seconds in rows}


def first_answer_s() -> ScalarSelect[int]:
    """Return the seconds between an annotation and its first public answer, or null."""
    return (
        select(
            seconds_between(
                annotation.c.created_at, func.min(disposition.c.published_at)
            )
        )
        .where(
            disposition.c.annotation_id == annotation.c.id,
            disposition.c.state == "published",
        )
        .correlate(annotation)
        .scalar_subquery()
    )


def newly_published(
    connection: Connection, document_id: str, *, limit: int
) -> Sequence[str]:
    """Return the visible annotations that were answered in public last."""
    rows = connection.scalars(
        select(disposition.c.annotation_id)
        .join(annotation, annotation.c.id == disposition.c.annotation_id)
        .where(
            annotation.c.document_id == document_id,
            annotation.c.state == "visible",
            disposition.c.state == "published",
        )
        .group_by(disposition.c.annotation_id)
        .order_by(
            func.max(disposition.c.published_at).desc(), disposition.c.annotation_id
        )
        .limit(limit)
    )
    return list(rows)


def unpublished(connection: Connection, document_id: str) -> Sequence[tuple[str, int]]:
    """Return (annotation id, version) of each newest answer that is decided only."""
    newest = (
        select(
            disposition.c.annotation_id,
            func.max(disposition.c.version).label("version"),
        )
        .join(annotation, annotation.c.id == disposition.c.annotation_id)
        .where(annotation.c.document_id == document_id)
        .group_by(disposition.c.annotation_id)
        .subquery()
    )
    rows = connection.execute(
        select(disposition.c.annotation_id, disposition.c.version)
        .join(
            newest,
            (newest.c.annotation_id == disposition.c.annotation_id)
            & (newest.c.version == disposition.c.version),
        )
        .where(disposition.c.state == "decided")
        .order_by(disposition.c.annotation_id)
    )
    return [(row.annotation_id, row.version) for row in rows]


def mark_published(
    connection: Connection, annotation_id: str, version: int, *, now: datetime
) -> None:
    """Publish one version of an answer."""
    connection.execute(
        update(disposition)
        .where(
            disposition.c.annotation_id == annotation_id,
            disposition.c.version == version,
        )
        .values(state="published", published_at=now)
    )
