"""A file becomes the draft. What takes long is told while it happens.

The answer to a short file is the draft itself. A long one is answered at once by a
page that grows a line for each step and then leads on: no script, no second request,
and nothing that another process would have to know of.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from markupsafe import escape
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from docservice.access import Actor
from docservice.http.actors import actor_of
from docservice.http.bodies import open_upload
from docservice.http.context import context_of
from docservice.http.frame import (
    PRIVATE,
    document_nav,
    frame,
    lang_of,
    page,
    translator,
)
from docservice.http.pages.draft import (
    LABEL_CHARS,
    NOTE_CHARS,
    draft_page,
    settle,
    to_draft,
)
from docservice.http.presenting.files import refusal, warning
from docservice.http.presenting.reading import document_view
from docservice.http.views.draft import UploadView
from docservice.http.views.page import PageView
from docservice.http.views.urls import url
from docservice.services import drafting, requests
from docservice.services.draft_reading import Workplace, read_workplace
from docservice.services.errors import Invalid
from docservice.services.importing import (
    DocumentRefused,
    Imported,
    ImportLimits,
    read_document,
)
from docservice.services.publishing import NewText

PATIENCE_S: Final = 1.5  # a page of its own for less would only flicker
STEP_S: Final = 0.4
TENTH: Final = 0.1
MARKER: Final = "<!-- steps -->"
UNPROCESSABLE = 422

# Who leaves the page does not stop the import; a task that nobody holds may vanish.
_running: set[asyncio.Task[Imported]] = set()


@dataclass(slots=True)
class Progress:
    """How far the import is; the thread that imports writes, the page reads."""

    stage: str = "checking"
    share: float = 0.0

    def __call__(self, stage: str, share: float) -> None:
        """Note how far it is."""
        self.stage, self.share = stage, share


@dataclass(frozen=True, slots=True)
class Sent:
    """A file with the label and note of the draft it becomes."""

    data: bytes
    filename: str
    media_type: str | None
    label: str
    note: str


async def upload(request: Request) -> Response:
    """Make a file the draft; an open draft is replaced."""
    actor, context = await actor_of(request), context_of(request)
    actor.require("draft")
    try:
        async with open_upload(request, context.settings.upload_bytes) as form:
            sent = await _sent(form)
    except Invalid as error:
        gettext = translator(request)
        said = gettext("Please shorten this text.")
        if error.field == "file":
            said = gettext("Please choose a file.")
        errors = ((error.field or "file", said),)
        return await draft_page(request, errors, status=UNPROCESSABLE)
    slug = request.path_params["slug"]
    await settle(request)
    found = await context.store.read(read_workplace, actor, slug)
    progress = Progress()
    job = asyncio.create_task(_take_in(request, actor, sent, progress))
    _running.add(job)
    job.add_done_callback(_running.discard)
    done, _ = await asyncio.wait({job}, timeout=PATIENCE_S)
    framed = _frame(request, found)
    view = UploadView(document_view(found.opened), sent.filename)
    if not done:
        steps = _steps(request, framed, view, job, progress)
        return StreamingResponse(steps, headers=PRIVATE, media_type="text/html")
    view = await _outcome(request, view, job)
    if view.href and not view.warnings:
        return to_draft(request, "draft_saved")
    status = 200 if view.href else UNPROCESSABLE
    return page(request, "upload.html", framed, view=view, status=status)


async def _sent(form: FormData) -> Sent:
    """Return what the form holds.

    Raises:
        Invalid: there is no file, or a text is too long.
    """
    file = form.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        raise Invalid("file is missing", "file")
    return Sent(
        await file.read(),
        file.filename,
        file.content_type,
        requests.text(form, "label", LABEL_CHARS, least=0),
        requests.text(form, "note", NOTE_CHARS, least=0),
    )


async def _take_in(
    request: Request, actor: Actor, sent: Sent, progress: Progress
) -> Imported:
    """Convert the file and store it as the draft."""
    context = context_of(request)
    limits = ImportLimits(file_bytes=context.settings.upload_bytes)
    async with context.imports:
        imported = await asyncio.to_thread(
            read_document, sent.data, sent.filename, sent.media_type, progress, limits
        )
    progress("storing", 0.0)
    await context.store.write(
        drafting.begin,
        actor,
        request.path_params["slug"],
        now=datetime.now(UTC),
        new=NewText(label=sent.label, contents=imported.contents, note=sent.note),
    )
    return imported


async def _steps(
    request: Request,
    framed: PageView,
    view: UploadView,
    job: asyncio.Task[Imported],
    progress: Progress,
) -> AsyncIterator[str]:
    """Yield the page in pieces: its head, a line for each step, the outcome, its foot."""
    templates, lang = context_of(request).templates, framed.lang
    whole = templates.render("upload.html", lang, page=framed, view=view)
    head, _, foot = whole.partition(MARKER)
    yield head
    told = ""
    while not job.done():
        line = _line(request, progress)
        if line != told:
            yield f"<p>{escape(line)}</p>\n"
            told = line
        await asyncio.wait({job}, timeout=STEP_S)
    view = await _outcome(request, view, job)
    yield templates.render("upload_outcome.html", lang, view=view, leads_on=True)
    yield foot


def _line(request: Request, progress: Progress) -> str:
    """Return what is being done, in tenths so that nobody is told too often."""
    gettext = translator(request)
    said = {
        "checking": gettext("The file is being checked …"),
        "converting": gettext("The file is being converted …"),
        "reading": gettext("The paragraphs are being read …"),
        "storing": gettext("The draft is being compared with the newest revision …"),
    }
    tenths = int(progress.share / TENTH)
    done = f" {tenths * 10} %" if progress.stage == "reading" and tenths else ""
    return said[progress.stage] + done


async def _outcome(
    request: Request, view: UploadView, job: asyncio.Task[Imported]
) -> UploadView:
    """Return the view with what became of the file."""
    lang = lang_of(request)
    try:
        imported = await job
    except DocumentRefused as error:
        message, remedy = refusal(error, lang)
        return replace(view, message=message, remedy=remedy)
    return replace(
        view,
        warnings=tuple(warning(notice, lang) for notice in imported.warnings),
        paragraphs=len(imported.contents),
        href=url("draft", lang=lang, slug=view.document.slug),
    )


def _frame(request: Request, found: Workplace) -> PageView:
    gettext = translator(request)
    name = gettext("Next draft")
    title = f"{name}: {found.opened.document.title}"
    nav = document_nav(request, found.opened, "draft")
    return frame(request, found.opened.actor, title=title, nav=nav)


def routes() -> list[Route]:
    """Return the route that takes files for the draft."""
    path = "/{lang:lang}/d/{slug}/draft/upload"
    return [Route(path, upload, methods=["POST"])]
