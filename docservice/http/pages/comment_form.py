"""Comment without a selection and without script: a form for one paragraph."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from docservice.access import AccessError, Actor, NotFound
from docservice.db import revisions
from docservice.http.actors import actor_of, address_of
from docservice.http.bodies import read_form
from docservice.http.context import context_of
from docservice.http.frame import document_nav, frame, lang_of, page, translator
from docservice.http.notices import leave_notice
from docservice.http.presenting.comment_form import (
    Errors,
    Subject,
    Typed,
    asks_name,
    comment_form_view,
    mistakes,
    remark_of,
)
from docservice.http.presenting.reading import closed
from docservice.http.sessions import start_session
from docservice.http.views.urls import url
from docservice.services import remarking, requests
from docservice.services.errors import ServiceError, TooMany
from docservice.services.margin import open_revision
from docservice.services.notifying.subscribing import lacks_address
from docservice.services.remarking import Sender
from versions.paragraph import ParagraphId

FORM_BYTES = 100_000  # three texts of `body_chars` and what encoding adds
UNPROCESSABLE = 422


async def ask(request: Request) -> Response:
    """Show the form."""
    subject = await _subject(request)
    query = request.query_params
    typed = Typed(
        remarking.new_key(),
        scope=query.get("scope", "paragraph"),
        words=query.get("words", ""),
    )
    return _form(request, subject, typed)


async def publish(request: Request) -> Response:
    """Publish the comment, or show the form again with what it needs."""
    subject = await _subject(request)
    fields = await read_form(request, FORM_BYTES)
    texts = {k: v for k, v in fields.items() if isinstance(v, str)}
    typed = Typed.of({k: v.replace("\r\n", "\n") for k, v in texts.items()})
    if typed.wants_preview:
        return _form(request, subject, typed)
    places, gettext = typed.places(subject), translator(request)
    errors = mistakes(
        typed,
        places,
        context_of(request).settings.body_chars,
        passage=places[0].of(subject.paragraph.text) if len(places) == 1 else "",
        asks_name=asks_name(subject.opened),
        gettext=gettext,
    )
    if errors:
        return _form(request, subject, typed, errors, status=UNPROCESSABLE)
    raw = remark_of(typed, subject, places[0], lang_of(request))
    try:
        return await _published(request, subject, typed, requests.remark(raw))
    except TooMany:
        message = gettext("That was much at once. Please wait a minute.")
        return _form(request, subject, typed, [("", message)], status=429)
    except AccessError:
        # The phase may have ended while the form was open: what was typed is kept.
        reason = closed(subject.opened, datetime.now(UTC), gettext)
        message = reason or gettext("You may not comment here.")
        return _form(request, subject, typed, [("", message)], status=403)
    except ServiceError as error:
        # What the form cannot hold, such as a character that is none.
        message = gettext("This cannot be published as it stands. Please change it.")
        errors = [(error.field or "", message)]
        return _form(request, subject, typed, errors, status=UNPROCESSABLE)


async def _published(
    request: Request, subject: Subject, typed: Typed, remark: requests.Remark
) -> Response:
    context, lang = context_of(request), lang_of(request)
    actor, slug = subject.opened.actor, subject.opened.document.slug
    if actor.person is None:
        context.rates.require_sign_in(address_of(request))
    else:
        context.rates.require_write(actor.person, address_of(request))
    lasts = timedelta(days=context.settings.session_days)
    sent = await context.store.write(
        remarking.comment,
        Sender(
            actor,
            typed.key,
            typed.name,
            lang,
            lasts,
            typed.email if subject.asks_email else "",
        ),
        slug,
        remark,
        now=datetime.now(UTC),
    )
    number, written = subject.revision.number, sent.written.id
    address = url("revision", lang=lang, slug=slug, number=number, comment=written)
    response = RedirectResponse(f"{address}#c-{written}", status_code=303)
    if sent.session is not None:
        start_session(request, response, sent.session)
    leave_notice(response, "commented")
    return response


async def _subject(request: Request) -> Subject:
    path = request.path_params
    context, actor = context_of(request), await actor_of(request)
    subject = await context.store.read(
        _read, actor, path["slug"], path["number"], path["paragraph"]
    )
    return subject if context.mailer else replace(subject, asks_email=False)


def _read(
    connection: Connection, actor: Actor, slug: str, number: int, paragraph: str
) -> Subject:
    opened, revision = open_revision(connection, actor, slug, number)
    index = revision.index_of(ParagraphId(paragraph))
    if index is None:
        raise NotFound("paragraph", paragraph)
    heads = revisions.list_published(connection, opened.document.id)
    return Subject(
        opened,
        revision,
        heads,
        revision.paragraphs[index],
        asks_email=lacks_address(connection, opened),
    )


def _form(
    request: Request,
    subject: Subject,
    typed: Typed,
    errors: Errors = (),
    *,
    status: int = 200,
) -> Response:
    gettext = translator(request)
    view = comment_form_view(subject, typed, errors, datetime.now(UTC), gettext)
    opened = subject.opened
    title = f"{gettext('Comment')}, {opened.document.title}"
    nav = document_nav(request, opened, "document")
    framed = frame(request, opened.actor, title=title, nav=nav)
    return page(request, "comment_form.html", framed, status=status, view=view)


def routes() -> list[Route]:
    """Return the routes of the comment form."""
    path = "/{lang:lang}/d/{slug}/r/{number:number}/p/{paragraph}/comment"
    return [
        Route(path, ask, methods=["GET"]),
        Route(path, publish, methods=["POST"]),
    ]
