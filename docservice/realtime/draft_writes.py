"""What a room of drafters writes: a batch of updates, with the rights of that moment."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from docservice.access import Forbidden, may
from docservice.db import (
    annotations,
    documents,
    draft_log,
    draft_texts,
    people,
    revisions,
)
from docservice.db.documents import Document
from docservice.db.draft_log import StoredDraft, StoredUpdate
from docservice.db.draft_texts import DraftText, Sources
from docservice.db.events import Unit
from docservice.realtime.identity import Credential
from versions.revision import Revision


class RightsEnded(Exception):
    """Some of the batch's authors may not draft any more; nothing was stored."""

    def __init__(self, credentials: frozenset[Credential]) -> None:
        super().__init__("the right to draft has ended")
        self.credentials = credentials


class Batch(NamedTuple):
    """What a room stores at once, after update number `after`."""

    document_id: str
    after: int
    updates: Sequence[StoredUpdate]
    credentials: frozenset[Credential]
    beside: Sequence[Callable[[Unit], None]] = ()  # stored with it, or nothing is


def store_batches(
    unit: Unit, batches: Sequence[Batch], *, now: datetime
) -> list[RightsEnded | None]:
    """Append each batch to its log, if all its authors may draft at this moment.

    Returns for each why it was not appended.

    Raises:
        Stale: something beside one of them was overtaken; none is stored.
    """
    connection = unit.connection
    authors = frozenset[Credential]().union(*[each.credentials for each in batches])
    ended = ended_among(connection, authors, now=now)
    refused: list[RightsEnded | None] = []
    updates: list[tuple[str, int, StoredUpdate]] = []
    for document_id, after, added, credentials, beside in batches:
        if not ended.isdisjoint(credentials):
            refused.append(RightsEnded(credentials & ended))
            continue
        refused.append(None)
        for work in beside:
            work(unit)
        for number, each in enumerate(added, after + 1):
            updates.append((document_id, number, _known(connection, document_id, each)))
    draft_log.append(connection, updates, now=now)
    return refused


def _known(
    connection: Connection, document_id: str, update: StoredUpdate
) -> StoredUpdate:
    """Drop the comment that an author claims to work on if it is not one of here."""
    claimed = update.annotation_id
    if claimed is None:
        return update
    if annotations.get_document_id(connection, claimed) == document_id:
        return update
    return update._replace(annotation_id=None)


def ended_among(
    connection: Connection, credentials: frozenset[Credential], *, now: datetime
) -> frozenset[Credential]:
    """Return the credentials whose holders may not draft any more."""
    return frozenset(
        [each for each in credentials if not _may_draft(connection, each, now)]
    )


def _may_draft(connection: Connection, credential: Credential, now: datetime) -> bool:
    role = people.role_by(connection, credential.sha256, credential.kind, now=now)
    return role is not None and may(role, "draft")


def read_stored(connection: Connection, document_id: str) -> StoredDraft | None:
    """Return the draft as it is stored, None before it was seeded."""
    return draft_log.load(connection, document_id)


def written_live(connection: Connection, slug: str) -> Document | None:
    """Return a document whose draft somebody has ever opened live."""
    document = documents.get_document(connection, slug)
    if document is None or not draft_log.exists(connection, document.id):
        return None
    return document


def text_to_seed(connection: Connection, document: Document) -> Revision:
    """Return the text that a live draft begins with: the newest revision's.

    Raises:
        Forbidden: nothing was published yet.
    """
    head = revisions.get_head(connection, document.id, document.newest)
    if head is None:
        raise Forbidden("draft")
    return revisions.load(connection, head)


def store_seed(
    unit: Unit, document_id: str, text: Revision, data: bytes, *, now: datetime
) -> tuple[StoredDraft, bool]:
    """Store what a live draft begins with; return what holds, the first one's.

    And whether there are rows of a draft already, which differ from it.
    """
    connection = unit.connection
    if draft_log.load(connection, document_id) is None:
        draft_log.seed(connection, document_id, data, now=now)
        head = revisions.get_head(connection, document_id, text.number)
        if head is not None:
            seeded = DraftText(head.id, head.version, 0, data)
            draft_texts.store_text(connection, document_id, seeded, Sources(), keep=())
    stored = draft_log.load(connection, document_id)
    if stored is None:
        raise LookupError(f"the draft of {document_id} vanished while it was seeded")
    return stored, revisions.get_draft(connection, document_id) is not None


def store_snapshot(
    unit: Unit, document_id: str, seq: int, data: bytes, *, now: datetime
) -> None:
    """Replace the snapshot and drop the updates that it holds."""
    draft_log.compact(unit.connection, document_id, seq, data, now=now)
