"""Phases that begin or end about now, for those who are to be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, select

from annotations.phase import PhaseKind
from docservice.db.tables import phase, process


@dataclass(frozen=True, slots=True)
class DatedPhase:
    """A phase of a public process."""

    id: str
    process_id: str
    process: str  # its title
    process_slug: str
    kind: PhaseKind
    title: str
    starts_at: datetime
    ends_at: datetime


def phases_near(
    connection: Connection, *, begun_since: datetime, end_until: datetime, now: datetime
) -> Sequence[DatedPhase]:
    """Return running phases that began since a time, or end until another."""
    rows = connection.execute(
        _dated().where(
            process.c.is_public,
            phase.c.starts_at <= now,
            phase.c.ends_at > now,
            (phase.c.starts_at >= begun_since) | (phase.c.ends_at <= end_until),
        )
    )
    return [DatedPhase(*row) for row in rows]


def get_dated_phase(connection: Connection, phase_id: str) -> DatedPhase | None:
    """Return a phase by id."""
    row = connection.execute(_dated().where(phase.c.id == phase_id)).one_or_none()
    return DatedPhase(*row) if row else None


def _dated() -> Select[Any]:
    return (
        select(
            phase.c.id,
            phase.c.process_id,
            process.c.title.label("process"),
            process.c.slug,
            phase.c.kind,
            phase.c.title,
            phase.c.starts_at,
            phase.c.ends_at,
        )
        .join(process, process.c.id == phase.c.process_id)
        .order_by(phase.c.starts_at, phase.c.id)
    )
