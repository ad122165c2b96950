"""Bundles at the desk: proposed by likeness, decided by a person.

A bundle changes no comment. It says that one answer may serve all of them: the desk
then gives each of them that answer, with a version and a letter to its author as any.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Connection

from annotations.bundling import Group, Said, group_alike
from annotations.thread import COMMENT_MOTIVATIONS
from docservice.access import Actor, NotFound, Opened, current, open_document
from docservice.db import anchors, annotations, bundles, dispositions
from docservice.db.anchors import StoredAnchor
from docservice.db.annotations import Annotation, AnnotationFilter
from docservice.db.dispositions import StoredDisposition
from docservice.db.events import Unit, append
from docservice.db.ids import uuid7
from docservice.services.errors import Invalid
from docservice.services.margin import open_revision
from docservice.services.placing import range_of
from versions.revision import Revision

MOST_MEMBERS = 2_000  # answered in one write, while others wait
KEPT = 2  # groupings; one of 10,000 comments takes seconds


@dataclass(frozen=True, slots=True)
class Bundles:
    """A document's bundles, and what else says the same.

    `bundles` holds the ids of their members by id, `proposals` groups that no bundle
    holds together; a group's first may be in one, which the others may join.
    """

    opened: Opened
    revision: Revision
    bundles: Mapping[str, Sequence[str]]
    proposals: tuple[Group, ...]
    annotations: Mapping[str, Annotation]
    placed: Mapping[str, StoredAnchor]
    answers: Mapping[str, StoredDisposition]


def read_bundles(connection: Connection, actor: Actor, slug: str) -> Bundles:
    """Return a document's bundles, and those that the likeness of words proposes.

    Raises:
        AccessError: the actor may not answer.
    """
    opened, revision = open_revision(connection, actor, slug, None)
    opened.actor.require("answer")
    document = opened.document
    wanted = AnnotationFilter(revision=revision.number, state="visible")
    rows = {
        row.id: row
        for row in annotations.list_annotations(connection, document.id, wanted)
        if row.motivation in COMMENT_MOTIVATIONS
    }
    placed = anchors.anchors_in(connection, document.id, revision.number, None)
    known = {
        key: [each for each in ids if each in rows]
        for key, ids in bundles.bundles_of(connection, document.id).items()
    }
    remarks = (_said(row, revision, placed.get(row.id)) for row in rows.values())
    refused = frozenset(bundles.refusals_of(connection, document.id))
    proposals = tuple(_unbundled(_grouped(tuple(remarks), refused), known))
    shown = {each for ids in known.values() for each in ids}
    for group in proposals:
        shown.update((group.first, *(each.id for each in group.others)))
    return Bundles(
        opened,
        revision,
        {key: ids for key, ids in known.items() if ids},
        proposals,
        {key: rows[key] for key in shown},
        placed,
        dispositions.newest_of(connection, sorted(shown), published_only=False),
    )


def bundle(
    unit: Unit,
    actor: Actor,
    slug: str,
    annotation_ids: Sequence[str],
    *,
    apart: Sequence[str] = (),
    now: datetime,
) -> int:
    """Put annotations into one bundle; return how many it holds then.

    If one of them is in a bundle the others join it; of several the oldest holds all.
    `apart` are those that do not say the same as the first.

    Raises:
        AccessError: the actor may not answer, or one of them does not exist here.
        Invalid: they are fewer than two, or too many.
    """
    connection = unit.connection
    opened, ids = _open(connection, actor, slug, annotation_ids)
    person = opened.actor.require("answer")
    known = bundles.bundles_of(connection, opened.document.id)
    touched = {key: held for key, held in known.items() if set(held) & set(ids)}
    every = sorted({*ids, *(each for held in touched.values() for each in held)})
    if not 1 < len(every) <= MOST_MEMBERS:
        raise Invalid(f"a bundle has 2 to {MOST_MEMBERS} annotations", "chosen")
    bundles.take_out(connection, every)
    bundles.put_into(
        connection,
        min(touched, default=uuid7()),
        every,
        person_id=person.id,
        now=now,
    )
    if apart:
        refuse(unit, actor, slug, [ids[0], *apart], now=now)
    _tell(unit, opened, "bundle.made", every, now)
    return len(every)


def take_out(
    unit: Unit,
    actor: Actor,
    slug: str,
    annotation_ids: Sequence[str],
    *,
    now: datetime,
) -> None:
    """Take annotations out of their bundles; one that is left alone is out as well.

    Raises:
        AccessError: the actor may not answer, or one of them does not exist here.
    """
    connection = unit.connection
    opened, ids = _open(connection, actor, slug, annotation_ids)
    bundles.take_out(connection, ids)
    left = bundles.bundles_of(connection, opened.document.id).values()
    alone = [held[0] for held in left if len(held) == 1]
    bundles.take_out(connection, alone)
    _tell(unit, opened, "bundle.left", [*ids, *alone], now)


def refuse(
    unit: Unit,
    actor: Actor,
    slug: str,
    annotation_ids: Sequence[str],
    *,
    now: datetime,
) -> None:
    """Remember that annotations do not say the same as the first of them.

    Raises:
        AccessError: the actor may not answer, or one of them does not exist here.
    """
    connection = unit.connection
    opened, ids = _open(connection, actor, slug, annotation_ids)
    person = opened.actor.require("answer")
    known = bundles.refusals_of(connection, opened.document.id)
    pairs = {(ids[0], each) for each in ids[1:]} - known
    if pairs:
        bundles.refuse(connection, sorted(pairs), person_id=person.id, now=now)
    _tell(unit, opened, "bundle.refused", ids, now)


def _said(row: Annotation, revision: Revision, placed: StoredAnchor | None) -> Said:
    where = None
    if placed is not None and placed.anchor.verdict != "orphan":
        place = placed.anchor.place
        where = range_of(revision, place.start, place.end) if place else None
    return Said(row.id, f"{row.body}\n{row.replacement or ''}", where)


@lru_cache(maxsize=KEPT)
def _grouped(
    remarks: tuple[Said, ...], apart: frozenset[tuple[str, str]]
) -> Sequence[Group]:
    """Return `group_alike`, kept while drafters page through it and bundle."""
    return group_alike(remarks, apart)


def _unbundled(
    groups: Sequence[Group], known: Mapping[str, Sequence[str]]
) -> Iterator[Group]:
    """Yield what is left to bundle, large groups first; one stands for a bundle."""
    bundle_of = {each: key for key, ids in known.items() for each in ids}
    for group in sorted(groups, key=lambda group: -len(group.others)):
        seen = {bundle_of.get(group.first)}
        others = []
        for other in group.others:
            key = bundle_of.get(other.id)
            if key is None or key not in seen:
                others.append(other)
            seen.add(key)
        if others:
            yield Group(group.first, tuple(others))


def _open(
    connection: Connection, actor: Actor, slug: str, annotation_ids: Sequence[str]
) -> tuple[Opened, list[str]]:
    opened = open_document(connection, current(connection, actor), slug)
    opened.actor.require("answer")
    ids = list(dict.fromkeys(annotation_ids))
    rows = annotations.get_annotations(connection, ids)
    for each in ids:
        if each not in rows or rows[each].document_id != opened.document.id:
            raise NotFound("annotation", each)
    if not ids:
        raise Invalid("choose annotations first", "chosen")
    return opened, ids


def _tell(
    unit: Unit, opened: Opened, kind: str, ids: Sequence[str], now: datetime
) -> None:
    append(
        unit,
        opened.document.id,
        kind,
        {"annotations": list(ids)},
        at=now,
        person_id=opened.actor.id,
        internal=True,
    )
