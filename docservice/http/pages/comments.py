"""The complete list of comments: the way in for who does not read with the eyes."""

from datetime import UTC, datetime
from typing import TypeVar

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from annotations.anchor import VERDICTS
from annotations.thread import MOTIVATIONS, REMARK_STATES
from annotations.waiting import WAITS
from docservice.http.actors import actor_of
from docservice.http.context import context_of
from docservice.http.frame import document_nav, frame, lang_of, page, translator
from docservice.http.presenting.comments import (
    ALL_STATES,
    DISPOSITIONS,
    ORDERS,
    comments_view,
)
from docservice.http.searching import prepare_search
from docservice.services.overview import Search, search_comments

TEXT_CHARS = 200  # of a search; more is cut off
MOST_NUMBER = 10**6  # of a page or revision; beyond, the address is a joke

Word = TypeVar("Word", bound=str)


async def show(request: Request) -> Response:
    """Show a page of the comments that the address asks for."""
    actor, lang = await actor_of(request), lang_of(request)
    search = search_of(request.query_params)
    await prepare_search(request, search.text)
    found = await context_of(request).store.read(
        search_comments, actor, request.path_params["slug"], search
    )
    view = comments_view(found, search, lang, datetime.now(UTC))
    gettext = translator(request)
    title = f"{gettext('Comments')}, {view.document.title}"
    nav = document_nav(request, found.opened, "comments")
    framed = frame(request, actor, title=title, nav=nav)
    return page(request, "comments.html", framed, view=view)


def search_of(query: QueryParams) -> Search:
    """Return what an address asks for; what it says in error is left out."""
    disposition = query.get("disposition", "")
    state = query.get("state", "")
    return Search(
        revision=_number(query, "revision"),
        chapter=query.get("chapter") or None,
        paragraph=query.get("paragraph") or None,
        motivation=_one_of(query.get("motivation"), MOTIVATIONS),
        # The bar of outcomes calls those without an answer open.
        disposition=_one_of(
            "none" if disposition == "open" else disposition, DISPOSITIONS
        ),
        waited=_one_of(query.get("waited"), WAITS),
        made_on=_number(query, "made_on"),
        verdict=_one_of(query.get("verdict"), VERDICTS),
        state=None
        if state == ALL_STATES
        else _one_of(state, REMARK_STATES) or "visible",
        text=query.get("q", "").strip()[:TEXT_CHARS],
        is_mine=query.get("mine") == "1",
        order=_one_of(query.get("order"), ORDERS) or "oldest",
        page=_number(query, "page") or 1,
    )


def _number(query: QueryParams, name: str) -> int | None:
    raw = query.get(name, "")
    if not (raw.isascii() and raw.isdecimal()):
        return None
    value = int(raw[:9])
    return value if 0 < value <= MOST_NUMBER else None


def _one_of(value: str | None, allowed: tuple[Word, ...]) -> Word | None:
    return next((word for word in allowed if word == value), None)


def routes() -> list[Route]:
    """Return the route of the list."""
    return [Route("/{lang:lang}/d/{slug}/comments", show)]
