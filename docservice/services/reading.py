"""Annotations as resources, for the one who asks."""

from collections.abc import Sequence

from sqlalchemy import Connection

from annotations.disposition import still_stands
from docservice.access import Actor, NotFound, Opened, open_document_by_id
from docservice.db import (
    anchors,
    annotations,
    changes,
    dispositions,
    rejoinders,
    threads,
)
from docservice.db.annotations import Annotation
from docservice.db.dispositions import StoredDisposition
from docservice.db.rejoinders import Rejoinder
from docservice.services import resources
from docservice.services.resources import Resource


def annotation_resources(
    connection: Connection,
    opened: Opened,
    rows: Sequence[Annotation],
    *,
    revision: int | None = None,
    public: bool = False,
) -> list[Resource]:
    """Return annotations with anchor, thread and answer, in a few queries for all.

    `revision` is the one whose anchors are shown, by default the newest. `public`
    shows what everybody sees, as events do, whatever the actor may see. The changes of an
    open draft are for those who see internal things.
    """
    ids = [row.id for row in rows]
    number = revision or opened.document.newest
    placed = anchors.anchors_in(connection, opened.document.id, number, ids)
    talks = threads.replies_to(connection, ids)
    internal = not public and opened.actor.may("see_internal")
    hidden = not public and opened.actor.may("see_hidden")
    answers = dispositions.newest_of(connection, ids, published_only=not internal)
    said = rejoinders.rejoinders_of(connection, list(answers))
    told = dispositions.all_versions(connection, list(said))
    links: dict[str, list[str]] = {}
    if answers:
        for link in changes.incorporations_of(
            connection, annotation_ids=list(answers), published_only=not internal
        ):
            if link.is_confirmed:
                links.setdefault(link.annotation_id, []).append(link.change_id)
    supported = (
        threads.supported_by(connection, opened.actor.id, ids)
        if opened.actor.id and not public
        else None
    )
    found = []
    for row in rows:
        answer = answers.get(row.id)
        resource = resources.annotation(
            row,
            document=opened.document.slug,
            anchor=placed.get(row.id),
            replies=talks.get(row.id, ()),
            disposition=resources.disposition(
                answer, links.get(row.id, ()), internal=internal
            )
            if answer
            else None,
            rejoinder=rejoinder_resource(said[row.id], told[row.id])
            if row.id in said
            else None,
            hidden=hidden,
        )
        if supported is not None:
            resource["supported"] = row.id in supported
        found.append(resource)
    return found


def rejoinder_resource(
    said: Rejoinder, versions: Sequence[StoredDisposition]
) -> Resource:
    """Return a rejoinder; it holds while the answer says what it was about."""
    holds = still_stands((each.value for each in versions), said.version)
    return resources.rejoinder(said, holds=holds)


def annotation_resource(
    connection: Connection, opened: Opened, row: Annotation
) -> Resource:
    """Return one annotation as everybody sees it, as events carry it."""
    return annotation_resources(connection, opened, [row], public=True)[0]


def open_annotation(
    connection: Connection, actor: Actor, annotation_id: str
) -> tuple[Opened, Annotation]:
    """Return an annotation and its document.

    Raises:
        NotFound: there is none, or its document is not open to the actor.
    """
    row = annotations.get_annotation(connection, annotation_id)
    if row is None:
        raise NotFound("annotation", annotation_id)
    return open_document_by_id(connection, actor, row.document_id), row
