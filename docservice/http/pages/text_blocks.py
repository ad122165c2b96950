"""Text blocks: reasons kept under a name, for all drafters of a text."""

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from docservice.http.actors import actor_of
from docservice.http.bodies import read_form
from docservice.http.context import context_of
from docservice.http.frame import document_nav, frame, lang_of, page, translator
from docservice.http.notices import leave_notice
from docservice.http.presenting.reading import document_view
from docservice.http.views.text_blocks import TextBlocksView
from docservice.http.views.urls import url
from docservice.services import text_blocks
from docservice.services.errors import Invalid
from docservice.services.lines import is_blank

FORM_BYTES = 50_000
UNPROCESSABLE = 422


async def show(request: Request) -> Response:
    """Show the text blocks, and a form for another."""
    return await _page(request)


async def keep(request: Request) -> Response:
    """Keep a text block, in place of the one of the same name."""
    actor, form = await actor_of(request), await read_form(request, FORM_BYTES)
    actor.require("answer")
    name, body = str(form.get("name", "")), str(form.get("body", ""))
    slug, gettext = request.path_params["slug"], translator(request)
    try:
        await context_of(request).store.write(
            text_blocks.keep_block, actor, slug, name, body, now=datetime.now(UTC)
        )
    except Invalid as error:
        field = "body" if error.field == "body" else "name"
        said = gettext(
            "Please give a name of at most 60 characters. You can keep 200 text blocks."
        )
        if field == "body":
            said = gettext("Please write a text of at most 5,000 characters.")
        if is_blank(body if field == "body" else name):
            said = gettext("Please write a text.")
            if field == "name":
                said = gettext("Please give a name.")
        return await _page(request, name, body, ((field, said),))
    return _back(request, "block_kept")


async def forget(request: Request) -> Response:
    """Forget a text block."""
    actor = await actor_of(request)
    actor.require("answer")
    await context_of(request).store.write(
        text_blocks.forget_block,
        actor,
        request.path_params["slug"],
        request.path_params["block"],
    )
    return _back(request, "block_forgotten")


async def _page(
    request: Request,
    name: str = "",
    body: str = "",
    errors: tuple[tuple[str, str], ...] = (),
) -> Response:
    actor, slug = await actor_of(request), request.path_params["slug"]
    opened, blocks = await context_of(request).store.read(
        text_blocks.read_blocks, actor, slug
    )
    view = TextBlocksView(document_view(opened), blocks, name, body, errors)
    gettext = translator(request)
    title = f"{gettext('Text blocks')}: {opened.document.title}"
    nav = document_nav(request, opened, "desk")
    framed = frame(request, opened.actor, title=title, nav=nav)
    status = UNPROCESSABLE if errors else 200
    return page(request, "text_blocks.html", framed, status=status, view=view)


def _back(request: Request, notice: str) -> Response:
    slug = request.path_params["slug"]
    address = url("desk_blocks", lang=lang_of(request), slug=slug)
    response = RedirectResponse(address, 303)
    leave_notice(response, notice)
    return response


def routes() -> list[Route]:
    """Return the routes of text blocks."""
    blocks = "/{lang:lang}/d/{slug}/desk/blocks"
    return [
        Route(blocks, show),
        Route(blocks, keep, methods=["POST"]),
        Route(f"{blocks}/{{block}}/delete", forget, methods=["POST"]),
    ]
