"""Comments that say the same: what is proposed as a bundle, and what is one."""

from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from docservice.http.actors import actor_of
from docservice.http.bodies import read_form
from docservice.http.context import context_of
from docservice.http.frame import document_nav, frame, lang_of, page, translator
from docservice.http.notices import leave_notice
from docservice.http.numbers import whole_number
from docservice.http.pages.desk_query import place_of, query_of
from docservice.http.presenting.bundles import bundles_view
from docservice.http.views.bundles import SHOWS, BundlesView, Show
from docservice.http.views.urls import url
from docservice.services import bundling
from docservice.services.errors import Invalid

FORM_BYTES = 400_000  # a bundle of the largest size, each comment named twice
UNPROCESSABLE = 422


async def show(request: Request) -> Response:
    """Show what is proposed, or what is bundled."""
    query = request.query_params
    return await _page(request, _show(query.get("show")), _number(query.get("page")))


async def decide(request: Request) -> Response:
    """Bundle the chosen comments, or say that they do not say the same."""
    actor, form = await actor_of(request), await read_form(request, FORM_BYTES)
    actor.require("answer")
    slug, now = request.path_params["slug"], datetime.now(UTC)
    write, chosen = context_of(request).store.write, _ids(form, "chosen")
    try:
        if form.get("do") == "refuse":
            listed = _ids(form, "listed")
            await write(bundling.refuse, actor, slug, listed, now=now)
            return _back(request, form, "bundle_refused")
        apart = [each for each in _ids(form, "listed") if each not in chosen]
        await write(bundling.bundle, actor, slug, chosen, apart=apart, now=now)
    except Invalid:
        return await _again(request, form)
    if "back" in form:  # chosen in the desk's list
        address = place_of(request, query_of(form)).href()
        response = RedirectResponse(address, 303)
        leave_notice(response, "bundled")
        return response
    return _back(request, form, "bundled")


async def leave(request: Request) -> Response:
    """Take the chosen comments out of their bundles."""
    actor, form = await actor_of(request), await read_form(request, FORM_BYTES)
    actor.require("answer")
    slug = request.path_params["slug"]
    try:
        await context_of(request).store.write(
            bundling.take_out, actor, slug, _ids(form, "chosen"), now=datetime.now(UTC)
        )
    except Invalid:
        return await _again(request, form)
    return _back(request, form, "bundle_left")


async def _again(request: Request, form: FormData) -> Response:
    gettext = translator(request)
    said = gettext("Please choose comments of this text, for a bundle at least two.")
    return await _page(
        request, _show(form.get("show")), _number(form.get("page")), said
    )


async def _page(request: Request, show: Show, number: int, said: str = "") -> Response:
    actor, slug = await actor_of(request), request.path_params["slug"]
    actor.require("answer")
    found = await context_of(request).store.read(bundling.read_bundles, actor, slug)
    errors = (("chosen", said),) if said else ()
    view: BundlesView = await run_in_threadpool(
        bundles_view, found, lang_of(request), show, number, errors
    )
    gettext = translator(request)
    title = f"{gettext('Bundles')}: {found.opened.document.title}"
    nav = document_nav(request, found.opened, "desk")
    framed = frame(request, found.opened.actor, title=title, nav=nav)
    status = UNPROCESSABLE if said else 200
    return page(request, "bundles.html", framed, status=status, view=view)


def _back(request: Request, form: FormData, notice: str) -> Response:
    address = url(
        "desk_bundles",
        lang=lang_of(request),
        slug=request.path_params["slug"],
        show=_show(form.get("show")),
        page=_number(form.get("page")),
    )
    response = RedirectResponse(address, 303)
    leave_notice(response, notice)
    return response


def _show(given: object) -> Show:
    return next((each for each in SHOWS if each == given), "proposed")


def _number(given: object) -> int:
    return whole_number(given) or 1


def _ids(form: FormData, field: str) -> list[str]:
    """Return the comments a field names; in the desk's list a version goes with each."""
    return [str(each).partition(":")[0] for each in form.getlist(field)]


def routes() -> list[Route]:
    """Return the routes of bundles."""
    bundles = "/{lang:lang}/d/{slug}/desk/bundles"
    return [
        Route(bundles, show),
        Route(bundles, decide, methods=["POST"]),
        Route(f"{bundles}/leave", leave, methods=["POST"]),
    ]
