"""The draft as a drafter looks at it: with what was said about each paragraph."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from docservice.access import Actor, Opened
from docservice.db import annotations, discussion, revisions, saved_drafts
from docservice.db.annotations import AnnotationFilter
from docservice.db.revisions import RevisionHead
from docservice.db.saved_drafts import SavedDraft
from docservice.services.drafting import Draft
from docservice.services.margin import open_revision
from docservice.services.reading import annotation_resources
from docservice.services.resources import Resource
from versions.revision import Revision

LAST_SAVED: Final = 3
MOST_REMARKS: Final = 50  # beside one paragraph; the list of comments has the rest


@dataclass(frozen=True, slots=True)
class Workplace:
    """The newest revision and its draft, None before one is begun.

    `counts` says how many comments stand in each paragraph of the newest revision;
    paragraphs of the draft keep the ids of those they continue. `saved` are the last
    few of the `total_saved` drafts that were kept under a name.
    """

    opened: Opened
    base: Revision
    draft: Draft | None
    counts: dict[str, int]
    saved: Sequence[SavedDraft]
    total_saved: int


@dataclass(frozen=True, slots=True)
class Remarks:
    """The comments on one paragraph of a revision, most supported first."""

    opened: Opened
    revision: Revision
    heads: tuple[RevisionHead, ...]
    listed: tuple[Resource, ...]
    total: int


def read_workplace(connection: Connection, actor: Actor, slug: str) -> Workplace:
    """Return what drafters of a document work on.

    Raises:
        AccessError: the actor may not draft, or there is no such document.
    """
    opened, base = open_revision(connection, actor, slug, None)
    opened.actor.require("draft")
    head = revisions.get_draft(connection, opened.document.id)
    draft = None
    if head is not None:
        draft = Draft(opened, head, base, revisions.load(connection, head))
    counts = discussion.tally_in(
        connection, opened.document.id, base.number
    ).by_paragraph
    document_id = opened.document.id
    return Workplace(
        opened,
        base,
        draft,
        counts,
        saved_drafts.list_saved(connection, document_id, limit=LAST_SAVED),
        saved_drafts.count_saved(connection, document_id),
    )


def remarks_on(
    connection: Connection, actor: Actor, slug: str, paragraph: str
) -> Remarks:
    """Return what was said about a paragraph of the newest revision.

    Raises:
        AccessError: the actor may not draft, or there is no such document.
    """
    opened, base = open_revision(connection, actor, slug, None)
    opened.actor.require("draft")
    wanted = AnnotationFilter(
        revision=base.number,
        paragraphs=(paragraph,),
        state="visible",
        only_comments=True,
    )
    rows = annotations.list_annotations(
        connection, opened.document.id, wanted, order="support", limit=MOST_REMARKS
    )
    return Remarks(
        opened,
        base,
        tuple(revisions.list_published(connection, opened.document.id)),
        tuple(annotation_resources(connection, opened, rows)),
        annotations.count_annotations(connection, opened.document.id, wanted),
    )
