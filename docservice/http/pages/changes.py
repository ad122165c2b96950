"""The changes that led to a revision, as a list that figures can point to."""

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from annotations.thread import MOTIVATIONS
from docservice.access import NotFound
from docservice.http.actors import actor_of
from docservice.http.context import context_of
from docservice.http.frame import document_nav, frame, lang_of, page, translator
from docservice.http.presenting.changes import changes_view
from docservice.services.change_list import ChangeSearch, list_changes

NUMBER_DIGITS = 6  # of a revision or a page; no document has more


async def show(request: Request) -> Response:
    """Show a page of the changes that the address asks for."""
    actor, slug = await actor_of(request), str(request.path_params["slug"])
    search = search_of(request.query_params)
    found = await context_of(request).store.read(list_changes, actor, slug, search)
    gettext = translator(request)
    title = gettext("List of changes")
    framed = frame(
        request,
        actor,
        title=f"{title}, {found.opened.document.title}",
        nav=document_nav(request, found.opened, "history"),
    )
    view = changes_view(found, search, lang_of(request))
    return page(request, "changes.html", framed, view=view)


def search_of(query: QueryParams) -> ChangeSearch:
    """Return what an address asks for.

    Raises:
        NotFound: it names a number that can be none.
    """
    kind = query.get("motivation")
    return ChangeSearch(
        revision=_number(query, "revision"),
        chapter=query.get("chapter") or None,
        motivation=next((each for each in MOTIVATIONS if each == kind), None),
        from_citizens=query.get("show") == "citizens",
        page=_number(query, "page") or 1,
    )


def _number(query: QueryParams, name: str) -> int | None:
    raw = query.get(name, "")
    if not raw:
        return None
    if not (raw.isascii() and raw.isdecimal() and len(raw) <= NUMBER_DIGITS):
        raise NotFound(name, raw)
    return int(raw)


routes = [Route("/{lang:lang}/d/{slug}/changes", show, name="changes")]
