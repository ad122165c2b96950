"""Annotations: list, make, read, edit, withdraw, hide; and follow."""

from dataclasses import replace

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from annotations.disposition import OUTCOMES
from annotations.thread import REMARK_STATES
from docservice.access import Actor, open_document
from docservice.db.annotations import AnnotationFilter
from docservice.http.answers import if_match, json_response, no_content, page
from docservice.http.api import queries
from docservice.http.api.declaration import PREFIX, Answer, Call, Operation, Query
from docservice.http.api.json_schema import ID, NUMBER, one_of
from docservice.http.bodies import read_json
from docservice.services import annotate, requests
from docservice.services.amending import SHOWN, Amendment, amend
from docservice.services.errors import Stale
from docservice.services.listing import Listed, listed_annotations
from docservice.services.reading import annotation_resources, open_annotation
from docservice.services.resources import Resource
from docservice.services.tracing import trace_annotation, trace_resource

ANSWERED = ("none", "any", *OUTCOMES)


async def list_annotations(call: Call) -> Response:
    """Answer with the annotations of a document, oldest first."""
    request = call.request
    wanted = AnnotationFilter(
        revision=queries.number(request, "revision"),
        paragraphs=_paragraphs(request),
        state=queries.word(request, "state", REMARK_STATES),
        disposition=queries.word(request, "disposition", ANSWERED),
        published_only=not call.actor.may("see_internal"),
    )
    items, last = await call.context.store.read(
        _listed,
        call.actor,
        call.path("slug"),
        wanted,
        after=queries.cursor(request),
        limit=queries.limit(request),
    )
    return json_response(request, page(items, queries.next_cursor(last)))


async def create_annotation(call: Call) -> Response:
    """Annotate a passage."""
    settings = call.context.settings
    raw = await read_json(call.request, settings.body_bytes)
    remark = requests.remark(raw, body_chars=settings.body_chars)
    written = await call.context.store.write(
        annotate.annotate,
        call.actor,
        call.path("slug"),
        remark,
        now=call.now,
        key=call.key,
    )
    found = await _read(call, written.id)
    address = f"{PREFIX}/annotations/{written.id}"
    return _tagged(call.request, found, status=201, location=address)


async def get_annotation(call: Call) -> Response:
    """Answer with one annotation."""
    return _tagged(call.request, await _read(call, call.path("id")))


async def edit_annotation(call: Call) -> Response:
    """Change one's own words, or hide and restore as a moderator."""
    settings = call.context.settings
    fields = requests.mapping(
        await read_json(call.request, settings.body_bytes), "body"
    )
    most = settings.body_chars
    state = None
    if fields.get("state") is not None:
        state = requests.choice(fields, "state", SHOWN)
    wanted = Amendment(
        body=requests.text(fields, "body", most, least=0)
        if fields.get("body") is not None
        else None,
        replacement=requests.text(fields, "replacement", most)
        if fields.get("replacement") is not None
        else None,
        state=state,
        version=version_of(if_match(call.request)),
    )
    await call.context.store.write(
        amend, call.actor, call.path("id"), wanted, now=call.now
    )
    return _tagged(call.request, await _read(call, call.path("id")))


async def withdraw_annotation(call: Call) -> Response:
    """Withdraw one's own annotation; its place and number stay."""
    await call.context.store.write(
        annotate.withdraw,
        call.actor,
        call.path("id"),
        now=call.now,
        version=version_of(if_match(call.request)),
    )
    return no_content()


async def trace(call: Call) -> Response:
    """Answer with what became of an annotation."""
    found = await call.context.store.read(_traced, call.actor, call.path("id"))
    return json_response(call.request, found)


def version_of(tag: str | None) -> int | None:
    """Return the version of the words in an annotation's entity tag.

    Raises:
        Stale: it is no tag of an annotation, so it cannot match.
    """
    if tag is None:
        return None
    words = tag.partition(".")[0]
    if not (words.isascii() and words.isdigit()):
        raise Stale("If-Match names no version of this annotation")
    return int(words[:9])


def tag_of(found: Resource) -> str:
    """Return an annotation's versions: of its words, and of its answer."""
    answer = found["disposition"]
    return f"{found['version']}.{answer['version'] if answer else 0}"


def _tagged(
    request: Request, found: Resource, *, status: int = 200, location: str = ""
) -> Response:
    headers = {"Location": location} if location else {}
    return json_response(
        request, found, status=status, tag=tag_of(found), headers=headers
    )


async def _read(call: Call, annotation_id: str) -> Resource:
    return await call.context.store.read(_resource, call.actor, annotation_id)


def _resource(connection: Connection, actor: Actor, annotation_id: str) -> Resource:
    opened, row = open_annotation(connection, actor, annotation_id)
    return annotation_resources(connection, opened, [row])[0]


def _traced(connection: Connection, actor: Actor, annotation_id: str) -> Resource:
    return trace_resource(trace_annotation(connection, actor, annotation_id))


def _paragraphs(request: Request) -> tuple[str, ...] | None:
    paragraph = queries.one(request, "paragraph")
    return None if paragraph is None else (paragraph,)


def _listed(
    connection: Connection,
    actor: Actor,
    slug: str,
    wanted: AnnotationFilter,
    *,
    after: str | None,
    limit: int,
) -> Listed:
    opened = open_document(connection, actor, slug)
    if wanted.paragraphs is not None and wanted.revision is None:
        wanted = replace(wanted, revision=opened.document.newest)
    return listed_annotations(connection, opened, wanted, after=after, limit=limit)


OPERATIONS = (
    Operation(
        method="GET",
        path="/documents/{slug}/annotations",
        handler=list_annotations,
        summary="List annotations",
        query=(
            Query(
                "revision",
                NUMBER,
                "Those with an anchor in this revision; anchors are shown there.",
            ),
            Query(
                "paragraph",
                ID,
                "Those that begin in this paragraph of the revision, by default of the"
                " newest.",
            ),
            Query("state", one_of(REMARK_STATES), "Those in this state."),
            Query(
                "disposition",
                one_of(ANSWERED),
                "Those with this outcome; `none` for unanswered, `any` for answered"
                " ones.",
            ),
            *queries.PAGING,
        ),
        answers=(Answer(200, "A page of annotations.", "Annotations"),),
        errors=("not_found", "invalid"),
    ),
    Operation(
        method="POST",
        path="/documents/{slug}/annotations",
        handler=create_annotation,
        summary="Annotate a passage",
        description=(
            "`target` is a span (`start`, `end`; offsets count code points) or a"
            " `quote`, whose words have to stand in the revision once."
        ),
        permission="annotate",
        is_remark=True,
        body="NewAnnotation",
        answers=(Answer(201, "The new annotation.", "Annotation"),),
        errors=("not_found", "phase_closed", "invalid", "conflict"),
    ),
    Operation(
        method="GET",
        path="/annotations/{id}",
        handler=get_annotation,
        summary="Read an annotation",
        answers=(Answer(200, "The annotation.", "Annotation"),),
        errors=("not_found",),
    ),
    Operation(
        method="PATCH",
        path="/annotations/{id}",
        handler=edit_annotation,
        summary="Edit, hide or restore an annotation",
        description=(
            "Authors change `body` and `replacement` until it is answered; moderators"
            " set `state` to `hidden` or `visible`."
        ),
        permission="annotate",
        is_remark=True,
        body="AnnotationEdit",
        matches=True,
        answers=(Answer(200, "The annotation as it is now.", "Annotation"),),
        errors=("not_found", "phase_closed", "invalid", "conflict", "stale"),
    ),
    Operation(
        method="DELETE",
        path="/annotations/{id}",
        handler=withdraw_annotation,
        summary="Withdraw an annotation",
        description="Its words go, its place and its thread stay.",
        permission="annotate",
        is_remark=True,
        matches=True,
        answers=(Answer(204, "It is withdrawn."),),
        errors=("not_found", "conflict", "stale"),
    ),
    Operation(
        method="GET",
        path="/annotations/{id}/trace",
        handler=trace,
        summary="Follow an annotation",
        description=(
            "Its place in every revision, the answers, and the changes it caused."
        ),
        answers=(Answer(200, "The trace.", "Trace"),),
        errors=("not_found",),
    ),
)
