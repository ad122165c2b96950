"""Publish the decided answers together: now, or at a time that can be changed."""

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from docservice.http.actors import actor_of
from docservice.http.bodies import read_form
from docservice.http.context import context_of
from docservice.http.frame import document_nav, frame, lang_of, page, translator
from docservice.http.notices import leave_notice
from docservice.http.presenting.rounds import read_moment, round_view, zone_of
from docservice.http.views.urls import url
from docservice.services import rounds
from docservice.services.errors import Invalid, Stale

FORM_BYTES = 20_000
UNPROCESSABLE, PRECONDITION_FAILED = 422, 412


async def show(request: Request) -> Response:
    """Show what waits to become public, and when it will."""
    return await _page(request)


async def change(request: Request) -> Response:
    """Publish now, set a time, or take it back; as long as it is as it was shown."""
    actor, form = await actor_of(request), await read_form(request, FORM_BYTES)
    slug, now = request.path_params["slug"], datetime.now(UTC)
    write, gettext = context_of(request).store.write, translator(request)
    seen, typed = str(form.get("seen", "")), str(form.get("at", ""))
    try:
        match form.get("do"):
            case "now":
                count = await write(
                    rounds.publish_round, actor, slug, now=now, seen=seen
                )
                return _back(request, "answers_published", count)
            case "cancel":
                await write(rounds.cancel_round, actor, slug, now=now, seen=seen)
                return _back(request, "round_cancelled")
        found = await context_of(request).store.read(rounds.read_round, actor, slug)
        at = read_moment(typed, zone_of(found.opened))
        if at is None:
            said = gettext("Please give a day with a time.")
            return await _page(request, typed, (("at", said),))
        await write(rounds.plan_round, actor, slug, at, now=now, seen=seen)
    except Invalid:
        said = gettext("This time has passed. Please choose a later one.")
        return await _page(request, typed, (("at", said),))
    except Stale:
        said = gettext(
            "Somebody else has changed the time meanwhile. Nothing was stored; what is"
            " set now stands here."
        )
        if form.get("do") == "now":
            said = gettext(
                "Other answers wait by now than this page told. Nothing was published;"
                " please look at the number again."
            )
        errors = (("seen", said),)
        return await _page(request, typed, errors, status=PRECONDITION_FAILED)
    return _back(request, "round_planned")


async def _page(
    request: Request,
    typed: str = "",
    errors: tuple[tuple[str, str], ...] = (),
    *,
    status: int = UNPROCESSABLE,
) -> Response:
    actor, slug = await actor_of(request), request.path_params["slug"]
    found = await context_of(request).store.read(rounds.read_round, actor, slug)
    view = round_view(found, lang_of(request), typed, errors)
    title = f"{translator(request)('Publish answers')}: {found.opened.document.title}"
    nav = document_nav(request, found.opened, "desk")
    framed = frame(request, found.opened.actor, title=title, nav=nav)
    status = status if errors else 200
    return page(request, "round.html", framed, status=status, view=view)


def _back(request: Request, notice: str, count: int | None = None) -> Response:
    slug = request.path_params["slug"]
    address = url("desk", lang=lang_of(request), slug=slug)
    response = RedirectResponse(address, 303)
    leave_notice(response, notice, count)
    return response


def routes() -> list[Route]:
    """Return the routes of rounds of answers."""
    path = "/{lang:lang}/d/{slug}/desk/publish"
    return [Route(path, show), Route(path, change, methods=["POST"])]
