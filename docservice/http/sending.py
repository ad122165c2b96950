"""Files to their readers: short ones at once, long ones by way of a page.

A long file is made in the background. Browsers are led to a page that tells how far it
is, `?making=`, and then to the file, `?made=`; programs wait. Whoever may read the
document may fetch it: that is asked each time, before anything here is called.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from docservice.http import error_pages
from docservice.http.actors import actor_of, address_of
from docservice.http.context import context_of
from docservice.http.frame import PRIVATE, document_nav, frame, page, translator
from docservice.http.presenting.making import making_view
from docservice.services.exporting.formats import FileForm
from docservice.services.exporting.length import Length
from docservice.services.exporting.making import Make, Making, Progress


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that somebody wants; `query` is what of the address's query it heeds.

    `is_whole` tells that it is made as a whole, and not row by row while it is sent.
    """

    name: str
    form: FileForm
    query: Mapping[str, str]
    length: Length
    make: Make
    is_whole: bool

    def address(self, request: Request, **more: str) -> str:
        """Return where it is, with something more in the query."""
        query = urlencode({**self.query, **more})
        return f"{request.url.path}?{query}" if query else request.url.path


async def send(request: Request, wanted: Wanted) -> Response:
    """Return the file, or the way to it.

    Raises:
        TooMany: the reader has had too many, or too many are being made.
        FileNotMade: a converter failed.
    """
    if not (wanted.is_whole and wanted.length.is_long):
        await count_download(request)
        return await _at_once(request, wanted)
    makings, address = context_of(request).makings, wanted.address(request)
    if key := request.query_params.get("making"):
        found = makings.get(key, address)
        return await _page(request, wanted, found) if found else _to(address)
    if key := request.query_params.get("made"):
        found = makings.get(key, address)
        return _stored(wanted, found) if found and found.file else _to(address)
    await count_download(request)
    found = makings.begin(address, wanted.length.seq, wanted.make)
    if error_pages.is_wanted(request):
        return _to(wanted.address(request, making=found.id))
    await found.finished.wait()
    if found.error:
        raise found.error
    return _stored(wanted, found)


async def count_download(request: Request) -> None:
    """Count a file for who asks.

    Raises:
        TooMany: there were too many within a minute.
    """
    actor = await actor_of(request)
    rates = context_of(request).rates
    rates.require_download(actor.person, address_of(request))


async def _at_once(request: Request, wanted: Wanted) -> Response:
    chunks = wanted.make(Progress())
    # What can fail has failed before the first bytes, and so before the status.
    if wanted.is_whole:
        async with context_of(request).downloads:
            first = await run_in_threadpool(next, chunks, b"")
    else:
        first = await run_in_threadpool(next, chunks, b"")
    return StreamingResponse(chain([first], chunks), headers=_headers(wanted))


def _stored(wanted: Wanted, made: Making) -> Response:
    headers = {**_headers(wanted), "Content-Length": str(made.size)}
    return StreamingResponse(made.chunks(), headers=headers)


async def _page(request: Request, wanted: Wanted, made: Making) -> Response:
    if made.error:
        raise made.error
    opened = wanted.length.opened
    gettext = translator(request)
    title = gettext("Your file is ready") if made.file else gettext("A file is made")
    framed = frame(
        request,
        await actor_of(request),
        title=f"{title}, {opened.document.title}",
        nav=document_nav(request, opened, ""),
    )
    view = making_view(
        made,
        opened,
        wanted.form.suffix,
        here=wanted.address(request, making=made.id),
        file=wanted.address(request, made=made.id),
    )
    return page(request, "making.html", framed, view=view)


def _to(address: str) -> Response:
    return RedirectResponse(address, 303, {"Cache-Control": "no-store"})


def _headers(wanted: Wanted) -> dict[str, str]:
    """Return what makes browsers keep a file; slugs are ASCII, so names are."""
    name = f"{wanted.name}.{wanted.form.suffix}"
    return {
        **PRIVATE,
        "Content-Type": wanted.form.media_type,
        "Content-Disposition": f'attachment; filename="{name}"',
    }
