"""Threads: replies to annotations, and support for them."""

from sqlalchemy import Connection
from starlette.responses import Response

from docservice.access import Actor, NotFound
from docservice.db import threads
from docservice.http.answers import json_response, no_content
from docservice.http.api.declaration import PREFIX, Answer, Call, Operation
from docservice.http.bodies import read_json
from docservice.services import annotate, requests, resources
from docservice.services.amending import SHOWN
from docservice.services.reading import open_annotation
from docservice.services.resources import Resource


async def create_reply(call: Call) -> Response:
    """Reply to an annotation."""
    settings = call.context.settings
    raw = await read_json(call.request, settings.body_bytes)
    body = requests.text(requests.mapping(raw, "body"), "body", settings.body_chars)
    written = await call.context.store.write(
        annotate.reply, call.actor, call.path("id"), body, now=call.now, key=call.key
    )
    found = await call.context.store.read(_reply, call.actor, written.id)
    address = f"{PREFIX}/replies/{written.id}"
    return json_response(call.request, found, status=201, headers={"Location": address})


async def get_reply(call: Call) -> Response:
    """Answer with one reply."""
    found = await call.context.store.read(_reply, call.actor, call.path("id"))
    return json_response(call.request, found)


async def moderate_reply(call: Call) -> Response:
    """Hide or restore a reply."""
    raw = await read_json(call.request, call.context.settings.body_bytes)
    fields = requests.mapping(raw, "body")
    state = requests.choice(fields, "state", SHOWN)
    await call.context.store.write(
        annotate.set_reply_state, call.actor, call.path("id"), state, now=call.now
    )
    found = await call.context.store.read(_reply, call.actor, call.path("id"))
    return json_response(call.request, found)


async def withdraw_reply(call: Call) -> Response:
    """Withdraw one's own reply."""
    await call.context.store.write(
        annotate.set_reply_state,
        call.actor,
        call.path("id"),
        "withdrawn",
        now=call.now,
    )
    return no_content()


async def give_support(call: Call) -> Response:
    """Support an annotation; twice is as good as once."""
    return await _support(call, on=True)


async def take_support_back(call: Call) -> Response:
    """Support an annotation no longer; twice is as good as once."""
    return await _support(call, on=False)


async def _support(call: Call, *, on: bool) -> Response:
    written = await call.context.store.write(
        annotate.support, call.actor, call.path("id"), on=on, now=call.now
    )
    return json_response(call.request, written.resource | {"supported": on})


def _reply(connection: Connection, actor: Actor, reply_id: str) -> Resource:
    row = threads.get_reply(connection, reply_id)
    if row is None:
        raise NotFound("reply", reply_id)
    open_annotation(connection, actor, row.annotation_id)
    return resources.reply(row, hidden=actor.may("see_hidden"))


OPERATIONS = (
    Operation(
        method="POST",
        path="/annotations/{id}/replies",
        handler=create_reply,
        summary="Reply to an annotation",
        permission="reply",
        is_remark=True,
        body="NewReply",
        answers=(Answer(201, "The new reply.", "Reply"),),
        errors=("not_found", "phase_closed", "invalid", "conflict"),
    ),
    Operation(
        method="GET",
        path="/replies/{id}",
        handler=get_reply,
        summary="Read a reply",
        answers=(Answer(200, "The reply.", "Reply"),),
        errors=("not_found",),
    ),
    Operation(
        method="PATCH",
        path="/replies/{id}",
        handler=moderate_reply,
        summary="Hide or restore a reply",
        permission="moderate",
        body="ReplyEdit",
        answers=(Answer(200, "The reply as it is now.", "Reply"),),
        errors=("not_found", "invalid"),
    ),
    Operation(
        method="DELETE",
        path="/replies/{id}",
        handler=withdraw_reply,
        summary="Withdraw a reply",
        permission="reply",
        is_remark=True,
        answers=(Answer(204, "It is withdrawn."),),
        errors=("not_found",),
    ),
    Operation(
        method="PUT",
        path="/annotations/{id}/support",
        handler=give_support,
        summary="Support an annotation",
        permission="support",
        is_remark=True,
        answers=(Answer(200, "How many support it now.", "Support"),),
        errors=("not_found", "phase_closed", "conflict"),
    ),
    Operation(
        method="DELETE",
        path="/annotations/{id}/support",
        handler=take_support_back,
        summary="Take support back",
        permission="support",
        is_remark=True,
        answers=(Answer(200, "How many support it now.", "Support"),),
        errors=("not_found", "phase_closed", "conflict"),
    ),
)
