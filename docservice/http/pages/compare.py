"""Two revisions of a document beside each other."""

from datetime import UTC, datetime
from typing import TypeVar

from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from docservice.access import Actor, NotFound, open_document
from docservice.db import revisions
from docservice.http.actors import actor_of
from docservice.http.context import context_of
from docservice.http.frame import document_nav, frame, lang_of, page, translator
from docservice.http.numbers import whole_number
from docservice.http.presenting.comparing import (
    Choice,
    compare_address,
    compare_view,
)
from docservice.http.presenting.threads import Surroundings
from docservice.http.views.compare import MODES
from docservice.http.views.urls import url
from docservice.services.explaining import SHOWS, Wanted, explain_revisions

NUMBER_DIGITS = 6  # of a page or a row; no text is longer

Word = TypeVar("Word", bound=str)


async def show(request: Request) -> Response:
    """Show what changed from one revision to another."""
    lang, slug = lang_of(request), str(request.path_params["slug"])
    old, new = int(request.path_params["old"]), int(request.path_params["new"])
    choice = Choice(
        _choice(request, "view", MODES),
        _choice(request, "show", SHOWS),
        _number(request, "page") or 1,
        _number(request, "row"),
    )
    if old > new:
        return RedirectResponse(compare_address(lang, slug, (new, old), choice), 303)
    actor = await actor_of(request)
    found = await context_of(request).store.read(
        explain_revisions,
        actor,
        slug,
        (old, new),
        Wanted(choice.show, choice.page, choice.row, choice.mode == "synopsis"),
    )
    opened = found.comparison.opened
    around = Surroundings.of(lang, opened, old, found.heads, datetime.now(UTC))
    # Long texts take a second, in which everybody else must be served.
    view = await run_in_threadpool(compare_view, found, choice, around)
    gettext = translator(request)
    title = gettext("What changed: %(old)s and %(new)s") % {
        "old": view.old.label,
        "new": view.new.label,
    }
    nav = document_nav(request, opened, "history")
    framed = frame(request, actor, title=f"{title}, {opened.document.title}", nav=nav)
    return await run_in_threadpool(page, request, "compare.html", framed, view=view)


async def pick(request: Request) -> Response:
    """Lead from the picker's query to the address of the comparison.

    Without one it is what the newest revision changed.

    Raises:
        NotFound: the query names no revisions.
    """
    numbers = (request.query_params.get("old", ""), request.query_params.get("new", ""))
    if not any(numbers):
        return await _newest(request)
    old, new = map(whole_number, numbers)
    if old is None or new is None:
        raise NotFound("revision", " ".join(numbers))
    return _to(request, (min(old, new), max(old, new)))


async def _newest(request: Request) -> Response:
    """Lead to the newest pair, or to the history where there is one revision only."""
    actor, slug = await actor_of(request), str(request.path_params["slug"])
    numbers = await context_of(request).store.read(_numbers, actor, slug)
    if len(numbers) == 1:
        return RedirectResponse(url("history", lang=lang_of(request), slug=slug), 303)
    return _to(request, (numbers[-2], numbers[-1]))


def _numbers(connection: Connection, actor: Actor, slug: str) -> list[int]:
    opened = open_document(connection, actor, slug)
    heads = revisions.list_published(connection, opened.document.id)
    return [head.number for head in heads]


def _to(request: Request, pair: tuple[int, int]) -> Response:
    choice = Choice(_choice(request, "view", MODES), _choice(request, "show", SHOWS))
    slug = str(request.path_params["slug"])
    address = compare_address(lang_of(request), slug, pair, choice)
    return RedirectResponse(address, 303)


def _choice(request: Request, name: str, words: tuple[Word, ...]) -> Word:
    """Return a word of the query, the first of `words` if it is none of them."""
    given = request.query_params.get(name)
    return next((word for word in words if word == given), words[0])


def _number(request: Request, name: str) -> int | None:
    """Return a number of the query, None if it is none that a page could have."""
    return whole_number(request.query_params.get(name))


routes = [
    Route("/{lang:lang}/d/{slug}/compare", pick, name="compare_pick"),
    Route(
        "/{lang:lang}/d/{slug}/compare/{old:number}/{new:number}", show, name="compare"
    ),
]
