"""From any comment to the words it changed, and from a paragraph to its history."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from docservice.access import Actor, NotFound, Opened, open_document
from docservice.db import (
    anchors,
    annotations,
    bundles,
    changes,
    dispositions,
    rejoinders,
    revisions,
)
from docservice.db.anchors import StoredAnchor
from docservice.db.annotations import Annotation
from docservice.db.changes import Incorporation, StoredChange
from docservice.db.dispositions import StoredDisposition
from docservice.services import resources
from docservice.services.reading import (
    annotation_resources,
    open_annotation,
    rejoinder_resource,
)
from docservice.services.resources import Resource
from docservice.services.suppositions import told_links
from versions.paragraph import Paragraph


@dataclass(frozen=True, slots=True)
class Trace:
    """What became of an annotation: its place in every revision, answers, changes.

    `answers` are the versions that the asker may see, first to last, `rejoinders` what
    the author says about public ones, by `version`; `changes` come
    with the link that says whether a person confirmed them. `together` are the
    annotations of its bundle, if they have public answers as it has.
    """

    opened: Opened
    annotation: Annotation
    resource: Resource
    anchors: tuple[StoredAnchor, ...]
    answers: tuple[StoredDisposition, ...]
    rejoinders: tuple[Resource, ...]
    changes: tuple[tuple[StoredChange, Incorporation], ...]
    together: tuple[Annotation, ...]


def trace_annotation(connection: Connection, actor: Actor, annotation_id: str) -> Trace:
    """Return an annotation's way through all published revisions.

    Raises:
        NotFound: there is none, or its document is not open to the actor.
    """
    opened, row = open_annotation(connection, actor, annotation_id)
    internal = actor.may("see_internal")
    versions = dispositions.all_versions(connection, [row.id]).get(row.id, [])
    (resource,) = annotation_resources(connection, opened, [row])
    is_public = any(v.value.state == "published" for v in versions)
    answered = internal or is_public
    return Trace(
        opened,
        row,
        resource,
        tuple(
            anchor
            for anchor in anchors.anchors_of(connection, row.id)
            if anchor.revision <= opened.document.newest
        ),
        tuple(v for v in versions if internal or v.value.state == "published"),
        _rejoinders(connection, resource, versions),
        tuple(_effects(connection, opened, row)) if answered else (),
        _together(connection, row) if is_public else (),
    )


def _rejoinders(
    connection: Connection, resource: Resource, versions: Sequence[StoredDisposition]
) -> tuple[Resource, ...]:
    """Return all that the author said, nothing where that is hidden with the comment."""
    if resource["rejoinder"] is None:
        return ()
    key = str(resource["id"])
    said = rejoinders.all_rejoinders(connection, [key]).get(key, ())
    return tuple(rejoinder_resource(each, versions) for each in said)


def _effects(
    connection: Connection, opened: Opened, row: Annotation
) -> Iterator[tuple[StoredChange, Incorporation]]:
    """Yield the published changes that an annotation led to, as far as is known."""
    links = changes.incorporations_of(connection, annotation_ids=[row.id])
    found = changes.get_changes(connection, [link.change_id for link in links])
    listed = [each for each in found if each.revision <= opened.document.newest]
    told = told_links(connection, listed)
    for change in listed:
        for link in told.get(change.id, ()):
            if link.annotation_id == row.id:
                yield change, link


def _together(connection: Connection, row: Annotation) -> tuple[Annotation, ...]:
    beside = bundles.members_beside(connection, row.id)
    answered = dispositions.newest_of(connection, beside, published_only=True)
    found = annotations.get_annotations(connection, list(answered))
    return tuple(found[key] for key in beside if _is_shown(found.get(key)))


def _is_shown(row: Annotation | None) -> bool:
    return row is not None and row.state == "visible"


def trace_resource(trace: Trace) -> Resource:
    """Return a trace as JSON."""
    internal = trace.opened.actor.may("see_internal")
    return {
        "annotation": trace.resource,
        "anchors": [resources.anchor(each) for each in trace.anchors],
        "dispositions": [
            resources.disposition(each, internal=internal) for each in trace.answers
        ],
        "rejoinders": list(trace.rejoinders),
        "changes": [
            resources.change(change)
            | {
                "old": change.old.text if change.old else "",
                "new": change.new.text if change.new else "",
                "old_place": resources.side(change.old),
                "new_place": resources.side(change.new),
                "confirmed": link.is_confirmed,
                "evidence": link.evidence,
            }
            for change, link in trace.changes
        ],
        "together": [each.id for each in trace.together],
    }


@dataclass(frozen=True, slots=True)
class Wording:
    """What a paragraph said in one revision, and when that was published."""

    number: int
    label: str
    published_at: datetime
    paragraph: Paragraph
    position: int
    is_new: bool
    changes: tuple[StoredChange, ...]


def paragraph_history(
    connection: Connection, actor: Actor, slug: str, paragraph_id: str
) -> tuple[Opened, tuple[Wording, ...]]:
    """Return a paragraph's wording in each revision, first to last.

    `is_new` marks those where it differs from the revision before.

    Raises:
        NotFound: no published revision holds such a paragraph.
    """
    opened = open_document(connection, actor, slug)
    held = revisions.history_of(connection, opened.document.id, paragraph_id)
    if not held:
        raise NotFound("paragraph", paragraph_id)
    found: list[Wording] = []
    before = None
    for number, sha256 in held:
        head = revisions.get_head(connection, opened.document.id, number)
        revision = revisions.get_revision(connection, opened.document.id, number)
        if head is None or revision is None or head.published_at is None:
            continue
        for position, paragraph in enumerate(revision.paragraphs):
            if paragraph.id == paragraph_id:
                found.append(
                    Wording(
                        number,
                        head.label,
                        head.published_at,
                        paragraph,
                        position,
                        sha256 != before,
                        tuple(
                            change
                            for change in changes.changes_to(
                                connection, opened.document.id, number
                            )
                            if change.new is not None
                            and change.new.paragraph == paragraph_id
                        ),
                    )
                )
        before = sha256
    return opened, tuple(found)


def causes_of(
    connection: Connection, listed: Sequence[StoredChange]
) -> dict[str, list[tuple[Annotation, Incorporation]]]:
    """Return the visible annotations that each change answers, confirmed ones first.

    Guesses stand there only where nothing better is known.
    """
    told = told_links(connection, listed)
    ids = {link.annotation_id for links in told.values() for link in links}
    rows = annotations.get_annotations(connection, list(ids))
    return {
        key: [
            (rows[link.annotation_id], link)
            for link in links
            if rows[link.annotation_id].state == "visible"
        ]
        for key, links in told.items()
    }
