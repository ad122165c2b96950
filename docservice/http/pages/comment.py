"""The page of one comment, and the forms on it: reply, support, edit, moderate."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from docservice.access import AccessError, Forbidden
from docservice.db.events import Unit
from docservice.http.actors import actor_of, address_of
from docservice.http.bodies import read_form
from docservice.http.context import context_of
from docservice.http.frame import document_nav, frame, lang_of, page, translator
from docservice.http.languages import preferred
from docservice.http.notices import leave_notice
from docservice.http.presenting.comment import Reply, comment_view, edit_view
from docservice.http.presenting.linked_data import linked_data, permanent
from docservice.http.presenting.permissions import is_answered
from docservice.http.presenting.wording import pieces
from docservice.http.sessions import start_session
from docservice.http.views.comment import EditView
from docservice.http.views.urls import url
from docservice.services import annotate, rejoining, remarking, requests
from docservice.services.annotate import Edit
from docservice.services.errors import Conflict, Invalid, ServiceError, Stale, TooMany
from docservice.services.following import Followed, follow_comment
from docservice.services.rejoining import read_rejoinder
from docservice.services.remarking import Sender, Sent

FORM_BYTES = 100_000
UNPROCESSABLE, CONFLICT, TOO_MANY, FORBIDDEN = 422, 409, 429, 403
DECISIONS = ("hide", "restore")  # of moderators
Errors = list[tuple[str, str]]


async def lead(request: Request) -> Response:
    """Lead from an address without a language to the page in the reader's."""
    address = url("comment", lang=preferred(request), annotation=_id(request))
    return RedirectResponse(address, 302, {"Vary": "Accept-Language"})


async def show(request: Request) -> Response:
    """Show a comment and what became of it."""
    found = await _follow(request)
    return _page(request, found, Reply(remarking.new_key()))


async def reply(request: Request) -> Response:
    """Publish a reply, or show the page again with what was typed."""
    found = await _follow(request)
    form = await _form(request)
    typed = Reply(form.get("key", ""), form.get("body", ""), form.get("name", ""))
    gettext = translator(request)
    if not typed.body.strip():
        message = gettext("Please write your reply.")
        return _page(request, found, typed, [("body", message)], UNPROCESSABLE)

    def write(unit: Unit, sender: Sender) -> Sent:
        most = context_of(request).settings.body_chars
        body = requests.text({"body": typed.body}, "body", most)
        return remarking.reply(unit, sender, _id(request), body, now=datetime.now(UTC))

    return await _remark(request, found, typed, write, "replied")


async def support(request: Request) -> Response:
    """Give support, as a guest too, or take it back."""
    actor, form = await actor_of(request), await _form(request)
    if actor.person is None:
        found = await _follow(request)
        typed = Reply(form.get("key", ""), "", form.get("name", ""))

        def write(unit: Unit, sender: Sender) -> Sent:
            return remarking.support(unit, sender, _id(request), now=datetime.now(UTC))

        return await _remark(request, found, typed, write, "supported")
    is_on = form.get("on") != "0"
    context_of(request).rates.require_write(actor.person, address_of(request))
    await context_of(request).store.write(
        annotate.support, actor, _id(request), on=is_on, now=datetime.now(UTC)
    )
    return _done(request, "supported" if is_on else "unsupported")


async def _remark(
    request: Request,
    found: Followed,
    typed: Reply,
    write: Callable[[Unit, Sender], Sent],
    notice: str,
) -> Response:
    """Write under the name that was given, or show the page again."""
    context, gettext = context_of(request), translator(request)
    lasts = timedelta(days=context.settings.session_days)
    actor = found.trace.opened.actor
    sender = Sender(actor, typed.key, typed.name, lang_of(request), lasts)
    try:
        _count(request, found)
        sent = await context.store.write(write, sender)
    except TooMany:
        message = gettext("That was much at once. Please wait a minute.")
        return _page(request, found, typed, [("", message)], TOO_MANY)
    except Invalid as error:
        return _page(request, found, typed, [_said(request, error)], UNPROCESSABLE)
    except (AccessError, Conflict):
        message = gettext("This could not be published; what you wrote is below.")
        return _page(request, found, typed, [("", message)], FORBIDDEN)
    response = _back(request)
    if sent.session is not None:
        start_session(request, response, sent.session)
    leave_notice(response, notice)
    return response


async def rejoin(request: Request) -> Response:
    """Store what the author says about the answer, or say what stands in the way."""
    found = await _follow(request)
    person = found.trace.opened.actor.require("rejoin")
    form, context = await _form(request), context_of(request)
    typed = Reply("", last_word=form.get("reason", ""))
    gettext = translator(request)
    context.rates.require_write(person, address_of(request))
    try:
        said = read_rejoinder(form, body_chars=context.settings.body_chars)
        await context.store.write(
            rejoining.rejoin,
            found.trace.opened.actor,
            _id(request),
            said,
            now=datetime.now(UTC),
        )
    except Invalid as error:
        message = gettext("Please say whether the answer convinces you.")
        if error.field == "reason":
            message = gettext("Please say in a few words why.")
        return _page(
            request,
            found,
            typed,
            [(error.field or "", message)],
            UNPROCESSABLE,
        )
    except Conflict:
        message = gettext("You have said already what you think of the answer.")
        return _page(request, found, typed, [("", message)], CONFLICT)
    return _done(request, "rejoined")


async def ask_edit(request: Request) -> Response:
    """Show the form for one's own words, or say why they stay as they are.

    Raises:
        Forbidden: they are somebody else's.
    """
    found = await _follow(request)
    view = _own(request, found)
    return _edit_page(request, found, view) if view else _unchanged(request, found)


async def edit(request: Request) -> Response:
    """Change one's own words, or show them again with what stands in the way.

    Raises:
        Forbidden: they are somebody else's.
    """
    found = await _follow(request)
    view, form = _own(request, found), await _form(request)
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
    return await _save(request, found, typed, form)


async def _save(
    request: Request, found: Followed, typed: EditView, form: Mapping[str, str]
) -> Response:
    """Store one's own changed words, or show them with what stands in the way."""
    gettext = translator(request)
    version = form.get("version", "")
    read = int(version) if version.isascii() and version.isdecimal() else None
    wanted = Edit(
        typed.body.strip(),
        None if typed.replacement is None else typed.replacement.strip(),
        read,
    )
    try:
        await context_of(request).store.write(
            annotate.edit,
            found.trace.opened.actor,
            _id(request),
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
        return _unchanged(request, await _follow(request), form)
    except ServiceError as error:
        errors = [_said(request, error)]
        return _edit_page(request, found, replace(typed, errors=errors), UNPROCESSABLE)
    return _done(request, "edited")


async def withdraw(request: Request) -> Response:
    """Ask whether it is meant, then withdraw one's own comment."""
    found, form = await _follow(request), await _form(request)
    opened = found.trace.opened
    if opened.actor.require("annotate").id != found.trace.annotation.author.id:
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
    await context_of(request).store.write(
        annotate.withdraw, opened.actor, _id(request), now=datetime.now(UTC)
    )
    return _done(request, "withdrawn")


async def moderate(request: Request) -> Response:
    """Hide a comment, or restore it."""
    actor, form = await actor_of(request), await _form(request)
    is_hide = requests.choice(form, "do", DECISIONS) == "hide"
    await context_of(request).store.write(
        annotate.moderate, actor, _id(request), hide=is_hide, now=datetime.now(UTC)
    )
    return _done(request, "hidden" if is_hide else "restored")


async def withdraw_reply(request: Request) -> Response:
    """Withdraw one's own reply."""
    await context_of(request).store.write(
        annotate.set_reply_state,
        await actor_of(request),
        request.path_params["reply"],
        "withdrawn",
        now=datetime.now(UTC),
    )
    return _done(request, "reply_withdrawn")


async def moderate_reply(request: Request) -> Response:
    """Hide a reply, or restore it."""
    form = await _form(request)
    is_hide = requests.choice(form, "do", DECISIONS) == "hide"
    await context_of(request).store.write(
        annotate.set_reply_state,
        await actor_of(request),
        request.path_params["reply"],
        "hidden" if is_hide else "visible",
        now=datetime.now(UTC),
    )
    return _done(request, "reply_hidden" if is_hide else "reply_restored")


def _id(request: Request) -> str:
    return str(request.path_params["annotation"])


async def _follow(request: Request) -> Followed:
    actor = await actor_of(request)
    return await context_of(request).store.read(
        follow_comment, actor, _id(request), now=datetime.now(UTC)
    )


async def _form(request: Request) -> dict[str, str]:
    fields = await read_form(request, FORM_BYTES)
    texts = {k: v for k, v in fields.items() if isinstance(v, str)}
    return {k: v.replace("\r\n", "\n") for k, v in texts.items()}


def _count(request: Request, found: Followed) -> None:
    rates, person = context_of(request).rates, found.trace.opened.actor.person
    if person is None:
        rates.require_sign_in(address_of(request))
    else:
        rates.require_write(person, address_of(request))


def _page(
    request: Request,
    found: Followed,
    typed: Reply,
    errors: Errors | None = None,
    status: int = 200,
) -> Response:
    opened, gettext = found.trace.opened, translator(request)
    view = comment_view(found, typed, lang_of(request), datetime.now(UTC), gettext)
    author = found.trace.annotation.author.name
    title = gettext("Comment by %(name)s") % {"name": author}
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
        address=permanent(base, _id(request)),
        linked_data=linked_data(found, base),
    )


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
    return _page(request, found, reply, [("", said)], CONFLICT)


def _new(typed: Mapping[str, str], name: str, old: str | None) -> str:
    """Return what was typed in a field, nothing if that is stored already."""
    text = typed.get(name, "").strip()
    return "" if text == old else text


def _mistakes(request: Request, typed: EditView) -> Errors:
    gettext, found = translator(request), []
    most = context_of(request).settings.body_chars
    too_long = gettext("Please write less: at most %(most)s characters.")
    if typed.replacement is None and not typed.body.strip():
        found.append(("body", gettext("Please write your comment.")))
    if typed.replacement is not None and not typed.replacement.strip():
        message = gettext("Please write the wording that you propose.")
        found.append(("replacement", message))
    for name, text in (("body", typed.body), ("replacement", typed.replacement or "")):
        if len(text) > most:
            found.append((name, too_long % {"most": most}))
    return found


def _said(request: Request, error: ServiceError) -> tuple[str, str]:
    """Return a field and what is wrong with it, in words."""
    gettext = translator(request)
    known = {
        "name": gettext("Please give a name; a pseudonym will do."),
        "body": gettext("Please write less."),
    }
    field = error.field or ""
    return field, known.get(field, str(error))


def _done(request: Request, notice: str) -> Response:
    response = _back(request)
    leave_notice(response, notice)
    return response


def _back(request: Request) -> Response:
    """Lead to the text if the form was sent from there, else to the comment's page."""
    lang, annotation = lang_of(request), _id(request)
    came = urlsplit(request.headers.get("referer", ""))
    is_own = came.netloc == request.url.netloc
    if is_own and came.path.startswith(f"/{lang}/d/"):
        query = f"?{came.query}" if came.query else ""
        return RedirectResponse(f"{came.path}{query}#c-{annotation}", 303)
    return RedirectResponse(url("comment", lang=lang, annotation=annotation), 303)


Handler = Callable[[Request], Awaitable[Response]]


def routes() -> list[Route]:
    """Return the routes of a comment."""
    path = "/{lang:lang}/c/{annotation}"
    posts: dict[str, Handler] = {
        "reply": reply,
        "support": support,
        "rejoin": rejoin,
        "edit": edit,
        "withdraw": withdraw,
        "moderate": moderate,
        "replies/{reply}/withdraw": withdraw_reply,
        "replies/{reply}/moderate": moderate_reply,
    }
    return [
        Route("/c/{annotation}", lead, methods=["GET"]),
        Route(path, show, methods=["GET"]),
        Route(f"{path}/edit", ask_edit, methods=["GET"]),
        *(
            Route(f"{path}/{name}", handler, methods=["POST"])
            for name, handler in posts.items()
        ),
    ]
