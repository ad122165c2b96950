"""The draft of the next revision: begin, see it whole, name, rearrange, discard."""

from datetime import UTC, datetime

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from docservice.access import NotFound
from docservice.http.actors import actor_of
from docservice.http.bodies import read_form
from docservice.http.context import context_of
from docservice.http.frame import document_nav, frame, lang_of, page, translator
from docservice.http.notices import leave_notice
from docservice.http.numbers import whole_number
from docservice.http.presenting.draft import begin_view, draft_view
from docservice.http.views.draft import Errors
from docservice.http.views.urls import url
from docservice.services import drafting, requests
from docservice.services.draft_reading import Workplace, read_workplace
from docservice.services.drafting import Spot
from docservice.services.errors import Conflict, Invalid, Stale

FORM_BYTES = 100_000
LABEL_CHARS = 120
NOTE_CHARS = 2_000
MOST_PAGES = 1_000
UNPROCESSABLE, PRECONDITION_FAILED = 422, 412


async def show(request: Request) -> Response:
    """Show the draft, or the two ways to begin one."""
    return await draft_page(request)


async def begin(request: Request) -> Response:
    """Begin a draft as a copy of the newest revision."""
    actor, slug = await actor_of(request), request.path_params["slug"]
    await settle(request)
    notice = "draft_begun"
    try:
        await context_of(request).store.write(
            drafting.begin, actor, slug, now=datetime.now(UTC)
        )
    except Conflict:
        notice = "draft_changed"
    return to_draft(request, notice)


async def describe(request: Request) -> Response:
    """Store the draft's label and note."""
    actor, form = await actor_of(request), await read_form(request, FORM_BYTES)
    actor.require("draft")
    await settle(request)
    gettext = translator(request)
    try:
        label = requests.text(form, "label", LABEL_CHARS, least=0)
        note = requests.text(form, "note", NOTE_CHARS, least=0)
        await context_of(request).store.write(
            drafting.describe,
            actor,
            request.path_params["slug"],
            whole(form, "version"),
            label=label,
            note=note,
            now=datetime.now(UTC),
        )
    except Invalid as error:
        said = gettext("Please shorten this text.")
        if error.field == "label":
            said = gettext(
                "Please give a name of at most 120 characters that no other revision has."
            )
        return await draft_page(
            request,
            ((error.field or "label", said),),
            typed=form,
            status=UNPROCESSABLE,
        )
    except Stale:
        said = gettext(
            "Somebody else edited the draft meanwhile. Your label and note are still"
            " in the form; save again if they hold."
        )
        return await draft_page(
            request, (("label", said),), typed=form, status=PRECONDITION_FAILED
        )
    return to_draft(request, "draft_saved")


async def move(request: Request) -> Response:
    """Move a paragraph up or down by one."""
    actor, form = await actor_of(request), await read_form(request, FORM_BYTES)
    by = -1 if "up" in form else 1
    seen = str(form.get("up") or form.get("down") or "")
    paragraph, _, sha256 = seen.partition(":")
    spot = Spot(request.path_params["slug"], whole(form, "version"), paragraph, sha256)
    number = whole(form, "page") or 1
    await settle(request)
    try:
        await context_of(request).store.write(
            drafting.move, actor, spot, by, now=datetime.now(UTC)
        )
    except (Stale, NotFound):
        actor.require("draft")
        return to_draft(request, "draft_changed", number)
    return to_draft(request, "", number, paragraph)


async def discard(request: Request) -> Response:
    """Throw the draft away."""
    actor, slug = await actor_of(request), request.path_params["slug"]
    await settle(request)
    await context_of(request).store.write(
        drafting.discard, actor, slug, now=datetime.now(UTC)
    )
    return to_draft(request, "draft_discarded")


async def draft_page(
    request: Request,
    errors: Errors = (),
    *,
    typed: FormData | None = None,
    status: int = 200,
) -> Response:
    """Return the draft's page, with what was typed into its label and note."""
    actor, context = await actor_of(request), context_of(request)
    slug, lang = request.path_params["slug"], lang_of(request)
    actor.require("draft")
    await settle(request)
    found: Workplace = await context.store.read(read_workplace, actor, slug)
    upload_bytes = context.settings.upload_bytes
    gettext = translator(request)
    name = gettext("Next draft")
    title = f"{name}: {found.opened.document.title}"
    nav = document_nav(request, found.opened, "draft")
    framed = frame(request, actor, title=title, nav=nav)
    if found.draft is None:
        begin_ = begin_view(found, upload_bytes, errors)
        return page(request, "draft_begin.html", framed, view=begin_, status=status)
    number = whole_number(request.query_params.get("page")) or 1
    view = draft_view(
        found,
        found.draft,
        lang,
        page=min(number, MOST_PAGES),
        upload_bytes=upload_bytes,
        errors=errors,
    )
    words = {
        "label": view.label if typed is None else str(typed.get("label", "")),
        "note": view.note if typed is None else str(typed.get("note", "")),
    }
    return page(
        request,
        "draft.html",
        framed,
        view=view,
        words=words,
        document_id=found.opened.document.id,
        seq=found.opened.document.seq,
        status=status,
    )


async def settle(request: Request) -> None:
    """Let what others write live count before the draft is read or edited here.

    Raises:
        AccessError: the person may not draft.
    """
    (await actor_of(request)).require("draft")
    await context_of(request).live.settle(request.path_params["slug"])


def to_draft(
    request: Request, notice: str, number: int = 1, paragraph: str = ""
) -> Response:
    """Return the way to a page of the draft and a paragraph on it."""
    address = url(
        "draft",
        lang=lang_of(request),
        slug=request.path_params["slug"],
        page=number if number > 1 else None,
    )
    target = f"{address}#p-{paragraph}" if paragraph else address
    response = RedirectResponse(target, 303)
    if notice:
        leave_notice(response, notice)
    return response


def whole(form: FormData, name: str) -> int:
    """Return a hidden field's number, 0 where it holds none."""
    return whole_number(form.get(name)) or 0


def routes() -> list[Route]:
    """Return the routes of the draft as a whole."""
    draft = "/{lang:lang}/d/{slug}/draft"
    return [
        Route(draft, show),
        Route(f"{draft}/begin", begin, methods=["POST"]),
        Route(f"{draft}/describe", describe, methods=["POST"]),
        Route(f"{draft}/move", move, methods=["POST"]),
        Route(f"{draft}/discard", discard, methods=["POST"]),
    ]
