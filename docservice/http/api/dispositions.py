"""The drafters' answers to annotations, and corrections of where they stand."""

from starlette.responses import Response

from annotations.selector import Position
from docservice.http.answers import if_match, json_response
from docservice.http.api.annotations import tag_of
from docservice.http.api.declaration import Answer, Call, Operation
from docservice.http.bodies import read_json
from docservice.services import answering, correcting_anchors, rejoining, requests
from docservice.services.errors import Invalid, Stale


async def answer_annotation(call: Call) -> Response:
    """Answer an annotation."""
    settings = call.context.settings
    raw = await read_json(call.request, settings.body_bytes)
    found = await call.context.store.write(
        answering.answer,
        call.actor,
        call.path("id"),
        requests.answer(raw, body_chars=settings.body_chars),
        now=call.now,
        version=_answer_version(if_match(call.request)),
    )
    return json_response(call.request, found, tag=tag_of(found))


async def rejoin(call: Call) -> Response:
    """Say once, as the author, whether the answer convinces."""
    settings = call.context.settings
    raw = await read_json(call.request, settings.body_bytes)
    found = await call.context.store.write(
        rejoining.rejoin,
        call.actor,
        call.path("id"),
        rejoining.read_rejoinder(raw, body_chars=settings.body_chars),
        now=call.now,
    )
    return json_response(call.request, found, tag=tag_of(found))


async def correct_anchor(call: Call) -> Response:
    """Put an annotation where it belongs in a revision, or say that its words are gone."""
    raw = await read_json(call.request, call.context.settings.body_bytes)
    found = await call.context.store.write(
        correcting_anchors.correct_anchor,
        call.actor,
        call.path("id"),
        call.number("number"),
        _place(raw),
        now=call.now,
    )
    return json_response(call.request, found, tag=tag_of(found))


def _answer_version(tag: str | None) -> int | None:
    """Return the version of the answer in an annotation's entity tag.

    Raises:
        Stale: it is no tag of an annotation, so it cannot match.
    """
    if tag is None:
        return None
    answer = tag.partition(".")[2]
    if not (answer.isascii() and answer.isdigit()):
        raise Stale("If-Match names no version of this annotation's answer")
    return int(answer[:9])


def _place(raw: object) -> tuple[Position, Position] | None:
    fields = requests.mapping(raw, "body")
    if fields.get("verdict") == "orphan":
        return None
    if fields.get("start") is None:
        raise Invalid("give start and end, or the verdict 'orphan'", "start")
    return (
        requests.position(fields.get("start"), "start"),
        requests.position(fields.get("end"), "end"),
    )


OPERATIONS = (
    Operation(
        method="PUT",
        path="/annotations/{id}/disposition",
        handler=answer_annotation,
        summary="Answer an annotation",
        description=(
            "Stores a further version; all are kept. It is public with the next"
            " revision, at once where the document belongs to no process. `changes`"
            " are the ids of the changes that it led to."
        ),
        permission="answer",
        body="NewDisposition",
        matches=True,
        answers=(Answer(200, "The annotation with its answer.", "Annotation"),),
        errors=("not_found", "invalid", "stale"),
    ),
    Operation(
        method="PUT",
        path="/annotations/{id}/rejoinder",
        handler=rejoin,
        summary="Say whether the answer convinces",
        description=(
            "For the author of the annotation, once, when the answer is public. Who"
            " disagrees says why. The same again is harmless."
        ),
        permission="rejoin",
        is_remark=True,
        body="NewRejoinder",
        answers=(Answer(200, "The annotation with the rejoinder.", "Annotation"),),
        errors=("not_found", "invalid", "conflict"),
    ),
    Operation(
        method="PUT",
        path="/annotations/{id}/anchors/{number}",
        handler=correct_anchor,
        summary="Correct where an annotation stands",
        description=(
            "In a revision after the one it was made on, or in the draft. With"
            ' `{"verdict": "orphan"}` its words are gone.'
        ),
        permission="answer",
        body="NewAnchor",
        answers=(Answer(200, "The annotation, anchored there.", "Annotation"),),
        errors=("not_found", "invalid"),
    ),
)
