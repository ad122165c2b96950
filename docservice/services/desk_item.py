"""One annotation on the drafters' desk, with all that is needed to answer it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Connection

from annotations.disposition import Stance
from docservice.access import Actor, NotFound, Opened, open_document
from docservice.db import (
    anchors,
    annotations,
    bundles,
    desk,
    dispositions,
    text_blocks,
)
from docservice.db import revisions as revision_rows
from docservice.db.anchors import StoredAnchor
from docservice.db.annotations import Annotation, AnnotationFilter
from docservice.db.dispositions import StoredDisposition
from docservice.db.people import Person
from docservice.db.revisions import RevisionHead
from docservice.db.text_blocks import TextBlock
from docservice.services.linking import Offers, offers
from docservice.services.margin import open_revision
from docservice.services.operator import team
from docservice.services.reading import annotation_resources
from docservice.services.resources import Resource
from versions.revision import Revision

NEIGHBOURS: Final = 50  # comments on the same paragraph offered as duplicates


@dataclass(frozen=True, slots=True)
class Member:
    """Another annotation of a bundle, with the answer that holds."""

    annotation: Annotation
    answer: StoredDisposition | None

    @property
    def version(self) -> int:
        """Return the version of its answer, 0 for none."""
        return self.answer.value.version if self.answer else 0


@dataclass(frozen=True, slots=True)
class Item:
    """One annotation on the desk.

    `offers` are the changes that may answer it.
    `answers` are all versions of the answer, `stance` is what the author says about
    the newest; `neighbours` are the other annotations of the same paragraph, `bundle`
    those of its bundle.
    """

    opened: Opened
    revision: Revision
    heads: tuple[RevisionHead, ...]
    resource: Resource
    anchor: StoredAnchor | None
    assignee_id: str | None
    due_on: date | None
    answers: tuple[StoredDisposition, ...]
    stance: Stance | None
    offers: Offers
    neighbours: tuple[Resource, ...]
    bundle: tuple[Member, ...]
    blocks: tuple[TextBlock, ...]
    staff: tuple[Person, ...]

    @property
    def version(self) -> int:
        """Return the version of the answer, 0 for none."""
        return self.answers[-1].value.version if self.answers else 0


def read_item(
    connection: Connection,
    actor: Actor,
    slug: str,
    annotation_id: str,
    number: int | None = None,
) -> Item:
    """Return one annotation with what is needed to answer it.

    Raises:
        AccessError: the actor may not answer, or it is not in that revision.
    """
    opened, revision = open_revision(connection, actor, slug, number)
    opened.actor.require("answer")
    row = annotations.get_annotation(connection, annotation_id)
    if row is None or row.document_id != opened.document.id:
        raise NotFound("annotation", annotation_id)
    placed = anchors.anchors_in(
        connection, opened.document.id, revision.number, [row.id]
    ).get(row.id)
    (resource,) = annotation_resources(
        connection, opened, [row], revision=revision.number
    )
    return Item(
        opened,
        revision,
        tuple(revision_rows.list_published(connection, opened.document.id)),
        resource,
        placed,
        row.assignee_id,
        row.due_on,
        tuple(dispositions.all_versions(connection, [row.id]).get(row.id, ())),
        desk.get_stance(
            connection,
            desk.DeskScope(opened.document.id, revision.number, revision.id),
            row.id,
        ),
        offers(connection, opened.document, row),
        _neighbours(connection, opened, revision, row.id, placed),
        _bundle(connection, row.id),
        tuple(text_blocks.list_blocks(connection, opened.document.id)),
        tuple(team(connection)),
    )


def read_overtaken(
    connection: Connection, actor: Actor, slug: str, seen: Mapping[str, int]
) -> list[Member]:
    """Return those that have another version of their answer by now than was `seen`.

    Raises:
        AccessError: the actor may not answer.
    """
    opened = open_document(connection, actor, slug)
    opened.actor.require("answer")
    found = _members(connection, list(seen))
    return [
        each
        for each in found
        if each.annotation.document_id == opened.document.id
        and each.version != seen[each.annotation.id]
    ]


def _bundle(connection: Connection, annotation_id: str) -> tuple[Member, ...]:
    return tuple(
        member
        for member in _members(
            connection, bundles.members_beside(connection, annotation_id)
        )
        if member.annotation.state == "visible"
    )


def _members(connection: Connection, ids: Sequence[str]) -> list[Member]:
    rows = annotations.get_annotations(connection, ids)
    answers = dispositions.newest_of(connection, ids, published_only=False)
    return [Member(rows[each], answers.get(each)) for each in ids if each in rows]


def _neighbours(
    connection: Connection,
    opened: Opened,
    revision: Revision,
    annotation_id: str,
    placed: StoredAnchor | None,
) -> tuple[Resource, ...]:
    if placed is None or placed.anchor.place is None:
        return ()
    wanted = AnnotationFilter(
        revision=revision.number,
        paragraphs=(placed.anchor.place.start.paragraph,),
        state="visible",
    )
    rows = annotations.list_annotations(
        connection, opened.document.id, wanted, order="support", limit=NEIGHBOURS
    )
    others = [row for row in rows if row.id != annotation_id]
    return tuple(annotation_resources(connection, opened, others))
