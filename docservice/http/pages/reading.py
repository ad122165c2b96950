"""The reading page, and the parts of it that its script asks for.

For anonymous readers the page is the same, so it is kept ready; who is signed in
gets it with what they may do, made of the same paragraphs.
"""

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from docservice.access import ANONYMOUS, Actor, Opened, open_document
from docservice.db.codec import dump_json
from docservice.http.actors import actor_of
from docservice.http.bodies import Unreadable
from docservice.http.context import context_of
from docservice.http.frame import (
    PRIVATE,
    document_nav,
    frame,
    lang_of,
    page,
    translator,
)
from docservice.http.kept import Made, State, kept_response
from docservice.http.languages import preferred
from docservice.http.notices import notice_for
from docservice.http.numbers import whole_number
from docservice.http.presenting.reading import (
    document_view,
    group_views,
    reading_view,
    revision_view,
)
from docservice.http.presenting.threads import Surroundings
from docservice.http.views.urls import url
from docservice.services import margin
from docservice.services.margin import MOST_THREADS, Reading
from docservice.services.notifying.subscribing import lacks_address

TICK_S = 600  # "5 minutes ago" on a page without script is at most this much behind


async def lead(request: Request) -> Response:
    """Lead from an address without a language, as events name it, to the reader's."""
    values = request.path_params
    name = "revision" if "number" in values else "document"
    address = url(name, lang=preferred(request), **values)
    return RedirectResponse(address, 302, {"Vary": "Accept-Language"})


async def newest(request: Request) -> Response:
    """Show a document's newest revision, or go to the one chosen in the picker."""
    chosen = whole_number(request.query_params.get("revision"))
    if chosen is not None:
        slug = request.path_params["slug"]
        address = url("revision", lang=lang_of(request), slug=slug, number=chosen)
        return RedirectResponse(address, status_code=303)
    return await _show(request, None)


async def revision(request: Request) -> Response:
    """Show one published revision."""
    return await _show(request, request.path_params["number"])


async def spans(request: Request) -> Response:
    """Return where each annotation lies, as rows of JSON."""
    context, actor = context_of(request), await actor_of(request)
    slug, number = request.path_params["slug"], request.path_params["number"]
    opened = await context.store.read(open_document, actor, slug)

    async def make() -> Made:
        seq, rows = await context.store.read(margin.list_spans, actor, slug, number)
        body = await run_in_threadpool(dump_json, {"seq": seq, "spans": rows})
        return Made(State(seq, opened.document.id), body)

    wanted = State(opened.document.seq, opened.document.id)
    kept = await context.kept.get(("spans", slug, number), wanted, make)
    return kept_response(request, kept, "application/json")


async def threads(request: Request) -> Response:
    """Return the threads of a paragraph, or some by their ids, as cards.

    Raises:
        Unreadable: the query asks for neither, or for too many.
    """
    context, actor = context_of(request), await actor_of(request)
    slug, number = request.path_params["slug"], request.path_params["number"]
    paragraph = request.query_params.get("paragraph")
    ids = [key for key in request.query_params.get("ids", "").split(",") if key]
    if paragraph:
        found = await context.store.read(
            margin.threads_of_paragraph, actor, slug, number, paragraph
        )
    elif ids and len(ids) <= MOST_THREADS:
        found = await context.store.read(margin.threads_by_id, actor, slug, number, ids)
    else:
        raise Unreadable(f"ask for paragraph=ID or ids=, at most {MOST_THREADS}", "ids")
    around = Surroundings.of(
        lang_of(request), found.opened, number, found.heads, datetime.now(UTC)
    )
    html = context.templates.render(
        "threads.html",
        lang_of(request),
        groups=group_views(found.groups, found.revision, around),
        document=document_view(found.opened),
        revision=revision_view(found.heads, number),
    )
    return HTMLResponse(html, headers=PRIVATE)


async def _show(request: Request, number: int | None) -> Response:
    actor = await actor_of(request)
    # Without script, who has just commented finds the comment in the page.
    comment = request.query_params.get("comment")
    if actor.person is None and comment is None and notice_for(request) is None:
        return await _show_kept(request, number)
    store, slug = context_of(request).store, request.path_params["slug"]
    found = await store.read(_read, actor, slug, number, with_thread=comment)
    return await run_in_threadpool(_page, request, *found)


async def _show_kept(request: Request, number: int | None) -> Response:
    context, slug = context_of(request), request.path_params["slug"]
    opened = await context.store.read(open_document, ANONYMOUS, slug)

    async def make() -> Made:
        found = await context.store.read(_read, ANONYMOUS, slug, number)
        made = await run_in_threadpool(_page, request, *found)
        return Made(_state(found[0].opened, datetime.now(UTC)), bytes(made.body))

    # The frame links to the same address in other languages, so it is part of the name.
    name = ("reading", request.url.path)
    kept = await context.kept.get(name, _state(opened, datetime.now(UTC)), make)
    return kept_response(request, kept, "text/html; charset=utf-8")


def _read(
    connection: Connection,
    actor: Actor,
    slug: str,
    number: int | None,
    *,
    with_thread: str | None = None,
) -> tuple[Reading, bool]:
    """Return what the page shows, and whether who looks may leave an address."""
    found = margin.read_revision(
        connection, actor, slug, number, with_thread=with_thread
    )
    return found, lacks_address(connection, found.opened)


def _state(opened: Opened, now: datetime) -> State:
    """Return what an anonymous reader's page depends on."""
    begun = tuple((p.starts_at <= now, p.ends_at <= now) for p in opened.phases)
    tick = int(now.timestamp() // TICK_S)
    document = replace(opened.document, seq=0)
    beside = (document, opened.process, opened.phases, begun, tick)
    return State(opened.document.seq, beside)


def _page(request: Request, found: Reading, has_no_address: bool) -> Response:
    view = reading_view(found, lang_of(request), datetime.now(UTC), translator(request))
    asks_email = has_no_address and context_of(request).mailer is not None
    view = replace(view, asks_email=asks_email)
    title = f"{view.document.title}, {view.revision.label}"
    nav = document_nav(request, found.opened, "document")
    framed = frame(request, found.opened.actor, title=title, nav=nav)
    return page(request, "read.html", framed, view=view)


def routes() -> list[Route]:
    """Return the routes of the reading page."""
    return [
        Route("/d/{slug}", lead),
        Route("/d/{slug}/r/{number:number}", lead),
        Route("/{lang:lang}/d/{slug}", newest),
        Route("/{lang:lang}/d/{slug}/r/{number:number}", revision),
        Route("/{lang:lang}/d/{slug}/r/{number:number}/spans", spans),
        Route("/{lang:lang}/d/{slug}/r/{number:number}/threads", threads),
    ]
