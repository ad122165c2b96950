"""All comments on a document, sought, sorted and counted, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from annotations.anchor import Verdict
from annotations.thread import Motivation, RemarkState
from annotations.waiting import Wait
from docservice.access import Actor, Opened
from docservice.db import annotations, discussion, revisions
from docservice.db.annotations import AnnotationFilter, Order
from docservice.db.revisions import RevisionHead
from docservice.services.margin import open_revision
from docservice.services.reading import annotation_resources
from docservice.services.resources import Resource
from versions.outline import Chapter, chapters
from versions.revision import Revision

PER_PAGE = 25  # threads; more make a page that is hard to find one's way in


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What a reader looks for; None means any.

    `revision` says where passages are shown, by default in the newest. `chapter` and
    `paragraph` are ids of that revision. `disposition` is an outcome, "none" for
    unanswered, "any" for answered ones or "other" for outcomes that say neither yes nor
    no, `waited` how long the first answer took. `made_on` is the number of the revision that
    they were made on, `verdict` what became of their passages. `is_mine` asks for the
    reader's own. Highlights are listed only where their kind is asked for.
    """

    revision: int | None = None
    chapter: str | None = None
    paragraph: str | None = None
    motivation: Motivation | None = None
    disposition: str | None = None
    waited: Wait | None = None
    made_on: int | None = None
    verdict: Verdict | None = None
    state: RemarkState | None = "visible"
    text: str = ""
    is_mine: bool = False
    order: Order = "oldest"
    page: int = 1


@dataclass(frozen=True, slots=True)
class Overview:
    """A page of comments; `total` counts all that were sought.

    `outcomes`, `comments` and `highlights` are the figures of the whole revision.
    """

    opened: Opened
    revision: Revision
    heads: tuple[RevisionHead, ...]
    chapters: tuple[Chapter, ...]
    rows: tuple[Resource, ...]
    total: int
    outcomes: dict[str, int]
    comments: int
    highlights: int


def search_comments(
    connection: Connection, actor: Actor, slug: str, search: Search
) -> Overview:
    """Return a page of a document's comments.

    Raises:
        NotFound: there is no such document or revision, or not for this actor.
    """
    opened, revision = open_revision(connection, actor, slug, search.revision)
    document_id, number = opened.document.id, revision.number
    found = chapters(revision.paragraphs)
    wanted = AnnotationFilter(
        revision=number,
        paragraphs=_paragraphs(search, revision, found),
        state=search.state,
        motivation=search.motivation,
        only_comments=search.motivation is None,
        disposition=search.disposition,
        waited=search.waited,
        made_on=search.made_on,
        verdict=search.verdict,
        author_id=actor.id if search.is_mine else None,
        text=search.text or None,
    )
    rows = annotations.list_annotations(
        connection,
        document_id,
        wanted,
        order=search.order,
        limit=PER_PAGE,
        offset=PER_PAGE * (search.page - 1),
    )
    tally = discussion.tally_in(connection, document_id, number)
    return Overview(
        opened,
        revision,
        tuple(revisions.list_published(connection, document_id)),
        found,
        tuple(annotation_resources(connection, opened, rows, revision=number)),
        annotations.count_annotations(connection, document_id, wanted),
        discussion.outcomes_in(connection, document_id, number),
        tally.total,
        tally.highlights,
    )


def _paragraphs(
    search: Search, revision: Revision, found: Sequence[Chapter]
) -> tuple[str, ...] | None:
    """Return the ids of the paragraphs sought, none if there is no such chapter."""
    if search.paragraph is not None:
        return (search.paragraph,)
    if search.chapter is None:
        return None
    return tuple(
        str(paragraph.id)
        for chapter in found
        if chapter.id == search.chapter
        for paragraph in revision.paragraphs[chapter.start : chapter.end]
    )
