"""The desk's list with all that stands around it, from what its use case returns."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from urllib.parse import parse_qsl, urlencode

from annotations.anchor import VERDICTS
from annotations.disposition import OUTCOMES, STANCES
from annotations.thread import COMMENT_MOTIVATIONS, MOTIVATIONS
from docservice.db.desk import NOBODY, DeskRow
from docservice.db.dispositions import StoredDisposition
from docservice.http.presenting.reading import document_view
from docservice.http.presenting.rounds import planned_time
from docservice.http.presenting.threads import (
    person_view,
    revision_views,
)
from docservice.http.presenting.wording import plain, shortened
from docservice.http.views.desk import (
    AnswerView,
    DeskRowView,
    DeskView,
    ManyForm,
    MemberView,
    OptionView,
    ProgressView,
    QueueView,
    SavedFilterView,
)
from docservice.http.views.urls import url
from docservice.services import resources
from docservice.services.desk import Desk, Queue
from docservice.services.desk_item import Member
from docservice.services.four_eyes import asks_for_four_eyes
from versions.outline import chapters, numbers
from versions.revision import Revision

TITLE_CHARS = 180
NAMED_CHARS = 80
ANSWERS = ("open", "proposed", "answered")
FOR_ME: Final = "for_me"
# The queries of the queues; the first is what the bare address shows.
QUEUES: Final[Mapping[Queue, Mapping[str, str]]] = {
    "mine": {"answer": "open", "assignee": FOR_ME},
    "open": {"answer": "open"},
    "proposed": {"answer": "proposed"},
    "new": {"new": "1"},
    "unconvinced": {"stance": "disagree"},
    "answered": {"answer": "answered"},
    "all": {"answer": "all"},
}
LOST: Final = {"lost": "1"}
MENTIONED: Final = {"mentioned": "1"}
OVERDUE: Final = {"overdue": "1"}
# What narrows the list; the rest of its query is how it is shown.
NARROWING: Final = (
    *("answer", "chapter", "motivation", "outcome", "assignee", "verdict", "stance"),
    *(
        "paragraph",
        "support",
        "q",
        "new",
        "lost",
        "unlinked",
        "mentioned",
        "overdue",
        "bundle",
    ),
)
UNASKED: Final = (
    "unlinked",
    "mentioned",
    "overdue",
    "bundle",
)  # chosen by a link, not in the form

Query = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the desk is: language, document, and the list's query."""

    lang: str
    slug: str
    query: Query

    def href(self, **changed: object) -> str:
        """Return the address of the list with some of the query changed."""
        values: dict[str, object] = {**self.query, **changed}
        return url("desk", lang=self.lang, slug=self.slug, **values)

    @property
    def back(self) -> str:
        """Return the query as one text, for a hidden field."""
        return urlencode(self.query)

    @property
    def narrowing(self) -> Query:
        """Return the part of the query that narrows the list."""
        return {name: self.query[name] for name in NARROWING if name in self.query}

    def narrowed(self, query: Query) -> str:
        """Return the address of the list narrowed in another way."""
        kept = {
            name: self.query[name]
            for name in ("revision", "sort")
            if name in self.query
        }
        return url("desk", lang=self.lang, slug=self.slug, **kept, **query)


def desk_view(
    found: Desk, place: Place, current: str = "", many: ManyForm | None = None
) -> DeskView:
    """Return all that desk.html shows but the comment in hand."""
    four_eyes = asks_for_four_eyes(found.opened)
    many = many or ManyForm(state="proposed" if four_eyes else "decided")
    rest, page = found.wanted.rest, found.wanted.page
    revisions = revision_views(found.heads)
    titles = Titles(found.revision)
    rows = tuple(
        replace(
            row_view(row, titles, place, found.today, found.opened.actor.id),
            current=row.id == current,
            # What was answered meanwhile is chosen anew, if at all.
            checked=many.checked.get(row.id) == row.version,
        )
        for row in found.rows
    )
    return DeskView(
        document=document_view(found.opened),
        address=place.href(comment=current) if current else place.href(),
        revision=next(r for r in revisions if r.number == found.revision.number),
        revisions=revisions,
        seq=found.opened.document.seq,
        queues=tuple(_queues(found, place)),
        saved=tuple(_saved(found, place)),
        filters=_filters(found),
        without={
            name: place.narrowed(_without(place.narrowing, name))
            for name in place.narrowing
        },
        unasked={name: place.query[name] for name in UNASKED if name in place.query},
        is_for_me=rest.waits_for is not None,
        is_new=found.wanted.is_new,
        is_lost=found.wanted.is_lost,
        has_draft=found.has_draft,
        text=rest.text,
        least_support=rest.least_support,
        paragraph=found.wanted.paragraph,
        order=found.wanted.order,
        rows=rows,
        total=found.total,
        lists_highlights=found.wanted.rest.motivation == "highlighting",
        previous=place.href(page=page - 1) if found.has_previous else "",
        next=place.href(page=page + 1) if found.has_next else "",
        progress=_progress(found),
        staff=[person_view(resources.person(person)) for person in found.staff],
        waiting=found.waiting,
        planned=planned_time(found.opened, found.planned, place.lang),
        has_rounds=found.opened.process is not None,
        four_eyes=four_eyes,
        query=place.back,
        many=many,
    )


def named_view(member: Member, place: Place, chars: int = NAMED_CHARS) -> MemberView:
    """Return a comment beside others, with the answer that it has."""
    row, answer = member.annotation, member.answer
    return MemberView(
        row.id,
        place.href(comment=row.id),
        row.author.name,
        shortened(plain(row.body) or row.target.quote.exact, chars),
        answer.value.outcome if answer else None,
        member.version,
        checked=False,
        theirs=answer_view(answer) if answer else None,
    )


def answer_view(stored: StoredDisposition) -> AnswerView:
    """Return a version of an answer."""
    value = stored.value
    return AnswerView(
        value.outcome,
        value.reason,
        value.note,
        value.without_change,
        value.state,
        stored.author.name,
        stored.created_at,
    )


def _queues(found: Desk, place: Place) -> Iterator[QueueView]:
    listed: list[tuple[str, Query, int | None]] = [
        (name, query, found.queues[name]) for name, query in QUEUES.items()
    ]
    listed.insert(1, ("mentioned", MENTIONED, found.mentions))
    listed.insert(2, ("overdue", OVERDUE, found.overdue))
    if found.has_draft:
        listed.insert(-2, ("lost", LOST, None))
    for name, query, count in listed:
        yield QueueView(
            name, place.narrowed(query), count, current=query == place.narrowing
        )


def _saved(found: Desk, place: Place) -> Iterator[SavedFilterView]:
    shown = {name: v for name, v in place.query.items() if name != "page"}
    for each in found.saved:
        query = dict(parse_qsl(each.query))
        address = url("desk", lang=place.lang, slug=place.slug, **query)
        yield SavedFilterView(each.id, each.name, address, current=query == shown)


def _without(query: Query, name: str) -> Query:
    """Return the query without a filter; without any it asks for everything."""
    rest = {key: value for key, value in query.items() if key != name}
    return rest or QUEUES["all"]


def row_view(
    row: DeskRow, titles: "Titles", place: Place, today: date, reader_id: str | None
) -> DeskRowView:
    """Return a comment in the list."""
    proposed_by = row.answerer if row.state == "proposed" else None
    is_open = row.state in (None, "proposed") and row.motivation in COMMENT_MOTIVATIONS
    return DeskRowView(
        id=row.id,
        href=place.href(comment=row.id),
        title=shortened(plain(row.body) or row.quote, TITLE_CHARS),
        lang=row.lang,
        author=row.author,
        created_at=row.created_at,
        motivation=row.motivation,
        outcome=row.outcome,
        state=row.state,
        version=row.version,
        stance=row.stance,
        verdict=row.verdict,
        support=row.support,
        replies=row.replies,
        assignee=row.assignee or "",
        due_on=row.due_on,
        is_overdue=is_open and row.due_on is not None and row.due_on < today,
        paragraph=titles.number(row.position),
        chapter=titles.chapter(row.position),
        bundled=row.bundled,
        proposed_by=proposed_by or "",
        is_own=row.answerer_id == reader_id,
    )


def _progress(found: Desk) -> ProgressView:
    progress = found.progress
    share = round(100 * progress.answered / progress.total) if progress.total else 100
    phase = progress.phase
    return ProgressView(
        progress.answered,
        progress.total,
        share,
        phase.title if phase else "",
        phase.ends_at if phase else None,
    )


def _filters(found: Desk) -> dict[str, Sequence[OptionView]]:
    rest, counts = found.wanted.rest, found.counts
    people = [(person.id, person.name) for person in found.staff]
    parts = [
        (part.id, part.title or found.revision.paragraphs[part.start].text)
        for part in found.chapters
    ]
    chosen: dict[str, tuple[str | None, Sequence[tuple[str, str]]]] = {
        "answer": (rest.answer, _plain(ANSWERS)),
        "chapter": (found.wanted.chapter, parts),
        "motivation": (rest.motivation, _plain(MOTIVATIONS)),
        "outcome": (rest.outcome, _plain(OUTCOMES)),
        "assignee": (rest.assignee, [(NOBODY, ""), *people]),
        "verdict": (rest.verdict, _plain(VERDICTS)),
        "stance": (rest.stance, _plain(STANCES)),
    }
    return {
        name: [
            OptionView(each, counts[name].get(each, 0), each == value, label)
            for each, label in values
        ]
        for name, (value, values) in chosen.items()
    }


def _plain(values: Sequence[str]) -> list[tuple[str, str]]:
    return [(value, "") for value in values]


class Titles:
    """Names paragraphs of a revision by number and chapter."""

    def __init__(self, revision: Revision) -> None:
        numbered = numbers(revision.paragraphs)
        self._numbers = [numbered[p.id] for p in revision.paragraphs]
        self._parts = chapters(revision.paragraphs)
        self._starts = [part.start for part in self._parts]

    def number(self, position: int | None) -> int:
        """Return the number of the paragraph at a position, 0 for none."""
        return 0 if position is None else self._numbers[position]

    def chapter(self, position: int | None) -> str:
        """Return the title of its chapter, empty for none."""
        if position is None:
            return ""
        return self._parts[bisect_right(self._starts, position) - 1].title
