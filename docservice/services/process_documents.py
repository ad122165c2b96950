"""Put a document that stands alone into a process."""

from datetime import datetime

from docservice.access import Actor, current, open_document, open_process
from docservice.db import documents
from docservice.db.events import Unit, append
from docservice.services.errors import Conflict


def add_document(
    unit: Unit, actor: Actor, slug: str, document_slug: str, *, now: datetime
) -> bool:
    """Put a document into a process; return False if it was there already.

    From then on the phases of the process open and close its comments. What was
    written before stays.

    Raises:
        AccessError: there is no such process or document, or the actor may not.
        Conflict: the document belongs to another process, whose phases people
            relied on.
    """
    connection = unit.connection
    actor = current(connection, actor)
    process = open_process(connection, actor, slug)
    person = actor.require("administer")
    opened = open_document(connection, actor, document_slug)
    if opened.process is not None:
        if opened.process.id == process.id:
            return False
        raise Conflict(
            f"{document_slug!r} belongs to the process {opened.process.slug!r},"
            " and people took part under its phases; it stays there",
            "document",
        )
    documents.set_process(connection, opened.document.id, process.id)
    append(
        unit,
        opened.document.id,
        "process.joined",
        {"process": process.slug},
        at=now,
        person_id=person.id,
        internal=True,
    )
    return True
