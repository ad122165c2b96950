"""Rejoinders: what the author of an annotation says about its disposition, once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from annotations.disposition import Stance
from docservice.db.tables import rejoinder


@dataclass(frozen=True, slots=True)
class Rejoinder:
    """Whether the author agrees, and why; `reason` may be empty."""

    annotation_id: str
    stance: Stance
    reason: str
    created_at: datetime


def insert_rejoinder(connection: Connection, row: Rejoinder) -> None:
    """Store a rejoinder; an annotation has at most one."""
    connection.execute(
        insert(rejoinder).values(
            annotation_id=row.annotation_id,
            stance=row.stance,
            reason=row.reason,
            created_at=row.created_at,
        )
    )


def rejoinders_of(
    connection: Connection, annotation_ids: Sequence[str]
) -> dict[str, Rejoinder]:
    """Return the rejoinders of those annotations that have one."""
    if not annotation_ids:
        return {}
    rows = connection.execute(
        select(rejoinder).where(rejoinder.c.annotation_id.in_(annotation_ids))
    )
    return {
        row.annotation_id: Rejoinder(
            row.annotation_id, row.stance, row.reason, row.created_at
        )
        for row in rows
    }
