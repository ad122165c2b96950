"""Files to take away: texts, comments, answers, synopses.

Here is what each address is a file of; `docservice/http/sending.py` sends it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from docservice.access import Actor, NotFound
from docservice.db.store import Store
from docservice.http.actors import actor_of
from docservice.http.context import context_of
from docservice.http.frame import lang_of
from docservice.http.sending import Wanted, send
from docservice.services.explaining import SHOWS, Show
from docservice.services.exporting import (
    Readers,
    Table,
    annotation_table,
    disposition_table,
    review_file,
    synopsis_table,
    text_file,
    words_for,
    write_table,
)
from docservice.services.exporting.formats import (
    FORMS,
    OFFICE_FORMATS,
    TABLE_FORMATS,
    TEXT_FORMATS,
    Format,
    by_suffix,
)
from docservice.services.exporting.length import Length, length_of
from docservice.services.exporting.making import Progress
from docservice.services.exporting.words import Lang

_TEXTS: Final = by_suffix(TEXT_FORMATS)
_OFFICE: Final = by_suffix(OFFICE_FORMATS)
_TABLES: Final = by_suffix(TABLE_FORMATS)
# What follows the name of the document in the name of a file.
_NAMES: Final[dict[str, dict[Lang, str]]] = {
    "comments": {"de": "kommentare", "en": "comments"},
    "changes": {"de": "aenderungen", "en": "changes"},
    "answers": {"de": "abwaegung", "en": "answers"},
    "synopsis": {"de": "synopse", "en": "synopsis"},
}
_NARROWED: Final[dict[Lang, dict[Show, str]]] = {
    "de": {
        "all": "",
        "changes": "-nur-aenderungen",
        "citizens": "-nur-aus-kommentaren",
    },
    "en": {"all": "", "changes": "-only-changes", "citizens": "-only-from-comments"},
}
Word = TypeVar("Word", bound=Format)


async def text(request: Request) -> Response:
    """Send a revision, with its comments and changes if the query asks for them."""
    kind, slug = _kind(request), _slug(request)
    number = int(request.path_params["number"])
    store = context_of(request).store
    query = {
        name: "1"
        for name in ("comments", "changes")
        if request.query_params.get(name) == "1"
    }
    length = await _length(request, number, with_comments="comments" in query)
    chosen = (store, length.opened.actor, slug, number)
    zone = _readers(request).zone
    write: Callable[[], bytes]
    if query:
        office = _known(_OFFICE, kind)
        form = FORMS[office]
        write = partial(
            review_file,
            *chosen,
            office,
            zone=zone,
            remarks="comments" in query,
            changes="changes" in query,
        )
    else:
        wanted = _known(_TEXTS, kind)
        form, write = FORMS[wanted], partial(text_file, *chosen, wanted, zone=zone)

    def whole(_: Progress) -> Iterator[bytes]:
        yield write()

    named = (_NAMES[each][_lang(request)] for each in query)
    name = "-".join([slug, str(number), *named])
    return await send(request, Wanted(name, form, query, length, whole, is_whole=True))


async def comments(request: Request) -> Response:
    """Send all comments with their answers."""
    make = partial(annotation_table, readers=_readers(request))
    return await _send(request, make, _NAMES["comments"][_lang(request)], [None])


async def answers(request: Request) -> Response:
    """Send the comments that are answered, with what they changed."""
    make = partial(disposition_table, readers=_readers(request))
    return await _send(request, make, _NAMES["answers"][_lang(request)], [None])


async def synopsis(request: Request) -> Response:
    """Send the synopsis of two revisions, narrowed as the page of them may be.

    The other way round it leads to the right one, as the page does.
    """
    pair = (int(request.path_params["old"]), int(request.path_params["new"]))
    if pair[0] > pair[1]:
        document = f"/{lang_of(request)}/d/{_slug(request)}"
        turned = f"{document}/compare/{pair[1]}/{pair[0]}/synopsis.{_kind(request)}"
        return RedirectResponse(f"{turned}?{request.url.query}".rstrip("?"), 303)
    lang, asked = _lang(request), request.query_params.get("show")
    show = next((each for each in SHOWS if each == asked), SHOWS[0])
    make = partial(synopsis_table, pair=pair, readers=_readers(request), show=show)
    name = f"{_NAMES['synopsis'][lang]}-{pair[0]}-{pair[1]}{_NARROWED[lang][show]}"
    query = {} if show == SHOWS[0] else {"show": show}
    return await _send(request, make, name, pair, query)


async def _send(
    request: Request,
    make: Callable[[Store, Actor, str], Table],
    name: str,
    numbers: Sequence[int | None],
    query: Mapping[str, str] | None = None,
) -> Response:
    wanted, slug = _known(_TABLES, _kind(request)), _slug(request)
    form, store = FORMS[wanted], context_of(request).store
    length = await _length(request, *numbers, with_comments=True)

    def table(progress: Progress) -> Iterator[bytes]:
        made = make(store, length.opened.actor, slug)
        yield from write_table(progress.counting(made), wanted)

    is_whole = not form.is_text
    return await send(
        request, Wanted(f"{slug}-{name}", form, query or {}, length, table, is_whole)
    )


async def _length(
    request: Request, *numbers: int | None, with_comments: bool
) -> Length:
    """Return how long a file becomes.

    Raises:
        NotFound: there is nothing to make it of, or not for who asks.
    """
    return await context_of(request).store.read(
        length_of,
        await actor_of(request),
        _slug(request),
        numbers,
        with_comments=with_comments,
    )


def _known(formats: Mapping[str, Word], kind: str) -> Word:
    """Return the format that a file of this kind is written in.

    Raises:
        NotFound: there is no such file.
    """
    if kind not in formats:
        raise NotFound("file", kind)
    return formats[kind]


def _kind(request: Request) -> str:
    return str(request.path_params["kind"])


def _slug(request: Request) -> str:
    return str(request.path_params["slug"])


def _lang(request: Request) -> Lang:
    return words_for(lang_of(request))


def _readers(request: Request) -> Readers:
    settings = context_of(request).settings
    base = (settings.base_url or str(request.base_url)).rstrip("/")
    return Readers(_lang(request), ZoneInfo(settings.time_zone), base)


def routes() -> list[Route]:
    """Return the routes of all files."""
    document = "/{lang:lang}/d/{slug}"
    revision = f"{document}/r/{{number:number}}"
    pair = f"{document}/compare/{{old:number}}/{{new:number}}"
    return [
        Route(f"{revision}/text.{{kind}}", text),
        Route(f"{document}/comments.{{kind}}", comments),
        Route(f"{document}/answers.{{kind}}", answers),
        Route(f"{pair}/synopsis.{{kind}}", synopsis),
    ]
