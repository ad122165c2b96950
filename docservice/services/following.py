"""Everything that became of one comment, with the texts to show it in."""

from dataclasses import dataclass

from sqlalchemy import Connection

from docservice.access import Actor
from docservice.db import revisions
from docservice.db.revisions import RevisionHead
from docservice.services.tracing import Trace, trace_annotation
from versions.revision import Revision


@dataclass(frozen=True, slots=True)
class Followed:
    """A trace with the published revisions, by number, whose words it speaks of."""

    trace: Trace
    heads: tuple[RevisionHead, ...]
    revisions: dict[int, Revision]


def follow_comment(
    connection: Connection, actor: Actor, annotation_id: str
) -> Followed:
    """Return what became of an annotation.

    Raises:
        NotFound: there is none, or its document is not open to the actor.
    """
    trace = trace_annotation(connection, actor, annotation_id)
    document_id = trace.opened.document.id
    numbers = {anchor.revision for anchor in trace.anchors}
    for change, _ in trace.changes:
        numbers |= {change.revision, change.revision - 1}
    found = {
        number: revisions.get_revision(connection, document_id, number)
        for number in numbers
    }
    return Followed(
        trace,
        tuple(revisions.list_published(connection, document_id)),
        {number: value for number, value in found.items() if value is not None},
    )
