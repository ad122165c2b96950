"""Everything that became of one comment, with the texts to show it in."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from annotations.thread import COMMENT_MOTIVATIONS
from docservice.access import Actor
from docservice.db import annotations, revisions
from docservice.db.annotations import AnnotationFilter
from docservice.db.revisions import RevisionHead
from docservice.services.rejoining import may_rejoin
from docservice.services.tracing import Trace, trace_annotation
from versions.revision import Revision


@dataclass(frozen=True, slots=True)
class Followed:
    """A trace with the published revisions, by number, whose words it speaks of.

    `beside` counts the visible comments made on the same revision, itself included; for
    a highlight the highlights.
    `may_rejoin` says whether who looks may say a last word about the answer.
    """

    trace: Trace
    heads: tuple[RevisionHead, ...]
    revisions: dict[int, Revision]
    beside: int
    may_rejoin: bool


def follow_comment(
    connection: Connection, actor: Actor, annotation_id: str, *, now: datetime
) -> Followed:
    """Return what became of an annotation.

    Raises:
        NotFound: there is none, or its document is not open to the actor.
    """
    trace = trace_annotation(connection, actor, annotation_id)
    document_id = trace.opened.document.id
    made_on = trace.annotation.revision
    is_comment = trace.annotation.motivation in COMMENT_MOTIVATIONS
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
        annotations.count_annotations(
            connection,
            document_id,
            AnnotationFilter(
                made_on=made_on,
                state="visible",
                motivation=None if is_comment else "highlighting",
                only_comments=is_comment,
            ),
        ),
        may_rejoin(trace.opened, trace.annotation, trace.resource, now),
    )
