"""One annotation on the drafters' desk, with all that is needed to answer it."""

from collections.abc import Sequence
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
    the newest; `neighbours` are the other annotations of the same paragraph, and the one
    that it was called a duplicate of, `bundle` those of its bundle.
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
    answers = dispositions.all_versions(connection, [row.id]).get(row.id, [])
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
        tuple(answers),
        desk.get_stance(
            connection,
            desk.DeskScope(opened.document.id, revision.number, revision.id),
            row.id,
        ),
        offers(connection, opened.document, row),
        _neighbours(
            connection,
            opened,
            revision,
            (row.id, answers[-1].value.duplicate_of if answers else None),
            placed,
        ),
        _bundle(connection, row.id),
        tuple(text_blocks.list_blocks(connection, opened.document.id)),
        tuple(team(connection)),
    )


def read_members(
    connection: Connection, actor: Actor, slug: str, ids: Sequence[str]
) -> list[Member]:
    """Return annotations of a document with the answers that hold; others are left out.

    Raises:
        AccessError: the actor may not answer.
    """
    opened = open_document(connection, actor, slug)
    opened.actor.require("answer")
    found = _members(connection, ids)
    return [e for e in found if e.annotation.document_id == opened.document.id]


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
    pair: tuple[str, str | None],
    placed: StoredAnchor | None,
) -> tuple[Resource, ...]:
    annotation_id, duplicate_of = pair
    rows: list[Annotation] = []
    if placed is not None and placed.anchor.place is not None:
        wanted = AnnotationFilter(
            revision=revision.number,
            paragraphs=(placed.anchor.place.start.paragraph,),
            state="visible",
        )
        rows += annotations.list_annotations(
            connection, opened.document.id, wanted, order="support", limit=NEIGHBOURS
        )
    others = [row for row in rows if row.id != annotation_id]
    if duplicate_of is not None and duplicate_of not in {row.id for row in others}:
        chosen = annotations.get_annotation(connection, duplicate_of)
        others += [chosen] if chosen is not None else []
    return tuple(annotation_resources(connection, opened, others))
