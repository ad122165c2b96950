"""Bring the live draft and the draft's rows together.

The live draft is the truth; pages, preview and publishing read rows. Whatever changed
the rows since both said the same (an edit in the form, an import, a publication) is
carried into the live draft as an edit, and what was written live becomes rows. Each
step stores in one transaction what was carried and that it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from sqlalchemy import Connection

from docservice.db import documents, draft_log, draft_texts, events, revisions
from docservice.db.draft_log import StoredDraft, StoredUpdate
from docservice.db.draft_texts import DraftText, Sources
from docservice.db.events import Unit
from docservice.db.revisions import RevisionHead
from docservice.db.store import Store
from docservice.realtime.blocks import keeping, paragraphs_of
from docservice.realtime.room import Room
from docservice.realtime.work import Moment, OwnEdit
from docservice.realtime.ydoc import EMPTY, blocks, merged, rewritten, traced
from docservice.services.drafting import adopt
from docservice.services.errors import Stale
from versions.paragraph import Paragraph

TRIES = 20  # each is overtaken only by somebody who edits in the form meanwhile


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows that hold: the draft's, else the newest revision's."""

    head: RevisionHead
    newest_id: str


@dataclass(frozen=True, slots=True)
class Carried:
    """What changed in the rows, as an update, and the state that says what they say."""

    rows: _Rows
    text: DraftText
    update: bytes
    person_id: str | None
    sources: Sources


@dataclass(frozen=True, slots=True)
class _Written:
    """What was written live, None where the rows say it already."""

    rows: _Rows
    paragraphs: tuple[Paragraph, ...] | None
    sources: Sources


async def settle(store: Store, room: Room) -> None:
    """Bring a room and the rows of its document together.

    Raises:
        Stale: the rows changed again and again.
        DatabaseUnavailable, WriterStopped: the server ends.
    """
    for _ in range(TRIES):
        try:
            await carry(store, room)
            await _write(store, room)
        except Stale:
            continue
        return
    raise Stale("the draft's rows change too often")


@dataclass(frozen=True, slots=True)
class Found:
    """What is stored of a live draft, and what the rows have had since."""

    stored: StoredDraft | None
    changed: Carried | None


def look(connection: Connection, document_id: str) -> Found:
    """Return what a room is filled with; nothing before the draft was seeded."""
    stored = draft_log.load(connection, document_id)
    if stored is None:
        return Found(None, None)
    return Found(stored, changed_rows(connection, document_id))


async def carry(store: Store, room: Room) -> None:
    """Bring what has changed in the rows into the live draft.

    Raises:
        Stale: they changed again meanwhile.
        DatabaseUnavailable, WriterStopped: the server ends.
    """
    found = await store.read(changed_rows, room.document_id)
    if found is not None:
        await carry_in(store, room, found)


async def carry_in(store: Store, room: Room, found: Carried) -> None:
    """Bring what was found in the rows into the live draft.

    Raises:
        Stale, DatabaseUnavailable, WriterStopped: as for `carry`.
    """
    keep = partial(_remember, document_id=room.document_id, carried=found)
    if found.update == EMPTY:
        await store.write(keep)
    else:
        await room.edit(OwnEdit(found.update, found.person_id, keep))


async def _write(store: Store, room: Room) -> None:
    moment = await room.moment()
    found = await store.read(_written, room.document_id, moment)
    if found.paragraphs is not None:
        await store.write(
            _adopt, room.document_id, moment, found, now=datetime.now(UTC)
        )


def _rows(connection: Connection, document_id: str) -> _Rows:
    document = documents.get_document_by_id(connection, document_id)
    number = document.newest if document else 0
    newest = revisions.get_head(connection, document_id, number)
    if newest is None:
        raise LookupError(f"document {document_id} has no revision")
    head = revisions.get_draft(connection, document_id)
    return _Rows(head or newest, newest.id)


def changed_rows(connection: Connection, document_id: str) -> Carried | None:
    """Return what the live draft does not know yet of the rows, None if nothing."""
    rows = _rows(connection, document_id)
    last = draft_texts.last_text(connection, document_id)
    if last is None:
        raise LookupError(f"the live draft of {document_id} has no beginning")
    if (last.revision_id, last.version) == (rows.head.id, rows.head.version):
        return None
    update = rewritten(last.state, revisions.load(connection, rows.head).paragraphs)
    state = last.state if update == EMPTY else merged([last.state, update])
    text = replace(
        last, revision_id=rows.head.id, version=rows.head.version, state=state
    )
    if rows.head.id == rows.newest_id:
        return Carried(rows, text, update, None, Sources())
    author = _author(connection, document_id, rows.head, last)
    ours = StoredUpdate(update, author, None)
    sources = _sources(connection, document_id, rows, [ours])
    return Carried(rows, text, update, author, sources)


def _author(
    connection: Connection, document_id: str, draft: RevisionHead, last: DraftText
) -> str | None:
    """Return who edited a draft's rows since `last`, None if more than one did.

    Every version of the rows has its event.
    """
    known = last.version if last.revision_id == draft.id else 0
    people = events.people_of_latest(
        connection, document_id, "draft.changed", draft.version - known
    )
    return next(iter(people)) if len(people) == 1 else None


def _sources(
    connection: Connection,
    document_id: str,
    rows: _Rows,
    besides: Sequence[StoredUpdate] = (),
) -> Sources:
    """Return where the draft's words are from, nothing if no base is known."""
    base = draft_texts.text_of(connection, document_id, rows.newest_id)
    if base is None:
        return Sources()
    since = draft_log.updates_after(connection, document_id, base.seq)
    return traced(base.state, [*since, *besides])


def _remember(unit: Unit, *, document_id: str, carried: Carried) -> None:
    if _rows(unit.connection, document_id) != carried.rows:
        raise Stale("the draft's rows have changed meanwhile")
    draft_texts.store_text(
        unit.connection,
        document_id,
        carried.text,
        carried.sources,
        keep=[carried.rows.newest_id],
    )


def _written(connection: Connection, document_id: str, moment: Moment) -> _Written:
    rows = _rows(connection, document_id)
    before = revisions.load(connection, rows.head).paragraphs
    read = paragraphs_of(blocks(moment.state))
    after = keeping(before, read)
    if after == before or not after:
        return _Written(rows, None, Sources())
    return _Written(rows, after, _sources(connection, document_id, rows))


def _adopt(
    unit: Unit, document_id: str, moment: Moment, found: _Written, *, now: datetime
) -> None:
    if _rows(unit.connection, document_id) != found.rows or found.paragraphs is None:
        raise Stale("the draft's rows have changed meanwhile")
    head = adopt(unit, document_id, found.rows.head, found.paragraphs, now=now)
    text = DraftText(head.id, head.version, moment.seq, moment.state)
    draft_texts.store_text(
        unit.connection,
        document_id,
        text,
        found.sources,
        keep=[found.rows.newest_id],
    )
