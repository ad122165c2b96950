"""Which changes answer an annotation, as the desk offers and stores it.

Changes of published revisions are named by their ids, hunks of the open draft by their
keys: most of these were never stored. A hunk that is edited away takes its link along,
and the gate counts its annotation as accepted without a change again.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from docservice.db import anchors, annotations, changes, dispositions
from docservice.db.anchors import StoredAnchor
from docservice.db.annotations import Annotation
from docservice.db.changes import Incorporation, Side, StoredChange
from docservice.db.documents import Document
from docservice.db.draft_texts import Deleted, Typed
from docservice.services.assessment import accepted
from docservice.services.draft_hunks import DraftHunks, HunksInWrite, draft_hunks
from docservice.services.errors import Invalid
from docservice.services.evidence import Proposal, Remarks, proposals, rank
from versions.comparison import HunkKind
from versions.paragraph import ParagraphId

OTHERS = 60  # hunks without evidence that are offered; the preview has all


@dataclass(frozen=True, slots=True)
class Offer:
    """A change that may answer an annotation, under the name by which it is linked.

    `is_linked` says that a drafter linked it, or will by accepting what they took over:
    only the first `is_stored`. `evidence` is the machine's, empty for a hunk that is
    only near.
    """

    name: str
    revision: int
    kind: HunkKind
    old: Side | None
    new: Side | None
    is_linked: bool
    evidence: str = ""
    is_stored: bool = True


@dataclass(frozen=True, slots=True)
class Offers:
    """What may answer an annotation, the likeliest first.

    `others` are further hunks of the draft, the nearest to the passage, `rest` how many
    there are beyond.
    """

    likely: tuple[Offer, ...] = ()
    others: tuple[Offer, ...] = ()
    rest: int = 0


def offers(connection: Connection, document: Document, row: Annotation) -> Offers:
    """Return the changes that a drafter may link an annotation with."""
    links = {
        link.change_id: link
        for link in changes.incorporations_of(connection, annotation_ids=[row.id])
    }
    published = tuple(
        Offer(
            *(each.id, each.revision, each.kind, each.old, each.new),
            links[each.id].is_confirmed,
        )
        for each in changes.get_changes(connection, links)
        if each.revision <= document.newest
    )
    found = draft_hunks(connection, document)
    if found is None or not found.hunks:
        return Offers(published)
    stored = {
        each.key: each
        for each in changes.changes_to(connection, document.id, found.draft.number)
    }
    proposed = _proposed(connection, document, found, row)
    placed = anchors.anchors_in(
        connection, document.id, found.base.number, [row.id]
    ).get(row.id)

    def offer(index: int) -> Offer:
        hunk, proposal = found.hunks[index], proposed.get(index)
        known = stored.get(hunk.key)
        if known is None:
            is_linked = proposal is not None and proposal.is_linked
        else:
            is_linked = known.id in links and links[known.id].is_confirmed
        return Offer(
            *(hunk.key, found.draft.number, hunk.hunk.kind, hunk.old, hunk.new),
            is_linked,
            proposal.evidence if proposal is not None else "",
            is_stored=known is not None,
        )

    drafted = [offer(index) for index in _nearest_first(found, placed)]
    likely = [each for each in drafted if each.is_linked or each.evidence]
    others = [each for each in drafted if not each.is_linked and not each.evidence]
    likely.sort(key=_strength)
    return Offers(
        (*likely, *published), tuple(others[:OTHERS]), max(0, len(others) - OTHERS)
    )


def link(
    connection: Connection,
    document: Document,
    row: Annotation,
    named: Sequence[str],
    hunks: HunksInWrite,
    *,
    unticked: Collection[str] | None = None,
) -> bool:
    """Link an annotation with these changes; return whether that made a difference.

    Its links with those that are `unticked` go, and other ones stay; without any list
    of them all other links go. A change that had no reason, or was called editorial,
    has the annotation as its reason then, and none again where its last link goes.

    Raises:
        Invalid: there is no such change in the document or its draft (any more).
    """
    found = hunks.find(connection, document)
    links = changes.incorporations_of(connection, annotation_ids=[row.id])
    before = {each.change_id for each in links if each.is_confirmed}
    wanted = _stored(connection, document, found, named)
    names = {change.key for change in wanted.values()} | wanted.keys()
    refused = 0
    if found is not None:
        refused = _refuse(
            *(connection, document, found, row), named=names, unticked=unticked
        )
    gone = [
        change
        for change in changes.get_changes(connection, {e.change_id for e in links})
        if change.id not in wanted
        and (unticked is None or {change.id, change.key}.intersection(unticked))
    ]
    for change in gone:
        changes.delete_incorporations(
            connection, change_id=change.id, annotation_id=row.id
        )
    _forget_reasons(connection, gone)
    new = {key: change for key, change in wanted.items() if key not in before}
    for change in new.values():
        # A proposal of the machine may stand where the link goes.
        changes.delete_incorporations(
            connection, change_id=change.id, annotation_id=row.id
        )
        if change.cause in (None, "editorial"):
            changes.set_cause(connection, change.id, "annotations", change.note)
    changes.insert_incorporations(
        connection, [Incorporation(key, row.id, True, "person") for key in new]
    )
    return bool(new or refused or before.intersection(each.id for each in gone))


def _stored(
    connection: Connection,
    document: Document,
    found: DraftHunks | None,
    named: Sequence[str],
) -> dict[str, StoredChange]:
    """Return the named changes by id; hunks of the draft are stored now."""
    known = {
        each.id: each
        for each in changes.get_changes(connection, named)
        if each.document_id == document.id
    }
    keys = [each for each in named if each not in known]
    positions: Mapping[str, int] = found.positions if found is not None else {}
    missing = [each for each in keys if each not in positions]
    if missing:
        raise Invalid(f"there is no change {missing[0]!r} here", "changes")
    if found is not None:
        for key in keys:
            change = _keep(connection, document, found, key)
            known[change.id] = change
    return known


def _keep(
    connection: Connection,
    document: Document,
    found: DraftHunks,
    key: str,
    but: str | None = None,
) -> StoredChange:
    """Return the stored hunk of this name.

    One that is stored only now keeps the annotations that it was linked with by itself,
    all `but` one.
    """
    number = found.draft.number
    stored = changes.changes_to(connection, document.id, number)
    known = next((each for each in stored if each.key == key), None)
    if known is not None:
        return known
    change = found.store(connection, document, key)
    linked = [
        each.annotation_id
        for each in _linked_by_itself(connection, document, found, key)
        if each.annotation_id != but
    ]
    changes.insert_incorporations(
        connection,
        [Incorporation(change.id, each, True, "wording:literal") for each in linked],
    )
    if linked:
        changes.set_cause(connection, change.id, "annotations", "")
    return change


def _refuse(
    connection: Connection,
    document: Document,
    found: DraftHunks,
    row: Annotation,
    *,
    named: Collection[str],
    unticked: Collection[str] | None,
) -> int:
    """Store of hunks that were linked by themselves that a drafter unticked them.

    Return of how many that was not known.
    """
    stored = changes.changes_to(connection, document.id, found.draft.number)
    known = {change.key for change in stored}.union(named)
    proposed = _proposed(connection, document, found, row)
    linked = [found.hunks[at].key for at, each in proposed.items() if each.is_linked]
    refused = [
        key
        for key in linked
        if key not in known and (unticked is None or key in unticked)
    ]
    for key in refused:
        _keep(connection, document, found, key, but=row.id)
    return len(refused)


def _forget_reasons(connection: Connection, gone: Iterable[StoredChange]) -> None:
    """Leave changes without a reason whose only one was an annotation."""
    asked = [change for change in gone if change.cause == "annotations"]
    links = changes.incorporations_of(
        connection, change_ids=[change.id for change in asked]
    )
    linked = {each.change_id for each in links if each.is_confirmed}
    for change in asked:
        if change.id not in linked:
            changes.set_cause(connection, change.id, None, change.note)


def _proposed(
    connection: Connection, document: Document, found: DraftHunks, row: Annotation
) -> dict[int, Proposal]:
    """Return by hunk what speaks for an annotation, as if it were accepted.

    Where it was declined for now, nothing is linked by itself.
    """
    answer = dispositions.newest_of(connection, [row.id], published_only=False)
    is_open = not answer or bool(accepted(answer))
    remarks = Remarks(
        {row.id: row},
        anchors.anchors_in(connection, document.id, found.base.number, [row.id]),
        (row.id,),
        (row.id,) if is_open else (),
        found.sources,
    )
    hunks = [each.hunk for each in found.hunks]
    listed = proposals(found.base, found.draft, hunks, remarks)
    return {index: first for index, (first, *_) in listed.items()}


def _linked_by_itself(
    connection: Connection, document: Document, found: DraftHunks, key: str
) -> list[Proposal]:
    """Return what links a hunk about which nobody decided."""
    parts: list[Typed | Deleted] = [*found.sources.typed, *found.sources.deleted]
    ids = sorted({each.annotation_id for each in parts if each.annotation_id})
    answers = dispositions.newest_of(connection, ids, published_only=False)
    remarks = Remarks(
        annotations.get_annotations(connection, ids),
        anchors.anchors_in(connection, document.id, found.base.number, ids),
        accepted(answers),
        accepted(answers, only_decided=True),
        found.sources,
    )
    hunks = [each.hunk for each in found.hunks]
    listed = proposals(found.base, found.draft, hunks, remarks)
    at = found.positions[key]
    return [each for each in listed.get(at, []) if each.is_linked]


def _nearest_first(found: DraftHunks, placed: StoredAnchor | None) -> list[int]:
    """Return the hunks by how many rows they are away from the passage."""
    place = placed.anchor.place if placed is not None else None
    index = found.base.index_of(ParagraphId(place.start.paragraph)) if place else None
    at = next((n for n, each in enumerate(found.rows) if each.old == index), 0)
    return sorted(range(len(found.hunks)), key=lambda n: abs(found.hunks[n].row - at))


def _strength(offer: Offer) -> tuple[bool, int]:
    """Sort what is linked first, then by evidence; equal ones stay as they are."""
    return not offer.is_linked, rank(offer.evidence) if offer.evidence else 0
