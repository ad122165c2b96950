"""Annotations: stored, changed, listed with filters.

The insert is a prepared statement: this is the path that a thousand citizens
take at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    bindparam,
    exists,
    func,
    insert,
    select,
    update,
)

from annotations.disposition import NEITHER
from annotations.selector import Position, Quote, Target
from annotations.thread import Motivation, RemarkState
from annotations.waiting import Wait, bounds
from docservice.db import search
from docservice.db.authors import author_columns, author_of
from docservice.db.dispositions import first_answer_s
from docservice.db.people import Person
from docservice.db.statement import Statement
from docservice.db.tables import (
    anchor,
    annotation,
    disposition,
    person,
)


@dataclass(frozen=True, slots=True)
class Annotation:
    """A stored annotation with its author."""

    id: str
    document_id: str
    revision: int
    author: Person
    motivation: Motivation
    body: str
    replacement: str | None
    lang: str
    target: Target
    created_at: datetime
    edited_at: datetime | None
    state: RemarkState
    version: int
    support: int
    assignee_id: str | None
    due_on: date | None = None


_insert_annotation = Statement(insert(annotation))
_document_of = Statement(
    select(annotation.c.document_id).where(annotation.c.id == bindparam("key"))
)


def insert_annotation(connection: Connection, row: Annotation) -> None:
    """Store an annotation."""
    _insert_annotation.run(
        connection,
        id=row.id,
        document_id=row.document_id,
        revision=row.revision,
        author_id=row.author.id,
        motivation=row.motivation,
        body=row.body,
        replacement=row.replacement,
        lang=row.lang,
        start_paragraph=row.target.start.paragraph,
        start_offset=row.target.start.offset,
        end_paragraph=row.target.end.paragraph,
        end_offset=row.target.end.offset,
        exact=row.target.quote.exact,
        prefix=row.target.quote.prefix,
        suffix=row.target.quote.suffix,
        created_at=row.created_at,
        edited_at=row.edited_at,
        state=row.state,
        version=row.version,
        support=row.support,
        assignee_id=row.assignee_id,
        due_on=row.due_on,
    )


is_comment = annotation.c.motivation != "highlighting"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotationFilter:
    """Which annotations of a document a list shows; None means any.

    `revision` asks for those that have an anchor in it, `paragraphs` for those that
    begin in one of them there; an orphan stands in none. `disposition` is an outcome,
    "none" for those that wait for one, which highlights do not, "any" for answered ones
    or "other" for outcomes that say neither yes nor no; `published_only` judges by what
    the public sees. `verdict` is what became of the words between being remarked on and
    `revision`. `waited` is how long the first public answer took. `only_comments` leaves
    highlights out.
    """

    revision: int | None = None
    paragraphs: tuple[str, ...] | None = None
    made_on: int | None = None
    state: RemarkState | None = None
    motivation: Motivation | None = None
    only_comments: bool = False
    disposition: str | None = None
    published_only: bool = True
    author_id: str | None = None
    assignee_id: str | None = None
    text: str | None = None
    verdict: str | None = None
    waited: Wait | None = None


def _conditions(
    document_id: str, wanted: AnnotationFilter
) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [annotation.c.document_id == document_id]
    if wanted.revision is not None:
        placed = [
            anchor.c.document_id == document_id,
            anchor.c.revision == wanted.revision,
            anchor.c.annotation_id == annotation.c.id,
        ]
        if wanted.paragraphs is not None:
            placed.append(anchor.c.start_paragraph.in_(wanted.paragraphs))
            placed.append(anchor.c.verdict != "orphan")
        if wanted.verdict is not None:
            placed.append(anchor.c.since_made == wanted.verdict)
        found.append(exists().where(*placed))
    if wanted.made_on is not None:
        found.append(annotation.c.revision == wanted.made_on)
    if wanted.state is not None:
        found.append(annotation.c.state == wanted.state)
    if wanted.motivation is not None:
        found.append(annotation.c.motivation == wanted.motivation)
    if wanted.only_comments:
        found.append(is_comment)
    if wanted.author_id is not None:
        found.append(annotation.c.author_id == wanted.author_id)
    if wanted.assignee_id is not None:
        found.append(annotation.c.assignee_id == wanted.assignee_id)
    if wanted.text:
        # What nobody is shown nobody may find out by searching either.
        shown = annotation.c.state == "visible"
        in_all = shown & search.matches(wanted.text)
        found.append(in_all | search.matches(wanted.text, only_quote=True))
    if wanted.disposition is not None:
        found.append(_answered(wanted.disposition, wanted.published_only))
    if wanted.waited is not None:
        found += _waited(wanted.waited)
    return found


def _waited(wait: Wait) -> list[ColumnElement[bool]]:
    after, most = bounds(wait)
    took = first_answer_s()
    found: list[ColumnElement[bool]] = [took.is_not(None)]
    if after is not None:
        found.append(took > after)
    if most is not None:
        found.append(took <= most)
    return found


def _answered(wanted: str, published_only: bool) -> ColumnElement[bool]:
    later = disposition.alias("later")
    visible = [disposition.c.annotation_id == annotation.c.id]
    newer = [
        later.c.annotation_id == disposition.c.annotation_id,
        later.c.version > disposition.c.version,
    ]
    if published_only:
        visible.append(disposition.c.state == "published")
        newer.append(later.c.state == "published")
    if wanted == "none":
        return ~exists().where(*visible) & is_comment
    if wanted == "any":
        return exists().where(*visible)
    outcomes = NEITHER if wanted == "other" else (wanted,)
    return exists().where(
        *visible, disposition.c.outcome.in_(outcomes), ~exists().where(*newer)
    )


Order = Literal["oldest", "newest", "support", "author"]


def list_annotations(
    connection: Connection,
    document_id: str,
    wanted: AnnotationFilter,
    *,
    order: Order = "oldest",
    after: str | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> Sequence[Annotation]:
    """Return a page of a document's annotations.

    `after` is the id of the last one of the page before (ids grow with time) and
    serves the orders by time; `offset` serves all.
    """
    query = (
        select(annotation, *author_columns())
        .join(person, person.c.id == annotation.c.author_id)
        .where(*_conditions(document_id, wanted))
    )
    if order == "support":
        query = query.order_by(annotation.c.support.desc(), annotation.c.id)
    elif order == "author":
        query = query.order_by(person.c.name, person.c.id, annotation.c.id)
    elif order == "newest":
        query = query.order_by(annotation.c.id.desc())
        if after is not None:
            query = query.where(annotation.c.id < after)
    else:
        query = query.order_by(annotation.c.id)
        if after is not None:
            query = query.where(annotation.c.id > after)
    if offset:
        query = query.offset(offset)
    if limit is not None:
        query = query.limit(limit)
    return [_annotation(row._mapping) for row in connection.execute(query)]


def count_annotations(
    connection: Connection, document_id: str, wanted: AnnotationFilter
) -> int:
    """Return how many annotations a filter lets through."""
    query = (
        select(func.count())
        .select_from(annotation)
        .where(*_conditions(document_id, wanted))
    )
    return int(connection.scalar(query) or 0)


def get_annotation(connection: Connection, annotation_id: str) -> Annotation | None:
    """Return an annotation by id."""
    row = connection.execute(
        select(annotation, *author_columns())
        .join(person, person.c.id == annotation.c.author_id)
        .where(annotation.c.id == annotation_id)
    ).one_or_none()
    return _annotation(row._mapping) if row else None


def get_document_id(connection: Connection, annotation_id: str) -> str | None:
    """Return the id of the document that an annotation belongs to."""
    rows = _document_of.run(connection, key=annotation_id)
    return str(rows[0][0]) if rows else None


def newest_by(
    connection: Connection, person_id: str, *, limit: int
) -> Sequence[Annotation]:
    """Return the last annotations that a person made, the newest first."""
    query = (
        select(annotation, *author_columns())
        .join(person, person.c.id == annotation.c.author_id)
        .where(annotation.c.author_id == person_id)
        .order_by(annotation.c.id.desc())
        .limit(limit)
    )
    return [_annotation(row._mapping) for row in connection.execute(query)]


def taken_back(connection: Connection, ids: Sequence[str]) -> dict[str, RemarkState]:
    """Return those of the annotations that are withdrawn or hidden, with which."""
    if not ids:
        return {}
    rows = connection.execute(
        select(annotation.c.id, annotation.c.state).where(
            annotation.c.id.in_(ids), annotation.c.state != "visible"
        )
    )
    return {row.id: row.state for row in rows}


def reworded(
    connection: Connection, ids: Sequence[str]
) -> dict[str, tuple[str, str | None]]:
    """Return body and replacement of those of the annotations that were edited."""
    if not ids:
        return {}
    rows = connection.execute(
        select(annotation.c.id, annotation.c.body, annotation.c.replacement).where(
            annotation.c.id.in_(ids), annotation.c.edited_at.is_not(None)
        )
    )
    return {row.id: (row.body, row.replacement) for row in rows}


def get_annotations(
    connection: Connection, ids: Sequence[str]
) -> dict[str, Annotation]:
    """Return annotations by id."""
    if not ids:
        return {}
    rows = connection.execute(
        select(annotation, *author_columns())
        .join(person, person.c.id == annotation.c.author_id)
        .where(annotation.c.id.in_(ids))
    )
    return {row.id: _annotation(row._mapping) for row in rows}


def _annotation(r: RowMapping) -> Annotation:
    return Annotation(
        id=r["id"],
        document_id=r["document_id"],
        revision=r["revision"],
        author=author_of(r),
        motivation=r["motivation"],
        body=r["body"],
        replacement=r["replacement"],
        lang=r["lang"],
        target=Target(
            Position(r["start_paragraph"], r["start_offset"]),
            Position(r["end_paragraph"], r["end_offset"]),
            Quote(r["exact"], r["prefix"], r["suffix"]),
        ),
        created_at=r["created_at"],
        edited_at=r["edited_at"],
        state=r["state"],
        version=r["version"],
        support=r["support"],
        assignee_id=r["assignee_id"],
        due_on=r["due_on"],
    )


def update_annotation(
    connection: Connection, row: Annotation, **values: object
) -> bool:
    """Change an annotation; False if it was changed since `row` was read."""
    result = connection.execute(
        update(annotation)
        .where(annotation.c.id == row.id, annotation.c.version == row.version)
        .values(version=row.version + 1, **values)
    )
    return result.rowcount == 1
