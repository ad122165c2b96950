"""Rejoinders: what the author of an annotation says about its disposition, once each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from annotations.disposition import Stance
from docservice.db.tables import rejoinder


@dataclass(frozen=True, slots=True)
class Rejoinder:
    """Whether the author agrees with a version of the answer; `reason` may be empty."""

    annotation_id: str
    version: int
    stance: Stance
    reason: str
    created_at: datetime


def insert_rejoinder(connection: Connection, row: Rejoinder) -> None:
    """Store a rejoinder; a version of an answer has at most one."""
    connection.execute(
        insert(rejoinder).values(
            annotation_id=row.annotation_id,
            version=row.version,
            stance=row.stance,
            reason=row.reason,
            created_at=row.created_at,
        )
    )


def all_rejoinders(
    connection: Connection, annotation_ids: Sequence[str]
) -> dict[str, list[Rejoinder]]:
    """Return the rejoinders of those annotations that have any, first to last."""
    found: dict[str, list[Rejoinder]] = {}
    if not annotation_ids:
        return found
    rows = connection.execute(
        select(rejoinder)
        .where(rejoinder.c.annotation_id.in_(annotation_ids))
        .order_by(rejoinder.c.annotation_id, rejoinder.c.version)
    )
    for row in rows:
        found.setdefault(row.annotation_id, []).append(
            Rejoinder(
                row.annotation_id, row.version, row.stance, row.reason, row.created_at
            )
        )
    return found


def rejoinders_of(
    connection: Connection, annotation_ids: Sequence[str]
) -> dict[str, Rejoinder]:
    """Return the last rejoinder of each annotation that has one."""
    return {
        key: said[-1]
        for key, said in all_rejoinders(connection, annotation_ids).items()
    }
