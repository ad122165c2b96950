"""Lists in pages, of what the one who asks may see."""

from sqlalchemy import Connection

from docservice.access import Actor, Opened, open_document
from docservice.db import annotations, documents, revisions
from docservice.db.annotations import AnnotationFilter
from docservice.db.codec import load_json, timestamp
from docservice.services import resources
from docservice.services.errors import Invalid
from docservice.services.reading import annotation_resources
from docservice.services.replay import replay
from docservice.services.resources import Resource

# The items of a page, and what names the last of them if more may follow.
Listed = tuple[list[Resource], str | None]


def readable_documents(
    connection: Connection, actor: Actor, *, after: str | None, limit: int
) -> Listed:
    """Return documents by slug, after the one whose slug is `after`."""
    rows = documents.list_readable(
        connection,
        after=after or "",
        limit=limit + 1,
        drafts=actor.may("see_internal"),
    )
    items = [resources.document(row, process) for row, process in rows[:limit]]
    return items, items[-1]["slug"] if len(rows) > limit else None


def published_revisions(
    connection: Connection, actor: Actor, slug: str, *, after: int, limit: int
) -> Listed:
    """Return published revisions by number, after the one with the number `after`.

    Raises:
        NotFound: there is no such document, or not for this actor.
    """
    opened = open_document(connection, actor, slug)
    heads = revisions.list_published(connection, opened.document.id)
    rest = [head for head in heads if head.number > after]
    items = [resources.revision(head) for head in rest[:limit]]
    return items, str(items[-1]["number"]) if len(rest) > limit else None


def listed_annotations(
    connection: Connection,
    opened: Opened,
    wanted: AnnotationFilter,
    *,
    after: str | None,
    limit: int,
) -> Listed:
    """Return annotations from the oldest on, after the one whose id is `after`.

    Raises:
        Invalid: there is no such revision, or its draft is not for this actor.
    """
    if wanted.revision is not None:
        head = revisions.get_head(connection, opened.document.id, wanted.revision)
        is_open = head is not None and head.status != "draft"
        if not is_open and not (head and opened.actor.may("see_internal")):
            raise Invalid(f"there is no revision {wanted.revision}", "revision")
    rows = annotations.list_annotations(
        connection, opened.document.id, wanted, after=after, limit=limit + 1
    )
    items = annotation_resources(
        connection, opened, rows[:limit], revision=wanted.revision
    )
    return items, items[-1]["id"] if len(rows) > limit else None


def document_events(
    connection: Connection, actor: Actor, slug: str, *, since: int, limit: int
) -> Listed:
    """Return events in order, after the one with the number `since`.

    Internal ones come as stubs to those who may not see them, so that no number is
    missing; words that were taken back since come blank.

    Raises:
        NotFound: there is no such document, or not for this actor.
    """
    opened = open_document(connection, actor, slug)
    internal = actor.may("see_internal")
    items: list[Resource] = []
    for event in replay(connection, opened.document.id, since, limit=limit):
        shown = internal or not event.is_internal
        items.append(
            {
                "seq": event.seq,
                "type": event.type if shown else "internal",
                "at": timestamp(event.at),
                "data": load_json(event.data) if shown else {},
            }
        )
    return items, str(items[-1]["seq"]) if len(items) == limit else None
