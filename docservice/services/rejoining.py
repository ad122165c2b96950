"""The last word: an author says once whether the answer to a comment convinces."""

from dataclasses import dataclass
from datetime import datetime

from annotations.disposition import STANCES, Stance
from docservice.access import Actor, Forbidden, Opened, current
from docservice.db import dispositions, rejoinders
from docservice.db.annotations import Annotation
from docservice.db.events import Unit, append
from docservice.db.rejoinders import Rejoinder
from docservice.services import requests
from docservice.services.errors import Conflict
from docservice.services.reading import (
    annotation_resource,
    annotation_resources,
    open_annotation,
)
from docservice.services.resources import Resource


@dataclass(frozen=True, slots=True)
class Rejoining:
    """What an author says; who disagrees says why."""

    stance: Stance
    reason: str


def read_rejoinder(raw: object, *, body_chars: int) -> Rejoining:
    """Read a rejoinder.

    Raises:
        Invalid: naming the field.
    """
    fields = requests.mapping(raw, "body")
    stance = requests.choice(fields, "stance", STANCES)
    least = 1 if stance == "disagree" else 0
    reason = requests.text(
        {"reason": fields.get("reason") or ""}, "reason", body_chars, least=least
    )
    return Rejoining(stance, reason)


def rejoin(
    unit: Unit, actor: Actor, annotation_id: str, said: Rejoining, *, now: datetime
) -> Resource:
    """Store what the author of an annotation says about its published answer.

    The same words again are harmless. No phase closes it: answers mostly come when
    commenting is over.

    Raises:
        AccessError: the actor is not the author.
        Conflict: there is no published answer, or the author has said something else.
    """
    connection = unit.connection
    opened, row = open_annotation(connection, current(connection, actor), annotation_id)
    if opened.require("rejoin", now).id != row.author.id:
        raise Forbidden("rejoin")
    known = rejoinders.rejoinders_of(connection, [row.id]).get(row.id)
    if known is not None:
        if (known.stance, known.reason) != (said.stance, said.reason):
            raise Conflict("you have answered already; an answer is given once")
        return annotation_resources(connection, opened, [row])[0]
    answers = dispositions.newest_of(connection, [row.id], published_only=True)
    if row.state != "visible" or row.id not in answers:
        raise Conflict("there is no published answer to answer to")
    rejoinders.insert_rejoinder(
        connection, Rejoinder(row.id, said.stance, said.reason, now)
    )
    append(
        unit,
        row.document_id,
        "rejoinder.created",
        annotation_resource(connection, opened, row),
        at=now,
        person_id=row.author.id,
    )
    return annotation_resources(connection, opened, [row])[0]


def may_rejoin(
    opened: Opened, row: Annotation, resource: Resource, now: datetime
) -> bool:
    """Return whether who looks may say a last word about the answer."""
    answer = resource["disposition"]
    return (
        row.author.id == opened.actor.id
        and row.state == "visible"
        and resource["rejoinder"] is None
        and answer is not None
        and answer["state"] == "published"
        and opened.allows("rejoin", now)
    )
