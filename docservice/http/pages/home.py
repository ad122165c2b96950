"""The first page: which processes and texts there are, and what one can do now."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from docservice.access import NotFound
from docservice.http.actors import actor_of
from docservice.http.context import context_of
from docservice.http.frame import frame, lang_of, page, translator
from docservice.http.languages import preferred
from docservice.http.numbers import whole_number
from docservice.http.presenting.processes import document_tile, process_tile
from docservice.http.views.formatting import Formatter
from docservice.http.views.process import HomeView
from docservice.http.views.urls import url
from docservice.services.processes import PER_PAGE, list_all

MOST_PAGES = 10_000  # beyond it nobody leafs; larger numbers strain the database


async def choose_language(request: Request) -> Response:
    """Lead to the first page in a language that the browser asks for."""
    home = url("home", lang=preferred(request))
    headers = {"Vary": "Accept-Language", "Cache-Control": "private, no-cache"}
    return RedirectResponse(home, status_code=307, headers=headers)


async def complete(request: Request) -> Response:
    """Lead from /de to /de/, which people type without the last stroke."""
    return RedirectResponse(url("home", lang=lang_of(request)), status_code=308)


async def show(request: Request) -> Response:
    """Show what there is.

    Raises:
        NotFound: the list has no such page.
    """
    lang, now = lang_of(request), datetime.now(UTC)
    number = _page(request)
    context, actor = context_of(request), await actor_of(request)
    found = await context.store.read(list_all, actor, now=now, page=number)
    if number > 1 and not found.processes and not found.documents:
        raise NotFound("page", str(number))
    clock = Formatter(lang, ZoneInfo(context.settings.time_zone))
    view = HomeView(
        tuple(process_tile(process, lang, now) for process in found.processes),
        tuple(document_tile(d, clock, is_open=True) for d in found.documents),
        found.total,
        previous=_address(lang, number - 1) if number > 1 else "",
        next=_address(lang, number + 1) if number * PER_PAGE < found.total else "",
    )
    gettext = translator(request)
    title = gettext("Processes and texts")
    framed = frame(request, actor, title=title)
    return page(request, "home.html", framed, view=view)


def _address(lang: str, number: int) -> str:
    return url("home", lang=lang, page=number if number > 1 else None)


def _page(request: Request) -> int:
    raw = request.query_params.get("page", "1")
    number = whole_number(raw)
    if number is None or not 1 <= number <= MOST_PAGES:
        raise NotFound("page", raw)
    return number


routes = [
    Route("/", choose_language, name="root"),
    Route("/{lang:lang}", complete, name="home_short"),
    Route("/{lang:lang}/", show, name="home"),
]
