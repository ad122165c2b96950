"""Where the live draft and the rows of a revision said the same.

The live draft is the truth, and the draft's rows are what pages and publishing read.
Whoever wants to bring one up to date with the other has to know what both had last:
only what changed since is carried over, so that nothing is done twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or_update

from docservice.db.tables import draft_text

PART_FIELDS = 6  # of what was typed or deleted, the time as the last


@dataclass(frozen=True, slots=True)
class Kept:
    """Characters of the newest revision that stand in the draft, as the same ones."""

    old_paragraph: str
    old_start: int
    new_paragraph: str
    new_start: int
    length: int


@dataclass(frozen=True, slots=True)
class Typed:
    """Characters of the draft that somebody typed, working on a comment or not.

    `at` is when the last of them came, None if nobody knows.
    """

    paragraph: str
    start: int
    end: int
    person_id: str | None
    annotation_id: str | None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Deleted:
    """Characters of the newest revision that somebody deleted; `at` as for those typed."""

    paragraph: str
    start: int
    end: int
    person_id: str | None
    annotation_id: str | None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the words of a draft are from; paragraphs that are as they were say nothing."""

    kept: tuple[Kept, ...] = ()
    typed: tuple[Typed, ...] = ()
    deleted: tuple[Deleted, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftText:
    """A state of the live draft that says what revision `revision_id` says.

    `version` is that of the revision's rows; `seq` the last update that the state
    holds for certain.
    """

    revision_id: str
    version: int
    seq: int
    state: bytes


_columns = (
    draft_text.c.revision_id,
    draft_text.c.version,
    draft_text.c.seq,
    draft_text.c.state,
)


def last_text(connection: Connection, document_id: str) -> DraftText | None:
    """Return what both said last, None where nobody ever wrote live."""
    row = connection.execute(
        select(*_columns)
        .where(draft_text.c.document_id == document_id)
        .order_by(draft_text.c.meeting.desc())
        .limit(1)
    ).one_or_none()
    return DraftText(*row) if row else None


def text_of(
    connection: Connection, document_id: str, revision_id: str
) -> DraftText | None:
    """Return the state that says what a revision says, None if none is known."""
    row = connection.execute(
        select(*_columns).where(
            draft_text.c.document_id == document_id,
            draft_text.c.revision_id == revision_id,
        )
    ).one_or_none()
    return DraftText(*row) if row else None


def meeting_of(connection: Connection, document_id: str, revision_id: str) -> int:
    """Return when the live draft and a revision's rows last met, 0 for never."""
    found = connection.execute(
        select(draft_text.c.meeting).where(
            draft_text.c.document_id == document_id,
            draft_text.c.revision_id == revision_id,
        )
    ).scalar_one_or_none()
    return found or 0


def sources_of(
    connection: Connection, document_id: str, revision_id: str, version: int
) -> Sources | None:
    """Return where the words of a draft are from, None if nobody knows."""
    found = connection.execute(
        select(draft_text.c.sources).where(
            draft_text.c.document_id == document_id,
            draft_text.c.revision_id == revision_id,
            draft_text.c.version == version,
        )
    ).scalar_one_or_none()
    return None if found is None else _parse(found)


def keep_up(
    connection: Connection,
    document_id: str,
    revision_id: str,
    *,
    before: int,
    after: int,
) -> None:
    """Say that a draft's rows have a further version, but the same words."""
    connection.execute(
        update(draft_text)
        .where(
            draft_text.c.document_id == document_id,
            draft_text.c.revision_id == revision_id,
            draft_text.c.version == before,
        )
        .values(version=after)
    )


def store_text(
    connection: Connection,
    document_id: str,
    text: DraftText,
    sources: Sources,
    *,
    keep: Sequence[str],
) -> None:
    """Store a meeting of both; forget all but this one and those of `keep`."""
    last = select(func.coalesce(func.max(draft_text.c.meeting), 0)).where(
        draft_text.c.document_id == document_id
    )
    values = {
        "meeting": connection.execute(last).scalar_one() + 1,
        "version": text.version,
        "seq": text.seq,
        "state": text.state,
        "sources": _dump(sources),
    }
    connection.execute(
        insert_or_update(draft_text)
        .values(document_id=document_id, revision_id=text.revision_id, **values)
        .on_conflict_do_update(
            index_elements=["document_id", "revision_id"], set_=values
        )
    )
    connection.execute(
        delete(draft_text).where(
            draft_text.c.document_id == document_id,
            draft_text.c.revision_id.not_in([text.revision_id, *keep]),
        )
    )


def _dump(sources: Sources) -> dict[str, Any]:
    return {
        "kept": [
            [k.old_paragraph, k.old_start, k.new_paragraph, k.new_start, k.length]
            for k in sources.kept
        ],
        "typed": [_dump_part(each) for each in sources.typed],
        "deleted": [_dump_part(each) for each in sources.deleted],
    }


def _dump_part(part: Typed | Deleted) -> list[Any]:
    at = part.at.isoformat() if part.at else None
    return [
        *(part.paragraph, part.start, part.end, part.person_id, part.annotation_id),
        at,
    ]


def _parse(stored: dict[str, Any]) -> Sources:
    return Sources(
        tuple(Kept(*row) for row in stored["kept"]),
        tuple(Typed(*_parse_part(row)) for row in stored["typed"]),
        tuple(Deleted(*_parse_part(row)) for row in stored["deleted"]),
    )


def _parse_part(row: list[Any]) -> list[Any]:
    """Return a part's fields; those stored before times were have none."""
    *fields, at = row if len(row) == PART_FIELDS else [*row, None]
    return [*fields, datetime.fromisoformat(at) if at else None]
