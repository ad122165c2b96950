"""The drafters' desk: list, answer and assign."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final, TypeVar
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from annotations.anchor import VERDICTS
from annotations.disposition import NEEDS_CHANGE, OUTCOMES, STANCES
from annotations.thread import MOTIVATIONS
from docservice.access import Actor
from docservice.db.desk import NOBODY, AnswerState, DeskFilter, DeskOrder
from docservice.http.actors import actor_of
from docservice.http.bodies import read_form
from docservice.http.context import context_of
from docservice.http.frame import (
    PRIVATE,
    document_nav,
    frame,
    lang_of,
    page,
    translator,
)
from docservice.http.notices import leave_notice
from docservice.http.presenting.desk import (
    FOR_ME,
    NARROWING,
    QUEUES,
    Place,
    answer_view,
    desk_view,
    detail_view,
)
from docservice.http.searching import prepare_search
from docservice.http.views.desk import AnswerForm, DetailView, ManyForm
from docservice.services import answering, desk_filters, requests
from docservice.services.bundling import MOST_MEMBERS
from docservice.services.desk import ONE_PAGE, Item, Wanted, read_desk, read_item
from docservice.services.errors import Invalid, Stale

Word = TypeVar("Word", bound=str)

FORM_BYTES = 200_000
MOST_PAGES = 1_000
MOST_SUPPORT = 1_000_000
ME = "me"
ORDERS: Final[tuple[DeskOrder, ...]] = ("text", "support", "newest")
ANSWERS: Final[tuple[AnswerState, ...]] = ("open", "proposed", "answered")
# What the list is narrowed by; the rest of the query names the comment in hand.
NAMES: Final = ("revision", *NARROWING, "sort", "page")
UNPROCESSABLE, PRECONDITION_FAILED = 422, 412


async def show(request: Request) -> Response:
    """Show the list, and the comment in hand if the query names one."""
    comment = request.query_params.get("comment", "")
    return await _list(request, request.query_params, comment)


async def answer(request: Request) -> Response:
    """Store an answer; what somebody typed is kept whatever goes wrong."""
    actor, form = await actor_of(request), await read_form(request, FORM_BYTES)
    actor.require("answer")
    annotation_id = str(request.path_params["annotation"])
    place, typed = _place(request, _query_of(form)), _typed(form)
    item = await _item(request, actor, annotation_id, place)
    try:
        await context_of(request).store.write(
            answering.answer_bundle,
            actor,
            item.resource["id"],
            requests.answer(
                _raw_answer(form), body_chars=context_of(request).settings.body_chars
            ),
            now=datetime.now(UTC),
            version=typed.version,
            others=_checked(form, "also", MOST_MEMBERS),
        )
    except Stale:
        item = await _item(request, actor, annotation_id, place)
        kept = _overtaken(request, typed, item)
        return await _again(request, item, kept, form, PRECONDITION_FAILED)
    except Invalid as error:
        kept = replace(typed, errors=(_said(request, error),))
        return await _again(request, item, kept, form, UNPROCESSABLE)
    if _is_part(request):
        item = await _item(request, actor, annotation_id, place)
        return _detail(request, detail_view(item, place, datetime.now(UTC)))
    return _back(place, "answered", annotation_id)


async def undo(request: Request) -> Response:
    """Take the newest answer back, unless it is not the one that was seen."""
    actor, form = await actor_of(request), await read_form(request, FORM_BYTES)
    actor.require("answer")
    annotation_id = str(request.path_params["annotation"])
    place, version = _place(request, _query_of(form)), _typed(form).version
    item = await _item(request, actor, annotation_id, place)
    try:
        await context_of(request).store.write(
            answering.take_back,
            actor,
            item.resource["id"],
            version,
            now=datetime.now(UTC),
        )
    except (Stale, Invalid):
        detail = detail_view(item, place, datetime.now(UTC))
        said = (("version", _message(request, "version")),)
        detail = replace(detail, form=replace(detail.form, errors=said))
        return await _list(
            request,
            place.query,
            annotation_id,
            detail=detail,
            status=PRECONDITION_FAILED,
        )
    return _back(place, "taken_back", annotation_id)


async def answer_many(request: Request) -> Response:
    """Give the chosen comments the same answer, all or none."""
    actor, form = await actor_of(request), await read_form(request, FORM_BYTES)
    actor.require("answer")
    place, chosen = _place(request, _query_of(form)), _checked(form)
    if not chosen:
        return await _many_again(request, form, "chosen", UNPROCESSABLE)
    try:
        await context_of(request).store.write(
            answering.answer_many,
            actor,
            list(chosen),
            requests.answer(
                _raw_answer(form), body_chars=context_of(request).settings.body_chars
            ),
            now=datetime.now(UTC),
            versions=chosen,
        )
    except Stale:
        return await _many_again(request, form, "stale", PRECONDITION_FAILED)
    except Invalid as error:
        return await _many_again(request, form, error.field or "", UNPROCESSABLE)
    return _back(place, "answered")


async def assign(request: Request) -> Response:
    """Give the chosen comments to somebody, or to nobody."""
    actor, form = await actor_of(request), await read_form(request, FORM_BYTES)
    actor.require("answer")
    place, chosen = _place(request, _query_of(form)), _checked(form)
    assignee = str(form.get("assignee", ""))
    if not chosen:
        return await _many_again(request, form, "chosen", UNPROCESSABLE)
    try:
        await context_of(request).store.write(
            answering.assign,
            actor,
            list(chosen),
            None if assignee == NOBODY else assignee,
            due_on=_day(form.get("due_on")),
            now=datetime.now(UTC),
        )
    except Invalid as error:
        return await _many_again(request, form, error.field or "", UNPROCESSABLE)
    return _back(place, "assigned", str(form.get("comment", "")))


async def keep_filter(request: Request) -> Response:
    """Keep what the list is narrowed by, under a name of the drafter's own."""
    actor, form = await actor_of(request), await read_form(request, FORM_BYTES)
    actor.require("answer")
    place = _place(request, _query_of(form))
    query = urlencode({k: v for k, v in place.query.items() if k != "page"})
    try:
        await context_of(request).store.write(
            desk_filters.keep_filter,
            actor,
            place.slug,
            str(form.get("name", "")),
            query,
            now=datetime.now(UTC),
        )
    except Invalid:
        gettext = translator(request)
        said = gettext(
            "Please give a name of at most 60 characters. You can keep 30 filters."
        )
        return await _list(request, place.query, name_error=said, status=UNPROCESSABLE)
    return _back(place, "filter_kept")


async def forget_filter(request: Request) -> Response:
    """Forget one of the drafter's own filters."""
    actor, form = await actor_of(request), await read_form(request, FORM_BYTES)
    actor.require("answer")
    place = _place(request, _query_of(form))
    await context_of(request).store.write(
        desk_filters.forget_filter, actor, place.slug, request.path_params["filter"]
    )
    return _back(place, "filter_forgotten")


async def _list(
    request: Request,
    query: Mapping[str, str],
    comment: str = "",
    *,
    detail: DetailView | None = None,
    many: ManyForm | None = None,
    name_error: str = "",
    status: int = 200,
) -> Response:
    actor, store = await actor_of(request), context_of(request).store
    actor.require("answer")
    place, now = _place(request, query), datetime.now(UTC)
    wanted = _wanted(place.query, actor)
    await prepare_search(request, wanted.rest.text)
    found = await store.read(read_desk, actor, place.slug, wanted, now=now)
    if comment and detail is None:
        item = await _item(request, actor, comment, place)
        detail = detail_view(item, place, now)
    if detail is not None and _is_part(request):
        return _detail(request, detail, status)
    view = replace(
        desk_view(found, place, comment, many), detail=detail, name_error=name_error
    )
    gettext = translator(request)
    name = gettext("Desk")
    title = f"{name}: {found.opened.document.title}"
    nav = document_nav(request, found.opened, "desk")
    framed = frame(request, found.opened.actor, title=title, nav=nav)
    return page(request, "desk.html", framed, status=status, view=view)


async def _again(
    request: Request, item: Item, kept: AnswerForm, form: FormData, status: int
) -> Response:
    """Return the desk with what was typed."""
    place = _place(request, _query_of(form))
    changes = frozenset(str(each) for each in form.getlist("changes"))
    others = _checked(form, "also", MOST_MEMBERS)
    detail = detail_view(
        item, place, datetime.now(UTC), kept, chosen_changes=changes, others=others
    )
    return await _list(
        request, place.query, detail.thread.id, detail=detail, status=status
    )


async def _many_again(
    request: Request, form: FormData, field: str, status: int
) -> Response:
    typed = _typed(form)
    many = ManyForm(
        outcome=typed.outcome,
        reason=typed.reason,
        note=typed.note,
        state=typed.state,
        checked=frozenset(_checked(form)),
        errors=((field, _message(request, field)),),
    )
    return await _list(request, _query_of(form), many=many, status=status)


async def _item(
    request: Request, actor: Actor, annotation_id: str, place: Place
) -> Item:
    number = _whole(place.query, "revision", 0, MOST_SUPPORT) or None
    return await context_of(request).store.read(
        read_item, actor, place.slug, annotation_id, number
    )


def _detail(request: Request, detail: DetailView, status: int = 200) -> Response:
    """Return the comment in hand alone, for the script that puts it into the page."""
    html = context_of(request).templates.render(
        "desk_detail.html", lang_of(request), detail=detail
    )
    return HTMLResponse(html, status, PRIVATE)


def _back(place: Place, notice: str, comment: str = "") -> Response:
    address = place.href(comment=comment) if comment else place.href()
    response = RedirectResponse(address, 303)
    leave_notice(response, notice)
    return response


def _place(request: Request, query: Mapping[str, str]) -> Place:
    kept = {name: query[name] for name in NAMES if query.get(name)}
    if not set(kept).intersection(NARROWING):
        kept |= QUEUES["mine"]
    return Place(lang_of(request), str(request.path_params["slug"]), kept)


def _query_of(form: FormData) -> dict[str, str]:
    """Return the list's query, which every form of the desk carries along."""
    return dict(parse_qsl(str(form.get("back", ""))))


def _wanted(query: Mapping[str, str], actor: Actor) -> Wanted:
    """Return what the query asks for; what it cannot mean counts as not asked."""
    assignee = query.get("assignee")
    rest = DeskFilter(
        motivation=_word(query, "motivation", MOTIVATIONS),
        answer=_word(query, "answer", ANSWERS),
        outcome=_word(query, "outcome", OUTCOMES),
        assignee={FOR_ME: None, ME: actor.id}.get(assignee or "", assignee),
        waits_for=actor.id if assignee == FOR_ME else None,
        verdict=_word(query, "verdict", VERDICTS),
        stance=_word(query, "stance", STANCES),
        least_support=_whole(query, "support", 0, MOST_SUPPORT),
        text=query.get("q", "").strip(),
    )
    return Wanted(
        revision=_whole(query, "revision", 0, MOST_SUPPORT) or None,
        chapter=query.get("chapter"),
        rest=rest,
        is_new="new" in query,
        is_lost="lost" in query,
        is_unlinked="unlinked" in query,
        is_mentioned="mentioned" in query,
        bundle=query.get("bundle", ""),
        order=_word(query, "sort", ORDERS) or "text",
        page=_whole(query, "page", 1, MOST_PAGES),
    )


def _word(query: Mapping[str, str], name: str, words: tuple[Word, ...]) -> Word | None:
    return next((word for word in words if word == query.get(name)), None)


def _whole(query: Mapping[str, str], name: str, least: int, most: int) -> int:
    given = query.get(name, "")
    number = int(given) if given.isascii() and given.isdecimal() else least
    return max(least, min(number, most))


def _overtaken(request: Request, typed: AnswerForm, item: Item) -> AnswerForm:
    """Return the form with what somebody else answered meanwhile, here or beside."""
    if typed.version == item.version:
        said = (("also", _message(request, "also")),)
        return replace(typed, errors=said)
    theirs = answer_view(item.answers[-1]) if item.answers else None
    return replace(typed, version=item.version, theirs=theirs)


def _checked(
    form: FormData, field: str = "chosen", most: int = ONE_PAGE
) -> dict[str, int]:
    """Return the chosen comments, each with the version of its answer as seen."""
    found = {}
    for value in form.getlist(field):
        key, _, version = str(value).partition(":")
        found[key] = int(version) if version.isascii() and version.isdecimal() else 0
    return dict(list(found.items())[:most])


def _day(given: object) -> date | None:
    """Return the day that a field of a form names, None if it is empty.

    Raises:
        Invalid: it is no day.
    """
    try:
        return date.fromisoformat(str(given)) if given else None
    except ValueError as error:
        raise Invalid("due_on is a day such as 2026-12-03", "due_on") from error


def _typed(form: FormData) -> AnswerForm:
    version = str(form.get("version", "0"))
    return AnswerForm(
        outcome=str(form.get("outcome", "")),
        reason=str(form.get("reason", "")),
        note=str(form.get("note", "")),
        without_change=str(form.get("without_change", "")),
        duplicate_of=str(form.get("duplicate_of", "")),
        duplicate_link=str(form.get("duplicate_link", "")),
        state=str(form.get("state", "decided")),
        version=int(version[:9]) if version.isascii() and version.isdecimal() else 0,
    )


def _raw_answer(form: FormData) -> dict[str, object]:
    """Return the form as the JSON that the API takes: the rules are the same."""
    typed = _typed(form)
    raw: dict[str, object] = {
        "outcome": typed.outcome,
        "reason": typed.reason,
        "note": typed.note,
        "state": typed.state,
    }
    if typed.outcome == "duplicate_of":
        # The address of a comment ends in its id; people paste whole addresses.
        link = typed.duplicate_link.strip().partition("#")[0].rstrip("/")
        raw["duplicate_of"] = link.rpartition("/")[2] or typed.duplicate_of
    if typed.outcome in NEEDS_CHANGE:
        raw["without_change"] = typed.without_change
    if "with_changes" in form:
        raw["changes"] = [str(each) for each in form.getlist("changes")]
    return raw


def _said(request: Request, error: Invalid) -> tuple[str, str]:
    field = error.field or ""
    return field, _message(request, field)


def _message(request: Request, field: str) -> str:
    """Return what is wrong with a field and what to do, in the page's language."""
    gettext = translator(request)
    said = {
        "outcome": gettext("Please choose an outcome."),
        "reason": gettext("Please give a reason, or a shorter one."),
        "note": gettext("Please shorten the internal note."),
        "without_change": gettext("Please shorten why it is not in the text."),
        "duplicate_of": gettext(
            "Please name another comment of this text: choose one or paste its address."
        ),
        "chosen": gettext("Please choose at least one comment in the list first."),
        "also": gettext(
            "Somebody else answered a comment of this bundle meanwhile. Nothing was"
            " saved; please look at it and save again."
        ),
        "assignee": gettext("Please choose somebody of the drafting team."),
        "due_on": gettext("Please give a day, such as 2026-12-03."),
        "version": gettext(
            "Somebody else answered meanwhile. Nothing was taken back; the newest"
            " answer is shown here."
        ),
        "stale": gettext(
            "Somebody else answered one of these comments meanwhile. Nothing was"
            " saved; please look at the list again and repeat."
        ),
    }
    return said.get(field, gettext("That is not possible here. Please check the form."))


def routes() -> list[Route]:
    """Return the routes of the desk."""
    desk = "/{lang:lang}/d/{slug}/desk"
    return [
        Route(desk, show),
        Route(f"{desk}/answer", answer_many, methods=["POST"]),
        Route(f"{desk}/assign", assign, methods=["POST"]),
        Route(f"{desk}/filters", keep_filter, methods=["POST"]),
        Route(f"{desk}/filters/{{filter}}/delete", forget_filter, methods=["POST"]),
        Route(f"{desk}/c/{{annotation}}", answer, methods=["POST"]),
        Route(f"{desk}/c/{{annotation}}/undo", undo, methods=["POST"]),
    ]


def _is_part(request: Request) -> bool:
    """Return whether our script asks for the comment in hand alone."""
    return request.query_params.get("part") == "detail"
