"""How a process closes the gate before a publication, and who may change that."""

from datetime import datetime
from typing import Final, Literal

from sqlalchemy import Connection

from docservice.access import Actor, current, open_process
from docservice.db import documents
from docservice.db.documents import Process
from docservice.db.events import Unit, append
from docservice.services.errors import Stale
from docservice.services.resources import Resource

# Only tell what is open, take a public reason for each list, or let nobody pass.
GateKind = Literal["advise", "require", "final"]
GATES: Final[tuple[GateKind, ...]] = ("advise", "require", "final")


def gate_of(process: Process) -> GateKind:
    """Return how the gate of a process is closed."""
    if process.gate != "require":
        return "advise"
    return "final" if process.gate_is_final else "require"


def read_process(connection: Connection, actor: Actor, slug: str) -> Resource:
    """Return a process as the API gives it.

    Raises:
        NotFound: there is none, or it is not public and the actor no drafter.
    """
    return _resource(open_process(connection, actor, slug))


def set_gate(
    unit: Unit,
    actor: Actor,
    slug: str,
    gate: GateKind,
    *,
    now: datetime,
    seen: str | None = None,
) -> Resource:
    """Set how the gate is closed, for all publications to come; return the process.

    The log of each of its documents keeps who did so. `seen` is how the asker believes
    that it is.

    Raises:
        AccessError: there is no such process, or the actor may not administer it.
        Stale: it is otherwise by now.
    """
    connection = unit.connection
    actor = current(connection, actor)
    process = open_process(connection, actor, slug)
    person = actor.require("administer")
    known = gate_of(process)
    if seen is not None and seen != known:
        raise Stale("somebody else changed the process meanwhile; read it again")
    if gate != known:
        documents.update_gate(
            connection,
            process.id,
            gate="advise" if gate == "advise" else "require",
            is_final=gate == "final",
        )
        for each in documents.list_documents(connection, process_id=process.id):
            append(
                unit,
                each.id,
                "process.gate_set",
                {"gate": gate},
                at=now,
                person_id=person.id,
                internal=True,
            )
    return _resource(open_process(connection, actor, slug))


def _resource(process: Process) -> Resource:
    return {
        "slug": process.slug,
        "title": process.title,
        "summary": process.summary,
        "lang": process.lang,
        "time_zone": process.time_zone,
        "gate": gate_of(process),
        "four_eyes": process.four_eyes,
        "url": f"/{process.lang[:2]}/p/{process.slug}",
    }
