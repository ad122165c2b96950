"""The desk's views, from what the desk's use cases return."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from urllib.parse import parse_qsl, urlencode

from annotations.anchor import VERDICTS
from annotations.disposition import OUTCOMES, STANCES
from annotations.thread import COMMENT_MOTIVATIONS, MOTIVATIONS
from docservice.db.desk import NOBODY, DeskRow
from docservice.db.dispositions import StoredDisposition
from docservice.http.presenting.evidence import reason_of
from docservice.http.presenting.passage import passage_at
from docservice.http.presenting.reading import document_view
from docservice.http.presenting.rounds import planned_time
from docservice.http.presenting.threads import (
    Surroundings,
    person_view,
    rejoinder_view,
    revision_views,
    thread_view,
)
from docservice.http.presenting.wording import pieces, plain, shortened
from docservice.http.views.desk import (
    AnswerForm,
    AnswerView,
    ChangeView,
    ContextView,
    DeskRowView,
    DeskView,
    DetailView,
    ManyForm,
    MemberView,
    OptionView,
    ProgressView,
    QueueView,
    SavedFilterView,
)
from docservice.http.views.thread import PieceView
from docservice.http.views.urls import url
from docservice.services import resources
from docservice.services.desk import Desk, Item, Member, Queue, today_of
from docservice.services.linking import Offer
from versions.outline import chapters, numbers
from versions.paragraph import ParagraphId
from versions.revision import Revision

TITLE_CHARS = 180
AROUND_CHARS = 240  # of the paragraph before and after a passage
MOVED_CHARS = 120  # by which a passage that moved is known again
ANSWERS = ("open", "proposed", "answered")
FOR_ME: Final = "for_me"
# What a text block calls in German what is filled in.
GAPS: Final = {"absatz": "paragraph", "zitat": "quote"}
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
    *("support", "q", "new", "lost", "unlinked", "mentioned", "overdue", "bundle"),
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
    many = many or ManyForm()
    rest, page = found.wanted.rest, found.wanted.page
    revisions = revision_views(found.heads)
    titles = _Titles(found.revision)
    rows = tuple(
        replace(
            row_view(row, titles, place, found.today),
            current=row.id == current,
            checked=row.id in many.checked,
        )
        for row in found.rows
    )
    return DeskView(
        document=document_view(found.opened),
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
        query=place.back,
        many=many,
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


def row_view(row: DeskRow, titles: "_Titles", place: Place, today: date) -> DeskRowView:
    """Return a comment in the list."""
    is_open = row.state in (None, "proposed") and row.motivation in COMMENT_MOTIVATIONS
    return DeskRowView(
        id=row.id,
        href=place.href(comment=row.id),
        title=shortened(plain(row.body) or row.quote, TITLE_CHARS),
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
    )


def detail_view(
    item: Item,
    place: Place,
    now: datetime,
    form: AnswerForm | None = None,
    *,
    chosen_changes: frozenset[str] | None = None,
    others: Collection[str] | None = None,
) -> DetailView:
    """Return the comment in hand; `form` holds what somebody typed, if it was sent.

    `chosen_changes` and `others`, comments of its bundle, are what was ticked then.
    """

    def changes(listed: Sequence[Offer]) -> tuple[ChangeView, ...]:
        return tuple(_change_view(each, around, chosen_changes) for each in listed)

    around = Surroundings.of(
        place.lang, item.opened, item.revision.number, item.heads, now
    )
    thread = replace(thread_view(item.resource, around), disposition=None)
    answers = tuple(answer_view(each) for each in item.answers)
    duplicates = (thread_view(each, around) for each in item.neighbours)
    return DetailView(
        thread=thread,
        context=_context(item, place),
        answers=answers,
        rejoinder=rejoinder_view(item.resource["rejoinder"]),
        may_undo=len(answers) > 1 or any(each.state != "proposed" for each in answers),
        undo=url("desk_undo", lang=place.lang, slug=place.slug, annotation=thread.id),
        changes=changes(item.offers.likely),
        others=changes(item.offers.others),
        rest=item.offers.rest,
        duplicates=tuple(duplicates),
        blocks=[(each.name, _filled(each.body, item)) for each in item.blocks],
        bundle=tuple(_member_view(each, item, place, others) for each in item.bundle),
        form=form or _stored_form(item),
        assignee=item.assignee_id or "",
        staff=[person_view(resources.person(person)) for person in item.staff],
        row=_row_of(item, place, today_of(item.opened, now)),
        document=document_view(item.opened),
        action=url(
            "desk_answer", lang=place.lang, slug=place.slug, annotation=thread.id
        ),
        list_href=place.href(),
        back=place.back,
    )


def _filled(body: str, item: Item) -> str:
    """Return a text block with what is known of the comment, in either language."""
    number = 0
    place = item.anchor.anchor.place if item.anchor else None
    if place is not None:
        numbered = numbers(item.revision.paragraphs)
        number = numbered.get(ParagraphId(place.start.paragraph), 0)
    known = {
        "name": item.resource["author"]["name"],
        "paragraph": str(number) if number else "",
        "quote": item.resource["target"]["quote"]["exact"],
    }

    def fill(match: re.Match[str]) -> str:
        word = match[1].casefold()
        return known.get(GAPS.get(word, word)) or match[0]

    return re.sub(r"\[([^\]\n]+)\]", fill, body)


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


def _member_view(
    member: Member, item: Item, place: Place, others: Collection[str] | None
) -> MemberView:
    row, answer = member.annotation, member.answer
    mine = item.answers[-1].value if item.answers else None
    if others is not None:
        checked = row.id in others
    else:
        # What was answered apart on purpose stays apart.
        checked = answer is None or (
            mine is not None
            and (answer.value.outcome, answer.value.reason)
            == (mine.outcome, mine.reason)
        )
    return MemberView(
        row.id,
        place.href(comment=row.id),
        row.author.name,
        shortened(plain(row.body) or row.target.quote.exact, TITLE_CHARS),
        answer.value.outcome if answer else None,
        answer.value.version if answer else 0,
        checked,
    )


def _stored_form(item: Item) -> AnswerForm:
    if not item.answers:
        return AnswerForm()
    value = item.answers[-1].value
    near = {each["id"] for each in item.neighbours}
    other = value.duplicate_of or ""
    return AnswerForm(
        outcome=value.outcome,
        reason=value.reason,
        note=value.note,
        without_change=value.without_change,
        duplicate_of=other if other in near else "",
        duplicate_link="" if other in near else other,
        state="proposed" if value.state == "proposed" else "decided",
        version=value.version,
    )


def _row_of(item: Item, place: Place, today: date) -> DeskRowView:
    resource, answer = item.resource, item.answers[-1] if item.answers else None
    names = {person.id: person.name for person in item.staff}
    found = item.anchor
    at = None
    if found is not None and found.anchor.place is not None:
        paragraph = ParagraphId(found.anchor.place.start.paragraph)
        at = item.revision.index_of(paragraph)
    row = DeskRow(
        id=resource["id"],
        motivation=resource["motivation"],
        body=resource["body"],
        quote=resource["target"]["quote"]["exact"],
        author=resource["author"]["name"],
        created_at=datetime.fromisoformat(resource["created_at"]),
        support=resource["support"],
        replies=sum(r["state"] == "visible" for r in resource["replies"]),
        assignee_id=item.assignee_id,
        assignee=names.get(item.assignee_id or ""),
        due_on=item.due_on,
        verdict=found.anchor.verdict if found else "orphan",
        position=at,
        outcome=answer.value.outcome if answer else None,
        state=answer.value.state if answer else None,
        version=item.version,
        stance=item.stance,
        bundled=len(item.bundle) + 1 if item.bundle else 0,
    )
    titles = _Titles(item.revision)
    return replace(row_view(row, titles, place, today), current=True)


def _context(item: Item, place: Place) -> ContextView | None:
    stored = item.anchor
    if stored is None or stored.anchor.place is None:
        return None
    anchor, where = stored.anchor, stored.anchor.place
    found = passage_at(item.revision, where, AROUND_CHARS)
    if found is None:
        return None
    number = item.revision.number
    address = url("revision", lang=place.lang, slug=place.slug, number=number)
    return ContextView(
        verdict=anchor.verdict,
        confirmed=stored.confirmed_by is not None,
        paragraph=found.paragraph,
        href=f"{address}#p-{where.start.paragraph}",
        before=found.before,
        marked=found.marked,
        after=found.after,
        changed=pieces(anchor.old, anchor.new) if anchor.verdict == "changed" else (),
    )


def _change_view(
    offer: Offer, around: Surroundings, chosen: frozenset[str] | None
) -> ChangeView:
    old = offer.old.text if offer.old else ""
    new = offer.new.text if offer.new else ""
    words = pieces(old, new)
    if offer.kind == "moved":
        words = (PieceView("equal", shortened(new, MOVED_CHARS)),)
    return ChangeView(
        offer.name,
        around.label(offer.revision),
        offer.kind,
        words,
        offer.is_linked if chosen is None else offer.name in chosen,
        *reason_of(offer.evidence),
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


class _Titles:
    """Names paragraphs of a revision by number and chapter."""

    def __init__(self, revision: Revision) -> None:
        numbered = numbers(revision.paragraphs)
        self._numbers = [numbered[p.id] for p in revision.paragraphs]
        self._parts = chapters(revision.paragraphs)
        self._starts = [part.start for part in self._parts]

    def number(self, position: int | None) -> int:
        return 0 if position is None else self._numbers[position]

    def chapter(self, position: int | None) -> str:
        if position is None:
            return ""
        return self._parts[bisect_right(self._starts, position) - 1].title
