"""What the routes of a comment share: the comment, the form, the page, the way back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from annotations.thread import COMMENT_MOTIVATIONS
from docservice.http.actors import actor_of
from docservice.http.bodies import read_form
from docservice.http.context import context_of
from docservice.http.frame import document_nav, frame, lang_of, page, translator
from docservice.http.notices import leave_notice
from docservice.http.presenting.comment import Reply, comment_view
from docservice.http.presenting.linked_data import linked_data, permanent
from docservice.http.views.urls import url
from docservice.services.errors import ServiceError
from docservice.services.following import Followed, follow_comment

FORM_BYTES = 100_000
UNPROCESSABLE, CONFLICT, TOO_MANY, FORBIDDEN = 422, 409, 429, 403
PATH = "/{lang:lang}/c/{annotation}"
Errors = Sequence[tuple[str, str]]  # field, or "" for the whole form, and message


def annotation_id(request: Request) -> str:
    """Return the id of the comment that the address names."""
    return str(request.path_params["annotation"])


async def follow(request: Request) -> Followed:
    """Return the comment with what became of it.

    Raises:
        NotFound: there is none, or not for who asks.
    """
    actor = await actor_of(request)
    return await context_of(request).store.read(
        follow_comment, actor, annotation_id(request), now=datetime.now(UTC)
    )


async def read_fields(request: Request) -> dict[str, str]:
    """Return the texts of a form, with lines as they are stored.

    Raises:
        BodyTooLarge, UnsupportedMediaType: it is no form of a reasonable size.
    """
    fields = await read_form(request, FORM_BYTES)
    texts = {k: v for k, v in fields.items() if isinstance(v, str)}
    return {k: v.replace("\r\n", "\n") for k, v in texts.items()}


def comment_page(
    request: Request,
    found: Followed,
    typed: Reply,
    errors: Errors | None = None,
    status: int = 200,
) -> Response:
    """Return the comment's page, with what was typed and what is wrong with it."""
    opened, gettext = found.trace.opened, translator(request)
    view = comment_view(found, typed, lang_of(request), datetime.now(UTC), gettext)
    row = found.trace.annotation
    named = (
        gettext("Comment by %(name)s")
        if row.motivation in COMMENT_MOTIVATIONS
        else gettext("Highlight by %(name)s")
    )
    title = named % {"name": row.author.name}
    nav = document_nav(request, opened, "comments")
    framed = frame(
        request, opened.actor, title=f"{title}, {opened.document.title}", nav=nav
    )
    shown = replace(view, errors=errors or ())
    base = context_of(request).settings.base_url or str(request.base_url)
    base = base.rstrip("/")
    return page(
        request,
        "comment.html",
        framed,
        status=status,
        view=shown,
        address=permanent(base, annotation_id(request)),
        linked_data=linked_data(found, base),
    )


def said_of(request: Request, error: ServiceError) -> tuple[str, str]:
    """Return a field and what is wrong with it, in words."""
    gettext = translator(request)
    known = {
        "name": gettext("Please give a name; a pseudonym will do."),
        "body": gettext("Please write less."),
    }
    field = error.field or ""
    return field, known.get(field, str(error))


def done(request: Request, notice: str) -> Response:
    """Lead back, with a notice of what was done."""
    response = back(request)
    leave_notice(response, notice)
    return response


def back(request: Request) -> Response:
    """Lead to the text if the form was sent from there, else to the comment's page."""
    lang, annotation = lang_of(request), annotation_id(request)
    came = urlsplit(request.headers.get("referer", ""))
    is_own = came.netloc == request.url.netloc
    if is_own and came.path.startswith(f"/{lang}/d/"):
        query = f"?{came.query}" if came.query else ""
        return RedirectResponse(f"{came.path}{query}#c-{annotation}", 303)
    return RedirectResponse(url("comment", lang=lang, annotation=annotation), 303)
