"""What mails a person gets: the page behind the link in each, and the same signed in.

Opening a link changes nothing, since programs that scan mails open every one; only
what a mail program sends for "unsubscribe" (RFC 8058) takes effect at once.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from docservice.access import NotSignedIn
from docservice.db import annotations, people
from docservice.db.people import Person
from docservice.db.subscriptions import Subscription
from docservice.http.actors import actor_of, address_of
from docservice.http.answers import wants_json
from docservice.http.bodies import read_form
from docservice.http.context import context_of
from docservice.http.frame import frame, lang_of, page, translator
from docservice.http.notices import leave_notice
from docservice.http.sessions import start_session
from docservice.http.views.mails import MailsView, SwitchView
from docservice.http.views.urls import url
from docservice.services.errors import Invalid
from docservice.services.notifying import subscribing
from docservice.services.notifying.links import require_subscription

FORM_BYTES = 20_000
UNPROCESSABLE = 422
PLACES = ("reply", "rejoin")  # on a comment's page, to which mails lead
# The address opens what is one person's: nobody keeps it or is told of it.
SECRET = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


async def show(request: Request) -> Response:
    """Show what mails somebody gets, or lead to the comment that a mail is about.

    Who is signed in as its author is led there at once; others press a button.
    """
    wanted, token = request.query_params.get("comment", ""), _token(request)
    if wanted and token:
        row, _ = await context_of(request).store.read(_read, token, None)
        if row is not None and row.person_id == (await actor_of(request)).id:
            place = request.query_params.get("at", "")
            target = await _way_back(request, row.person_id, wanted, place)
            return RedirectResponse(target, 303, SECRET)
    return await _show(request)


async def change(request: Request) -> Response:
    """Take an address, confirm it, choose, end, or let a guest come back by it."""
    context, now = context_of(request), datetime.now(UTC)
    context.rates.require_sign_in(address_of(request))
    form, token = await read_form(request, FORM_BYTES), _token(request)
    write, back = context.store.write, _here(request)
    find = subscribing.by_link(token) if token else await _own(request)
    notice = None
    match form.get("do"):
        case "give" if not token:
            return await _give(request, str(form.get("email", "")))
        case "enter" if token:
            comment, place = str(form.get("comment", "")), str(form.get("at", ""))
            return await _enter(request, token, comment, place)
        case "confirm":
            notice = "mails_on"
            if token:
                await write(subscribing.confirm, find, now=now)
            else:
                await write(subscribing.resume, find)
        case "choose":
            notice = "mails_chosen"
            wanted = [str(each) for each in form.getlist("kind")]
            await write(subscribing.choose, find, wanted)
        case "stop":
            notice = "mails_off"
            await write(subscribing.stop, find, now=now)
    return _done(back, notice)


async def stop(request: Request) -> Response:
    """End all mails, as a mail program asks with one click (RFC 8058)."""
    find = subscribing.by_link(_token(request))
    await context_of(request).store.write(subscribing.stop, find, now=datetime.now(UTC))
    return Response(status_code=200, headers=SECRET)


async def lead(request: Request) -> Response:
    """Lead people who open that address themselves to the page with the button."""
    return RedirectResponse(_here(request), 303, SECRET)


async def _give(request: Request, address: str) -> Response:
    person = await _person(request)
    try:
        await context_of(request).store.write(
            subscribing.subscribe,
            person,
            address,
            lang=lang_of(request),
            now=datetime.now(UTC),
        )
    except Invalid:
        if wants_json(request):
            raise
        message = translator(request)("Please give a complete e-mail address.")
        return await _show(request, (("email", message),), UNPROCESSABLE)
    if wants_json(request):
        return Response(status_code=204, headers=SECRET)
    return _done(_here(request), "address_saved")


async def _enter(request: Request, token: str, wanted: str, place: str) -> Response:
    context = context_of(request)
    issued = await context.store.write(
        subscribing.enter,
        token,
        now=datetime.now(UTC),
        lasts=timedelta(days=context.settings.session_days),
    )
    target = await _way_back(request, issued.person.id, wanted, place)
    response = RedirectResponse(target, 303, SECRET)
    start_session(request, response, issued.secret)
    return response


async def _way_back(request: Request, person_id: str, wanted: str, place: str) -> str:
    """Return where a person's own comment is, by default the last."""

    def read(connection: Connection) -> str | None:
        row = annotations.get_annotation(connection, wanted) if wanted else None
        if row is not None and row.author.id == person_id:
            return row.id
        newest = annotations.newest_by(connection, person_id, limit=1)
        return newest[0].id if newest else None

    lang = lang_of(request)
    found = await context_of(request).store.read(read)
    if found is None:
        return url("home", lang=lang)
    address = url("comment", lang=lang, annotation=found)
    return f"{address}#{place}" if place in PLACES else address


async def _show(
    request: Request, errors: Sequence[tuple[str, str]] = (), status: int = 200
) -> Response:
    store, token = context_of(request).store, _token(request)
    person = None if token else await _person(request)
    row, holder = await store.read(_read, token, person)
    is_guest = holder is not None and holder.is_guest
    view = MailsView(
        state=_state(row),
        action=_here(request),
        by_link=bool(token),
        is_guest=is_guest,
        sends_mail=context_of(request).mailer is not None,
        address=row.address if row else "",
        comment=request.query_params.get("comment", "") if is_guest and token else "",
        place=request.query_params.get("at", ""),
        switches=tuple(
            SwitchView(kind, row is not None and kind not in row.off)
            for kind in subscribing.switches_of(holder)
        ),
        errors=errors,
    )
    title = translator(request)("Mails to you")
    framed = frame(request, await actor_of(request), title=title)
    response = page(request, "mails.html", framed, status=status, view=view)
    response.headers.update(SECRET)
    return response


def _read(
    connection: Connection, token: str, person: Person | None
) -> tuple[Subscription | None, Person | None]:
    if person is not None:
        return subscribing.subscription_of(connection, person), person
    row = require_subscription(connection, token)
    return row, people.get_person(connection, row.person_id)


def _state(row: Subscription | None) -> str:
    if row is None:
        return "none"
    if row.ended_at is not None:
        return "off"
    return "on" if row.is_active else "waiting"


async def _person(request: Request) -> Person:
    person = (await actor_of(request)).person
    if person is None:
        raise NotSignedIn("mails need a person who is signed in")
    return person


async def _own(request: Request) -> subscribing.Find:
    return subscribing.of_person(await _person(request))


def _token(request: Request) -> str:
    return str(request.path_params.get("secret", ""))


def _here(request: Request) -> str:
    lang, token = lang_of(request), _token(request)
    return (
        url("mails_of", lang=lang, secret=token) if token else url("mails", lang=lang)
    )


def _done(back: str, notice: str | None) -> Response:
    response = RedirectResponse(back, 303, SECRET)
    if notice is not None:
        leave_notice(response, notice)
    return response


routes = [
    Route("/{lang:lang}/mails", show, methods=["GET"]),
    Route("/{lang:lang}/mails", change, methods=["POST"]),
    Route("/{lang:lang}/mails/{secret}", show, methods=["GET"]),
    Route("/{lang:lang}/mails/{secret}", change, methods=["POST"]),
    Route("/{lang:lang}/mails/{secret}/stop", lead, methods=["GET"]),
    Route("/{lang:lang}/mails/{secret}/stop", stop, methods=["POST"]),
]
