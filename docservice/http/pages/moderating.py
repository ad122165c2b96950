"""Hide comments and replies or restore them, and withdraw one's own reply."""

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from docservice.http.actors import actor_of
from docservice.http.context import context_of
from docservice.http.pages.comment_page import PATH, annotation_id, done, read_fields
from docservice.services import annotate, requests

DECISIONS = ("hide", "restore")  # of moderators


async def moderate(request: Request) -> Response:
    """Hide a comment, or restore it."""
    actor, form = await actor_of(request), await read_fields(request)
    is_hide = requests.choice(form, "do", DECISIONS) == "hide"
    await context_of(request).store.write(
        annotate.moderate,
        actor,
        annotation_id(request),
        hide=is_hide,
        now=datetime.now(UTC),
    )
    return done(request, "hidden" if is_hide else "restored")


async def withdraw_reply(request: Request) -> Response:
    """Withdraw one's own reply."""
    await context_of(request).store.write(
        annotate.set_reply_state,
        await actor_of(request),
        request.path_params["reply"],
        "withdrawn",
        now=datetime.now(UTC),
    )
    return done(request, "reply_withdrawn")


async def moderate_reply(request: Request) -> Response:
    """Hide a reply, or restore it."""
    form = await read_fields(request)
    is_hide = requests.choice(form, "do", DECISIONS) == "hide"
    await context_of(request).store.write(
        annotate.set_reply_state,
        await actor_of(request),
        request.path_params["reply"],
        "hidden" if is_hide else "visible",
        now=datetime.now(UTC),
    )
    return done(request, "reply_hidden" if is_hide else "reply_restored")


def routes() -> list[Route]:
    """Return the routes that take a comment or a reply out of sight."""
    return [
        Route(f"{PATH}/moderate", moderate, methods=["POST"]),
        Route(f"{PATH}/replies/{{reply}}/withdraw", withdraw_reply, methods=["POST"]),
        Route(f"{PATH}/replies/{{reply}}/moderate", moderate_reply, methods=["POST"]),
    ]
