"""One change of the text, at an address that holds for ever."""

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from docservice.http.actors import actor_of
from docservice.http.context import context_of
from docservice.http.frame import document_nav, frame, lang_of, page, translator
from docservice.http.languages import preferred
from docservice.http.presenting.change import change_view
from docservice.http.presenting.threads import Surroundings
from docservice.http.views.urls import url
from docservice.services.change_story import change_story


async def lead(request: Request) -> Response:
    """Lead from the address without a language to the reader's."""
    address = url("change", lang=preferred(request), **request.path_params)
    return RedirectResponse(address, 302, {"Vary": "Accept-Language"})


async def show(request: Request) -> Response:
    """Show what changed, who did it when, and because of what."""
    actor, params = await actor_of(request), request.path_params
    context = context_of(request)
    found = await context.store.read(
        change_story, actor, params["slug"], params["change"]
    )
    opened = found.opened
    around = Surroundings.of(
        lang_of(request),
        opened,
        found.change.revision - 1,
        found.heads,
        datetime.now(UTC),
    )
    gettext = translator(request)
    title = gettext("A change of the text")
    framed = frame(
        request,
        actor,
        title=f"{title}, {opened.document.title}",
        nav=document_nav(request, opened, "history"),
    )
    base = (context.settings.base_url or str(request.base_url)).rstrip("/")
    return page(
        request,
        "change.html",
        framed,
        view=change_view(found, around),
        address=f"{base}/d/{opened.document.slug}/changes/{found.change.id}",
    )


routes = [
    Route("/d/{slug}/changes/{change}", lead),
    Route("/{lang:lang}/d/{slug}/changes/{change}", show, name="change"),
]
