"""The drafters' desk: list, answer and assign."""

import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from docservice.access import Actor
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
from docservice.http.notices import NOTICES, leave_notice
from docservice.http.pages.desk_form import (
    FORM_BYTES,
    answer_in,
    checked_in,
    fault_of,
    message_about,
    ticks_in,
    typed_in,
)
from docservice.http.pages.desk_query import (
    place_of,
    query_of,
    revision_of,
    wanted_in,
)
from docservice.http.pages.draft import settle
from docservice.http.presenting.desk import Place, answer_view, desk_view
from docservice.http.presenting.desk_item import detail_view
from docservice.http.searching import prepare_search
from docservice.http.views.desk import AnswerForm, DetailView, ManyForm
from docservice.services import answering, answering_many, desk_filters, requests
from docservice.services.bundling import MOST_MEMBERS
from docservice.services.desk import read_desk
from docservice.services.desk_item import Item, read_item
from docservice.services.errors import Invalid, Stale
from docservice.services.reading import open_annotation

UNPROCESSABLE, PRECONDITION_FAILED = 422, 412


async def show(request: Request) -> Response:
    """Show the list, and the comment in hand if the query names one."""
    comment = request.query_params.get("comment", "")
    if comment:
        await settle(request)  # its changes are offered, those of a moment ago as well
    return await desk_page(request, request.query_params, comment)


async def answer(request: Request) -> Response:
    """Store an answer; what somebody typed is kept whatever goes wrong."""
    actor, form = await actor_of(request), await read_form(request, FORM_BYTES)
    actor.require("answer")
    annotation_id = str(request.path_params["annotation"])
    place, typed = place_of(request, query_of(form)), typed_in(form)
    item = await _item(request, actor, annotation_id, place)
    try:
        different = await context_of(request).store.write(
            answering_many.answer_bundle,
            actor,
            item.resource["id"],
            requests.answer(
                answer_in(request, form),
                body_chars=context_of(request).settings.body_chars,
            ),
            now=datetime.now(UTC),
            version=typed.version,
            ticks=ticks_in(form),
            others=checked_in(form, "also", MOST_MEMBERS),
        )
    except Stale:
        item = await _item(request, actor, annotation_id, place)
        kept = _overtaken(request, typed, item)
        return await _again(request, item, kept, form, PRECONDITION_FAILED)
    except Invalid as error:
        kept = replace(typed, errors=(fault_of(request, error, typed),))
        return await _again(request, item, kept, form, UNPROCESSABLE)
    notice = "answered" if different else "unchanged"
    if _is_part(request):
        item = await _item(request, actor, annotation_id, place)
        said = translator(request)(NOTICES[notice][1])
        detail = detail_view(item, place, datetime.now(UTC))
        return _part(request, "desk_detail.html", detail=detail, said=said)
    return back_to(place, notice, annotation_id)


async def undo(request: Request) -> Response:
    """Take the newest answer back, unless it is not the one that was seen."""
    actor, form = await actor_of(request), await read_form(request, FORM_BYTES)
    actor.require("answer")
    annotation_id = str(request.path_params["annotation"])
    place, version = place_of(request, query_of(form)), typed_in(form).version
    item = await _item(request, actor, annotation_id, place)
    try:
        await context_of(request).store.write(
            answering.take_back,
            actor,
            item.resource["id"],
            version,
            now=datetime.now(UTC),
        )
    except Stale:
        fault = ("version", message_about(request, "version"))
        return await _not_undone(request, item, place, fault, PRECONDITION_FAILED)
    except Invalid as error:
        fault = fault_of(request, error)
        if error.field == "version":
            fault = ("version", message_about(request, "undo"))
        return await _not_undone(request, item, place, fault, UNPROCESSABLE)
    notice = "taken_back_alone" if item.bundle else "taken_back"
    if item.opened.process and item.answers[-1].value.state == "published":
        notice = "taken_back_public"
    return back_to(place, notice, annotation_id)


async def _not_undone(
    request: Request, item: Item, place: Place, fault: tuple[str, str], status: int
) -> Response:
    detail = detail_view(item, place, datetime.now(UTC))
    detail = replace(detail, form=replace(detail.form, errors=(fault,)))
    return await desk_page(
        request, place.query, detail.thread.id, detail=detail, status=status
    )


async def take_in_hand(request: Request) -> Response:
    """Note which comment a drafter has in hand; tell the script who else has it."""
    actor, context = await actor_of(request), context_of(request)
    person = actor.require("answer")
    annotation_id = str(request.path_params["annotation"])
    await context.store.read(open_annotation, actor, annotation_id)
    others = context.attending.take(person, annotation_id, time.monotonic())
    return JSONResponse({"others": others}, headers=PRIVATE)


async def keep_filter(request: Request) -> Response:
    """Keep what the list is narrowed by, under a name of the drafter's own."""
    actor, form = await actor_of(request), await read_form(request, FORM_BYTES)
    actor.require("answer")
    place = place_of(request, query_of(form))
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
        return await desk_page(
            request, place.query, name_error=said, status=UNPROCESSABLE
        )
    return back_to(place, "filter_kept")


async def forget_filter(request: Request) -> Response:
    """Forget one of the drafter's own filters."""
    actor, form = await actor_of(request), await read_form(request, FORM_BYTES)
    actor.require("answer")
    place = place_of(request, query_of(form))
    await context_of(request).store.write(
        desk_filters.forget_filter, actor, place.slug, request.path_params["filter"]
    )
    return back_to(place, "filter_forgotten")


async def desk_page(
    request: Request,
    query: Mapping[str, str],
    comment: str = "",
    *,
    detail: DetailView | None = None,
    many: ManyForm | None = None,
    name_error: str = "",
    status: int = 200,
) -> Response:
    """Return the page with its list, and the comment in hand if there is one."""
    actor, store = await actor_of(request), context_of(request).store
    actor.require("answer")
    place, now = place_of(request, query), datetime.now(UTC)
    wanted = wanted_in(place.query, actor)
    await prepare_search(request, wanted.rest.text)
    found = await store.read(read_desk, actor, place.slug, wanted, now=now)
    if comment and detail is None:
        item = await _item(request, actor, comment, place)
        detail = detail_view(item, place, now)
    if detail is not None and _is_part(request):
        return _detail(request, detail, status)
    if detail is not None and comment not in {row.id for row in found.rows}:
        detail = replace(detail, list_href=f"{place.href()}#list")
    view = replace(
        desk_view(found, place, comment, many), detail=detail, name_error=name_error
    )
    if request.query_params.get("part") == "head":
        return _part(request, "desk_head.html", view=view, document=view.document)
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
    place = place_of(request, query_of(form))
    others = checked_in(form, "also", MOST_MEMBERS)
    detail = detail_view(
        *(item, place, datetime.now(UTC), kept), ticks=ticks_in(form), others=others
    )
    return await desk_page(
        request, place.query, detail.thread.id, detail=detail, status=status
    )


async def _item(
    request: Request, actor: Actor, annotation_id: str, place: Place
) -> Item:
    return await context_of(request).store.read(
        read_item, actor, place.slug, annotation_id, revision_of(place.query)
    )


def _detail(request: Request, detail: DetailView, status: int = 200) -> Response:
    """Return the comment in hand alone."""
    return _part(request, "desk_detail.html", status, detail=detail)


def _part(
    request: Request, template: str, status: int = 200, **values: object
) -> Response:
    """Return a part of the page for the script that puts it there."""
    html = context_of(request).templates.render(template, lang_of(request), **values)
    return HTMLResponse(html, status, PRIVATE)


def back_to(place: Place, notice: str, comment: str = "") -> Response:
    """Lead back to the list, or to the comment that was in hand, with a notice."""
    address = place.href(comment=comment) if comment else place.href()
    response = RedirectResponse(address, 303)
    leave_notice(response, notice)
    return response


def _overtaken(request: Request, typed: AnswerForm, item: Item) -> AnswerForm:
    """Return the form with what somebody else answered meanwhile, here or beside."""
    if typed.version == item.version:
        said = (("also", message_about(request, "also")),)
        return replace(typed, errors=said)
    theirs = answer_view(item.answers[-1]) if item.answers else None
    return replace(typed, version=item.version, theirs=theirs)


def routes() -> list[Route]:
    """Return the routes of the desk."""
    desk = "/{lang:lang}/d/{slug}/desk"
    return [
        Route(desk, show),
        Route(f"{desk}/filters", keep_filter, methods=["POST"]),
        Route(f"{desk}/filters/{{filter}}/delete", forget_filter, methods=["POST"]),
        Route(f"{desk}/c/{{annotation}}", answer, methods=["POST"]),
        Route(f"{desk}/c/{{annotation}}/undo", undo, methods=["POST"]),
        Route(f"{desk}/c/{{annotation}}/in-hand", take_in_hand, methods=["POST"]),
    ]


def _is_part(request: Request) -> bool:
    """Return whether our script asks for the comment in hand alone."""
    return request.query_params.get("part") == "detail"
