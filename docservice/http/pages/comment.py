"""The page of one comment, and what is said below it: replies, support, the last word."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from docservice.access import AccessError
from docservice.db.events import Unit
from docservice.http.actors import actor_of, address_of
from docservice.http.context import context_of
from docservice.http.frame import lang_of, translator
from docservice.http.languages import preferred
from docservice.http.notices import leave_notice
from docservice.http.pages.comment_page import (
    CONFLICT,
    FORBIDDEN,
    PATH,
    TOO_MANY,
    UNPROCESSABLE,
    annotation_id,
    back,
    comment_page,
    done,
    follow,
    read_fields,
    said_of,
)
from docservice.http.presenting.comment import Reply
from docservice.http.sessions import start_session
from docservice.http.views.urls import url
from docservice.services import annotate, rejoining, remarking, requests
from docservice.services.errors import Conflict, Invalid, TooMany
from docservice.services.following import Followed
from docservice.services.rejoining import read_rejoinder
from docservice.services.remarking import Sender, Sent


async def lead(request: Request) -> Response:
    """Lead from an address without a language to the page in the reader's."""
    address = url("comment", lang=preferred(request), annotation=annotation_id(request))
    return RedirectResponse(address, 302, {"Vary": "Accept-Language"})


async def show(request: Request) -> Response:
    """Show a comment and what became of it."""
    found = await follow(request)
    return comment_page(request, found, Reply(remarking.new_key()))


async def reply(request: Request) -> Response:
    """Publish a reply, or show the page again with what was typed."""
    found = await follow(request)
    form = await read_fields(request)
    typed = Reply(form.get("key", ""), form.get("body", ""), form.get("name", ""))
    gettext = translator(request)
    if not typed.body.strip():
        message = gettext("Please write your reply.")
        return comment_page(request, found, typed, [("body", message)], UNPROCESSABLE)

    def write(unit: Unit, sender: Sender) -> Sent:
        most = context_of(request).settings.body_chars
        body = requests.text({"body": typed.body}, "body", most)
        return remarking.reply(
            unit, sender, annotation_id(request), body, now=datetime.now(UTC)
        )

    return await _remark(request, found, typed, write, "replied")


async def support(request: Request) -> Response:
    """Give support, as a guest too, or take it back."""
    actor, form = await actor_of(request), await read_fields(request)
    if actor.person is None:
        found = await follow(request)
        typed = Reply(form.get("key", ""), "", form.get("name", ""))

        def write(unit: Unit, sender: Sender) -> Sent:
            return remarking.support(
                unit, sender, annotation_id(request), now=datetime.now(UTC)
            )

        return await _remark(request, found, typed, write, "supported")
    is_on = form.get("on") != "0"
    context_of(request).rates.require_write(actor.person, address_of(request))
    await context_of(request).store.write(
        annotate.support, actor, annotation_id(request), on=is_on, now=datetime.now(UTC)
    )
    return done(request, "supported" if is_on else "unsupported")


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
        return comment_page(request, found, typed, [("", message)], TOO_MANY)
    except Invalid as error:
        return comment_page(
            request, found, typed, [said_of(request, error)], UNPROCESSABLE
        )
    except (AccessError, Conflict):
        message = gettext("This could not be published; what you wrote is below.")
        return comment_page(request, found, typed, [("", message)], FORBIDDEN)
    response = back(request)
    if sent.session is not None:
        start_session(request, response, sent.session)
    leave_notice(response, notice)
    return response


async def rejoin(request: Request) -> Response:
    """Store what the author says about the answer, or say what stands in the way."""
    found = await follow(request)
    person = found.trace.opened.actor.require("rejoin")
    form, context = await read_fields(request), context_of(request)
    typed = Reply("", last_word=form.get("reason", ""))
    gettext = translator(request)
    context.rates.require_write(person, address_of(request))
    try:
        said = read_rejoinder(form, body_chars=context.settings.body_chars)
        await context.store.write(
            rejoining.rejoin,
            found.trace.opened.actor,
            annotation_id(request),
            said,
            now=datetime.now(UTC),
        )
    except Invalid as error:
        message = gettext("Please say whether the answer convinces you.")
        if error.field == "reason":
            message = gettext("Please say in a few words why.")
        return comment_page(
            request,
            found,
            typed,
            [(error.field or "", message)],
            UNPROCESSABLE,
        )
    except Conflict:
        message = gettext("You have said already what you think of the answer.")
        return comment_page(request, found, typed, [("", message)], CONFLICT)
    return done(request, "rejoined")


def _count(request: Request, found: Followed) -> None:
    rates, person = context_of(request).rates, found.trace.opened.actor.person
    if person is None:
        rates.require_sign_in(address_of(request))
    else:
        rates.require_write(person, address_of(request))


def routes() -> list[Route]:
    """Return the routes of a comment's page."""
    return [
        Route("/c/{annotation}", lead, methods=["GET"]),
        Route(PATH, show, methods=["GET"]),
        Route(f"{PATH}/reply", reply, methods=["POST"]),
        Route(f"{PATH}/support", support, methods=["POST"]),
        Route(f"{PATH}/rejoin", rejoin, methods=["POST"]),
    ]
