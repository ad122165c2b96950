"""Several comments of the desk's list at once: answer, decide and assign them."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from docservice.access import Actor
from docservice.db.desk import NOBODY
from docservice.http.actors import actor_of
from docservice.http.bodies import read_form
from docservice.http.context import context_of
from docservice.http.pages.desk import back_to, desk_page
from docservice.http.pages.desk_form import (
    FORM_BYTES,
    answer_in,
    checked_in,
    day_in,
    fault_of,
    message_about,
    typed_in,
)
from docservice.http.pages.desk_query import place_of, query_of
from docservice.http.presenting.desk import named_view
from docservice.http.views.desk import ManyForm
from docservice.services import answering, answering_many, requests
from docservice.services.desk_item import Member, read_members
from docservice.services.errors import Invalid, Stale
from docservice.services.four_eyes import TakenAlone

UNPROCESSABLE, PRECONDITION_FAILED = 422, 412


async def answer_many(request: Request) -> Response:
    """Give the chosen comments the same answer, all or none."""
    store, limit = context_of(request).store, context_of(request).settings.body_chars

    async def write(actor: Actor, form: FormData, chosen: Mapping[str, int]) -> int:
        return await store.write(
            answering_many.answer_many,
            actor,
            list(chosen),
            requests.answer(answer_in(request, form), body_chars=limit),
            now=datetime.now(UTC),
            versions=chosen,
        )

    return await _for_chosen(request, write)


async def decide(request: Request) -> Response:
    """Decide the chosen answers as they are proposed, all or none."""
    store = context_of(request).store

    async def write(actor: Actor, _: FormData, chosen: Mapping[str, int]) -> int:
        return await store.write(
            answering_many.decide_many, actor, chosen, now=datetime.now(UTC)
        )

    return await _for_chosen(request, write)


async def _for_chosen(
    request: Request,
    write: Callable[[Actor, FormData, Mapping[str, int]], Awaitable[int]],
) -> Response:
    """Write the answers of the chosen comments, and go back to the list."""
    actor, form = await actor_of(request), await read_form(request, FORM_BYTES)
    actor.require("answer")
    chosen = checked_in(form)
    if not chosen:
        return await _none_chosen(request, form)
    try:
        different = await write(actor, form, chosen)
    except Stale:
        found = await _members(request, chosen)
        named = [e for e in found if e.version != chosen[e.annotation.id]]
        fault = ("stale", message_about(request, "stale"))
        return await _many_again(request, form, fault, PRECONDITION_FAILED, named=named)
    except Invalid as error:
        fault = fault_of(request, error, typed_in(form))
        own = error.annotation_ids if isinstance(error, TakenAlone) else ()
        named = await _members(request, own)
        return await _many_again(request, form, fault, UNPROCESSABLE, named=named)
    notice = "answered_many" if different else "unchanged"
    return back_to(place_of(request, query_of(form)), notice)


async def assign(request: Request) -> Response:
    """Give the chosen comments to somebody, or to nobody."""
    actor, form = await actor_of(request), await read_form(request, FORM_BYTES)
    actor.require("answer")
    place, chosen = place_of(request, query_of(form)), checked_in(form)
    assignee = str(form.get("assignee", ""))
    if not chosen:
        return await _none_chosen(request, form)
    try:
        await context_of(request).store.write(
            answering.assign,
            actor,
            list(chosen),
            None if assignee == NOBODY else assignee,
            due_on=day_in(form.get("due_on")),
            now=datetime.now(UTC),
        )
    except Invalid as error:
        return await _many_again(request, form, fault_of(request, error), UNPROCESSABLE)
    return back_to(place, "assigned", str(form.get("comment", "")))


async def _none_chosen(request: Request, form: FormData) -> Response:
    fault = ("chosen", message_about(request, "chosen"))
    return await _many_again(request, form, fault, UNPROCESSABLE)


async def _many_again(
    request: Request,
    form: FormData,
    fault: tuple[str, str],
    status: int,
    *,
    named: Sequence[Member] = (),
) -> Response:
    typed, place = typed_in(form), place_of(request, query_of(form))
    gone = {each.annotation.id for each in named}
    many = ManyForm(
        outcome=typed.outcome,
        reason=typed.reason,
        note=typed.note,
        state=typed.state,
        checked={
            key: seen for key, seen in checked_in(form).items() if key not in gone
        },
        errors=(fault,),
        named=[named_view(each, place) for each in named],
    )
    return await desk_page(request, query_of(form), many=many, status=status)


async def _members(request: Request, ids: Collection[str]) -> list[Member]:
    slug = str(request.path_params["slug"])
    return await context_of(request).store.read(
        read_members, await actor_of(request), slug, list(ids)
    )


def routes() -> list[Route]:
    """Return the routes for several comments."""
    desk = "/{lang:lang}/d/{slug}/desk"
    return [
        Route(f"{desk}/answer", answer_many, methods=["POST"]),
        Route(f"{desk}/decide", decide, methods=["POST"]),
        Route(f"{desk}/assign", assign, methods=["POST"]),
    ]
