"""One's own comment: change its words, or withdraw it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from docservice.access import AccessError, Forbidden
from docservice.http.actors import address_of
from docservice.http.context import context_of
from docservice.http.frame import document_nav, frame, lang_of, page, translator
from docservice.http.numbers import whole_number
from docservice.http.pages.comment_page import (
    CONFLICT,
    PATH,
    UNPROCESSABLE,
    Errors,
    annotation_id,
    comment_page,
    done,
    follow,
    read_fields,
    said_of,
)
from docservice.http.presenting.comment import Reply, comment_view, edit_view
from docservice.http.presenting.permissions import is_answered
from docservice.http.presenting.wording import pieces
from docservice.http.views.comment import EditView
from docservice.services import annotate, remarking, requests
from docservice.services.annotate import Edit
from docservice.services.errors import Conflict, ServiceError, Stale
from docservice.services.following import Followed
from docservice.services.lines import is_blank


async def ask_edit(request: Request) -> Response:
    """Show the form for one's own words, or say why they stay as they are.

    Raises:
        Forbidden: they are somebody else's.
    """
    found = await follow(request)
    view = _own(request, found)
    return _edit_page(request, found, view) if view else _unchanged(request, found)


async def edit(request: Request) -> Response:
    """Change one's own words, or show them again with what stands in the way.

    Raises:
        Forbidden: they are somebody else's.
    """
    found = await follow(request)
    view, form = _own(request, found), await read_fields(request)
    if view is None:
        return _unchanged(request, found, form)
    typed = replace(
        view,
        body=form.get("body", ""),
        replacement=None if view.replacement is None else form.get("replacement", ""),
    )
    if form.get("step") == "preview" and typed.replacement is not None:
        shown = pieces(view.passage, typed.replacement.strip())
        return _edit_page(request, found, replace(typed, preview=shown))
    if errors := _mistakes(request, typed):
        return _edit_page(request, found, replace(typed, errors=errors), UNPROCESSABLE)
    person = found.trace.opened.actor.require("annotate")
    context_of(request).rates.require_write(person, address_of(request))
    return await _save(request, found, typed, form)


async def _save(
    request: Request, found: Followed, typed: EditView, form: Mapping[str, str]
) -> Response:
    """Store one's own changed words, or show them with what stands in the way."""
    gettext = translator(request)
    most = context_of(request).settings.body_chars
    fields = {"body": typed.body, "replacement": typed.replacement}
    try:
        wanted = Edit(
            requests.text(fields, "body", most, least=0),
            None
            if typed.replacement is None
            else requests.text(fields, "replacement", most),
            whole_number(form.get("version")),
        )
        await context_of(request).store.write(
            annotate.edit,
            found.trace.opened.actor,
            annotation_id(request),
            wanted,
            now=datetime.now(UTC),
        )
    except Stale:
        # The form now carries the newer version, so sending it again overwrites.
        message = gettext(
            "You changed this comment elsewhere meanwhile. Below is what you wrote here."
        )
        return _edit_page(
            request, found, replace(typed, errors=[("", message)]), CONFLICT
        )
    except (AccessError, Conflict):
        return _unchanged(request, await follow(request), form)
    except ServiceError as error:
        errors = [said_of(request, error)]
        return _edit_page(request, found, replace(typed, errors=errors), UNPROCESSABLE)
    return done(request, "edited")


async def withdraw(request: Request) -> Response:
    """Ask whether it is meant, then withdraw one's own comment."""
    found, form = await follow(request), await read_fields(request)
    opened = found.trace.opened
    person = opened.actor.require("annotate")
    if person.id != found.trace.annotation.author.id:
        raise Forbidden("annotate")
    if form.get("sure") != "1":
        gettext = translator(request)
        title = gettext("Withdraw your comment?")
        nav = document_nav(request, opened, "comments")
        framed = frame(request, opened.actor, title=title, nav=nav)
        view = comment_view(
            found,
            Reply(""),
            lang_of(request),
            datetime.now(UTC),
            gettext,
        )
        return page(request, "comment_withdraw.html", framed, view=view)
    context = context_of(request)
    context.rates.require_write(person, address_of(request))
    await context.store.write(
        annotate.withdraw, opened.actor, annotation_id(request), now=datetime.now(UTC)
    )
    return done(request, "withdrawn")


def _edit_page(
    request: Request, found: Followed, view: EditView, status: int = 200
) -> Response:
    opened = found.trace.opened
    nav = document_nav(request, opened, "comments")
    gettext = translator(request)
    title = gettext("Edit your comment")
    framed = frame(request, opened.actor, title=title, nav=nav)
    return page(request, "comment_edit.html", framed, status=status, view=view)


def _own(request: Request, found: Followed) -> EditView | None:
    """Return the form for one's own words, None if they may no longer be changed.

    Raises:
        Forbidden: they are somebody else's.
    """
    trace = found.trace
    if trace.opened.actor.id != trace.annotation.author.id:
        raise Forbidden("annotate")
    return edit_view(found, lang_of(request), datetime.now(UTC))


def _unchanged(
    request: Request, found: Followed, form: Mapping[str, str] | None = None
) -> Response:
    """Say why one's own words stay, with what was typed for them as a reply."""
    gettext, row = translator(request), found.trace.annotation
    said = gettext("Your comment can no longer be changed.")
    if is_answered(found.trace.resource):
        said = gettext(
            "Your comment has been answered meanwhile, so its words stay as they are."
        )
    typed = form or {}
    stored = {"replacement": row.replacement, "body": row.body}
    words = [text for name, old in stored.items() if (text := _new(typed, name, old))]
    if words:
        kept = gettext("What you wrote stands below; you may publish it as a reply.")
        said = f"{said} {kept}"
    reply = Reply(remarking.new_key(), "\n\n".join(words))
    return comment_page(request, found, reply, [("", said)], CONFLICT)


def _new(typed: Mapping[str, str], name: str, old: str | None) -> str:
    """Return what was typed in a field, nothing if that is stored already."""
    text = typed.get(name, "").strip()
    return "" if text == old else text


def _mistakes(request: Request, typed: EditView) -> Errors:
    gettext, found = translator(request), []
    most = context_of(request).settings.body_chars
    too_long = gettext("Please write less: at most %(most)s characters.")
    if typed.replacement is None and is_blank(typed.body):
        found.append(("body", gettext("Please write your comment.")))
    if typed.replacement is not None and is_blank(typed.replacement):
        message = gettext("Please write the wording that you propose.")
        found.append(("replacement", message))
    elif (typed.replacement or "").strip() == typed.passage.strip():
        found.append(("replacement", gettext("That is what the text says already.")))
    for name, text in (("body", typed.body), ("replacement", typed.replacement or "")):
        if len(text) > most:
            found.append((name, too_long % {"most": most}))
    return found


def routes() -> list[Route]:
    """Return the routes of one's own comment."""
    return [
        Route(f"{PATH}/edit", ask_edit, methods=["GET"]),
        Route(f"{PATH}/edit", edit, methods=["POST"]),
        Route(f"{PATH}/withdraw", withdraw, methods=["POST"]),
    ]
