"""A participation process: its timeline, its documents, whom to ask."""

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from docservice.http.actors import actor_of
from docservice.http.context import context_of
from docservice.http.frame import frame, lang_of, page
from docservice.http.presenting.processes import process_view
from docservice.services.processes import show_process


async def show(request: Request) -> Response:
    """Show a process."""
    actor, slug = await actor_of(request), request.path_params["process"]
    found = await context_of(request).store.read(show_process, actor, slug)
    view = process_view(found, lang_of(request), datetime.now(UTC))
    framed = frame(request, actor, title=found.process.title)
    return page(request, "process.html", framed, view=view)


routes = [Route("/{lang:lang}/p/{process}", show, name="process")]
