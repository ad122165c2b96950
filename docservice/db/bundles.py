"""Bundles: annotations that a drafter found to say the same, and pairs that do not."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from docservice.db.tables import annotation, bundle_member, bundle_refusal


def bundles_of(connection: Connection, document_id: str) -> Mapping[str, Sequence[str]]:
    """Return the members of a document's bundles, the oldest annotation first."""
    rows = connection.execute(
        select(bundle_member.c.bundle_id, bundle_member.c.annotation_id)
        .join(annotation, annotation.c.id == bundle_member.c.annotation_id)
        .where(annotation.c.document_id == document_id)
        .order_by(bundle_member.c.annotation_id)
    )
    found: defaultdict[str, list[str]] = defaultdict(list)
    for bundle_id, annotation_id in rows:
        found[bundle_id].append(annotation_id)
    return found


def members_of(connection: Connection, bundle_id: str) -> Sequence[str]:
    """Return the annotations of a bundle, the oldest first."""
    return connection.scalars(
        select(bundle_member.c.annotation_id)
        .where(bundle_member.c.bundle_id == bundle_id)
        .order_by(bundle_member.c.annotation_id)
    ).all()


def members_beside(connection: Connection, annotation_id: str) -> Sequence[str]:
    """Return the other annotations of an annotation's bundle, the oldest first."""
    own = select(bundle_member.c.bundle_id).where(
        bundle_member.c.annotation_id == annotation_id
    )
    return connection.scalars(
        select(bundle_member.c.annotation_id)
        .where(
            bundle_member.c.bundle_id == own.scalar_subquery(),
            bundle_member.c.annotation_id != annotation_id,
        )
        .order_by(bundle_member.c.annotation_id)
    ).all()


def put_into(
    connection: Connection,
    bundle_id: str,
    annotation_ids: Iterable[str],
    *,
    person_id: str,
    now: datetime,
) -> None:
    """Put annotations that are in no bundle into one."""
    connection.execute(
        insert(bundle_member),
        [
            {
                "annotation_id": each,
                "bundle_id": bundle_id,
                "added_by": person_id,
                "added_at": now,
            }
            for each in annotation_ids
        ],
    )


def take_out(connection: Connection, annotation_ids: Sequence[str]) -> None:
    """Take annotations out of their bundles."""
    connection.execute(
        delete(bundle_member).where(bundle_member.c.annotation_id.in_(annotation_ids))
    )


def refusals_of(connection: Connection, document_id: str) -> set[tuple[str, str]]:
    """Return the pairs of a document that do not say the same, either one first."""
    rows = connection.execute(
        select(bundle_refusal.c.first_id, bundle_refusal.c.other_id)
        .join(annotation, annotation.c.id == bundle_refusal.c.first_id)
        .where(annotation.c.document_id == document_id)
    )
    pairs = [(row.first_id, row.other_id) for row in rows]
    return {*pairs, *((other, first) for first, other in pairs)}


def refuse(
    connection: Connection,
    pairs: Iterable[tuple[str, str]],
    *,
    person_id: str,
    now: datetime,
) -> None:
    """Remember pairs, not known yet, that do not say the same."""
    connection.execute(
        insert(bundle_refusal),
        [
            {
                "first_id": first,
                "other_id": other,
                "refused_by": person_id,
                "refused_at": now,
            }
            for first, other in pairs
        ],
    )
