"""The last word: an author says once whether the answer to a comment convinces."""

from dataclasses import dataclass
from datetime import datetime

from annotations.disposition import STANCES, Stance, still_stands
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

    The same words again are harmless; once an answer in other words was published, the
    author may speak again. No phase closes it: answers mostly come when
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
    versions = dispositions.all_versions(connection, [row.id]).get(row.id, [])
    public = [each.value for each in versions if each.value.state == "published"]
    if known is not None and still_stands(public, known.version):
        if (known.stance, known.reason) != (said.stance, said.reason):
            raise Conflict("you have answered already; an answer is given once")
        return annotation_resources(connection, opened, [row])[0]
    if row.state != "visible" or not public:
        raise Conflict("there is no published answer to answer to")
    rejoinders.insert_rejoinder(
        connection,
        Rejoinder(row.id, public[-1].version, said.stance, said.reason, now),
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
    answer, said = resource["disposition"], resource["rejoinder"]
    return (
        row.author.id == opened.actor.id
        and row.state == "visible"
        and (said is None or not said["holds"])
        and answer is not None
        and answer["state"] == "published"
        and opened.allows("rejoin", now)
    )
