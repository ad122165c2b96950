"""Drafts kept under a name: keep one, look at it, go back to it."""

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from docservice.http.actors import actor_of
from docservice.http.bodies import read_form
from docservice.http.context import context_of
from docservice.http.frame import document_nav, frame, lang_of, page, translator
from docservice.http.numbers import whole_number
from docservice.http.pages.draft import (
    FORM_BYTES,
    MOST_PAGES,
    draft_page,
    settle,
    to_draft,
)
from docservice.http.presenting.saved_draft import saved_drafts_view, saved_text_view
from docservice.services import requests, saving
from docservice.services.errors import Invalid

NAME_CHARS = 120
UNPROCESSABLE = 422


async def show_all(request: Request) -> Response:
    """Show what was kept, newest first."""
    actor, slug = await actor_of(request), request.path_params["slug"]
    asked = whole_number(request.query_params.get("page")) or 1
    number = min(asked, MOST_PAGES)
    found = await context_of(request).store.read(saving.list_saved, actor, slug, number)
    gettext = translator(request)
    title = f"{gettext('Saved drafts')}: {found.opened.document.title}"
    nav = document_nav(request, found.opened, "draft")
    framed = frame(request, actor, title=title, nav=nav)
    view = saved_drafts_view(found, lang_of(request))
    return page(request, "saved_drafts.html", framed, view=view)


async def save(request: Request) -> Response:
    """Keep the draft as it is now."""
    actor, form = await actor_of(request), await read_form(request, FORM_BYTES)
    await settle(request)
    try:
        name = requests.text(form, "name", NAME_CHARS)
    except Invalid:
        gettext = translator(request)
        said = gettext("Please give it a name of at most 120 characters.")
        return await draft_page(request, (("name", said),), status=UNPROCESSABLE)
    context, slug = context_of(request), request.path_params["slug"]
    await context.store.write(saving.save, actor, slug, name, now=datetime.now(UTC))
    left_out = await context.live.left_out(slug)
    return to_draft(
        request, "draft_kept_without" if left_out.suggestions else "draft_kept"
    )


async def show(request: Request) -> Response:
    """Show a kept draft, and how the draft of now differs from it."""
    actor, params = await actor_of(request), request.path_params
    await settle(request)
    found = await context_of(request).store.read(
        saving.open_saved, actor, params["slug"], params["saved"]
    )
    title = f"{found.saved.name}: {found.opened.document.title}"
    nav = document_nav(request, found.opened, "draft")
    framed = frame(request, actor, title=title, nav=nav)
    return page(request, "saved_draft.html", framed, view=saved_text_view(found))


async def restore(request: Request) -> Response:
    """Make a kept draft's text that of the draft again."""
    actor, params = await actor_of(request), request.path_params
    await settle(request)
    store = context_of(request).store
    found = await store.read(saving.open_saved, actor, params["slug"], params["saved"])
    gettext = translator(request)
    before = gettext("Before going back to “%(name)s”")
    await store.write(
        saving.restore,
        actor,
        params["slug"],
        params["saved"],
        keep_as=before % {"name": found.saved.name},
        now=datetime.now(UTC),
    )
    await settle(request)  # those who write live see it at once
    return to_draft(request, "draft_restored")


def routes() -> list[Route]:
    """Return the routes of drafts that were kept under a name."""
    saved = "/{lang:lang}/d/{slug}/draft/saved"
    return [
        Route(saved, show_all),
        Route(saved, save, methods=["POST"]),
        Route(f"{saved}/{{saved}}", show),
        Route(f"{saved}/{{saved}}/restore", restore, methods=["POST"]),
    ]
