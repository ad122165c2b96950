"""The preview of the draft: its changes with their causes, and the last step."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from docservice.access import Actor, NotFound, open_document
from docservice.db.gate_reasons import GATE_LISTS, GateList
from docservice.http.actors import actor_of
from docservice.http.bodies import read_form
from docservice.http.context import context_of
from docservice.http.frame import (
    PRIVATE,
    document_nav,
    frame,
    lang_of,
    page,
    translator,
)
from docservice.http.notices import leave_notice
from docservice.http.pages.draft import (
    LABEL_CHARS,
    NOTE_CHARS,
    settle,
    to_draft,
    whole,
)
from docservice.http.pages.preview_form import chosen_in, decisions_in
from docservice.http.presenting.preview import (
    Wanted,
    preview_view,
    summary_view,
)
from docservice.http.presenting.reading import Translate
from docservice.http.views.preview import SHOWS, PreviewView, PublishView, Show
from docservice.http.views.urls import url
from docservice.services import causes, drafting, publishing, requests
from docservice.services.assessment import Assessment
from docservice.services.errors import Conflict, Invalid, Stale
from docservice.services.gate import GateClosed
from docservice.services.live import LeftOut
from docservice.services.previewed import answers_waiting, preview

FORM_BYTES = 1_000_000
MOST_PAGES = 10_000
REASON_CHARS = 2_000
CONFLICT, PRECONDITION_FAILED, UNPROCESSABLE = 409, 412, 422


async def show(request: Request) -> Response:
    """Show a page of what publishing would change."""
    found = await _preview(request)
    if found is None:
        return to_draft(request, "")
    query = request.query_params
    show_: Show = next((s for s in SHOWS if s == query.get("show")), "changes")
    number = query.get("page", "1")[:6]
    at = int(number) if number.isascii() and number.isdecimal() else 1
    return await _rows(request, found, Wanted(lang_of(request), show_, max(1, at)))


async def decide(request: Request) -> Response:
    """Store why changes on a page were made, all that its author chose or none."""
    actor, form = await actor_of(request), await read_form(request, FORM_BYTES)
    found = await _preview(request)
    if found is None:
        return to_draft(request, "")
    chosen = chosen_in(form)
    show_: Show = next((s for s in SHOWS if s == form.get("show")), "changes")
    wanted = Wanted(
        lang_of(request),
        show_,
        max(1, whole(form, "page")),
        chosen,
        str(form.get("all_note", "")),
    )
    gettext = translator(request)
    try:
        decisions = decisions_in(found, chosen, form)
        await context_of(request).store.write(
            causes.decide_all,
            actor,
            found.opened.document.slug,
            decisions,
            now=datetime.now(UTC),
        )
    except Invalid as error:
        field, said = error.field or "", gettext("Please shorten this text.")
        if error.field == "annotations":
            said = gettext("Please choose the comments that a change is based on.")
        elif field.startswith("source-"):
            field = field.removeprefix("source-")
            said = gettext("Please say who took the decision, and when.")
        wanted = replace(wanted, errors=((field, said),))
        return await _rows(request, found, wanted, UNPROCESSABLE)
    except NotFound:
        said = gettext(
            "Somebody edited the draft meanwhile, and one of these changes is no longer"
            " in it. Nothing was saved yet; what you chose still stands in the forms of"
            " the other changes. Please save again."
        )
        wanted = replace(wanted, errors=(("key", said),))
        return await _rows(request, found, wanted, CONFLICT)
    except Stale:
        found = await context_of(request).store.read(
            preview, actor, found.opened.document.slug
        )
        said = gettext(
            "Somebody else has given a reason meanwhile for a change that you chose one"
            " for. Nothing was saved; theirs stands beside yours. Please look at both,"
            " and save again."
        )
        wanted = replace(wanted, errors=(("key", said),))
        return await _rows(request, found, wanted, PRECONDITION_FAILED)
    address = url(
        "preview",
        lang=wanted.lang,
        slug=found.opened.document.slug,
        show=show_ if show_ != "changes" else None,
        page=wanted.page if wanted.page > 1 else None,
    )
    response = RedirectResponse(f"{address}#rows", 303)
    leave_notice(response, "decided")
    return response


async def ask(request: Request) -> Response:
    """Show what will happen, and ask for the last word."""
    found = await _preview(request)
    if found is None:
        return to_draft(request, "")
    label, note = found.draft.label, found.draft.note
    return await _last_step(request, found, label=label, note=note)


async def writing(request: Request) -> Response:
    """Say who writes in the draft, for a page of the last step that is open."""
    actor, slug = await actor_of(request), request.path_params["slug"]
    context = context_of(request)
    opened = await context.store.read(open_document, actor, slug)
    opened.actor.require("publish")
    left_out = await context.live.left_out(slug)
    names = _others(left_out, actor)
    html = context.templates.render(
        "preview_writing.html", lang_of(request), names=names
    )
    return HTMLResponse(html, headers=PRIVATE)


async def publish(request: Request) -> Response:
    """Publish the draft as it was seen, or say why not; what was typed is kept.

    What is written live meanwhile stays in the live draft, for the revision after.
    """
    actor, form = await actor_of(request), await read_form(request, FORM_BYTES)
    found = await _preview(request, is_last=True)
    if found is None:
        return to_draft(request, "")
    store, now = context_of(request).store, datetime.now(UTC)
    slug, gettext = found.opened.document.slug, translator(request)
    typed = {name: str(form.get(name, "")) for name in ("label", "note")}
    given = {name: str(form.get(f"reason-{name}", "")) for name in GATE_LISTS}
    try:
        label = requests.text(form, "label", LABEL_CHARS)
        note = requests.text(form, "note", NOTE_CHARS, least=0)
        reasons = {
            name: requests.text(form, f"reason-{name}", REASON_CHARS, least=0)
            for name in GATE_LISTS
        }
        version = whole(form, "version")
        if (label, note) != (found.draft.label, found.draft.note):
            await store.write(
                drafting.describe, actor, slug, version, label=label, note=note, now=now
            )
            version += 1
        found = await store.read(preview, actor, slug)
        waiting = await store.read(answers_waiting, found)
        if waiting.mark != form.get("answers", ""):
            return await _last_step(
                request,
                found,
                **typed,
                reasons=given,
                errors=(("answers", _others_wait(gettext)),),
                status=PRECONDITION_FAILED,
            )
        published = await store.write(
            publishing.publish,
            actor,
            _as_seen(found, version),
            now=now,
            reasons=reasons,
        )
    except Invalid as error:
        field = error.field or "label"
        said = gettext(
            "Please give a name of at most 120 characters that no other revision has."
        )
        if field != "label":
            said = gettext("Please shorten this text.")
        return await _last_step(
            request,
            found,
            **typed,
            reasons=given,
            errors=((field, said),),
            status=UNPROCESSABLE,
        )
    except GateClosed as closed:
        return await _last_step(
            request,
            found,
            **typed,
            reasons=given,
            errors=_missing(closed, gettext),
            status=CONFLICT,
        )
    except (Stale, Conflict):
        found = await store.read(preview, actor, slug)
        said = gettext(
            "Somebody edited the draft meanwhile. Please look at the preview again"
            " before you publish; what you typed is still here."
        )
        return await _last_step(
            request,
            found,
            **typed,
            reasons=given,
            errors=(("version", said),),
            status=PRECONDITION_FAILED,
        )
    address = url(
        "revision", lang=lang_of(request), slug=slug, number=published.head.number
    )
    response = RedirectResponse(address, 303)
    late = await context_of(request).live.late(slug)
    leave_notice(response, "published_without" if late else "revision_published")
    return response


def _others_wait(gettext: Translate) -> str:
    return gettext(
        "Other answers would become public by now than this page told. Please look at"
        " the number again before you publish; what you typed is still here."
    )


def _missing(closed: GateClosed, gettext: Translate) -> list[tuple[str, str]]:
    """Return what is wrong with the reasons: one is missing, or none would help."""
    if closed.is_final:
        said = gettext(
            "Something is still open, and this process lets nothing be published until"
            " it is done."
        )
        return [("version", said)]
    said = gettext(
        "Something is still open. Please answer it, or give a reason that everybody"
        " may read."
    )
    return [(f"reason-{name}", said) for name in closed.missing]


async def _preview(request: Request, *, is_last: bool = False) -> Assessment | None:
    """Return the draft's assessment, None where nobody began a draft.

    The last step is about what was seen before it.
    """
    actor, slug = await actor_of(request), request.path_params["slug"]
    actor.require("publish")
    if not is_last:
        await settle(request)
    try:
        return await context_of(request).store.read(preview, actor, slug)
    except NotFound as error:
        if error.kind == "draft":
            return None
        raise


def _as_seen(found: Assessment, version: int) -> Assessment:
    """Return the assessment if it is of the draft that the drafter saw.

    Raises:
        Stale: the draft was edited since.
    """
    if found.head is None or found.head.version != version:
        raise Stale("the draft was edited meanwhile; look at the preview again")
    return found


async def _rows(
    request: Request,
    found: Assessment,
    wanted: Wanted,
    status: int = 200,
) -> Response:
    left_out = await context_of(request).live.left_out(found.opened.document.slug)
    wanted = replace(wanted, suggestions=left_out.suggestions)
    view: PreviewView = await run_in_threadpool(preview_view, found, wanted)
    return await run_in_threadpool(
        _page, request, found, "preview.html", status, view=view
    )


async def _last_step(
    request: Request,
    found: Assessment,
    *,
    label: str,
    note: str,
    reasons: Mapping[GateList, str] | None = None,
    errors: Sequence[tuple[str, str]] = (),
    status: int = 200,
) -> Response:
    context, opened = context_of(request), found.opened
    answers = await context.store.read(answers_waiting, found)
    left_out = await context.live.left_out(opened.document.slug)
    view = PublishView(
        summary_view(found, lang_of(request)),
        left_out.suggestions,
        _others(left_out, opened.actor),
        len(answers),
        answers.mark,
        label,
        note,
        reasons or dict.fromkeys(GATE_LISTS, ""),
        errors,
    )
    return _page(request, found, "preview_publish.html", status, view=view)


def _others(left_out: LeftOut, actor: Actor) -> list[str]:
    """Return the names of those who write, but for who asks."""
    return [each.name for each in left_out.writing if each.id != actor.id]


def _page(
    request: Request, found: Assessment, template: str, status: int, **values: object
) -> Response:
    gettext = translator(request)
    name = gettext("Preview")
    title = f"{name}: {found.opened.document.title}"
    nav = document_nav(request, found.opened, "draft")
    framed = frame(request, found.opened.actor, title=title, nav=nav)
    return page(request, template, framed, status=status, **values)


def routes() -> list[Route]:
    """Return the routes of the preview."""
    path = "/{lang:lang}/d/{slug}/draft/preview"
    return [
        Route(path, show),
        Route(f"{path}/causes", decide, methods=["POST"]),
        Route(f"{path}/publish", ask),
        Route(f"{path}/publish", publish, methods=["POST"]),
        Route(f"{path}/publish/writing", writing),
    ]
