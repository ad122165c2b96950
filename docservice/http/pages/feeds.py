"""Feeds of a document: Atom (RFC 4287) and JSON Feed 1.1, with ETag."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from docservice.access import ANONYMOUS, open_document
from docservice.db.codec import dump_json
from docservice.http.context import context_of
from docservice.http.frame import lang_of, translator
from docservice.http.kept import Made, State, kept_response
from docservice.http.presenting.feeds import Words, feed_view, json_feed
from docservice.http.views.feeds import FeedView
from docservice.services.feeding import read_feed


async def atom(request: Request) -> Response:
    """Return the Atom feed."""
    return await _feed(request, "application/atom+xml; charset=utf-8")


async def as_json(request: Request) -> Response:
    """Return the JSON feed."""
    return await _feed(request, "application/feed+json")


async def _feed(request: Request, media_type: str) -> Response:
    context, slug = context_of(request), request.path_params["slug"]
    opened = await context.store.read(open_document, ANONYMOUS, slug)
    base = context.settings.base_url.rstrip("/") or str(request.base_url).rstrip("/")
    beside = (opened.document.id, base)

    async def make() -> Made:
        feed = await context.store.read(read_feed, slug)
        view = feed_view(feed, base, lang_of(request), _words(request))
        return Made(
            State(feed.opened.document.seq, beside), _text(request, view, media_type)
        )

    wanted = State(opened.document.seq, beside)
    name = ("feed", request.url.path, base)
    kept = await context.kept.get(name, wanted, make)
    return kept_response(request, kept, media_type)


def _text(request: Request, view: FeedView, media_type: str) -> str:
    if media_type == "application/feed+json":
        return dump_json(json_feed(view))
    context = context_of(request)
    return context.templates.render(
        "feed.xml", lang_of(request), view=view, site_name=context.settings.site_name
    )


def _words(request: Request) -> Words:
    environment = context_of(request).templates.environments[lang_of(request)]
    words: Any = environment.get_template("macros/words.html").module
    return Words(translator(request), lambda name: str(words.outcome(name)).strip())


routes = [
    Route("/{lang:lang}/d/{slug}/feed.atom", atom),
    Route("/{lang:lang}/d/{slug}/feed.json", as_json),
]
