"""What is new in a document, for feed readers: revisions, comments and answers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import Connection

from docservice.access import ANONYMOUS, Opened, open_document
from docservice.db import annotations, dispositions, revisions
from docservice.db.annotations import Annotation, AnnotationFilter
from docservice.db.dispositions import StoredDisposition
from docservice.db.revisions import RevisionHead
from docservice.services.tracing import trace_annotation

ENTRIES = 50  # the newest; who was away for longer reads the pages


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened; `id` stays the same wherever the service moves."""

    id: UUID
    kind: Literal["revision", "comment", "answer"]
    at: datetime
    updated_at: datetime
    head: RevisionHead | None = None
    annotation: Annotation | None = None
    answer: StoredDisposition | None = None
    changes: tuple[tuple[str, str], ...] = ()  # old and new words


@dataclass(frozen=True, slots=True)
class Feed:
    """The newest entries of a document, newest first, as anybody may see them."""

    opened: Opened
    entries: tuple[Entry, ...]


def read_feed(connection: Connection, slug: str) -> Feed:
    """Return a document's feed; it is the same for everybody.

    Raises:
        NotFound: there is no such public document.
    """
    opened = open_document(connection, ANONYMOUS, slug)
    document_id = opened.document.id
    found = [
        *_revisions(connection, document_id),
        *_comments(connection, document_id),
        *_answers(connection, document_id),
    ]
    found.sort(key=lambda each: (each.updated_at, str(each.id)), reverse=True)
    return Feed(opened, tuple(found[:ENTRIES]))


def _revisions(connection: Connection, document_id: str) -> list[Entry]:
    return [
        Entry(UUID(head.id), "revision", head.published_at, head.published_at, head)
        for head in revisions.list_published(connection, document_id)
        if head.published_at is not None
    ]


def _comments(connection: Connection, document_id: str) -> list[Entry]:
    rows = annotations.list_annotations(
        connection,
        document_id,
        AnnotationFilter(state="visible", only_comments=True),
        order="newest",
        limit=ENTRIES,
    )
    return [
        Entry(
            UUID(row.id),
            "comment",
            row.created_at,
            row.edited_at or row.created_at,
            annotation=row,
        )
        for row in rows
    ]


def _answers(connection: Connection, document_id: str) -> list[Entry]:
    ids = dispositions.newly_published(connection, document_id, limit=ENTRIES)
    rows = annotations.get_annotations(connection, ids)
    held = dispositions.newest_of(connection, ids, published_only=True)
    return [
        Entry(
            uuid5(NAMESPACE_URL, f"urn:uuid:{key}#answer"),
            "answer",
            at,
            at,
            annotation=rows[key],
            answer=held[key],
            changes=_changes(connection, key),
        )
        for key in ids
        if (at := held[key].published_at) is not None
    ]


def _changes(connection: Connection, key: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (change.old.text if change.old else "", change.new.text if change.new else "")
        for change, link in trace_annotation(connection, ANONYMOUS, key).changes
        if link.is_confirmed
    )
