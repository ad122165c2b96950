"""The drafters' desk: a revision's annotations in narrow rows, and how many there are.

Everything is narrowed and sorted by the database; what a row shows comes with it, so
that a list of hundreds takes one query.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from annotations.anchor import Verdict
from annotations.disposition import DispositionState, Outcome, Stance
from annotations.thread import Motivation
from docservice.db import search
from docservice.db.annotations import is_comment
from docservice.db.dispositions import says_otherwise
from docservice.db.tables import (
    anchor,
    annotation,
    bundle_member,
    disposition,
    person,
    rejoinder,
    reply,
    revision_paragraph,
)

NOBODY = "nobody"
EXCERPT = 240  # code points; two lines of the list

AnswerState = Literal["open", "proposed", "answered"]
DeskOrder = Literal["text", "support", "newest"]


@dataclass(frozen=True, slots=True)
class DeskScope:
    """Which annotations a desk is about: those with an anchor in a revision."""

    document_id: str
    revision: int
    revision_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskFilter:
    """Which of them are listed; None means any, but of `motivation` any comment.

    `positions` are the first paragraph's index in the revision and the one after the
    last, `paragraph` is the id of the one in which the passage begins. `assignee` is a
    person's id or `NOBODY`; `waits_for` is that of somebody who looks for work: theirs
    and nobody's. `stance` is what the author says about the answer that holds.
    `due_before` is a day by which they should have been answered, and are not. `only`
    are ids.
    """

    positions: tuple[int, int] | None = None
    paragraph: str | None = None
    motivation: Motivation | None = None
    answer: AnswerState | None = None
    outcome: Outcome | None = None
    assignee: str | None = None
    waits_for: str | None = None
    verdict: Verdict | None = None
    stance: Stance | None = None
    least_support: int = 0
    text: str = ""
    since: datetime | None = None
    due_before: date | None = None
    only: frozenset[str] | None = None


class DeskRow(NamedTuple):
    """An annotation in the list; `version` is that of its answer, 0 for none.

    `position` is the index of its first paragraph, None where it has no place;
    `bundled` counts the annotations of its bundle, 0 where it is in none.
    """

    id: str
    motivation: Motivation
    body: str
    quote: str
    lang: str
    author: str
    created_at: datetime
    support: int
    replies: int
    assignee_id: str | None
    assignee: str | None
    due_on: date | None
    verdict: Verdict
    position: int | None
    outcome: Outcome | None
    state: DispositionState | None
    version: int
    answerer_id: str | None
    answerer: str | None
    stance: Stance | None
    bundled: int


class DeskGroup(NamedTuple):
    """How many annotations are alike in all that can be filtered.

    `is_new` is true for those made since the time that was asked for.
    """

    motivation: Motivation
    outcome: Outcome | None
    state: DispositionState | None
    verdict: Verdict
    assignee_id: str | None
    paragraph: str | None
    stance: Stance | None
    is_new: bool
    size: int


_later = disposition.alias("later")
_newest = (
    select(func.max(_later.c.version))
    .where(_later.c.annotation_id == annotation.c.id)
    .correlate(annotation)
    .scalar_subquery()
)
_replies = (
    select(func.count())
    .select_from(reply)
    .where(reply.c.annotation_id == annotation.c.id, reply.c.state == "visible")
    .correlate(annotation)
    .scalar_subquery()
)
_member, _others = bundle_member.alias("member"), bundle_member.alias("others")
_bundled = (
    select(func.count())
    .select_from(_member)
    .join(_others, _others.c.bundle_id == _member.c.bundle_id)
    .where(_member.c.annotation_id == annotation.c.id)
    .correlate(annotation)
    .scalar_subquery()
)
_author = person.alias("author")
_assignee = person.alias("assignee")
_answerer = person.alias("answerer")
_between = disposition.alias("between")
# What an author said about an answer says nothing about one that was given since in
# other words; as `annotations.disposition.still_stands`.
_rejoined = (rejoinder.c.annotation_id == annotation.c.id) & ~(
    select(_between.c.version)
    .where(
        _between.c.annotation_id == rejoinder.c.annotation_id,
        _between.c.version >= rejoinder.c.version,
        _between.c.state == "published",
        says_otherwise(_between, disposition),
    )
    .correlate(rejoinder, disposition)
    .exists()
)
_OPEN = (
    or_(disposition.c.state.is_(None), disposition.c.state == "proposed"),
    is_comment,
)


def list_rows(
    connection: Connection,
    scope: DeskScope,
    wanted: DeskFilter,
    *,
    order: DeskOrder,
    limit: int,
    offset: int,
) -> list[DeskRow]:
    """Return a page of the list.

    What the page holds is chosen first: a sort carries all that was selected, for all
    that are sorted.
    """
    position = revision_paragraph.c.position
    orders: dict[DeskOrder, tuple[ColumnElement[Any], ...]] = {
        "text": (position.is_(None), position, anchor.c.start_offset),
        "support": (annotation.c.support.desc(), position),
        "newest": (),
    }
    last = annotation.c.id if order == "text" else annotation.c.id.desc()
    chosen = (
        _joined(select(annotation.c.id), scope)
        .where(*_conditions(scope, wanted), _of_kind(wanted.motivation))
        .order_by(*orders[order], last)
        .limit(limit)
        .offset(offset)
    )
    ids = connection.scalars(chosen).all()
    columns = select(
        annotation.c.id,
        annotation.c.motivation,
        func.substr(annotation.c.body, 1, EXCERPT),
        func.substr(annotation.c.exact, 1, EXCERPT),
        annotation.c.lang,
        _author.c.name,
        annotation.c.created_at,
        annotation.c.support,
        _replies,
        annotation.c.assignee_id,
        _assignee.c.name,
        annotation.c.due_on,
        anchor.c.since_made,
        position,
        disposition.c.outcome,
        disposition.c.state,
        func.coalesce(disposition.c.version, 0),
        disposition.c.author_id,
        _answerer.c.name,
        rejoinder.c.stance,
        _bundled,
    )
    people = _author.c.id == annotation.c.author_id
    query = (
        _joined(columns, scope)
        .join(_author, people)
        .outerjoin(_assignee, _assignee.c.id == annotation.c.assignee_id)
        .outerjoin(_answerer, _answerer.c.id == disposition.c.author_id)
        .where(*_within(scope), annotation.c.id.in_(ids))
    )
    found = {row[0]: DeskRow(*row) for row in connection.execute(query)}
    return [found[each] for each in ids]


def count_groups(
    connection: Connection, scope: DeskScope, wanted: DeskFilter, *, new_since: datetime
) -> Sequence[DeskGroup]:
    """Return the annotations that a filter lets through, of all kinds.

    Grouped, so that the caller can tell what each further filter would leave.
    """
    columns = (
        annotation.c.motivation,
        disposition.c.outcome,
        disposition.c.state,
        anchor.c.since_made,
        annotation.c.assignee_id,
        anchor.c.start_paragraph,
        rejoinder.c.stance,
        annotation.c.created_at >= new_since,
    )
    query = (
        _joined(select(*columns, func.count()), scope)
        .where(*_conditions(scope, wanted))
        .group_by(*columns)
    )
    return [DeskGroup(*row) for row in connection.execute(query)]


def notes_with(
    connection: Connection, scope: DeskScope, words: str
) -> Sequence[tuple[str, str]]:
    """Return comments with the internal notes that hold these words."""
    query = _joined(select(annotation.c.id, disposition.c.note), scope)
    rows = connection.execute(
        query.where(
            *_within(scope),
            is_comment,
            disposition.c.note.contains(words, autoescape=True),
        )
    )
    return [(row[0], row[1]) for row in rows]


def count_overdue(connection: Connection, scope: DeskScope, day: date) -> int:
    """Return how many should have been answered before a day, and are not."""
    query = _joined(select(func.count()), scope)
    found = query.where(*_conditions(scope, DeskFilter(due_before=day)))
    return int(connection.scalar(found) or 0)


def get_stance(
    connection: Connection, scope: DeskScope, annotation_id: str
) -> Stance | None:
    """Return what an author says about the answer that holds, None for nothing."""
    query = _joined(select(rejoinder.c.stance), scope)
    found: Stance | None = connection.scalar(
        query.where(*_within(scope), annotation.c.id == annotation_id)
    )
    return found


def _joined(columns: Select[Any], scope: DeskScope) -> Select[Any]:
    return (
        columns.select_from(anchor)
        .join(
            annotation,
            (annotation.c.document_id == anchor.c.document_id)
            & (annotation.c.id == anchor.c.annotation_id),
        )
        .outerjoin(
            disposition,
            (disposition.c.annotation_id == annotation.c.id)
            & (disposition.c.version == _newest),
        )
        .outerjoin(rejoinder, _rejoined)
        .outerjoin(
            revision_paragraph,
            (revision_paragraph.c.revision_id == scope.revision_id)
            & (revision_paragraph.c.paragraph_id == anchor.c.start_paragraph),
        )
    )


def _within(scope: DeskScope) -> list[ColumnElement[bool]]:
    return [
        anchor.c.document_id == scope.document_id,
        anchor.c.revision == scope.revision,
        annotation.c.state == "visible",
    ]


def _conditions(scope: DeskScope, wanted: DeskFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = _within(scope)
    if wanted.positions is not None:
        first, end = wanted.positions
        found.append(revision_paragraph.c.position >= first)
        found.append(revision_paragraph.c.position < end)
    if wanted.paragraph is not None:
        found.append(anchor.c.start_paragraph == wanted.paragraph)
    if wanted.outcome is not None:
        found.append(disposition.c.outcome == wanted.outcome)
    if wanted.verdict is not None:
        found.append(anchor.c.since_made == wanted.verdict)
    if wanted.stance is not None:
        found.append(rejoinder.c.stance == wanted.stance)
    if wanted.least_support:
        found.append(annotation.c.support >= wanted.least_support)
    if wanted.since is not None:
        found.append(annotation.c.created_at >= wanted.since)
    if wanted.due_before is not None:
        found += [annotation.c.due_on < wanted.due_before, *_OPEN]
    if wanted.only is not None:
        found.append(annotation.c.id.in_(wanted.only))
    return [*found, *_answered(wanted), *_assigned(wanted), *_worded(wanted)]


def _of_kind(motivation: Motivation | None) -> ColumnElement[bool]:
    if motivation is None:
        return is_comment
    return annotation.c.motivation == motivation


def _answered(wanted: DeskFilter) -> list[ColumnElement[bool]]:
    if wanted.answer == "open":
        return [*_OPEN]
    if wanted.answer == "proposed":
        return [disposition.c.state == "proposed"]
    if wanted.answer == "answered":
        return [disposition.c.state.in_(("decided", "published"))]
    return []


def _assigned(wanted: DeskFilter) -> list[ColumnElement[bool]]:
    nobodys = annotation.c.assignee_id.is_(None)
    if wanted.waits_for is not None:
        return [or_(nobodys, annotation.c.assignee_id == wanted.waits_for)]
    if wanted.assignee == NOBODY:
        return [nobodys]
    if wanted.assignee is not None:
        return [annotation.c.assignee_id == wanted.assignee]
    return []


def _worded(wanted: DeskFilter) -> list[ColumnElement[bool]]:
    if not wanted.text:
        return []
    author = person.alias()
    named = [
        # SQLite folds the case of ASCII letters only.
        author.c.name.icontains(word, autoescape=True)
        | author.c.name.contains(word.capitalize(), autoescape=True)
        for word in wanted.text.replace('"', " ").split()
    ]
    found = search.matches(wanted.text)
    if named:
        found |= annotation.c.author_id.in_(select(author.c.id).where(*named))
    return [found]
