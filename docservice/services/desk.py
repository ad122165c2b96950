"""The drafters' desk: what there is to answer in a revision, filtered and counted."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from annotations.phase import Phase, phase_at
from annotations.thread import COMMENT_MOTIVATIONS
from docservice.access import Actor, Opened
from docservice.db import (
    bundles,
    desk,
    desk_filters,
    dispositions,
)
from docservice.db import revisions as revision_rows
from docservice.db.desk import NOBODY, DeskFilter, DeskGroup, DeskOrder, DeskRow
from docservice.db.desk_filters import SavedFilter
from docservice.db.people import Person
from docservice.db.planned_rounds import PlannedRound
from docservice.db.revisions import RevisionHead
from docservice.services import rounds
from docservice.services.desk_counts import (
    Alike,
    count_all,
    count_overdue,
    count_some,
    mentioning,
)
from docservice.services.margin import open_revision
from docservice.services.operator import team
from docservice.services.previewed import preview
from versions.outline import Chapter, chapters, numbers
from versions.revision import Revision

ONE_PAGE: Final = 400  # a round of Berlin's size (350 comments) is one page
PER_PAGE: Final = 100  # of longer lists, which nobody looks through at once

# The filters that the desk counts for, in the order in which it shows them.
FACETS: Final = (
    *("answer", "chapter", "motivation", "outcome", "assignee", "verdict", "stance"),
)

COMMENTS: Final = "comments"  # what the list holds where no kind is asked for

# The lists that a drafter works through, each one step away.
Queue = Literal["mine", "open", "proposed", "new", "unconvinced", "answered", "all"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a drafter asks the desk for; `chapter` is the id of its first paragraph.

    `paragraph` is its number as readers see it, None for any.
    `is_new` narrows to what came since yesterday began, `is_lost` to comments whose
    passage is gone from the draft, `is_unlinked` to accepted ones that no change is
    linked with before its publication, `is_mentioned` to those in whose internal note
    the drafter is named, `is_overdue` to those that should have been answered before
    today, `bundle` to those of the bundle with this id.
    """

    revision: int | None = None
    chapter: str | None = None
    paragraph: int | None = None
    rest: DeskFilter = field(default_factory=DeskFilter)
    is_new: bool = False
    is_lost: bool = False
    is_unlinked: bool = False
    is_mentioned: bool = False
    is_overdue: bool = False
    bundle: str = ""
    order: DeskOrder = "text"
    page: int = 1


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the answering is: of `total` comments `answered` have a decision.

    `phase` is the one that runs, whose end is the date to work towards.
    """

    answered: int
    total: int
    phase: Phase | None


@dataclass(frozen=True, slots=True)
class Desk:
    """A page of the list with all that stands around it.

    Highlights need no answer: only a list of their kind holds them. `counts` says for
    each value of each filter how many annotations it would leave, the other filters
    being as they are, `queues` how many each queue holds. `waiting` counts decided
    answers that are not public yet, `planned` is when they will be. `total` counts what
    the filters let through, on all pages.
    """

    opened: Opened
    revision: Revision
    heads: tuple[RevisionHead, ...]
    chapters: tuple[Chapter, ...]
    wanted: Wanted
    rows: tuple[DeskRow, ...]
    total: int
    has_previous: bool
    has_next: bool
    counts: Mapping[str, Mapping[str, int]]
    queues: Mapping[Queue, int]
    mentions: int
    overdue: int
    today: date
    progress: Progress
    staff: tuple[Person, ...]
    saved: tuple[SavedFilter, ...]
    has_draft: bool
    waiting: int
    planned: PlannedRound | None


def read_desk(
    connection: Connection, actor: Actor, slug: str, wanted: Wanted, *, now: datetime
) -> Desk:
    """Return what there is to answer in a revision, by default the newest.

    Raises:
        AccessError: the actor may not answer, or there is no such revision.
    """
    opened, revision = open_revision(connection, actor, slug, wanted.revision)
    person = opened.actor.require("answer")
    scope = desk.DeskScope(opened.document.id, revision.number, revision.id)
    parts = chapters(revision.paragraphs)
    today, yesterday = today_of(opened, now), _yesterday(opened, now)
    staff = team(connection)
    mentioned = mentioning(
        connection, opened, scope, person.name, [each.name for each in staff]
    )
    has_draft = revision_rows.get_draft(connection, opened.document.id) is not None
    rest = replace(
        wanted.rest,
        positions=_positions(parts, wanted.chapter),
        paragraph=_paragraph(revision, wanted.paragraph),
        since=yesterday if wanted.is_new else None,
        due_before=today if wanted.is_overdue else None,
        only=_only(
            connection,
            actor,
            slug,
            wanted,
            mentioned=mentioned if wanted.is_mentioned else None,
            has_draft=has_draft,
        ),
    )
    every = count_all(connection, opened, scope, revision, new_since=yesterday)
    comments = [e for e in every if e.group.motivation in COMMENT_MOTIVATIONS]
    found = every
    # The groups tell nothing of what is in a comment, nor of how many support it.
    narrow = DeskFilter(
        least_support=rest.least_support,
        text=rest.text,
        paragraph=rest.paragraph,
        only=rest.only,
        due_before=rest.due_before,
    )
    if narrow != DeskFilter():
        found = count_some(connection, scope, narrow, revision, new_since=yesterday)
    described = [
        (_described(group, chapter), size)
        for group, chapter, size in found
        if (group.is_new or not wanted.is_new)
        and (rest.waits_for is None or group.assignee_id in (None, rest.waits_for))
    ]
    chosen = _chosen(wanted, rest)
    total = sum(count for values, count in described if _fits(values, chosen))
    per_page = ONE_PAGE if total <= ONE_PAGE else PER_PAGE
    last_page = max(1, -(-total // per_page))
    wanted = replace(wanted, page=min(wanted.page, last_page))
    rows = desk.list_rows(
        connection,
        scope,
        rest,
        order=wanted.order,
        limit=per_page,
        offset=per_page * (wanted.page - 1),
    )
    return Desk(
        opened,
        revision,
        tuple(revision_rows.list_published(connection, opened.document.id)),
        parts,
        wanted,
        tuple(rows),
        total,
        wanted.page > 1,
        wanted.page * per_page < total,
        _counts(described, chosen),
        _queues(comments, person.id),
        len(mentioned),
        count_overdue(connection, opened, scope, today),
        today,
        _progress(comments, opened, now),
        tuple(staff),
        tuple(desk_filters.list_filters(connection, opened.document.id, person.id)),
        has_draft,
        len(dispositions.unpublished(connection, opened.document.id)),
        rounds.get_standing(connection, opened.document.id),
    )


def today_of(opened: Opened, now: datetime) -> date:
    """Return which day it is where the process is."""
    return now.astimezone(_zone(opened)).date()


def _yesterday(opened: Opened, now: datetime) -> datetime:
    """Return when yesterday began where the process is."""
    day = today_of(opened, now) - timedelta(days=1)
    return datetime.combine(day, time(), _zone(opened))


def _zone(opened: Opened) -> ZoneInfo:
    return ZoneInfo(opened.process.time_zone if opened.process else "UTC")


def _only(
    connection: Connection,
    actor: Actor,
    slug: str,
    wanted: Wanted,
    *,
    mentioned: frozenset[str] | None,
    has_draft: bool,
) -> frozenset[str] | None:
    """Return the annotations that the list is narrowed to, None for no such bound."""
    bounds = [] if mentioned is None else [mentioned]
    if wanted.bundle:
        bounds.append(frozenset(bundles.members_of(connection, wanted.bundle)))
    if wanted.is_lost and has_draft:
        bounds.append(_lost(connection, actor, slug))
    if wanted.is_unlinked and has_draft:
        bounds.append(frozenset(preview(connection, actor, slug).gate.unlinked))
    return frozenset.intersection(*bounds) if bounds else None


def _lost(connection: Connection, actor: Actor, slug: str) -> frozenset[str]:
    """Return the annotations whose words the draft has not."""
    going = preview(connection, actor, slug).anchors
    return frozenset(
        key for key, each in going.items() if each.anchor.verdict == "orphan"
    )


def _queues(every: Sequence[Alike], person_id: str) -> dict[Queue, int]:
    fits: dict[Queue, Callable[[DeskGroup], bool]] = {
        "mine": lambda g: _is_open(g) and g.assignee_id in (None, person_id),
        "open": _is_open,
        "proposed": lambda group: group.state == "proposed",
        "new": lambda group: group.is_new,
        "unconvinced": lambda group: group.stance == "disagree",
        "answered": lambda group: _answer_state(group) == "answered",
        "all": lambda _: True,
    }
    return {
        name: sum(each.size for each in every if is_in(each.group))
        for name, is_in in fits.items()
    }


def _is_open(group: DeskGroup) -> bool:
    return _answer_state(group) != "answered"


def _progress(every: Sequence[Alike], opened: Opened, now: datetime) -> Progress:
    answered = sum(e.size for e in every if _answer_state(e.group) == "answered")
    total = sum(each.size for each in every)
    return Progress(answered, total, phase_at(opened.phases, now))


def _positions(parts: Sequence[Chapter], chapter: str | None) -> tuple[int, int] | None:
    found = (part for part in parts if part.id == chapter)
    return next(((part.start, part.end) for part in found), None)


def _paragraph(revision: Revision, number: int | None) -> str | None:
    """Return the id of a paragraph by its number; no comment stands in one without."""
    if number is None:
        return None
    numbered = numbers(revision.paragraphs)
    return next((key for key, each in numbered.items() if each == number), "")


def _answer_state(group: DeskGroup) -> str:
    if group.state in ("decided", "published"):
        return "answered"
    return group.state or "open"


def _described(group: DeskGroup, chapter: str | None) -> dict[str, frozenset[str]]:
    """Return the values of each filter under which a group is found."""
    answer = {_answer_state(group)}
    if answer == {"proposed"}:
        answer.add("open")
    kinds: set[str] = {group.motivation}
    if group.motivation in COMMENT_MOTIVATIONS:
        kinds.add(COMMENTS)
    elif answer == {"open"}:
        answer.clear()
    return {
        "answer": frozenset(answer),
        "chapter": frozenset({chapter} if chapter else ()),
        "motivation": frozenset(kinds),
        "outcome": frozenset({group.outcome} if group.outcome else ()),
        "assignee": frozenset({group.assignee_id or NOBODY}),
        "verdict": frozenset({group.verdict}),
        "stance": frozenset({group.stance} if group.stance else ()),
    }


def _chosen(wanted: Wanted, rest: DeskFilter) -> dict[str, str]:
    values = {
        "answer": rest.answer,
        "chapter": wanted.chapter if rest.positions else None,
        "motivation": rest.motivation or COMMENTS,
        "outcome": rest.outcome,
        "assignee": rest.assignee,
        "verdict": rest.verdict,
        "stance": rest.stance,
    }
    return {name: value for name, value in values.items() if value is not None}


def _fits(
    values: Mapping[str, frozenset[str]], chosen: Mapping[str, str], but: str = ""
) -> bool:
    return all(value in values[name] for name, value in chosen.items() if name != but)


def _counts(
    described: Sequence[tuple[Mapping[str, frozenset[str]], int]],
    chosen: Mapping[str, str],
) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
    for values, count in described:
        for facet in FACETS:
            if _fits(values, chosen, but=facet):
                for value in values[facet]:
                    found[facet][value] += count
    return found
