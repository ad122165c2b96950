"""How a document, and one paragraph of it, came to say what it says."""

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from docservice.http.actors import actor_of
from docservice.http.context import context_of
from docservice.http.frame import document_nav, frame, lang_of, page, translator
from docservice.http.presenting.history import history_view, story_view
from docservice.http.presenting.threads import Surroundings
from docservice.services.history import document_history, paragraph_story


async def revisions(request: Request) -> Response:
    """Show the revisions of a document, with what changed in each in numbers."""
    actor, slug = await actor_of(request), request.path_params["slug"]
    opened, steps = await context_of(request).store.read(document_history, actor, slug)
    gettext = translator(request)
    title = gettext("Changes")
    framed = frame(
        request,
        actor,
        title=f"{title}, {opened.document.title}",
        nav=document_nav(request, opened, "history"),
    )
    return page(request, "history.html", framed, view=history_view(opened, steps))


async def paragraph(request: Request) -> Response:
    """Show the wordings of one paragraph, each with what led to it."""
    actor, params = await actor_of(request), request.path_params
    found = await context_of(request).store.read(
        paragraph_story, actor, params["slug"], params["paragraph"]
    )
    around = Surroundings.of(lang_of(request), found.opened, 0, (), datetime.now(UTC))
    gettext = translator(request)
    title = gettext("History of a paragraph")
    framed = frame(
        request,
        actor,
        title=f"{title}, {found.opened.document.title}",
        nav=document_nav(request, found.opened, "history"),
    )
    view = story_view(found, around)
    return page(request, "paragraph_history.html", framed, view=view)


routes = [
    Route("/{lang:lang}/d/{slug}/history", revisions, name="history"),
    Route(
        "/{lang:lang}/d/{slug}/history/{paragraph}",
        paragraph,
        name="paragraph_history",
    ),
]
