"""Documents: list, read, create with a first revision."""

from typing import Any

from sqlalchemy import Connection
from starlette.responses import Response

from docservice.access import Actor, open_document, open_document_by_id, open_process
from docservice.db.events import Unit
from docservice.http.answers import json_response, page
from docservice.http.api import queries, texts
from docservice.http.api.declaration import PREFIX, Answer, Call, Operation
from docservice.services import labels, publishing, requests, resources
from docservice.services.listing import readable_documents
from docservice.services.once import Key, answered, once
from docservice.services.publishing import TITLE_CHARS, NewDocument
from docservice.services.resources import Resource


async def list_documents(call: Call) -> Response:
    """Answer with the documents that the asker may read, by slug."""
    limit = queries.limit(call.request)
    after = queries.cursor(call.request)
    items, last = await call.context.store.read(
        readable_documents, call.actor, after=after, limit=limit
    )
    return json_response(call.request, page(items, queries.next_cursor(last)))


async def get_document(call: Call) -> Response:
    """Answer with one document."""
    found = await call.context.store.read(_by_slug, call.actor, call.path("slug"))
    return json_response(call.request, found)


async def create_document(call: Call) -> Response:
    """Create a document and publish its first revision."""
    store = call.context.store
    sent = await texts.read_text(call)
    key = Key.of(call.key, ["create_document", sent.fingerprint()])
    known = await store.read(answered, call.actor, key)
    if known is None:
        known = await store.write(
            once, call.actor, key, await _creation(call, sent), now=call.now
        )
    found = await store.read(_by_id, call.actor, known)
    address = f"{PREFIX}/documents/{found['slug']}"
    return json_response(call.request, found, status=201, headers={"Location": address})


async def _creation(call: Call, sent: texts.SentText) -> Any:
    """Return the write that creates the document that was sent."""
    fields = sent.fields
    slug = requests.text(fields, "slug", 80)
    title = texts.optional(fields, "title", TITLE_CHARS)
    lang = texts.optional(fields, "lang", requests.LANG_CHARS) or "de"
    label = texts.optional(fields, "label", TITLE_CHARS) or labels.plain(1, lang)
    note = texts.optional(fields, "note")
    process_id = None
    if process := texts.optional(fields, "process", 80):
        found = await call.context.store.read(open_process, call.actor, process)
        process_id = found.id
    text = await texts.convert(call, sent)
    new = NewDocument(
        slug=slug,
        title=title or (text.title or "")[:TITLE_CHARS],
        lang=lang,
        label=label,
        note=note,
        contents=text.contents,
        process_id=process_id,
    )

    def create(unit: Unit) -> tuple[str, int]:
        made = publishing.create_document(unit, call.actor, new, now=call.now)
        return made.head.document_id, made.seq

    return create


def _by_slug(connection: Connection, actor: Actor, slug: str) -> Resource:
    opened = open_document(connection, actor, slug)
    process = opened.process.slug if opened.process else None
    return resources.document(opened.document, process)


def _by_id(connection: Connection, actor: Actor, document_id: str) -> Resource:
    opened = open_document_by_id(connection, actor, document_id)
    process = opened.process.slug if opened.process else None
    return resources.document(opened.document, process)


OPERATIONS = (
    Operation(
        method="GET",
        path="/documents",
        handler=list_documents,
        summary="List documents",
        query=queries.PAGING,
        answers=(Answer(200, "A page of documents.", "Documents"),),
        errors=("invalid",),
    ),
    Operation(
        method="POST",
        path="/documents",
        handler=create_document,
        summary="Create a document",
        description=(
            "Publishes the text as the first revision. `title` may be left out where"
            " the text has one."
        ),
        permission="create_document",
        body="NewDocument",
        upload="NewDocumentForm",
        answers=(Answer(201, "The new document.", "Document"),),
        errors=("invalid", "file_refused", "conflict", "not_found"),
    ),
    Operation(
        method="GET",
        path="/documents/{slug}",
        handler=get_document,
        summary="Read a document",
        answers=(Answer(200, "The document.", "Document"),),
        errors=("not_found",),
    ),
)
