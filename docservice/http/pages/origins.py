"""Since when each sentence of the newest revision stands so, and because of what."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from docservice.access import NotFound
from docservice.http.actors import actor_of
from docservice.http.context import context_of
from docservice.http.frame import document_nav, frame, lang_of, page, translator
from docservice.http.presenting.origins import origins_view
from docservice.services.sentence_origins import sentence_origins

NUMBER_DIGITS = 6  # of a revision or a page; no document has more


async def show(request: Request) -> Response:
    """Show the sentences, all or those that stand so since one revision."""
    actor, slug = await actor_of(request), str(request.path_params["slug"])
    found = await context_of(request).store.read(
        sentence_origins,
        actor,
        slug,
        since=_number(request, "since"),
        page=_number(request, "page") or 1,
    )
    gettext = translator(request)
    title = gettext("Where each sentence comes from")
    framed = frame(
        request,
        actor,
        title=f"{title}, {found.opened.document.title}",
        nav=document_nav(request, found.opened, "history"),
    )
    view = origins_view(found, lang_of(request))
    return page(request, "origins.html", framed, view=view)


def _number(request: Request, name: str) -> int | None:
    """Return a number of the query, None if it names none.

    Raises:
        NotFound: it is none that could be meant.
    """
    raw = request.query_params.get(name, "")
    if not raw:
        return None
    if not (raw.isascii() and raw.isdecimal() and len(raw) <= NUMBER_DIGITS):
        raise NotFound(name, raw)
    return int(raw)


routes = [Route("/{lang:lang}/d/{slug}/origins", show, name="origins")]
