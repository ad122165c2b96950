"""The decided answers of a document become public together: now, or at a set time.

A set time is a plan of the team: each drafter may change or cancel it. When it comes,
the plan and the answers change in one transaction, so that it happens once however
many processes run, and late rather than never if none did.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection

from docservice.access import (
    Actor,
    NotFound,
    Opened,
    current,
    open_document,
    open_document_by_id,
)
from docservice.db import planned_rounds
from docservice.db.codec import timestamp
from docservice.db.events import Unit, append
from docservice.db.planned_rounds import PlannedRound
from docservice.db.store import Store
from docservice.services import publishing
from docservice.services.errors import Invalid, Stale
from docservice.services.waiting import Waiting, waiting_in
from docservice.services.working import Worker

LEASE = "rounds"


@dataclass(frozen=True, slots=True)
class Round:
    """What waits to become public, and when it will."""

    opened: Opened
    waiting: Waiting
    planned: PlannedRound | None

    @property
    def mark(self) -> str:
        """Return what names the set time, empty for none."""
        return _mark(self.planned)

    @property
    def is_void(self) -> bool:
        """Return whether the set time passes without effect.

        Rights are looked at when it comes; whoever set it may have none any more.
        """
        return self.planned is not None and not _may_publish(self.planned)


def read_round(connection: Connection, actor: Actor, slug: str) -> Round:
    """Return what waits to become public.

    Raises:
        AccessError: the actor may not publish, or the document belongs to no process:
            then its answers are public at once.
    """
    opened = _open(connection, actor, slug)
    document_id = opened.document.id
    return Round(
        opened,
        waiting_in(connection, document_id),
        planned_rounds.get_planned(connection, document_id),
    )


def get_standing(connection: Connection, document_id: str) -> PlannedRound | None:
    """Return the set time, None if there is none that will be kept."""
    planned = planned_rounds.get_planned(connection, document_id)
    return planned if planned is not None and _may_publish(planned) else None


def publish_round(
    unit: Unit, actor: Actor, slug: str, *, now: datetime, seen: str | None = None
) -> int:
    """Publish all decided dispositions of a document now; return how many.

    `seen` is the mark of those that the actor knows of.

    Raises:
        AccessError: the actor may not publish.
        Stale: others wait by now.
    """
    connection = unit.connection
    opened = open_document(connection, current(connection, actor), slug)
    opened.actor.require("publish")
    if seen not in (None, waiting_in(connection, opened.document.id).mark):
        raise Stale("other answers wait by now; nothing was published")
    return publishing.publish_answers(unit, opened, now=now)


def plan_round(
    unit: Unit,
    actor: Actor,
    slug: str,
    at: datetime,
    *,
    now: datetime,
    seen: str | None = None,
) -> None:
    """Set when all answers that are decided by then become public.

    `seen` is the mark of the set time that the actor knows of.

    Raises:
        AccessError: as for `read_round`.
        Invalid: the time has passed.
        Stale: somebody else set, changed or cancelled the time.
    """
    connection = unit.connection
    opened = _open(connection, current(connection, actor), slug)
    person = opened.actor.require("publish")
    if at <= now:
        raise Invalid("at has passed; choose a later time", "at")
    _require_seen(connection, opened, seen)
    planned_rounds.put_planned(connection, opened.document.id, at, person_id=person.id)
    _note(unit, opened, "round.planned", {"at": timestamp(at)}, now)


def cancel_round(
    unit: Unit, actor: Actor, slug: str, *, now: datetime, seen: str | None = None
) -> None:
    """Take back the time that was set; if there is none, nothing happens.

    Raises:
        AccessError, Stale: as for `plan_round`.
    """
    connection = unit.connection
    opened = _open(connection, current(connection, actor), slug)
    _require_seen(connection, opened, seen)
    if planned_rounds.delete_planned(connection, opened.document.id):
        _note(unit, opened, "round.cancelled", {}, now)


def is_due(connection: Connection, *, now: datetime) -> bool:
    """Return whether the time of a round has come."""
    return any(_may_publish(e) for e in planned_rounds.list_due(connection, now=now))


def publish_due(unit: Unit, *, now: datetime) -> None:
    """Publish the rounds whose time has come, each once, and what is decided by now."""
    connection = unit.connection
    for each in planned_rounds.list_due(connection, now=now):
        if not _may_publish(each):
            continue
        opened = open_document_by_id(connection, Actor(each.by), each.document_id)
        planned_rounds.delete_planned(connection, each.document_id)
        count = publishing.publish_answers(unit, opened, now=now)
        _note(unit, opened, "round.published", {"answers": count}, now)


class RoundPublisher:
    """Looks at the clock."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.worker = Worker(store, LEASE, self._round)

    async def _round(self) -> None:
        if await self._store.read(is_due, now=datetime.now(UTC)):
            await self._store.write(publish_due, now=datetime.now(UTC))


def _open(connection: Connection, actor: Actor, slug: str) -> Opened:
    opened = open_document(connection, actor, slug)
    opened.actor.require("publish")
    if opened.process is None:
        raise NotFound("round of answers for", slug)
    return opened


def _may_publish(planned: PlannedRound) -> bool:
    return planned.by.blocked_at is None and Actor(planned.by).may("publish")


def _mark(planned: PlannedRound | None) -> str:
    return timestamp(planned.at) if planned is not None else ""


def _require_seen(connection: Connection, opened: Opened, seen: str | None) -> None:
    planned = planned_rounds.get_planned(connection, opened.document.id)
    if seen not in (None, _mark(planned)):
        raise Stale("somebody else changed the time; nothing was overwritten")


def _note(
    unit: Unit, opened: Opened, type_: str, data: dict[str, object], now: datetime
) -> None:
    append(
        unit,
        opened.document.id,
        type_,
        data,
        at=now,
        person_id=opened.actor.id,
        internal=True,
    )
