"""Revisions: rows in, frozen `versions.Revision` values out.

The text of a published revision never changes, so its value is kept in memory;
drafts are read anew each time. What may change, its status, is in the head.
"""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as insert_or_ignore

from docservice.db.ids import uuid7
from docservice.db.statement import Statement
from docservice.db.tables import (
    document,
    paragraph,
    paragraph_version,
    revision,
    revision_paragraph,
)
from versions.paragraph import Content, Mark, Paragraph, ParagraphId
from versions.revision import Revision, RevisionStatus

KEPT_REVISIONS = 32  # values in memory; a 1,500-paragraph one takes about 2 MB


@dataclass(frozen=True, slots=True)
class RevisionHead:
    """A revision without its text."""

    id: str
    document_id: str
    number: int
    label: str
    note: str
    status: RevisionStatus
    published_at: datetime | None
    version: int
    override_reason: str
    created_by: str | None


_head_columns = (
    revision.c.id,
    revision.c.document_id,
    revision.c.number,
    revision.c.label,
    revision.c.note,
    revision.c.status,
    revision.c.published_at,
    revision.c.version,
    revision.c.override_reason,
    revision.c.created_by,
)
_head = Statement(
    select(*_head_columns).where(
        revision.c.document_id == bindparam("key"),
        revision.c.number == bindparam("wanted"),
    )
)

content_columns = (
    paragraph_version.c.kind,
    paragraph_version.c.level,
    paragraph_version.c.marker,
    paragraph_version.c.text,
    paragraph_version.c.marks,
)

_kept: OrderedDict[tuple[str, int], Revision] = OrderedDict()
_lock = threading.Lock()
# What the running transaction has frozen. It may yet fail, and the number be given to
# another text, so nothing of it is kept before the next one begins.
_FROZEN_NOW = "revisions frozen now"


def get_head(
    connection: Connection, document_id: str, number: int
) -> RevisionHead | None:
    """Return a revision's row, draft or published."""
    rows = _head.run(connection, key=document_id, wanted=number)
    return RevisionHead(*rows[0]) if rows else None


def list_published(connection: Connection, document_id: str) -> Sequence[RevisionHead]:
    """Return all revisions but the draft, oldest first."""
    rows = connection.execute(
        select(*_head_columns)
        .where(revision.c.document_id == document_id, revision.c.status != "draft")
        .order_by(revision.c.number)
    )
    return [RevisionHead(*tuple(row)) for row in rows]


def keep_from_now(connection: Connection) -> None:
    """Begin a transaction: what those before froze is there to stay."""
    connection.info.pop(_FROZEN_NOW, None)


def labels_of(connection: Connection, document_id: str) -> frozenset[str]:
    """Return what the published revisions are called."""
    rows = connection.scalars(
        select(revision.c.label).where(
            revision.c.document_id == document_id, revision.c.status != "draft"
        )
    )
    return frozenset(rows)


def get_draft(connection: Connection, document_id: str) -> RevisionHead | None:
    """Return the draft of the next revision, if someone began one."""
    row = connection.execute(
        select(*_head_columns).where(
            revision.c.document_id == document_id, revision.c.status == "draft"
        )
    ).one_or_none()
    return RevisionHead(*tuple(row)) if row else None


def load(connection: Connection, head: RevisionHead) -> Revision:
    """Return a revision with its paragraphs."""
    known = _recall((head.document_id, head.number))
    if known is not None:
        return known
    rows = connection.execute(
        select(revision_paragraph.c.paragraph_id, *content_columns)
        .join(
            paragraph_version,
            paragraph_version.c.sha256 == revision_paragraph.c.sha256,
        )
        .where(revision_paragraph.c.revision_id == head.id)
        .order_by(revision_paragraph.c.position)
    )
    value = Revision(
        head.id,
        head.number,
        head.label,
        head.note,
        head.status,
        head.published_at,
        tuple(paragraph_of(row) for row in rows),
    )
    key = head.document_id, head.number
    if head.status != "draft" and key not in connection.info.get(_FROZEN_NOW, ()):
        with _lock:
            _kept[key] = value
            while len(_kept) > KEPT_REVISIONS:
                _kept.popitem(last=False)
    return value


def paragraph_of(row: Any) -> Paragraph:
    """Return the paragraph of a row with its id and `content_columns`."""
    marks = tuple(Mark(*mark) for mark in row.marks)
    content = Content(row.kind, row.text, row.level, row.marker, marks)
    return Paragraph(ParagraphId(row.paragraph_id), content)


def _recall(key: tuple[str, int]) -> Revision | None:
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
        return _kept.get(key)


def get_revision(
    connection: Connection, document_id: str, number: int
) -> Revision | None:
    """Return a published revision, or None; drafts come from `get_draft`."""
    known = _recall((document_id, number))
    if known is not None:
        return known
    head = get_head(connection, document_id, number)
    if head is None or head.status == "draft":
        return None
    return load(connection, head)


def insert_draft(
    connection: Connection,
    document_id: str,
    *,
    number: int,
    label: str,
    note: str,
    parent_id: str | None,
    person_id: str | None,
    now: datetime,
) -> RevisionHead:
    """Store a draft without paragraphs."""
    row = RevisionHead(
        uuid7(), document_id, number, label, note, "draft", None, 1, "", person_id
    )
    connection.execute(
        insert(revision).values(
            id=row.id,
            document_id=document_id,
            number=number,
            label=label,
            note=note,
            parent_id=parent_id,
            status="draft",
            created_at=now,
            created_by=person_id,
        )
    )
    return row


def replace_paragraphs(
    connection: Connection,
    head: RevisionHead,
    paragraphs: Sequence[Paragraph],
    *,
    now: datetime,
) -> int:
    """Set a draft's text; return how many paragraph versions were new to the store."""
    stored = 0
    contents = {p.content.sha256: p.content for p in paragraphs}
    if contents:
        stored = connection.execute(
            insert_or_ignore(paragraph_version).on_conflict_do_nothing(),
            [_content_row(sha256, content) for sha256, content in contents.items()],
        ).rowcount
        connection.execute(
            insert_or_ignore(paragraph).on_conflict_do_nothing(),
            [
                {"document_id": head.document_id, "id": p.id, "created_at": now}
                for p in paragraphs
            ],
        )
    connection.execute(
        delete(revision_paragraph).where(revision_paragraph.c.revision_id == head.id)
    )
    if paragraphs:
        connection.execute(
            insert(revision_paragraph),
            [
                {
                    "revision_id": head.id,
                    "position": position,
                    "document_id": head.document_id,
                    "paragraph_id": p.id,
                    "sha256": p.content.sha256,
                }
                for position, p in enumerate(paragraphs)
            ],
        )
    return stored


def _content_row(sha256: str, content: Content) -> dict[str, object]:
    return {
        "sha256": sha256,
        "kind": content.kind,
        "level": content.level,
        "marker": content.marker,
        "text": content.text,
        "marks": [[m.start, m.end, m.kind, m.value] for m in content.marks],
    }


def touch_draft(
    connection: Connection, head: RevisionHead, *, label: str, note: str
) -> bool:
    """Count an edit of a draft; False if someone else edited it since `head`."""
    result = connection.execute(
        update(revision)
        .where(
            revision.c.id == head.id,
            revision.c.status == "draft",
            revision.c.version == head.version,
        )
        .values(version=head.version + 1, label=label, note=note)
    )
    return result.rowcount == 1


def delete_draft(connection: Connection, head: RevisionHead) -> None:
    """Throw a draft away; its paragraph versions stay, they may be in use."""
    connection.execute(
        delete(revision_paragraph).where(revision_paragraph.c.revision_id == head.id)
    )
    connection.execute(delete(revision).where(revision.c.id == head.id))


def freeze(
    connection: Connection, head: RevisionHead, *, now: datetime, override_reason: str
) -> RevisionHead:
    """Turn a draft into the document's newest published revision, for ever."""
    frozen_now: set[tuple[str, int]] = connection.info.setdefault(_FROZEN_NOW, set())
    frozen_now.add((head.document_id, head.number))
    connection.execute(
        update(revision)
        .where(revision.c.id == head.id)
        .values(status="published", published_at=now, override_reason=override_reason)
    )
    connection.execute(
        update(document)
        .where(document.c.id == head.document_id)
        .values(newest=head.number)
    )
    frozen = get_head(connection, head.document_id, head.number)
    if frozen is None:
        raise LookupError(f"revision {head.id} vanished while it was published")
    return frozen


def history_of(
    connection: Connection, document_id: str, paragraph_id: str
) -> Sequence[tuple[int, str]]:
    """Return (revision number, sha256) for each published revision that holds it."""
    rows = connection.execute(
        select(revision.c.number, revision_paragraph.c.sha256)
        .join(revision, revision.c.id == revision_paragraph.c.revision_id)
        .where(
            revision_paragraph.c.document_id == document_id,
            revision_paragraph.c.paragraph_id == paragraph_id,
            revision.c.status != "draft",
        )
        .order_by(revision.c.number)
    )
    return [(row.number, row.sha256) for row in rows]
