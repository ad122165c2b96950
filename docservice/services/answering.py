"""Drafters' work on the comments: dispositions, assignment, corrected anchors."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Literal

from sqlalchemy import Connection

from annotations.anchor import Anchor, Place
from annotations.disposition import Disposition
from annotations.selector import Position
from docservice.access import Actor, NotFound, Opened, current
from docservice.db import anchors, annotations, dispositions, people, revisions
from docservice.db.annotations import Annotation
from docservice.db.dispositions import StoredDisposition
from docservice.db.events import Unit, append
from docservice.db.revisions import RevisionHead
from docservice.services import requests, whole_way
from docservice.services.draft_hunks import HunksInWrite
from docservice.services.errors import Invalid, Stale
from docservice.services.four_eyes import require_second
from docservice.services.gaps import filled_for
from docservice.services.linking import link
from docservice.services.placing import require_range
from docservice.services.reading import (
    annotation_resource,
    annotation_resources,
    open_annotation,
)
from docservice.services.resources import Resource
from versions.revision import Revision


def answer(
    unit: Unit,
    actor: Actor,
    annotation_id: str,
    request: requests.Answer,
    *,
    now: datetime,
    version: int | None = None,
    only: bool = True,
    hunks: HunksInWrite | None = None,
) -> Resource:
    """Store a further version of an annotation's disposition.

    It is public with the document's next revision or with `publish_round`; a
    document that belongs to no process has no rounds, its answers are public at
    once. One that is only proposed is public in neither case, until a drafter decides
    it. Gaps in the words, such as "[Name]", are filled. `version` is the newest that
    the drafter saw, 0 for none. With `only` what changes the request names are all that
    it is linked with, else links that it has stay; `hunks` are shared by the answers of
    one write.

    Raises:
        AccessError: the actor may not answer.
        Invalid: the duplicate or a change does not exist in this document, or the process
            asks that somebody else decides this.
        Stale: somebody else answered meanwhile.
    """
    connection = unit.connection
    opened, row = open_annotation(connection, current(connection, actor), annotation_id)
    person = opened.actor.require("answer")
    versions = dispositions.all_versions(connection, [row.id]).get(row.id, [])
    newest = versions[-1].value.version if versions else 0
    if version is not None and version != newest:
        raise Stale("somebody else answered meanwhile; nothing was overwritten")
    request = filled_for(connection, opened, row, request)
    _check_duplicate(connection, row, request)
    require_second(opened, person, versions, request)
    is_public = opened.process is None and request.state == "decided"
    dispositions.insert_disposition(
        connection,
        StoredDisposition(
            row.id,
            Disposition(
                newest + 1,
                request.outcome,
                request.reason,
                "published" if is_public else request.state,
                request.duplicate_of,
                request.note,
                request.without_change,
            ),
            person,
            now,
            now if is_public else None,
        ),
    )
    if request.changes is not None:
        hunks = hunks or HunksInWrite()
        link(connection, opened.document, row, request.changes, hunks, only=only)
    public = annotation_resource(connection, opened, row)
    append(
        unit,
        row.document_id,
        f"disposition.{'published' if is_public else request.state}",
        public if is_public else {"annotation": row.id, "outcome": request.outcome},
        at=now,
        person_id=person.id,
        internal=not is_public,
    )
    return annotation_resources(connection, opened, [row])[0]


def answer_many(
    unit: Unit,
    actor: Actor,
    annotation_ids: Sequence[str],
    request: requests.Answer,
    *,
    now: datetime,
    versions: Mapping[str, int] | None = None,
) -> int:
    """Give several annotations the same answer, all or none; return how many.

    `versions` are those of their answers that the drafter saw, by annotation.

    Raises:
        AccessError, Invalid, Stale: as for `answer`.
    """
    seen = versions or {}
    hunks = HunksInWrite()
    for annotation_id in annotation_ids:
        answer(
            unit,
            actor,
            annotation_id,
            request,
            now=now,
            version=seen.get(annotation_id),
            hunks=hunks,
        )
    return len(annotation_ids)


def answer_bundle(
    unit: Unit,
    actor: Actor,
    annotation_id: str,
    request: requests.Answer,
    *,
    now: datetime,
    version: int | None = None,
    others: Mapping[str, int],
) -> None:
    """Answer an annotation, and others as well that say the same, all or none.

    `others` are given with the versions of their answers that the drafter saw. What
    changes the request names are linked with all of them; those that the others are
    linked with already stay.

    Raises:
        AccessError, Invalid, Stale: as for `answer`.
    """
    hunks = HunksInWrite()
    answer(unit, actor, annotation_id, request, now=now, version=version, hunks=hunks)
    for other, seen in others.items():
        answer(
            *(unit, actor, other, request),
            now=now,
            version=seen,
            only=False,
            hunks=hunks,
        )


def decide_many(
    unit: Unit, actor: Actor, versions: Mapping[str, int], *, now: datetime
) -> None:
    """Decide several answers as they are proposed, all or none.

    `versions` are those that the drafter saw, by annotation; notes and links stay.

    Raises:
        AccessError, Stale: as for `answer`.
        Invalid: as for `answer`, or an answer is not proposed.
    """
    found = dispositions.newest_of(
        unit.connection, list(versions), published_only=False
    )
    for annotation_id, seen in versions.items():
        stored = found.get(annotation_id)
        if stored is None or stored.value.state != "proposed":
            raise Invalid("only what is proposed can be decided as it is", "proposals")
        request = _again(stored.value, "decided")
        answer(unit, actor, annotation_id, request, now=now, version=seen)


def take_back(
    unit: Unit, actor: Actor, annotation_id: str, version: int, *, now: datetime
) -> None:
    """Undo the newest version of an answer by a further one, as the one before said.

    Taking back twice is as if nothing had been done. A first answer has none before: it
    is then only proposed, and its annotation counts as open. What is public stays so
    until the restored version is published. Links with changes stay as they are.

    Raises:
        AccessError: the actor may not answer.
        Invalid: there is nothing to take back.
        Stale: `version` is not the newest any more.
    """
    connection = unit.connection
    opened, row = open_annotation(connection, current(connection, actor), annotation_id)
    opened.actor.require("answer")
    versions = dispositions.all_versions(connection, [row.id]).get(row.id, [])
    before = versions[-2:][0].value if versions else None
    is_first = len(versions) == 1
    if before is None or (is_first and before.state == "proposed"):
        raise Invalid("there is nothing to take back", "version")
    is_proposed = is_first or before.state == "proposed"
    request = _again(before, "proposed" if is_proposed else "decided")
    answer(unit, actor, annotation_id, request, now=now, version=version)


def assign(
    unit: Unit,
    actor: Actor,
    annotation_ids: Sequence[str],
    assignee_id: str | None,
    *,
    due_on: date | None = None,
    now: datetime,
) -> int:
    """Give annotations to a drafter, or to nobody; return how many.

    `due_on` is the day by which they should be answered.

    Raises:
        AccessError: the actor may not answer, or an annotation does not exist.
        Invalid: the assignee is no drafter.
    """
    connection = unit.connection
    if assignee_id is not None:
        assignee = people.get_person(connection, assignee_id)
        if assignee is None or assignee.role not in ("drafter", "admin"):
            raise Invalid("the assignee is no drafter", "assignee")
    for annotation_id in annotation_ids:
        opened, row = open_annotation(
            connection, current(connection, actor), annotation_id
        )
        person = opened.actor.require("answer")
        annotations.update_annotation(
            connection, row, assignee_id=assignee_id, due_on=due_on
        )
        append(
            unit,
            row.document_id,
            "annotation.assigned",
            {
                "annotation": row.id,
                "assignee": assignee_id,
                "due_on": due_on.isoformat() if due_on else None,
            },
            at=now,
            person_id=person.id,
            internal=True,
        )
    return len(annotation_ids)


def correct_anchor(
    unit: Unit,
    actor: Actor,
    annotation_id: str,
    number: int,
    place: tuple[Position, Position] | None,
    *,
    now: datetime,
) -> Resource:
    """Put an annotation where a person says it belongs in a revision or its draft.

    `place` None says that its words are gone. Later revisions keep their anchors.

    Raises:
        AccessError: the actor may not answer, or there is no such revision.
        Invalid: the place is not in the revision's text.
    """
    connection = unit.connection
    opened, row = open_annotation(connection, current(connection, actor), annotation_id)
    person = opened.actor.require("answer")
    head = revisions.get_head(connection, row.document_id, number)
    if head is None or number <= row.revision:
        raise NotFound("later revision", str(number))
    revision = revisions.load(connection, head)
    before = anchors.anchors_in(connection, row.document_id, number, [row.id])
    known = before.get(row.id)
    anchors.replace_anchor(
        connection,
        row.document_id,
        row.id,
        number,
        _confirmed(row, revision, place, known.anchor if known else None),
        person_id=person.id,
        now=now,
    )
    whole_way.settle_from(connection, row.document_id, number, row.id)
    _tell_placed(unit, opened, row, head, now)
    return annotation_resources(connection, opened, [row], revision=number)[0]


def release_anchor(
    unit: Unit, actor: Actor, annotation_id: str, number: int, *, now: datetime
) -> None:
    """Leave an annotation's place in the draft to the comparison again.

    Raises:
        AccessError: the actor may not answer, or `number` is not the draft's.
    """
    connection = unit.connection
    opened, row = open_annotation(connection, current(connection, actor), annotation_id)
    opened.actor.require("answer")
    head = revisions.get_head(connection, row.document_id, number)
    if head is None or head.status != "draft":
        raise NotFound("draft", str(number))
    anchors.delete_anchor(connection, row.document_id, row.id, number)
    _tell_placed(unit, opened, row, head, now)


def _again(
    value: Disposition, state: Literal["proposed", "decided"]
) -> requests.Answer:
    """Return a request that says what a version said; links with changes stay."""
    return requests.Answer(
        outcome=value.outcome,
        reason=value.reason,
        note=value.note,
        duplicate_of=value.duplicate_of,
        changes=None,
        without_change=value.without_change,
        state=state,
    )


def _tell_placed(
    unit: Unit, opened: Opened, row: Annotation, head: RevisionHead, now: datetime
) -> None:
    """Tell that a person placed an annotation; of a draft only the drafters hear."""
    append(
        unit,
        row.document_id,
        "anchor.corrected",
        annotation_resource(unit.connection, opened, row),
        at=now,
        person_id=opened.actor.id,
        internal=head.status == "draft",
    )


def _confirmed(
    row: Annotation,
    revision: Revision,
    place: tuple[Position, Position] | None,
    known: Anchor | None,
) -> Anchor:
    if place is None:
        nearest = known.place.start if known and known.place else None
        gone = Place(nearest, nearest) if nearest else None
        return Anchor("orphan", gone, 1.0, "person", "")
    words = _words(revision, place)
    old = row.target.quote.exact
    same_place = place[0].paragraph == row.target.start.paragraph
    if words != old:
        return Anchor("changed", Place(*place), 1.0, "person", "", old, words)
    return Anchor("kept" if same_place else "moved", Place(*place), 1.0, "person", "")


def _words(revision: Revision, place: tuple[Position, Position]) -> str:
    spans = require_range(revision, *place).spans(revision.texts)
    words = "\n".join(span.of(revision.texts[index]) for index, span in spans)
    if not words.strip():
        raise Invalid("the passage holds no words", "end")
    return words


def _check_duplicate(
    connection: Connection, row: Annotation, request: requests.Answer
) -> None:
    if request.duplicate_of is None:
        return
    other = annotations.get_annotation(connection, request.duplicate_of)
    if other is None or other.document_id != row.document_id:
        raise Invalid("there is no such annotation in this document", "duplicate_of")
    if other.id == row.id:
        raise Invalid("an annotation is no duplicate of itself", "duplicate_of")
