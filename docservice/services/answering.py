"""Drafters' work on the comments: dispositions and assignment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from sqlalchemy import Connection

from annotations.disposition import Disposition, DispositionState
from docservice.access import Actor, Opened, current
from docservice.db import annotations, dispositions, people
from docservice.db.annotations import Annotation
from docservice.db.dispositions import StoredDisposition
from docservice.db.events import Unit, append
from docservice.services import requests
from docservice.services.draft_hunks import HunksInWrite
from docservice.services.errors import Invalid, Stale
from docservice.services.four_eyes import require_second
from docservice.services.gaps import filled_for, require_filled
from docservice.services.linking import link
from docservice.services.reading import (
    annotation_resource,
    annotation_resources,
    open_annotation,
)
from docservice.services.resources import Resource


class Circle(Invalid):
    """Annotations would be duplicates of each other; `annotation_id` is the last."""

    def __init__(self, annotation_id: str) -> None:
        super().__init__(
            f"annotation {annotation_id} is answered as a duplicate of this one",
            "duplicate_of",
        )
        self.annotation_id = annotation_id


@dataclass(frozen=True, slots=True)
class Ticks:
    """What a drafter ticked and unticked of the changes that a form showed.

    Links that came meanwhile were not seen, so they stay.
    """

    ticked: tuple[str, ...] = ()
    unticked: tuple[str, ...] = ()


def answer(
    unit: Unit,
    actor: Actor,
    annotation_id: str,
    request: requests.Answer,
    *,
    now: datetime,
    version: int | None = None,
) -> Resource:
    """Store a further version of an annotation's disposition, unless it says the same.

    It is public with the document's next revision or with `publish_round`; a
    document that belongs to no process has no rounds, its answers are public at
    once. One that is only proposed is public in neither case, until a drafter decides
    it. Gaps in the words, such as "[Name]", are filled. `version` is the newest that
    the drafter saw, 0 for none. What changes the request names are all that it is
    linked with.

    Raises:
        AccessError: the actor may not answer.
        Invalid: the duplicate or a change does not exist in this document, or the process
            asks that somebody else decides this.
        Stale: somebody else answered meanwhile.
    """
    store_answer(unit, actor, annotation_id, request, now=now, version=version)
    connection = unit.connection
    opened, row = open_annotation(connection, current(connection, actor), annotation_id)
    return annotation_resources(connection, opened, [row])[0]


def store_answer(
    unit: Unit,
    actor: Actor,
    annotation_id: str,
    request: requests.Answer,
    *,
    now: datetime,
    version: int | None = None,
    ticks: Ticks | None = None,
    hunks: HunksInWrite | None = None,
) -> bool:
    """Do as `answer` does; return whether anything is different now.

    `ticks` say which links come and go, without them the request does; `hunks` are
    shared by the answers of one write.

    Raises:
        AccessError, Invalid, Stale: as for `answer`.
    """
    connection = unit.connection
    opened, row = open_annotation(connection, current(connection, actor), annotation_id)
    person = opened.actor.require("answer")
    versions = dispositions.all_versions(connection, [row.id]).get(row.id, [])
    newest = versions[-1].value if versions else None
    number = newest.version if newest else 0
    if version is not None and version != number:
        raise Stale("somebody else answered meanwhile; nothing was overwritten")
    request = filled_for(connection, opened, row, request)
    is_new = newest is None or not _says(newest, request)
    if is_new:
        _check_duplicate(connection, row, request)
        require_filled(connection, opened, request)
        require_second(opened, person, versions, request)
        value = Disposition(
            number + 1,
            request.outcome,
            request.reason,
            request.state,
            request.duplicate_of,
            request.note,
            request.without_change,
        )
        standing = _standing(versions, value)
        published_at = None
        if value.state == "decided" and (standing or opened.process is None):
            value = replace(value, state="published")
            published_at = standing.published_at if standing else now
        dispositions.insert_disposition(
            connection, StoredDisposition(row.id, value, person, now, published_at)
        )
    is_linked = _link(
        *(connection, opened, row, request),
        ticks=ticks,
        hunks=hunks or HunksInWrite(),
    )
    if is_new:
        told = request.state if standing is not None else value.state
        _tell_answered(unit, opened, row, value, now=now, told=told)
    elif is_linked:
        data: dict[str, object] = {"annotation": row.id}
        append(
            *(unit, row.document_id, "annotation.linked", data),
            at=now,
            person_id=person.id,
            internal=True,
        )
    return is_new or is_linked


def take_back(
    unit: Unit, actor: Actor, annotation_id: str, version: int, *, now: datetime
) -> None:
    """Undo the newest version of an answer by a further one, as the one before said.

    Taking back twice is as if nothing had been done. A first answer has none before: it
    is then only proposed, and its annotation counts as open; once it is public it stays.
    What is public stays so until the restored version is published, which it is at once
    if it says the same. Links with changes stay as they are.

    Raises:
        AccessError: the actor may not answer.
        Invalid: there is nothing to take back.
        Stale: `version` is not the newest any more.
    """
    connection = unit.connection
    opened, row = open_annotation(connection, current(connection, actor), annotation_id)
    opened.actor.require("answer")
    versions = dispositions.all_versions(connection, [row.id]).get(row.id, [])
    if versions and versions[-1].value.version != version:
        raise Stale("somebody else has answered meanwhile; read it again")
    before = versions[-2:][0].value if versions else None
    is_first = len(versions) == 1
    if before is None or (is_first and before.state != "decided"):
        raise Invalid("there is nothing to take back", "version")
    is_proposed = is_first or before.state == "proposed"
    request = again(before, "proposed" if is_proposed else "decided")
    store_answer(unit, actor, annotation_id, request, now=now, version=version)


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


def again(value: Disposition, state: Literal["proposed", "decided"]) -> requests.Answer:
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


def _says(value: Disposition, request: requests.Answer) -> bool:
    """Return whether a version says what is requested, in public and in its note."""
    state: Literal["proposed", "decided"]
    state = "proposed" if value.state == "proposed" else "decided"
    return again(value, state) == replace(request, changes=None)


def _link(
    connection: Connection,
    opened: Opened,
    row: Annotation,
    request: requests.Answer,
    *,
    ticks: Ticks | None,
    hunks: HunksInWrite,
) -> bool:
    document = opened.document
    if ticks is not None:
        named, unticked = ticks.ticked, ticks.unticked
        return link(connection, document, row, named, hunks, unticked=unticked)
    if request.changes is not None:
        return link(connection, document, row, request.changes, hunks)
    return False


def _standing(
    versions: Sequence[StoredDisposition], value: Disposition
) -> StoredDisposition | None:
    """Return the version that is public now, if it says there what `value` says.

    Another note is nobody's business outside; what is taken back was never gone.
    """
    public = [each for each in versions if each.value.state == "published"]
    is_same = bool(public) and public[-1].value.wording == value.wording
    return public[-1] if is_same else None


def _tell_answered(
    unit: Unit,
    opened: Opened,
    row: Annotation,
    value: Disposition,
    *,
    now: datetime,
    told: DispositionState,
) -> None:
    """Tell of an answer; only the drafters hear of one that is no news to the public."""
    is_public = told == "published"
    data: Resource = {"annotation": row.id, "outcome": value.outcome}
    append(
        unit,
        row.document_id,
        f"disposition.{told}",
        annotation_resource(unit.connection, opened, row) if is_public else data,
        at=now,
        person_id=opened.actor.id,
        internal=not is_public,
    )


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
    seen: list[str] = []
    after: str | None = other.id
    while after is not None and after not in seen:
        seen.append(after)
        answers = dispositions.newest_of(connection, [after], published_only=False)
        after = answers[after].value.duplicate_of if after in answers else None
        if after == row.id:
            raise Circle(seen[-1])
