"""What the open draft changes, compared once for each state of it.

The desk offers these hunks for each comment that is opened, and the writer looks them
up while others wait: neither compares whole texts again.
"""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection

from docservice.db import changes, draft_texts, revisions
from docservice.db.changes import StoredChange
from docservice.db.documents import Document
from docservice.db.draft_texts import Sources
from docservice.db.ids import uuid7
from docservice.db.revisions import RevisionHead
from docservice.services.named_hunks import NamedHunk, hunks_between
from docservice.services.transitions import lineage_between
from versions.comparison import Row, compare
from versions.revision import Revision

KEPT = 4  # drafts; each holds two texts and what differs, some megabytes

Stamp = tuple[str, str, int, int]  # base, draft, its version, its last live text

_kept: OrderedDict[str, tuple[Stamp, "DraftHunks"]] = OrderedDict()
_lock = threading.Lock()


@dataclass(frozen=True)
class DraftHunks:
    """A version of a draft beside the newest revision, with the hunks in text order."""

    base: Revision
    draft: Revision
    rows: tuple[Row, ...]
    hunks: tuple[NamedHunk, ...]
    sources: Sources

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """Return the index of each hunk by its name."""
        return {hunk.key: index for index, hunk in enumerate(self.hunks)}

    def store(
        self, connection: Connection, document: Document, key: str
    ) -> StoredChange:
        """Store the hunk of this name, about which nothing was decided so far."""
        position = self.positions[key]
        named = self.hunks[position]
        row = StoredChange(
            uuid7(),
            document.id,
            self.draft.number,
            key,
            position,
            named.hunk.kind,
            named.old,
            named.new,
            None,
            "",
        )
        changes.insert_changes(connection, [row])
        return row


def draft_hunks(connection: Connection, document: Document) -> DraftHunks | None:
    """Return the open draft's hunks, None where nobody began a draft.

    For readers: what they see was committed, so that others may meet it.
    """
    stamped = _stamp(connection, document)
    if stamped is None:
        return None
    stamp, base, head = stamped
    made = _known(document, stamp) or _compared(connection, base, head)
    with _lock:
        _kept[document.id] = stamp, made
        _kept.move_to_end(document.id)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made


class HunksInWrite:
    """The open draft's hunks as one write sees them.

    It keeps what it compares for itself: were the write to fail, another text would
    bear the same version of the draft.
    """

    def __init__(self) -> None:
        self._own: tuple[Stamp, DraftHunks] | None = None

    def find(self, connection: Connection, document: Document) -> DraftHunks | None:
        """Return the hunks, None where nobody began a draft."""
        stamped = _stamp(connection, document)
        if stamped is None:
            return None
        stamp, base, head = stamped
        if self._own is None or self._own[0] != stamp:
            made = _known(document, stamp) or _compared(connection, base, head)
            self._own = stamp, made
        return self._own[1]


def _stamp(
    connection: Connection, document: Document
) -> tuple[Stamp, Revision, RevisionHead] | None:
    """Return what names the state of a draft, with the two revisions to compare."""
    head = revisions.get_draft(connection, document.id)
    base = revisions.get_revision(connection, document.id, document.newest)
    if head is None or base is None:
        return None
    met = draft_texts.meeting_of(connection, document.id, head.id)
    return (base.id, head.id, head.version, met), base, head


def _known(document: Document, stamp: Stamp) -> DraftHunks | None:
    with _lock:
        known = _kept.get(document.id)
    return known[1] if known is not None and known[0] == stamp else None


def _compared(connection: Connection, base: Revision, head: RevisionHead) -> DraftHunks:
    draft = revisions.load(connection, head)
    sources = draft_texts.sources_of(
        connection, head.document_id, head.id, head.version
    )
    rows = compare(
        [p.content for p in base.paragraphs],
        [p.content for p in draft.paragraphs],
        lineage_between(base, draft),
    )
    hunks = tuple(hunks_between(base, draft, rows))
    return DraftHunks(base, draft, rows, hunks, sources or Sources())
