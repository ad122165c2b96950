"""What became of the comments, in numbers; every figure is a list's length."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Connection

from docservice.access import Actor, NotFound, open_document
from docservice.db import anchors, annotations, dispositions, revisions, threads
from docservice.db.annotations import AnnotationFilter
from versions.outline import chapters


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of visible annotations; `outcomes` also counts "none" for unanswered."""

    comments: int
    people: int
    replies: int
    support: int
    motivations: dict[str, int]
    outcomes: dict[str, int]
    verdicts: dict[str, int]

    @property
    def answered(self) -> int:
        """Return how many have a public answer."""
        return self.comments - self.outcomes.get("none", 0)


@dataclass(frozen=True, slots=True)
class ChapterTally:
    """A chapter of the revision with what was said about it."""

    id: str
    title: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Statistics:
    """A revision's figures in all and by chapter; orphans stand in no chapter."""

    revision: int
    total: Tally
    chapters: tuple[ChapterTally, ...]


def statistics_of(
    connection: Connection, actor: Actor, slug: str, number: int | None = None
) -> Statistics:
    """Return the figures of a revision, by default the newest, as the public sees them.

    Raises:
        NotFound: there is no such revision, or not for this actor.
    """
    opened = open_document(connection, actor, slug)
    wanted = number or opened.document.newest
    revision = revisions.get_revision(connection, opened.document.id, wanted)
    if revision is None:
        raise NotFound("revision", str(wanted))
    rows = annotations.list_annotations(
        connection,
        opened.document.id,
        AnnotationFilter(revision=wanted, state="visible"),
    )
    ids = [row.id for row in rows]
    placed = anchors.anchors_in(connection, opened.document.id, wanted, None)
    answers = dispositions.newest_of(connection, ids, published_only=True)
    talks = threads.replies_to(connection, ids)
    chapter_of = {
        str(paragraph.id): chapter.id
        for chapter in chapters(revision.paragraphs)
        for paragraph in revision.paragraphs[chapter.start : chapter.end]
    }
    groups: dict[str | None, list[annotations.Annotation]] = {}
    for row in rows:
        anchor = placed[row.id].anchor
        place = None if anchor.verdict == "orphan" else anchor.place
        key = chapter_of.get(place.start.paragraph) if place else None
        groups.setdefault(key, []).append(row)

    def tally(group: list[annotations.Annotation]) -> Tally:
        return Tally(
            comments=len(group),
            people=len({row.author.id for row in group}),
            replies=sum(
                reply.state == "visible"
                for row in group
                for reply in talks.get(row.id, ())
            ),
            support=sum(row.support for row in group),
            motivations=dict(Counter(row.motivation for row in group)),
            outcomes=dict(
                Counter(
                    answers[row.id].value.outcome if row.id in answers else "none"
                    for row in group
                )
            ),
            verdicts=dict(Counter(placed[row.id].anchor.verdict for row in group)),
        )

    return Statistics(
        wanted,
        tally(list(rows)),
        tuple(
            ChapterTally(chapter.id, chapter.title, tally(groups.get(chapter.id, [])))
            for chapter in chapters(revision.paragraphs)
        ),
    )
