"""What became of the comments, in numbers; every figure is a list's length."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median_low

from sqlalchemy import Connection

from annotations.thread import COMMENT_MOTIVATIONS
from annotations.waiting import DAY_S, wait_of
from docservice.access import Actor, NotFound, open_document
from docservice.db import anchors, annotations, dispositions, revisions, threads
from docservice.db.anchors import StoredAnchor
from docservice.db.annotations import Annotation, AnnotationFilter
from docservice.db.dispositions import StoredDisposition
from docservice.db.threads import Reply
from docservice.services.change_list import (
    Words,
    changed_words,
    in_chapter,
    kinds_of,
    reasons_to,
    words_of,
)
from docservice.services.reasons import Reason
from docservice.services.resources import Resource
from versions.outline import chapter_ids, chapters, name_of
from versions.paragraph import ParagraphId
from versions.revision import Revision


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of visible comments; `outcomes` also counts "none" for unanswered.

    `highlights` are counted in no other figure: they say nothing and need no answer.

    `waits` counts the answered ones by how long the first answer took; `median_days`
    and `longest_days` are full days, None where nothing is answered.
    """

    comments: int
    highlights: int
    people: int
    replies: int
    support: int
    motivations: dict[str, int]
    outcomes: dict[str, int]
    verdicts: dict[str, int]
    waits: dict[str, int]
    median_days: int | None
    longest_days: int | None

    @property
    def answered(self) -> int:
        """Return how many have a public answer."""
        return sum(self.outcomes.values()) - self.outcomes.get("none", 0)


@dataclass(frozen=True, slots=True)
class Part:
    """A revision, a chapter or a kind with what was said about it or in it.

    `words` are those that changed on the way to the revision: to this one, in this
    chapter, or because of comments of this kind. None for a first revision, before
    which there was nothing to change.
    """

    id: str
    title: str
    tally: Tally
    words: Words | None


@dataclass(frozen=True, slots=True)
class Statistics:
    """A revision's figures in all, by chapter and by kind; orphans stand in no chapter.

    `revisions` tells of every published revision which comments were made on it.
    """

    revision: int
    total: Tally
    words: Words | None
    revisions: tuple[Part, ...]
    chapters: tuple[Part, ...]
    kinds: tuple[Part, ...]


def statistics_of(
    connection: Connection, actor: Actor, slug: str, number: int | None = None
) -> Statistics:
    """Return the figures of a revision, by default the newest, as the public sees them.

    Raises:
        NotFound: there is no such revision, or not for this actor.
    """
    opened = open_document(connection, actor, slug)
    document = opened.document
    wanted = number or document.newest
    revision = revisions.get_revision(connection, document.id, wanted)
    if revision is None:
        raise NotFound("revision", str(wanted))
    everything = annotations.list_annotations(
        connection, document.id, AnnotationFilter(state="visible")
    )
    known = _Known.of(connection, document.id, wanted, everything)
    rows = [row for row in everything if row.id in known.placed]
    reasons = {
        head.number: reasons_to(connection, document.id, head.number)
        for head in revisions.list_published(connection, document.id)
    }
    return Statistics(
        wanted,
        known.tally(rows),
        _words(reasons[wanted], wanted),
        tuple(
            Part(
                str(head.number),
                head.label,
                known.tally(row for row in everything if row.revision == head.number),
                _words(reasons[head.number], head.number),
            )
            for head in revisions.list_published(connection, document.id)
        ),
        tuple(_chapters(known, rows, revision, reasons[wanted])),
        tuple(_kinds(known, rows, wanted, reasons[wanted])),
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of annotations besides their rows, by their ids."""

    placed: Mapping[str, StoredAnchor]
    answers: Mapping[str, StoredDisposition]
    seconds: Mapping[str, int]
    talks: Mapping[str, Sequence[Reply]]

    @classmethod
    def of(
        cls,
        connection: Connection,
        document_id: str,
        number: int,
        rows: Sequence[Annotation],
    ) -> "_Known":
        ids = [row.id for row in rows]
        return cls(
            anchors.anchors_in(connection, document_id, number, None),
            dispositions.newest_of(connection, ids, published_only=True),
            dispositions.seconds_until_answered(connection, document_id),
            threads.replies_to(connection, ids),
        )

    def tally(self, group: Iterable[Annotation]) -> Tally:
        """Return the figures of some annotations."""
        every = list(group)
        rows = [row for row in every if row.motivation in COMMENT_MOTIVATIONS]
        taken = [self.seconds[row.id] for row in rows if row.id in self.seconds]
        days = sorted(seconds // DAY_S for seconds in taken)
        return Tally(
            comments=len(rows),
            highlights=len(every) - len(rows),
            people=len({row.author.id for row in rows}),
            replies=sum(
                reply.state == "visible"
                for row in rows
                for reply in self.talks.get(row.id, ())
            ),
            support=sum(row.support for row in rows),
            motivations=dict(Counter(row.motivation for row in rows)),
            outcomes=dict(
                Counter(
                    self.answers[row.id].value.outcome
                    if row.id in self.answers
                    else "none"
                    for row in rows
                )
            ),
            verdicts=dict(
                Counter(
                    stored.since_made
                    for row in rows
                    if (stored := self.placed.get(row.id)) and stored.since_made
                )
            ),
            waits=dict(Counter(wait_of(seconds) for seconds in taken)),
            median_days=median_low(days) if days else None,
            longest_days=days[-1] if days else None,
        )


def _words(reasons: Sequence[Reason], number: int) -> Words | None:
    return words_of(reasons) if number > 1 else None


def _chapters(
    known: _Known,
    rows: Sequence[Annotation],
    revision: Revision,
    reasons: Sequence[Reason],
) -> Iterable[Part]:
    chapter_of = chapter_ids(revision.paragraphs)
    groups: dict[str | None, list[Annotation]] = {}
    for row in rows:
        anchor = known.placed[row.id].anchor
        place = None if anchor.verdict == "orphan" else anchor.place
        key = chapter_of.get(ParagraphId(place.start.paragraph)) if place else None
        groups.setdefault(key, []).append(row)
    for chapter in chapters(revision.paragraphs):
        changed = in_chapter(reasons, revision, chapter.id)
        yield Part(
            chapter.id,
            name_of(chapter, revision.paragraphs),
            known.tally(groups.get(chapter.id, [])),
            _words(changed, revision.number),
        )


def _kinds(
    known: _Known,
    rows: Sequence[Annotation],
    number: int,
    reasons: Sequence[Reason],
) -> Iterable[Part]:
    """Yield the kinds of comments that occur; a change that several kinds caused counts for each."""
    total = words_of(reasons).changed
    for kind in COMMENT_MOTIVATIONS:
        group = [row for row in rows if row.motivation == kind]
        if group:
            caused = sum(
                changed_words(each.change) for each in reasons if kind in kinds_of(each)
            )
            yield Part(
                kind,
                "",
                known.tally(group),
                Words(total, caused) if number > 1 else None,
            )


def statistics_resource(found: Statistics) -> Resource:
    """Return figures as JSON; a kind of annotation has its own name for a title."""
    return {
        "revision": found.revision,
        "total": _tally(found.total),
        "words": _word_counts(found.words),
        "revisions": [_part(part) for part in found.revisions],
        "chapters": [_part(part) for part in found.chapters],
        "kinds": [_part(part) for part in found.kinds],
    }


def _part(part: Part) -> Resource:
    return {
        "id": part.id,
        "title": part.title or part.id,
        "tally": _tally(part.tally),
        "words": _word_counts(part.words),
    }


def _tally(tally: Tally) -> Resource:
    return asdict(tally) | {"answered": tally.answered}


def _word_counts(words: Words | None) -> Resource | None:
    return None if words is None else asdict(words)
