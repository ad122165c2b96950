"""Where the comments go when the draft is published; each can be put right."""

from dataclasses import replace
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from annotations.anchor import Place
from annotations.selector import Position
from docservice.access import NotFound
from docservice.http.actors import actor_of
from docservice.http.bodies import read_form
from docservice.http.context import context_of
from docservice.http.frame import document_nav, frame, lang_of, page, translator
from docservice.http.notices import leave_notice
from docservice.http.presenting.preview import summary_view
from docservice.http.presenting.preview_places import place_form, places_view
from docservice.http.views.preview import PLACE_SHOWS, PlaceFormView, PlaceShow
from docservice.http.views.urls import url
from docservice.services import correcting_anchors
from docservice.services.assessment import Assessment
from docservice.services.correcting import place_of_words
from docservice.services.errors import Invalid
from docservice.services.lines import is_blank
from docservice.services.previewed import preview

FORM_BYTES = 200_000
UNPROCESSABLE = 422


async def show(request: Request) -> Response:
    """Show a page of the places."""
    found = await _preview(request)
    query = request.query_params
    wanted: PlaceShow = next(
        (each for each in PLACE_SHOWS if each == query.get("show")), "others"
    )
    number = query.get("page", "1")[:6]
    at = int(number) if number.isascii() and number.isdecimal() else 1
    lang = lang_of(request)
    view = await run_in_threadpool(
        places_view, found, summary_view(found, lang), lang, wanted, max(1, at)
    )
    return _page(request, found, "preview_places.html", view=view)


async def show_one(request: Request) -> Response:
    """Show one annotation's place with the ways to correct it."""
    found = await _preview(request)
    form = await run_in_threadpool(place_form, found, _key(request, found))
    return _page(request, found, "preview_place.html", view=form)


async def correct(request: Request) -> Response:
    """Put an annotation where a person says it belongs, or confirm where it went."""
    actor, form = await actor_of(request), await read_form(request, FORM_BYTES)
    found = await _preview(request)
    key, number, now = _key(request, found), found.draft.number, datetime.now(UTC)
    store = context_of(request).store
    try:
        if form.get("choice") == "compared":
            await store.write(
                correcting_anchors.release_anchor, actor, key, number, now=now
            )
        else:
            place = _chosen(found, key, form)
            await store.write(
                correcting_anchors.correct_anchor, actor, key, number, place, now=now
            )
    except Invalid as error:
        return await _again(request, found, form, error)
    address = url(
        "preview_places",
        lang=lang_of(request),
        slug=found.opened.document.slug,
        show="doubtful" if key in found.gate.doubtful else None,
    )
    response = RedirectResponse(address, 303)
    leave_notice(response, "anchor_corrected")
    return response


async def _again(
    request: Request, found: Assessment, form: FormData, error: Invalid
) -> Response:
    gettext = translator(request)
    said = gettext(
        "These words do not stand there exactly once. Please copy them from the draft,"
        " or choose the paragraph as well."
    )
    if error.field == "choice":
        said = gettext("Please choose one of the possibilities.")
    elif not form.get("paragraph") and is_blank(str(form.get("words", ""))):
        said = gettext("Please choose a paragraph or enter words.")
    view: PlaceFormView = place_form(found, _key(request, found))
    view = replace(
        view,
        choice=str(form.get("choice", "")),
        words=str(form.get("words", "")),
        paragraph=str(form.get("paragraph", "")),
        errors=((error.field or "words", said),),
    )
    return _page(request, found, "preview_place.html", UNPROCESSABLE, view=view)


def _chosen(
    found: Assessment, key: str, form: FormData
) -> tuple[Position, Position] | None:
    """Return the place that the form names, None for words that are gone.

    Raises:
        Invalid: it names none.
    """
    choice, anchor = str(form.get("choice", "")), found.anchors[key].anchor
    if choice == "gone":
        return None
    if choice == "words":
        return place_of_words(
            found.draft, str(form.get("words", "")), str(form.get("paragraph", ""))
        )
    offered: dict[str, Place] = {
        f"candidate-{index}": each for index, each in enumerate(anchor.candidates)
    }
    if anchor.place is not None and anchor.verdict != "orphan":
        offered["found"] = anchor.place
    if choice not in offered:
        raise Invalid("choose one of the places", "choice")
    return offered[choice].start, offered[choice].end


def _key(request: Request, found: Assessment) -> str:
    key = str(request.path_params["annotation"])
    if key not in found.anchors:
        raise NotFound("annotation", key)
    return key


async def _preview(request: Request) -> Assessment:
    actor = await actor_of(request)
    actor.require("publish")
    slug = request.path_params["slug"]
    return await context_of(request).store.read(preview, actor, slug)


def _page(
    request: Request,
    found: Assessment,
    template: str,
    status: int = 200,
    **values: object,
) -> Response:
    gettext = translator(request)
    name = gettext("Preview")
    title = f"{name}: {found.opened.document.title}"
    nav = document_nav(request, found.opened, "draft")
    framed = frame(request, found.opened.actor, title=title, nav=nav)
    return page(request, template, framed, status=status, **values)


def routes() -> list[Route]:
    """Return the routes of the places in the preview."""
    path = "/{lang:lang}/d/{slug}/draft/preview/places"
    return [
        Route(path, show),
        Route(f"{path}/{{annotation}}", show_one),
        Route(f"{path}/{{annotation}}", correct, methods=["POST"]),
    ]
