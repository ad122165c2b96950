"""Revisions: list, read, preview, publish, compare."""

from sqlalchemy import Connection
from starlette.responses import Response

from docservice.access import Actor, NotFound, open_document
from docservice.db import gate_reasons, revisions
from docservice.db.events import Unit
from docservice.db.gate_reasons import GATE_LISTS
from docservice.http.answers import json_response, page
from docservice.http.api import queries, texts
from docservice.http.api.declaration import PREFIX, Answer, Call, Operation, Query
from docservice.services import publishing, requests, resources
from docservice.services.comparing import (
    changes_by_row,
    compare_revisions,
    comparison_resource,
)
from docservice.services.errors import Invalid
from docservice.services.listing import published_revisions
from docservice.services.once import Key, answered, once
from docservice.services.previewing import preview_resource
from docservice.services.publishing import TITLE_CHARS, NewText
from docservice.services.resources import Resource


async def list_revisions(call: Call) -> Response:
    """Answer with the published revisions, oldest first."""
    after = queries.number_in_cursor(call.request)
    items, last = await call.context.store.read(
        published_revisions,
        call.actor,
        call.path("slug"),
        after=after,
        limit=queries.limit(call.request),
    )
    return json_response(call.request, page(items, queries.next_cursor(last)))


async def get_revision(call: Call) -> Response:
    """Answer with a revision's whole text."""
    found = await call.context.store.read(
        _with_text, call.actor, call.path("slug"), call.number("number")
    )
    return json_response(call.request, found)


async def publish_revision(call: Call) -> Response:
    """Publish a text as the next revision, or only preview that."""
    store, slug = call.context.store, call.path("slug")
    is_dry = queries.word(call.request, "dry_run", ("true", "false")) == "true"
    sent = await texts.read_text(call)
    key = Key.of(call.key, ["publish_revision", slug, is_dry, sent.fingerprint()])
    known = await store.read(answered, call.actor, key)
    if known is None:
        new = NewText(
            label=texts.optional(sent.fields, "label", TITLE_CHARS),
            note=texts.optional(sent.fields, "note"),
            contents=(await texts.convert(call, sent)).contents,
        )
        reasons = _reasons(sent)
        if call.actor.may("publish"):
            await call.context.live.settle(slug)  # what is written live is a draft
        assessment = await store.read(publishing.assess_text, call.actor, slug, new)
        if is_dry:
            left_out = await call.context.live.left_out(slug)
            found = preview_resource(assessment, left_out.suggestions)
            return json_response(call.request, found)

        def publish(unit: Unit) -> tuple[str, int]:
            # Within the write: a resend has been answered by its key before.
            publishing.require_news(assessment.base, new)
            made = publishing.publish(
                unit,
                call.actor,
                assessment,
                now=call.now,
                override=reasons.get("reason", ""),
                reasons={name: reasons.get(name, "") for name in GATE_LISTS},
            )
            return made.head.id, made.seq

        known = await store.write(once, call.actor, key, publish, now=call.now)
    found = await store.read(_by_id, call.actor, slug, known)
    address = f"{PREFIX}/documents/{slug}/revisions/{found['number']}"
    return json_response(call.request, found, status=201, headers={"Location": address})


async def compare(call: Call) -> Response:
    """Answer with two revisions, row by row."""
    found = await call.context.store.read(
        _compared,
        call.actor,
        call.path("slug"),
        call.number("old"),
        call.number("new"),
    )
    return json_response(call.request, found)


def _reasons(sent: texts.SentText) -> dict[str, str]:
    """Return the public reasons for passing the gate by list, and that for all others.

    A form has the latter as plain text.
    """
    raw = sent.fields.get("override")
    if raw is None or isinstance(raw, str):
        return {"reason": texts.optional(sent.fields, "override")}
    fields = requests.mapping(raw, "override")
    names = ("reason", *GATE_LISTS)
    found = {
        name: requests.text(fields, name, requests.BODY_CHARS, within="override")
        for name in names
        if fields.get(name) is not None
    }
    if not found:
        raise Invalid(f"override holds one of {', '.join(names)}", "override")
    return found


def _with_text(
    connection: Connection, actor: Actor, slug: str, number: int
) -> Resource:
    opened = open_document(connection, actor, slug)
    head = revisions.get_head(connection, opened.document.id, number)
    if head is None or head.status == "draft":
        raise NotFound("revision", str(number))
    paragraphs = revisions.load(connection, head).paragraphs
    shown = [resources.paragraph(each) for each in paragraphs]
    passed = gate_reasons.reasons_of(connection, [head.id]).get(head.id, ())
    return resources.revision(head) | {
        "open": resources.passed(passed),
        "paragraphs": shown,
    }


def _by_id(
    connection: Connection, actor: Actor, slug: str, revision_id: str
) -> Resource:
    opened = open_document(connection, actor, slug)
    for head in revisions.list_published(connection, opened.document.id):
        if head.id == revision_id:
            return resources.revision(head)
    raise Invalid("the key was used for another document", "Idempotency-Key")


def _compared(
    connection: Connection, actor: Actor, slug: str, old: int, new: int
) -> Resource:
    found = compare_revisions(connection, actor, slug, old, new)
    return comparison_resource(found, changes_by_row(connection, found))


OPERATIONS = (
    Operation(
        method="GET",
        path="/documents/{slug}/revisions",
        handler=list_revisions,
        summary="List revisions",
        query=queries.PAGING,
        answers=(Answer(200, "A page of published revisions.", "Revisions"),),
        errors=("not_found", "invalid"),
    ),
    Operation(
        method="POST",
        path="/documents/{slug}/revisions",
        handler=publish_revision,
        summary="Publish a revision",
        description=(
            "Carries every annotation along and publishes the answers that were"
            " decided. With `dry_run=true` nothing is stored; the answer says what"
            " would happen. Where the process's gate is `require` and something is"
            " open, `override` has to say why it is published all the same: in `reason`"
            " for all lists, or under the name of each. Reasons are public; a gate that"
            " is final takes none. A text, label and note that are those of the newest"
            " revision publish nothing, and conflict."
        ),
        permission="publish",
        query=(
            Query(
                "dry_run",
                {"type": "string", "enum": ["true", "false"], "default": "false"},
                "Whether to preview only.",
            ),
        ),
        body="NewRevision",
        upload="NewRevisionForm",
        answers=(
            Answer(201, "The new revision.", "Revision"),
            Answer(200, "What publishing would do.", "Preview"),
        ),
        errors=(
            "invalid",
            "file_refused",
            "conflict",
            "gate_closed",
            "stale",
            "not_found",
        ),
    ),
    Operation(
        method="GET",
        path="/documents/{slug}/revisions/{number}",
        handler=get_revision,
        summary="Read a revision",
        answers=(Answer(200, "The revision with its text.", "RevisionText"),),
        errors=("not_found",),
    ),
    Operation(
        method="GET",
        path="/documents/{slug}/compare/{old}/{new}",
        handler=compare,
        summary="Compare two revisions",
        description="Rows stand in the order of the new text.",
        answers=(Answer(200, "The rows of both texts.", "Comparison"),),
        errors=("not_found",),
    ),
)
