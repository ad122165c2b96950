"""The comment in hand on the desk, from what its use case returns."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Literal

from docservice.db.desk import DeskRow
from docservice.http.presenting.desk import (
    QUEUES,
    TITLE_CHARS,
    Place,
    Titles,
    answer_view,
    named_view,
    row_view,
)
from docservice.http.presenting.evidence import reason_of
from docservice.http.presenting.passage import passage_at
from docservice.http.presenting.reading import document_view
from docservice.http.presenting.threads import (
    Surroundings,
    person_view,
    rejoinder_view,
    thread_view,
)
from docservice.http.presenting.wording import pieces, shortened
from docservice.http.views.desk import (
    AnswerForm,
    ChangeView,
    ContextView,
    DeskRowView,
    DetailView,
    MemberView,
)
from docservice.http.views.thread import PieceView
from docservice.http.views.urls import url
from docservice.services import resources
from docservice.services.answering import Ticks
from docservice.services.desk import today_of
from docservice.services.desk_item import Item, Member
from docservice.services.four_eyes import asks_for_four_eyes
from docservice.services.gaps import filled
from docservice.services.linking import Offer
from docservice.services.mentions import calling_nobody
from versions.paragraph import ParagraphId

AROUND_CHARS = 240  # of the paragraph before and after a passage
MOVED_CHARS = 120  # by which a passage that moved is known again


def detail_view(
    item: Item,
    place: Place,
    now: datetime,
    form: AnswerForm | None = None,
    *,
    ticks: Ticks | None = None,
    others: Mapping[str, int] | None = None,
) -> DetailView:
    """Return the comment in hand; `form` holds what somebody typed, if it was sent.

    `ticks` are the changes that were ticked and unticked in it, beside the links that
    came meanwhile; `others` are the ticked comments of its bundle, with the versions of
    their answers that were shown.
    """

    def changes(listed: Sequence[Offer]) -> tuple[ChangeView, ...]:
        return tuple(_change_view(each, around, ticks or Ticks()) for each in listed)

    around = Surroundings.of(
        place.lang, item.opened, item.revision.number, item.heads, now
    )
    thread = replace(thread_view(item.resource, around), disposition=None)
    answers = tuple(answer_view(each) for each in item.answers)
    stored = _stored_form(item)
    duplicates = (thread_view(each, around) for each in item.neighbours)
    return DetailView(
        thread=thread,
        seq=item.opened.document.seq,
        context=_context(item, place),
        answers=answers,
        rejoinder=rejoinder_view(item.resource["rejoinder"]),
        may_undo=len(answers) > 1 or any(each.state == "decided" for each in answers),
        undo=url("desk_undo", lang=place.lang, slug=place.slug, annotation=thread.id),
        changes=changes(item.offers.likely),
        others=changes(item.offers.others),
        rest=item.offers.rest,
        duplicates=tuple(duplicates),
        blocks=[(each.name, _filled(each.body, item)) for each in item.blocks],
        bundle=tuple(_member_view(each, item, place, others) for each in item.bundle),
        form=form or stored,
        four_eyes=asks_for_four_eyes(item.opened),
        assignee=item.assignee_id or "",
        staff=[person_view(resources.person(person)) for person in item.staff],
        calling_nobody=calling_nobody(
            (form or stored).note, [person.name for person in item.staff]
        ),
        row=_row_of(item, place, today_of(item.opened, now)),
        document=document_view(item.opened),
        action=url(
            "desk_answer", lang=place.lang, slug=place.slug, annotation=thread.id
        ),
        list_href=f"{place.href()}#row-{thread.id}",
        back=place.back,
    )


def _filled(body: str, item: Item) -> str:
    """Return a text block for this comment; for a bundle its gaps stay open till then."""
    if item.bundle:
        return body
    return filled(
        body,
        name=item.resource["author"]["name"],
        quote=item.resource["target"]["quote"]["exact"],
        revision=item.revision,
        stored=item.anchor,
    )


def _member_view(
    member: Member, item: Item, place: Place, others: Mapping[str, int] | None
) -> MemberView:
    row, answer = member.annotation, member.answer
    mine = item.answers[-1].value if item.answers else None
    is_overtaken = False
    if others is not None:
        seen = others.get(row.id, member.version)
        is_overtaken = seen != member.version
        checked = row.id in others and not is_overtaken
    else:
        # What was answered apart on purpose stays apart.
        checked = answer is None or (
            mine is not None
            and (answer.value.outcome, answer.value.reason)
            == (mine.outcome, mine.reason)
        )
    view = named_view(member, place, TITLE_CHARS)
    return replace(view, checked=checked, theirs=view.theirs if is_overtaken else None)


def _stored_form(item: Item) -> AnswerForm:
    if not item.answers:
        first = "proposed" if asks_for_four_eyes(item.opened) else "decided"
        return AnswerForm(state=first)
    value = item.answers[-1].value
    return AnswerForm(
        outcome=value.outcome,
        reason=value.reason,
        note=value.note,
        without_change=value.without_change,
        duplicate_of=value.duplicate_of or "",
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
        lang=resource["lang"],
        author=resource["author"]["name"],
        created_at=datetime.fromisoformat(resource["created_at"]),
        support=resource["support"],
        replies=sum(r["state"] == "visible" for r in resource["replies"]),
        assignee_id=item.assignee_id,
        assignee=names.get(item.assignee_id or ""),
        due_on=item.due_on,
        verdict=(found and found.since_made) or "orphan",
        position=at,
        outcome=answer.value.outcome if answer else None,
        state=answer.value.state if answer else None,
        version=item.version,
        answerer_id=answer.author.id if answer else None,
        answerer=answer.author.name if answer else None,
        stance=item.stance,
        bundled=len(item.bundle) + 1 if item.bundle else 0,
    )
    titles = Titles(item.revision)
    return replace(
        row_view(row, titles, place, today, item.opened.actor.id), current=True
    )


def _context(item: Item, place: Place) -> ContextView | None:
    stored = item.anchor
    if stored is None or stored.anchor.place is None:
        return None
    where, verdict = stored.anchor.place, stored.since_made or stored.anchor.verdict
    found = passage_at(item.revision, where, AROUND_CHARS)
    if found is None:
        return None
    number = item.revision.number
    address = url("revision", lang=place.lang, slug=place.slug, number=number)
    return ContextView(
        verdict=verdict,
        confirmed=stored.confirmed_by is not None,
        paragraph=found.paragraph,
        href=f"{address}#p-{where.start.paragraph}",
        beside=place.narrowed({**QUEUES["all"], "paragraph": str(found.paragraph)})
        if found.paragraph
        else "",
        before=found.before,
        marked=found.marked,
        after=found.after,
        changed=pieces(item.resource["target"]["quote"]["exact"], found.marked)
        if verdict == "changed"
        else (),
    )


def _change_view(offer: Offer, around: Surroundings, ticks: Ticks) -> ChangeView:
    old = offer.old.text if offer.old else ""
    new = offer.new.text if offer.new else ""
    words = pieces(old, new)
    if offer.kind == "moved":
        words = (PieceView("equal", shortened(new, MOVED_CHARS)),)
    stands: Literal["", "linked", "taken"] = ""
    if offer.is_linked:
        stands = "linked" if offer.is_stored else "taken"
    is_kept = offer.is_linked and offer.name not in ticks.unticked
    return ChangeView(
        offer.name,
        around.label(offer.revision),
        offer.kind,
        words,
        stands,
        is_kept or offer.name in ticks.ticked,
        *reason_of(offer.evidence),
    )
