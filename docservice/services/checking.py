"""Verify what must always hold in a database; every finding is one sentence.

Constraints and triggers hold most of it while the service writes. This looks at what
they cannot see: whole logs, digests, positions inside texts, and counts.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, func, select, text

from annotations.anchor import Place
from annotations.selector import Position
from docservice.db import documents, revisions
from docservice.db.anchors import anchors_in, ways_to
from docservice.db.annotations import AnnotationFilter, list_annotations
from docservice.db.documents import Document
from docservice.db.tables import (
    annotation,
    document,
    event,
    paragraph_version,
    receipt,
    reply,
    revision,
    support,
)
from docservice.services.whole_way import verdict_of
from versions.errors import VersionError
from versions.paragraph import Content, Mark, ParagraphId
from versions.revision import Revision


def findings(connection: Connection) -> Iterator[str]:
    """Yield what is wrong; nothing if all is well."""
    yield from _engine(connection)
    yield from _contents(connection)
    for work in documents.list_documents(connection):
        for finding in _document(connection, work):
            yield f"document {work.slug!r}: {finding}"
    yield from _support(connection)
    yield from _receipts(connection)


def _engine(connection: Connection) -> Iterator[str]:
    if connection.dialect.name == "sqlite":
        for (answer,) in connection.execute(text("PRAGMA integrity_check")):
            if answer != "ok":
                yield f"the database file is damaged: {answer}"
        for row in connection.execute(text("PRAGMA foreign_key_check")):
            yield f"a row of {row[0]} names a missing row of {row[2]}"


def _contents(connection: Connection) -> Iterator[str]:
    """Look whether each paragraph version is still what its digest names."""
    for row in connection.execute(select(paragraph_version)):
        marks = tuple(Mark(*mark) for mark in row.marks)
        try:
            content = Content(row.kind, row.text, row.level, row.marker, marks)
        except VersionError as error:
            yield f"paragraph version {row.sha256}: {error}"
            continue
        if content.sha256 != row.sha256:
            yield f"paragraph version {row.sha256} does not match its digest"


def _document(connection: Connection, work: Document) -> Iterator[str]:
    yield from _log(connection, work)
    heads = revisions.list_published(connection, work.id)
    numbers = [head.number for head in heads]
    if numbers != list(range(1, work.newest + 1)):
        yield f"its revisions are {numbers}, its newest is said to be {work.newest}"
        return
    texts = {head.number: revisions.load(connection, head) for head in heads}
    made_on: dict[str, int] = {}
    for row in list_annotations(connection, work.id, AnnotationFilter()):
        made_on[row.id] = row.revision
        place = Place(row.target.start, row.target.end)
        fault = _fault(texts[row.revision], place)
        if fault:
            yield f"annotation {row.id} was made on {fault}"
    for number, held in texts.items():
        yield from _anchors(connection, work, held, number, made_on)


def _log(connection: Connection, work: Document) -> Iterator[str]:
    count, last = connection.execute(
        select(func.count(), func.coalesce(func.max(event.c.seq), 0)).where(
            event.c.document_id == work.id
        )
    ).one()
    if count != last or last != work.seq:
        yield f"its log has {count} events up to {last}, its counter says {work.seq}"


def _anchors(
    connection: Connection,
    work: Document,
    held: Revision,
    number: int,
    made_on: dict[str, int],
) -> Iterator[str]:
    """Look whether each annotation has an anchor here, and whether that is possible."""
    found = anchors_in(connection, work.id, number, None)
    faulty: set[str] = set()
    for key, first in made_on.items():
        if first <= number and key not in found:
            yield f"annotation {key} has no anchor in revision {number}"
    for key, stored in found.items():
        if key not in made_on:
            yield f"revision {number} has an anchor of the foreign annotation {key}"
        places = (stored.anchor.place, *stored.anchor.pieces, *stored.anchor.candidates)
        for place in places:
            fault = _fault(held, place) if place else ""
            if fault:
                faulty.add(key)
                yield f"the anchor of annotation {key} stands on {fault}"
    for way in ways_to(connection, work.id, number, None):
        if way.annotation_id in faulty:
            continue
        verdict = verdict_of(way, held)
        if verdict != way.since_made:
            yield (
                f"the words of annotation {way.annotation_id} are {verdict} in revision"
                f" {number} since it was made, its anchor says {way.since_made}"
            )


def _fault(held: Revision, place: Place) -> str:
    """Return what is impossible about a place in a text, nothing if it exists."""
    for position in (place.start, place.end):
        length = _length(held, position)
        if length is None:
            return f"paragraph {position.paragraph!r}, not in revision {held.number}"
        if position.offset > length:
            return (
                f"offset {position.offset} of a paragraph of {length} characters"
                f" in revision {held.number}"
            )
    return ""


def _length(held: Revision, position: Position) -> int | None:
    index = held.index_of(ParagraphId(position.paragraph))
    return None if index is None else len(held.paragraphs[index].text)


def _support(connection: Connection) -> Iterator[str]:
    counted = (
        select(func.count())
        .where(support.c.annotation_id == annotation.c.id)
        .scalar_subquery()
    )
    rows = connection.execute(
        select(annotation.c.id, annotation.c.support, counted.label("counted")).where(
            annotation.c.support != counted
        )
    )
    for row in rows:
        yield f"annotation {row.id} counts {row.support} supporters, not {row.counted}"


def _receipts(connection: Connection) -> Iterator[str]:
    """Look whether what a key was answered with exists."""
    known = (
        select(annotation.c.id)
        .union(select(reply.c.id), select(document.c.id), select(revision.c.id))
        .subquery()
    )
    rows = connection.execute(
        select(receipt.c.key, receipt.c.subject_id).where(
            receipt.c.subject_id.not_in(select(known.c.id))
        )
    )
    for row in rows:
        yield f"the key {row.key!r} was answered with {row.subject_id}, which is missing"
