"""The public log of moderation and of changed answers."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from docservice.http.actors import actor_of
from docservice.http.context import context_of
from docservice.http.frame import document_nav, frame, lang_of, page, translator
from docservice.http.presenting.log import log_view
from docservice.services.public_log import read_log

PAGE_DIGITS = 6  # a log has fewer pages


async def show(request: Request) -> Response:
    """Show a page of the log."""
    actor, gettext = await actor_of(request), translator(request)
    raw = request.query_params.get("page", "")
    is_number = raw.isascii() and raw.isdecimal() and len(raw) <= PAGE_DIGITS
    found = await context_of(request).store.read(
        read_log,
        actor,
        request.path_params["slug"],
        max(1, int(raw)) if is_number else 1,
    )
    view = log_view(found, lang_of(request))
    title = f"{gettext('Moderation and changed answers')}, {view.document.title}"
    nav = document_nav(request, found.opened, "log")
    framed = frame(request, actor, title=title, nav=nav)
    return page(request, "log.html", framed, view=view)


routes = [Route("/{lang:lang}/d/{slug}/log", show)]
