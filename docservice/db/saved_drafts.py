"""Drafts kept under a name: who kept which text, and when.

Paragraph versions are stored once, so a kept draft takes a few bytes a paragraph.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, literal, select

from docservice.db.ids import uuid7
from docservice.db.revisions import RevisionHead, content_columns, paragraph_of
from docservice.db.tables import (
    paragraph_version,
    person,
    revision_paragraph,
    saved_draft,
    saved_draft_paragraph,
)
from versions.paragraph import Paragraph


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """A draft that somebody kept under a name, without its text."""

    id: str
    name: str
    at: datetime
    by: str


_heads = select(
    saved_draft.c.id, saved_draft.c.name, saved_draft.c.at, person.c.name
).join(person, person.c.id == saved_draft.c.person_id)


def insert_saved(
    connection: Connection,
    head: RevisionHead,
    name: str,
    *,
    person_id: str,
    now: datetime,
) -> str:
    """Keep the rows of a draft as they are; return the id."""
    saved_id = uuid7()
    connection.execute(
        insert(saved_draft).values(
            id=saved_id,
            document_id=head.document_id,
            name=name,
            at=now,
            person_id=person_id,
        )
    )
    columns = ("position", "paragraph_id", "sha256")
    rows = select(
        literal(saved_id), *(revision_paragraph.c[column] for column in columns)
    ).where(revision_paragraph.c.revision_id == head.id)
    connection.execute(
        insert(saved_draft_paragraph).from_select(["saved_draft_id", *columns], rows)
    )
    return saved_id


def list_saved(
    connection: Connection, document_id: str, *, limit: int, skip: int = 0
) -> Sequence[SavedDraft]:
    """Return a document's kept drafts, newest first."""
    rows = connection.execute(
        _heads.where(saved_draft.c.document_id == document_id)
        .order_by(saved_draft.c.id.desc())
        .limit(limit)
        .offset(skip)
    )
    return [SavedDraft(*tuple(row)) for row in rows]


def count_saved(connection: Connection, document_id: str) -> int:
    """Return how many drafts of a document were kept."""
    return connection.execute(
        select(func.count()).where(saved_draft.c.document_id == document_id)
    ).scalar_one()


def get_saved(
    connection: Connection, document_id: str, saved_id: str
) -> SavedDraft | None:
    """Return a kept draft of this document."""
    row = connection.execute(
        _heads.where(
            saved_draft.c.document_id == document_id, saved_draft.c.id == saved_id
        )
    ).one_or_none()
    return SavedDraft(*tuple(row)) if row else None


def load_saved(connection: Connection, saved: SavedDraft) -> tuple[Paragraph, ...]:
    """Return the text of a kept draft."""
    rows = connection.execute(
        select(saved_draft_paragraph.c.paragraph_id, *content_columns)
        .join(
            paragraph_version,
            paragraph_version.c.sha256 == saved_draft_paragraph.c.sha256,
        )
        .where(saved_draft_paragraph.c.saved_draft_id == saved.id)
        .order_by(saved_draft_paragraph.c.position)
    )
    return tuple(paragraph_of(row) for row in rows)
