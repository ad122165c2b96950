"""One paragraph of the draft in a form: edit, split, delete, insert after it."""

from dataclasses import replace
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from docservice.access import Actor, NotFound
from docservice.http.actors import actor_of
from docservice.http.bodies import read_form
from docservice.http.context import context_of
from docservice.http.frame import document_nav, frame, lang_of, page, translator
from docservice.http.pages.draft import settle, to_draft, whole
from docservice.http.presenting.draft import PER_PAGE, paragraph_form, with_remarks
from docservice.http.presenting.files import refusal
from docservice.http.views.draft import ParagraphFormView
from docservice.services import drafting
from docservice.services.draft_reading import remarks_on
from docservice.services.drafting import Draft, Spot, open_draft
from docservice.services.errors import Invalid, Stale
from docservice.services.importing import DocumentRefused
from docservice.services.paragraph_source import read_source, source_of
from versions.paragraph import Content, Paragraph, ParagraphId

UNPROCESSABLE, PRECONDITION_FAILED = 422, 412


async def show(request: Request) -> Response:
    """Show a paragraph in a form."""
    draft, paragraph = await _open(request)
    source = await run_in_threadpool(source_of, paragraph.content)
    return await _form(request, paragraph_form(draft, paragraph, source))


async def save(request: Request) -> Response:
    """Store what was typed: one paragraph, several, or none."""
    draft, paragraph = await _open(request)
    form = await _sent(request)
    typed = str(form.get("source", ""))
    read = await _read(request, draft, paragraph, typed, is_new=False)
    if isinstance(read, Response):
        return read
    if not read and form.get("delete") != "yes":
        asked = paragraph_form(draft, paragraph, typed)
        return await _form(request, replace(asked, asks_deletion=True))
    try:
        await context_of(request).store.write(
            drafting.edit,
            await actor_of(request),
            _spot(request, form),
            read,
            now=datetime.now(UTC),
        )
    except Stale:
        return await _conflict(request, typed)
    except Invalid:
        gettext = translator(request)
        said = gettext("A text needs at least one paragraph.")
        return await _refused(request, paragraph_form(draft, paragraph, typed), said)
    number = _page_of(draft, paragraph)
    if not read:
        return to_draft(request, "paragraph_deleted", number)
    was_table = paragraph.content.kind == "table"
    is_lost = was_table and all(content.kind != "table" for content in read)
    notice = "table_lost" if is_lost else "draft_saved"
    return to_draft(request, notice, number, paragraph.id)


async def show_insert(request: Request) -> Response:
    """Show an empty form for what shall follow a paragraph."""
    draft, paragraph = await _open(request)
    return await _form(request, paragraph_form(draft, paragraph, "", is_new=True))


async def insert(request: Request) -> Response:
    """Insert what was typed after a paragraph."""
    draft, paragraph = await _open(request)
    form = await _sent(request)
    typed = str(form.get("source", ""))
    read = await _read(request, draft, paragraph, typed, is_new=True)
    if isinstance(read, Response):
        return read
    asked = paragraph_form(draft, paragraph, typed, is_new=True)
    if not read:
        gettext = translator(request)
        said = gettext("Please write the new paragraph.")
        return await _refused(request, asked, said)
    try:
        await context_of(request).store.write(
            drafting.insert_after,
            await actor_of(request),
            _spot(request, form),
            read,
            now=datetime.now(UTC),
        )
    except Stale:
        gettext = translator(request)
        said = gettext(
            "Somebody else changed the paragraph before it meanwhile. Your words are"
            " still here; save again if they still fit."
        )
        return await _refused(request, asked, said, PRECONDITION_FAILED)
    return to_draft(request, "draft_saved", _page_of(draft, paragraph), paragraph.id)


async def _open(request: Request) -> tuple[Draft, Paragraph]:
    actor: Actor = await actor_of(request)
    actor.require("draft")
    slug = request.path_params["slug"]
    await settle(request)
    draft = await context_of(request).store.read(open_draft, actor, slug)
    wanted = ParagraphId(request.path_params["paragraph"])
    index = draft.revision.index_of(wanted)
    if index is None:
        raise NotFound("paragraph", wanted)
    return draft, draft.revision.paragraphs[index]


async def _sent(request: Request) -> FormData:
    return await read_form(request, context_of(request).settings.body_bytes)


async def _read(
    request: Request,
    draft: Draft,
    paragraph: Paragraph,
    typed: str,
    *,
    is_new: bool,
) -> tuple[Content, ...] | Response:
    """Return the paragraphs that were typed, or the form with what is wrong."""
    try:
        return await run_in_threadpool(read_source, typed)
    except DocumentRefused as error:
        message, remedy = refusal(error, lang_of(request))
        return await _refused(
            request,
            paragraph_form(draft, paragraph, typed, is_new=is_new),
            f"{message} {remedy}",
        )


async def _conflict(request: Request, typed: str) -> Response:
    """Show a colleague's newer words beside those that were typed; both are kept."""
    draft, paragraph = await _open(request)
    theirs = await run_in_threadpool(source_of, paragraph.content)
    form = paragraph_form(draft, paragraph, typed, theirs=theirs)
    gettext = translator(request)
    said = gettext(
        "Somebody else changed this paragraph meanwhile. Nothing was overwritten: your"
        " words are still in the form, and below you see how they differ from theirs."
    )
    return await _refused(request, form, said, PRECONDITION_FAILED)


async def _refused(
    request: Request, form: ParagraphFormView, said: str, status: int = UNPROCESSABLE
) -> Response:
    return await _form(request, replace(form, errors=(("source", said),)), status)


async def _form(
    request: Request, form: ParagraphFormView, status: int = 200
) -> Response:
    actor, slug = await actor_of(request), form.document.slug
    found = await context_of(request).store.read(
        remarks_on, actor, slug, form.paragraph
    )
    view = form
    if not form.is_new:
        view = with_remarks(form, found, lang_of(request), datetime.now(UTC))
    gettext = translator(request)
    name = gettext("Edit the draft")
    title = f"{name}: {form.document.title}"
    nav = document_nav(request, found.opened, "draft")
    framed = frame(request, actor, title=title, nav=nav)
    return page(request, "draft_paragraph.html", framed, view=view, status=status)


def _spot(request: Request, form: FormData) -> Spot:
    return Spot(
        request.path_params["slug"],
        whole(form, "version"),
        request.path_params["paragraph"],
        str(form.get("sha256", "")),
    )


def _page_of(draft: Draft, paragraph: Paragraph) -> int:
    return (draft.revision.index_of(paragraph.id) or 0) // PER_PAGE + 1


def routes() -> list[Route]:
    """Return the routes of single paragraphs of the draft."""
    path = "/{lang:lang}/d/{slug}/draft/p/{paragraph}"
    return [
        Route(path, show),
        Route(path, save, methods=["POST"]),
        Route(f"{path}/insert", show_insert),
        Route(f"{path}/insert", insert, methods=["POST"]),
    ]
