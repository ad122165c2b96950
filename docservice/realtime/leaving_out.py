"""What stands in a live draft and is not in a revision that is published now."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from docservice.db import documents, draft_log, draft_texts, people, revisions
from docservice.db.events import Unit, append
from docservice.realtime.blocks import paragraphs_of, suggestions_in
from docservice.realtime.work import Moment
from docservice.realtime.ydoc import blocks
from docservice.services.live import LeftOut, Writer

WRITING: Final = timedelta(minutes=1)  # without a word, somebody thinks or is away


def left_out(
    connection: Connection, document_id: str, moment: Moment, *, now: datetime
) -> LeftOut:
    """Return what a publication leaves out of the draft as it is at a moment."""
    suggestions = suggestions_in(blocks(moment.state))
    writing = draft_log.authors_since(connection, document_id, now - WRITING)
    return LeftOut(len(suggestions), _named(connection, writing))


def late(connection: Connection, document_id: str, moment: Moment) -> Sequence[Writer]:
    """Return who wrote what the newest revision does not have.

    Only words count: who looked around, or made a suggestion, is not late.
    """
    document = documents.get_document_by_id(connection, document_id)
    number = document.newest if document else 0
    newest = revisions.get_head(connection, document_id, number)
    if newest is None:
        return ()
    known = draft_texts.text_of(connection, document_id, newest.id)
    if known is None or known.state == moment.state:
        return ()
    before, after = (blocks(state) for state in (known.state, moment.state))
    if paragraphs_of(before) == paragraphs_of(after):
        return ()
    authors = draft_log.authors_after(connection, document_id, known.seq)
    return _named(connection, authors)


def tell_late(
    unit: Unit, document_id: str, writers: Sequence[Writer], *, now: datetime
) -> None:
    """Tell those who wrote too late for the newest revision."""
    document = documents.get_document_by_id(unit.connection, document_id)
    if document is not None:
        told = {"revision": document.newest, "people": [each.id for each in writers]}
        append(
            unit,
            document_id,
            "draft.late",
            told,
            at=now,
            person_id=None,
            internal=True,
        )


def _named(connection: Connection, person_ids: Iterable[str]) -> tuple[Writer, ...]:
    found = (people.get_person(connection, each) for each in person_ids)
    writers = (Writer(person.id, person.name) for person in found if person)
    return tuple(sorted(writers, key=lambda writer: writer.name))
