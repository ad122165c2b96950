"""A person says where an annotation belongs, or leaves that to the comparison again."""

from datetime import datetime

from annotations.anchor import Anchor, Place
from annotations.selector import Position
from docservice.access import Actor, NotFound, Opened, current
from docservice.db import anchors, revisions
from docservice.db.annotations import Annotation
from docservice.db.events import Unit, append
from docservice.db.revisions import RevisionHead
from docservice.services import whole_way
from docservice.services.errors import Invalid
from docservice.services.placing import require_range
from docservice.services.reading import (
    annotation_resource,
    annotation_resources,
    open_annotation,
)
from docservice.services.resources import Resource
from versions.revision import Revision


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
