"""The clock tells, too: a phase has opened, or ends soon."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from annotations.phase import OPENS
from docservice.db import phases, subscriptions
from docservice.db.outbox import Message
from docservice.services.notifying.deriving import Plan, address

OPENED = timedelta(days=1)  # later than that, the opening is no news


def plan(connection: Connection, *, now: datetime, ahead: timedelta) -> Plan | None:
    """Return messages about phases that opened or end within `ahead`, None if none.

    They go to those who took part in the process before that; each is told once.
    """
    wanted: list[Message] = []
    near = phases.phases_near(
        connection, begun_since=now - OPENED, end_until=now + ahead, now=now
    )
    for phase in near:
        if not OPENS[phase.kind]:
            continue
        people = subscriptions.participants(connection, process_id=phase.process_id)
        known = subscriptions.subscriptions_of(connection, people)
        for what, since in (
            ("opens", phase.starts_at),
            ("ends", phase.ends_at - ahead),
        ):
            if what == "opens" and phase.starts_at < now - OPENED:
                continue
            if since > now:
                continue
            wanted += (
                Message(
                    person_id,
                    "phase",
                    f"{phase.id}:{what}",
                    None,
                    None,
                    f"{phase.id}:{what}",
                    now,
                    now,
                )
                for person_id in people
                # Who came later has seen it on the page.
                if person_id not in known or known[person_id].created_at < since
            )
    if not wanted:
        return None
    messages, started = address(connection, wanted)
    return Plan(messages, started, {})
