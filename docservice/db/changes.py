"""Changes between two revisions, their causes, and which annotations they answer."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from docservice.db.tables import annotation, change, incorporation, revision
from versions.comparison import HunkKind

Cause = Literal["annotations", "ideas", "editorial", "decision"]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a change: words of a paragraph from `start` up to `end`."""

    paragraph: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class StoredChange:
    """A hunk that led to `revision`; `key` names it by its paragraphs and words."""

    id: str
    document_id: str
    revision: int
    key: str
    position: int
    kind: HunkKind
    old: Side | None
    new: Side | None
    cause: Cause | None
    note: str


@dataclass(frozen=True, slots=True)
class Incorporation:
    """That a change answers an annotation: proposed by the machine, or confirmed."""

    change_id: str
    annotation_id: str
    is_confirmed: bool
    evidence: str


def insert_changes(connection: Connection, rows: Sequence[StoredChange]) -> None:
    """Store changes."""
    if rows:
        connection.execute(insert(change), [_row(row) for row in rows])


def changes_to(
    connection: Connection, document_id: str, revision: int
) -> Sequence[StoredChange]:
    """Return the changes that led to a revision, in the order of the text."""
    return _select(
        connection,
        change.c.document_id == document_id,
        change.c.revision == revision,
    )


def changes_between(
    connection: Connection,
    document_id: str,
    *,
    after: int,
    up_to: int,
    paragraphs: Iterable[str],
) -> Sequence[StoredChange]:
    """Return the changes to some paragraphs that led to a span of revisions."""
    ids = list(paragraphs)
    return _select(
        connection,
        *_led_to(document_id, after, up_to),
        or_(change.c.old_paragraph.in_(ids), change.c.new_paragraph.in_(ids)),
    )


def caused_by_people(
    connection: Connection, document_id: str, *, after: int, up_to: int
) -> Sequence[StoredChange]:
    """Return the changes of which drafters said that annotations caused them."""
    return _select(
        connection,
        *_led_to(document_id, after, up_to),
        or_(change.c.cause == "annotations", _is_linked()),
    )


def count_causes(
    connection: Connection, document_id: str, *, after: int, up_to: int
) -> Counter[str]:
    """Count the changes that led to a span of revisions by cause, "none" for no cause.

    What drafters linked with annotations counts among theirs, as `caused_by_people` has
    it: once more where it has another cause as well.
    """
    linked = _is_linked().label("linked")
    rows = connection.execute(
        select(change.c.cause, linked, func.count())
        .where(*_led_to(document_id, after, up_to))
        .group_by(change.c.cause, linked)
    )
    counts: Counter[str] = Counter()
    for cause, is_linked, count in rows:
        found = {cause} - {None} | ({"annotations"} if is_linked else set())
        for name in found or {"none"}:
            counts[name] += count
    return counts


def _is_linked() -> ColumnElement[bool]:
    """Return whether drafters said that visible annotations caused a change."""
    return exists().where(
        incorporation.c.change_id == change.c.id,
        incorporation.c.is_confirmed,
        annotation.c.id == incorporation.c.annotation_id,
        annotation.c.state == "visible",
    )


def _led_to(document_id: str, after: int, up_to: int) -> list[ColumnElement[bool]]:
    return [
        change.c.document_id == document_id,
        change.c.revision > after,
        change.c.revision <= up_to,
    ]


def get_changes(connection: Connection, ids: Iterable[str]) -> Sequence[StoredChange]:
    """Return changes by id, in the order of revisions and text."""
    return _select(connection, change.c.id.in_(list(ids)))


def delete_changes(connection: Connection, ids: Sequence[str]) -> None:
    """Forget hunks of a draft that its further editing undid."""
    if ids:
        connection.execute(
            delete(incorporation).where(incorporation.c.change_id.in_(ids))
        )
        connection.execute(delete(change).where(change.c.id.in_(ids)))


def place_change(
    connection: Connection,
    change_id: str,
    position: int,
    old: Side | None,
    new: Side | None,
) -> None:
    """Say where a draft's hunk stands: edits beside it moved it since it was stored."""
    connection.execute(
        update(change)
        .where(change.c.id == change_id)
        .values(position=position, **_sides(old, new))
    )


def set_cause(
    connection: Connection, change_id: str, cause: Cause | None, note: str
) -> None:
    """Say why a change was made."""
    connection.execute(
        update(change).where(change.c.id == change_id).values(cause=cause, note=note)
    )


def insert_incorporations(
    connection: Connection, rows: Sequence[Incorporation]
) -> None:
    """Store links between changes and annotations."""
    if rows:
        connection.execute(
            insert(incorporation),
            [
                {
                    "change_id": row.change_id,
                    "annotation_id": row.annotation_id,
                    "is_confirmed": row.is_confirmed,
                    "evidence": row.evidence,
                }
                for row in rows
            ],
        )


def delete_incorporations(
    connection: Connection,
    *,
    change_id: str | None = None,
    annotation_id: str | None = None,
) -> None:
    """Remove the links of a change or of an annotation."""
    query = delete(incorporation)
    if change_id is not None:
        query = query.where(incorporation.c.change_id == change_id)
    if annotation_id is not None:
        query = query.where(incorporation.c.annotation_id == annotation_id)
    connection.execute(query)


def incorporations_of(
    connection: Connection,
    *,
    annotation_ids: Sequence[str] | None = None,
    change_ids: Sequence[str] | None = None,
    published_only: bool = False,
) -> Sequence[Incorporation]:
    """Return the links of annotations or of changes; with a draft's changes or without."""
    query = select(incorporation)
    if published_only:
        query = query.where(
            change.c.id == incorporation.c.change_id,
            revision.c.document_id == change.c.document_id,
            revision.c.number == change.c.revision,
            revision.c.status != "draft",
        )
    if annotation_ids is not None:
        query = query.where(incorporation.c.annotation_id.in_(annotation_ids))
    if change_ids is not None:
        query = query.where(incorporation.c.change_id.in_(change_ids))
    rows = connection.execute(query)
    return [
        Incorporation(r.change_id, r.annotation_id, r.is_confirmed, r.evidence)
        for r in rows
    ]


def _select(
    connection: Connection, *conditions: ColumnElement[bool]
) -> Sequence[StoredChange]:
    rows = connection.execute(
        select(change)
        .where(*conditions)
        .order_by(change.c.document_id, change.c.revision, change.c.position)
    )
    return [_change(row._mapping) for row in rows]


def _change(row: RowMapping) -> StoredChange:
    return StoredChange(
        row["id"],
        row["document_id"],
        row["revision"],
        row["key"],
        row["position"],
        row["kind"],
        _side(row, "old"),
        _side(row, "new"),
        row["cause"],
        row["note"],
    )


def _side(row: RowMapping, name: str) -> Side | None:
    if row[f"{name}_paragraph"] is None:
        return None
    return Side(
        row[f"{name}_paragraph"],
        row[f"{name}_start"],
        row[f"{name}_end"],
        row[f"{name}_text"],
    )


def _row(value: StoredChange) -> dict[str, object]:
    return {
        "id": value.id,
        "document_id": value.document_id,
        "revision": value.revision,
        "key": value.key,
        "position": value.position,
        "kind": value.kind,
        "cause": value.cause,
        "note": value.note,
        **_sides(value.old, value.new),
    }


def _sides(old: Side | None, new: Side | None) -> dict[str, object]:
    row: dict[str, object] = {}
    for name, side in (("old", old), ("new", new)):
        row |= {
            f"{name}_paragraph": side.paragraph if side else None,
            f"{name}_start": side.start if side else None,
            f"{name}_end": side.end if side else None,
            f"{name}_text": side.text if side else "",
        }
    return row
