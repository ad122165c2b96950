"""The public record: which words changed because of what, and what became of it all."""

from sqlalchemy import Connection
from starlette.responses import Response

from annotations.thread import MOTIVATIONS
from docservice.access import Actor
from docservice.http.answers import json_response, page
from docservice.http.api import queries
from docservice.http.api.declaration import Answer, Call, Operation, Query
from docservice.http.api.json_schema import ID, NUMBER, one_of
from docservice.services.change_list import ChangeSearch, change_resources
from docservice.services.change_story import change_story, story_resource
from docservice.services.resources import Resource
from docservice.services.sentence_origins import origins_resource, sentence_origins
from docservice.services.statistics import statistics_of, statistics_resource


async def list_changes(call: Call) -> Response:
    """Answer with the changes that led to a revision, in the order of the text."""
    request = call.request
    search = ChangeSearch(
        revision=call.number("number"),
        chapter=queries.one(request, "chapter"),
        motivation=queries.word(request, "motivation", MOTIVATIONS),
        from_citizens=queries.word(request, "show", ("citizens",)) is not None,
    )
    items, last = await call.context.store.read(
        change_resources,
        call.actor,
        call.path("slug"),
        search,
        after=queries.number_in_cursor(request),
        limit=queries.limit(request),
    )
    return json_response(request, page(items, queries.next_cursor(last)))


async def get_change(call: Call) -> Response:
    """Answer with one change, and what led to it."""
    found = await call.context.store.read(
        _story, call.actor, call.path("slug"), call.path("id")
    )
    return json_response(call.request, found)


async def list_origins(call: Call) -> Response:
    """Answer with since when each sentence of the newest revision stands so."""
    found = await call.context.store.read(
        _origins,
        call.actor,
        call.path("slug"),
        since=queries.number(call.request, "since"),
        page_number=queries.number_in_cursor(call.request) or 1,
    )
    return json_response(call.request, found)


async def get_statistics(call: Call) -> Response:
    """Answer with the figures of a revision."""
    found = await call.context.store.read(
        _figures,
        call.actor,
        call.path("slug"),
        queries.number(call.request, "revision"),
    )
    return json_response(call.request, found)


def _story(connection: Connection, actor: Actor, slug: str, change_id: str) -> Resource:
    return story_resource(change_story(connection, actor, slug, change_id))


def _origins(
    connection: Connection,
    actor: Actor,
    slug: str,
    *,
    since: int | None,
    page_number: int,
) -> Resource:
    found = sentence_origins(connection, actor, slug, since=since, page=page_number)
    following = str(found.page + 1) if found.page < found.pages else None
    return origins_resource(found) | {"next_cursor": queries.next_cursor(following)}


def _figures(
    connection: Connection, actor: Actor, slug: str, number: int | None
) -> Resource:
    return statistics_resource(statistics_of(connection, actor, slug, number))


OPERATIONS = (
    Operation(
        method="GET",
        path="/documents/{slug}/revisions/{number}/changes",
        handler=list_changes,
        summary="List the changes that led to a revision",
        description="They stand in the order of the text; the first revision has none.",
        query=(
            Query("chapter", ID, "Those in this chapter, by the id of its heading."),
            Query(
                "motivation",
                one_of(MOTIVATIONS),
                "Those that annotations of this kind caused.",
            ),
            Query("show", one_of(("citizens",)), "Only those that annotations caused."),
            *queries.PAGING,
        ),
        answers=(Answer(200, "A page of changes.", "Changes"),),
        errors=("not_found", "invalid"),
    ),
    Operation(
        method="GET",
        path="/documents/{slug}/changes/{id}",
        handler=get_change,
        summary="Read a change",
        description="With the annotations that led to it, and its neighbours.",
        answers=(Answer(200, "The change.", "ChangeStory"),),
        errors=("not_found",),
    ),
    Operation(
        method="GET",
        path="/documents/{slug}/origins",
        handler=list_origins,
        summary="Find out since when each sentence stands so",
        description=(
            "Of the newest revision, with the changes that gave each sentence its"
            " words; some paragraphs at a time."
        ),
        query=(
            Query("since", NUMBER, "Sentences that stand so since this revision."),
            queries.CURSOR,
        ),
        answers=(Answer(200, "A page of paragraphs.", "Origins"),),
        errors=("not_found", "invalid"),
    ),
    Operation(
        method="GET",
        path="/documents/{slug}/statistics",
        handler=get_statistics,
        summary="Count what became of the annotations",
        description="As everybody sees it, in all, by revision, chapter and kind.",
        query=(Query("revision", NUMBER, "By default the newest."),),
        answers=(Answer(200, "The figures.", "Statistics"),),
        errors=("not_found", "invalid"),
    ),
)
