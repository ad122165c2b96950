"""Files to take away: texts, comments, answers, synopses.

They are counted, as each costs a second. What is made as a whole is made few at a time;
what is made row by row is sent row by row.
"""

from collections.abc import Callable, Mapping
from functools import partial
from itertools import chain
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from docservice.access import Actor, NotFound
from docservice.db.store import Store
from docservice.http.actors import actor_of, address_of
from docservice.http.context import context_of
from docservice.http.frame import PRIVATE, lang_of
from docservice.services.explaining import SHOWS, Show
from docservice.services.exporting import (
    Readers,
    Table,
    annotation_table,
    disposition_table,
    export_review,
    export_text,
    published_text,
    review_of,
    synopsis_table,
    words_for,
    write_table,
)
from docservice.services.exporting.formats import (
    FORMS,
    OFFICE_FORMATS,
    TABLE_FORMATS,
    TEXT_FORMATS,
    FileForm,
    Format,
    by_suffix,
)
from docservice.services.exporting.words import Lang

_TEXTS: Final = by_suffix(TEXT_FORMATS)
_OFFICE: Final = by_suffix(OFFICE_FORMATS)
_TABLES: Final = by_suffix(TABLE_FORMATS)
# What follows the name of the document in the name of a file.
_NAMES: Final[dict[str, dict[Lang, str]]] = {
    "comments": {"de": "kommentare", "en": "comments"},
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
    store, actor = context_of(request).store, await _counted(request)
    remarks, changes = (
        request.query_params.get(name) == "1" for name in ("comments", "changes")
    )
    if remarks or changes:
        office = _known(_OFFICE, kind)
        review = await store.read(
            review_of, actor, slug, number, remarks=remarks, changes=changes
        )
        make, form = partial(export_review, review, office), FORMS[office]
    else:
        wanted = _known(_TEXTS, kind)
        opened, found = await store.read(published_text, actor, slug, number)
        contents = [paragraph.content for paragraph in found.paragraphs]
        make = partial(export_text, contents, wanted, lang=opened.document.lang)
        form = FORMS[wanted]
    async with context_of(request).downloads:
        data = await run_in_threadpool(make)
    return Response(data, headers=_headers(f"{slug}-{number}", form))


async def comments(request: Request) -> Response:
    """Send all comments with their answers."""
    make = partial(annotation_table, readers=_readers(request))
    return await _send(request, make, _NAMES["comments"][_lang(request)])


async def answers(request: Request) -> Response:
    """Send the comments that are answered, with what they changed."""
    make = partial(disposition_table, readers=_readers(request))
    return await _send(request, make, _NAMES["answers"][_lang(request)])


async def synopsis(request: Request) -> Response:
    """Send the synopsis of two revisions, narrowed as the page of them may be."""
    pair = (int(request.path_params["old"]), int(request.path_params["new"]))
    lang, asked = _lang(request), request.query_params.get("show")
    show = next((each for each in SHOWS if each == asked), SHOWS[0])
    make = partial(synopsis_table, pair=pair, lang=lang, show=show)
    name = f"{_NAMES['synopsis'][lang]}-{pair[0]}-{pair[1]}{_NARROWED[lang][show]}"
    return await _send(request, make, name)


async def _send(
    request: Request, make: Callable[[Store, Actor, str], Table], name: str
) -> Response:
    wanted, slug = _known(_TABLES, _kind(request)), _slug(request)
    store, actor = context_of(request).store, await _counted(request)
    table = await run_in_threadpool(make, store, actor, slug)
    chunks = write_table(table, wanted)
    # What can fail has failed before the first bytes, and so before the status.
    if not FORMS[wanted].is_text:
        async with context_of(request).downloads:
            first = await run_in_threadpool(next, chunks, b"")
    else:
        first = await run_in_threadpool(next, chunks, b"")
    headers = _headers(f"{slug}-{name}", FORMS[wanted])
    return StreamingResponse(chain([first], chunks), headers=headers)


async def _counted(request: Request) -> Actor:
    """Return who wants a file, having counted it.

    Raises:
        TooMany: it is one too many.
    """
    actor = await actor_of(request)
    rates = context_of(request).rates
    rates.require_download(actor.person, address_of(request))
    return actor


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
    zone = ZoneInfo(context_of(request).settings.time_zone)
    return Readers(_lang(request), zone)


def _headers(name: str, form: FileForm) -> dict[str, str]:
    """Return what makes browsers keep a file; slugs are ASCII, so names are."""
    return {
        **PRIVATE,
        "Content-Type": form.media_type,
        "Content-Disposition": f'attachment; filename="{name}.{form.suffix}"',
    }


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
