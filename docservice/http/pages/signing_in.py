"""Sign in by a link, sign out, and take part as a guest.

The link shows a button, and only the button signs in: programs that scan mails open
every link in them, and would use it up.
"""

from datetime import UTC, datetime, timedelta
from typing import Final

from starlette.background import BackgroundTask
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from docservice.access import NotFound
from docservice.http.actors import actor_of, address_of, session_of
from docservice.http.answers import json_response, wants_json
from docservice.http.bodies import read_form
from docservice.http.context import Context, context_of
from docservice.http.frame import frame, lang_of, page, translator
from docservice.http.returning import came_from, local_path
from docservice.http.sessions import end_session, start_session
from docservice.http.views.signing_in import ConfirmView, SignInView, SignOutView
from docservice.http.views.urls import url
from docservice.services import accounts, guests, resources
from docservice.services.errors import Invalid
from docservice.services.mail import Letter, Mailer

FORM_BYTES = 20_000
NEVER_KEPT = {"Cache-Control": "no-store"}


def _(message: str) -> str:
    """Mark a text for translation; it is translated when it is shown."""
    return message


SUBJECT: Final = _("Your link to sign in")
MISTAKES: Final = {
    "email": _("Please give a complete e-mail address."),
    "name": _("Please give a name of at most 80 characters."),
}


async def ask(request: Request) -> Response:
    """Show the form that asks for a link."""
    view = SignInView(
        sends_mail=context_of(request).mailer is not None,
        next=local_path(request.query_params.get("next")),
    )
    return await _sign_in_page(request, view)


async def send_link(request: Request) -> Response:
    """Mail a link; the answer is the same whether or not the address is known."""
    context, lang = context_of(request), request.path_params["lang"]
    context.rates.require_sign_in(address_of(request))
    if context.mailer is None:
        raise NotFound("page", request.url.path)
    form = await read_form(request, FORM_BYTES)
    email, name, next_ = (_field(form, each) for each in ("email", "name", "next"))
    next_ = local_path(next_)
    try:
        issued = await context.store.write(
            accounts.request_link,
            email=email,
            name=name,
            now=datetime.now(UTC),
            lang=lang,
            lasts=timedelta(hours=context.settings.link_hours),
        )
    except Invalid as error:
        view = SignInView(
            True,
            next=next_,
            email=email,
            name=name,
            errors=[(error.field or "email", _said(context, lang, error))],
        )
        return await _sign_in_page(request, view, status=422)
    link = context.settings.base_url.rstrip("/") + url(
        "sign_in_link", lang=lang, secret=issued.secret, next=next_ or None
    )
    response = await _sign_in_page(request, SignInView(True, is_sent=True))
    response.background = BackgroundTask(
        _mail_link, context, context.mailer, lang, email.strip(), link
    )
    return response


async def confirm(request: Request) -> Response:
    """Show the button that signs in; the link stays unused until it is pressed."""
    secret, now = request.path_params["secret"], datetime.now(UTC)
    if not await context_of(request).store.read(accounts.is_link, secret, now=now):
        return await _confirm_page(request, ConfirmView(True), status=410)
    view = ConfirmView(False, local_path(request.query_params.get("next")))
    return await _confirm_page(request, view)


async def redeem(request: Request) -> Response:
    """Turn the link into a session."""
    context, lang = context_of(request), request.path_params["lang"]
    context.rates.require_sign_in(address_of(request))
    form = await read_form(request, FORM_BYTES)
    now = datetime.now(UTC)
    issued = await context.store.write(
        accounts.redeem,
        request.path_params["secret"],
        now=now,
        lasts=timedelta(days=context.settings.session_days),
    )
    if issued is None:
        return await _confirm_page(request, ConfirmView(True), status=410)
    await _end_old_session(request, now)
    target = local_path(_field(form, "next")) or url("home", lang=lang)
    response = RedirectResponse(target, 303, NEVER_KEPT)
    start_session(request, response, issued.secret)
    return response


async def sign_out(request: Request) -> Response:
    """End the session, if need be after asking whether that is meant."""
    person, store = (await actor_of(request)).person, context_of(request).store
    if person is not None and not await store.read(guests.can_come_back, person):
        form = await read_form(request, FORM_BYTES)
        if _field(form, "sure") != "1":
            return await _sign_out_page(request)
    await _end_old_session(request, datetime.now(UTC))
    target = url("home", lang=request.path_params["lang"])
    response = RedirectResponse(target, 303, NEVER_KEPT)
    end_session(request, response)
    return response


async def join_as_guest(request: Request) -> Response:
    """Start a guest's session under a name, where a document's process welcomes guests."""
    context, lang = context_of(request), request.path_params["lang"]
    context.rates.require_sign_in(address_of(request))
    form = await read_form(request, FORM_BYTES)
    issued = await context.store.write(
        guests.join,
        _field(form, "document"),
        name=_field(form, "name"),
        email=_field(form, "email").strip() if context.mailer else "",
        now=datetime.now(UTC),
        lang=lang,
        lasts=timedelta(days=context.settings.session_days),
    )
    response: Response
    if wants_json(request):
        response = json_response(
            request,
            resources.person(issued.person),
            status=201,
            headers=NEVER_KEPT,
        )
    else:
        home = url("document", lang=lang, slug=_field(form, "document"))
        target = local_path(_field(form, "next")) or home
        response = RedirectResponse(target, 303, NEVER_KEPT)
    start_session(request, response, issued.secret)
    return response


async def _end_old_session(request: Request, now: datetime) -> None:
    old = session_of(request)
    if old is not None:
        await context_of(request).store.write(accounts.sign_out, old, now=now)


async def _mail_link(
    context: Context, mailer: Mailer, lang: str, email: str, link: str
) -> None:
    templates = context.templates
    text = templates.render(
        "mail/sign_in.txt",
        lang,
        site_name=context.settings.site_name,
        link=link,
        hours=context.settings.link_hours,
    )
    subject = templates.gettext(lang, SUBJECT)
    subject = f"{context.settings.site_name}: {subject}"
    await mailer.send(Letter(to=email, subject=subject, text=text))


def _said(context: Context, lang: str, error: Invalid) -> str:
    sentence = MISTAKES.get(error.field or "", str(error))
    return context.templates.gettext(lang, sentence)


def _field(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""


async def _sign_in_page(
    request: Request, view: SignInView, *, status: int = 200
) -> HTMLResponse:
    return await _page(request, "sign_in.html", view, status)


async def _sign_out_page(request: Request) -> HTMLResponse:
    lang = lang_of(request)
    view = SignOutView(
        sends_mail=context_of(request).mailer is not None,
        stay=came_from(request) or url("home", lang=lang),
    )
    title = translator(request)("Sign out?")
    framed = frame(request, await actor_of(request), title=title)
    response = page(request, "sign_out.html", framed, view=view)
    response.headers.update(NEVER_KEPT)
    return response


async def _confirm_page(
    request: Request, view: ConfirmView, *, status: int = 200
) -> HTMLResponse:
    return await _page(request, "sign_in_confirm.html", view, status)


async def _page(
    request: Request, template: str, view: object, status: int
) -> HTMLResponse:
    framed = frame(
        request, await actor_of(request), title=translator(request)("Sign in")
    )
    response = page(request, template, framed, status=status, view=view)
    response.headers.update(NEVER_KEPT)
    return response


def routes() -> list[Route]:
    """Return the routes of these pages."""
    return [
        Route("/{lang:lang}/sign-in", ask, methods=["GET"]),
        Route("/{lang:lang}/sign-in", send_link, methods=["POST"]),
        Route("/{lang:lang}/sign-in/{secret}", confirm, methods=["GET"]),
        Route("/{lang:lang}/sign-in/{secret}", redeem, methods=["POST"]),
        Route("/{lang:lang}/sign-out", sign_out, methods=["POST"]),
        Route("/{lang:lang}/guest", join_as_guest, methods=["POST"]),
    ]
