"""Citizens' remarks: annotate, reply, support, edit, withdraw; moderators' hiding.

Each function is one transaction, run by the writer: it checks the actor's rights as
they are now, writes, and appends the event that readers are told.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from annotations.anchor import Anchor, Place
from annotations.selector import Target
from annotations.thread import RemarkState
from docservice.access import (
    Actor,
    Forbidden,
    NotFound,
    Opened,
    current,
    open_document,
)
from docservice.db import anchors, annotations, receipts, revisions, threads
from docservice.db.annotations import Annotation
from docservice.db.events import Unit, append
from docservice.db.ids import uuid7
from docservice.db.people import Person
from docservice.db.threads import Reply
from docservice.services import requests, resources
from docservice.services.errors import Conflict, Invalid, Stale
from docservice.services.lines import is_blank
from docservice.services.placing import place_target
from docservice.services.reading import annotation_resource, open_annotation
from docservice.services.resources import Resource
from docservice.services.transitions import carry


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: its id, its event's number, and whether a key was resent."""

    id: str
    seq: int
    resource: Resource
    is_resend: bool = False


def annotate(
    unit: Unit,
    actor: Actor,
    slug: str,
    request: requests.Remark,
    *,
    now: datetime,
    key: str | None = None,
) -> Written:
    """Store an annotation on a published revision.

    Raises:
        AccessError: the actor may not, or not now.
        Invalid: the request names no passage of the revision.
        Conflict: the key was used for another request.
    """
    connection = unit.connection
    opened = open_document(connection, current(connection, actor), slug)
    digest = requests.fingerprint([slug, request]) if key else ""
    if key and (known := _resent(connection, opened.actor, key, digest)):
        return known  # also when the phase has ended since: it was taken in time
    person = opened.require("annotate", now)
    document = opened.document
    revision = revisions.get_revision(connection, document.id, request.revision)
    if revision is None:
        raise Invalid(f"there is no revision {request.revision}", "revision")
    target = place_target(revision, request.target)
    _require_news(target, request.replacement)
    row = Annotation(
        id=uuid7(),
        document_id=document.id,
        revision=revision.number,
        author=person,
        motivation=request.motivation,
        body=request.body,
        replacement=request.replacement,
        lang=request.lang or document.lang,
        target=target,
        created_at=now,
        edited_at=None,
        state="visible",
        version=1,
        support=0,
        assignee_id=None,
    )
    annotations.insert_annotation(connection, row)
    made = Anchor("kept", Place(target.start, target.end), 1.0, "made", "")
    anchors.insert_anchor(connection, document.id, row.id, revision.number, made)
    anchor = anchors.StoredAnchor(revision.number, made, None, made.verdict)
    if revision.number < document.newest:
        # Made on a page that was open when the next revision appeared.
        anchor = carry(connection, document, row, anchor)
    resource = resources.annotation(row, document=document.slug, anchor=anchor)
    seq = append(
        unit,
        document.id,
        "annotation.created",
        resource,
        at=now,
        person_id=person.id,
    )
    _remember(
        connection, key, digest, Written(row.id, seq, resource), by=person, now=now
    )
    return Written(row.id, seq, resource)


def reply(
    unit: Unit,
    actor: Actor,
    annotation_id: str,
    body: str,
    *,
    now: datetime,
    key: str | None = None,
) -> Written:
    """Store a reply.

    Raises:
        AccessError: the actor may not, or not now, or there is no such annotation.
        Conflict: the annotation was withdrawn or hidden.
    """
    connection = unit.connection
    opened, row = open_annotation(connection, current(connection, actor), annotation_id)
    digest = requests.fingerprint([annotation_id, body]) if key else ""
    if key and (known := _resent(connection, opened.actor, key, digest)):
        return known
    person = opened.require("reply", now)
    if row.state != "visible":
        raise Conflict("this annotation takes no replies any more")
    value = Reply(uuid7(), row.id, person, body, now, "visible")
    threads.insert_reply(connection, value)
    resource = _reply_event(connection, value)
    seq = append(
        unit, row.document_id, "reply.created", resource, at=now, person_id=person.id
    )
    _remember(
        connection, key, digest, Written(value.id, seq, resource), by=person, now=now
    )
    return Written(value.id, seq, resource)


def support(
    unit: Unit,
    actor: Actor,
    annotation_id: str,
    *,
    on: bool,
    now: datetime,
) -> Written:
    """Give or take back support; doing it twice changes nothing and is no error.

    Raises:
        AccessError: the actor may not, or not now, or there is no such annotation.
        Conflict: the annotation was withdrawn or hidden, or is one's own.
    """
    connection = unit.connection
    opened, row = open_annotation(connection, current(connection, actor), annotation_id)
    person = opened.require("support", now)
    if on and row.author.id == person.id:
        raise Conflict("this is your own comment; support is for others to give")
    if row.state != "visible":
        raise Conflict("this annotation takes no support any more")
    count = threads.set_support(connection, row.id, person.id, on=on, now=now)
    if count is None:
        resource = {"annotation": row.id, "support": row.support}
        return Written(row.id, opened.document.seq, resource, is_resend=True)
    resource = {"annotation": row.id, "support": count}
    seq = append(
        unit, row.document_id, "support.changed", resource, at=now, person_id=person.id
    )
    return Written(row.id, seq, resource)


@dataclass(frozen=True, slots=True)
class Edit:
    """New words for one's own annotation; `version` is the one that was read."""

    body: str
    replacement: str | None
    version: int | None


def edit(
    unit: Unit, actor: Actor, annotation_id: str, wanted: Edit, *, now: datetime
) -> Written:
    """Change the words of one's own annotation while comments are open.

    Raises:
        AccessError: it is somebody else's, or the phase is over.
        Invalid: nothing would be left to read, or to be proposed.
        Conflict: it was withdrawn, hidden or already answered in public.
        Stale: it was changed since the asker read it.
    """
    connection = unit.connection
    opened, row = open_annotation(connection, current(connection, actor), annotation_id)
    _require_own(opened, row.author, now)
    if row.state != "visible":
        raise Conflict("this annotation can no longer be edited")
    if wanted.version is not None and wanted.version != row.version:
        raise Stale("the annotation was changed meanwhile; read it again")
    if (wanted.replacement is not None) != (row.motivation == "editing"):
        raise Invalid("only a proposed wording has a replacement", "replacement")
    if wanted.replacement is not None and is_blank(wanted.replacement):
        raise Invalid("replacement is empty", "replacement")
    _require_news(row.target, wanted.replacement)
    if is_blank(wanted.body) and row.motivation not in requests.WITHOUT_BODY:
        raise Invalid("body is empty", "body")
    if annotation_resource(connection, opened, row)["disposition"]:
        raise Conflict(
            "the annotation has been answered in public, so its words stay as they are;"
            " reply to it instead"
        )
    changed = annotations.update_annotation(
        connection,
        row,
        body=wanted.body,
        replacement=wanted.replacement,
        edited_at=now,
    )
    if not changed:
        raise Stale("the annotation was changed meanwhile; read it again")
    return _tell(unit, opened, row.id, "annotation.edited", now)


def withdraw(
    unit: Unit,
    actor: Actor,
    annotation_id: str,
    *,
    now: datetime,
    version: int | None = None,
) -> Written:
    """Withdraw one's own annotation at any time; its place and number stay.

    Doing it twice changes and tells nothing.

    `version` is the one that was read, None for whichever it is.

    Raises:
        AccessError: it is somebody else's.
        Conflict: a moderator has hidden it.
        Stale: it was changed since the asker read it.
    """
    connection = unit.connection
    opened, row = open_annotation(connection, current(connection, actor), annotation_id)
    person = opened.actor.require("annotate")
    if row.author.id != person.id:
        raise Forbidden("annotate")
    if version is not None and version != row.version:
        raise Stale("the annotation was changed meanwhile; read it again")
    if row.state == "hidden":
        raise Conflict("a moderator has hidden this annotation")
    if row.state == "withdrawn":
        resource = annotation_resource(connection, opened, row)
        return Written(row.id, opened.document.seq, resource, is_resend=True)
    annotations.update_annotation(connection, row, state="withdrawn")
    return _tell(unit, opened, row.id, "annotation.withdrawn", now)


def moderate(
    unit: Unit, actor: Actor, annotation_id: str, *, hide: bool, now: datetime
) -> Written:
    """Hide an annotation, or restore it; doing it twice changes and tells nothing.

    Raises:
        AccessError: the actor is no moderator.
        Conflict: its author has withdrawn it.
    """
    connection = unit.connection
    opened, row = open_annotation(connection, current(connection, actor), annotation_id)
    opened.actor.require("moderate")
    if row.state == "withdrawn":
        raise Conflict("its author has withdrawn this annotation")
    state: RemarkState = "hidden" if hide else "visible"
    if row.state == state:
        resource = annotation_resource(connection, opened, row)
        return Written(row.id, opened.document.seq, resource, is_resend=True)
    annotations.update_annotation(connection, row, state=state)
    type_ = "annotation.hidden" if hide else "annotation.restored"
    return _tell(unit, opened, row.id, type_, now)


def set_reply_state(
    unit: Unit, actor: Actor, reply_id: str, state: RemarkState, *, now: datetime
) -> Written:
    """Withdraw one's own reply; hide or restore anybody's as a moderator.

    Doing it twice changes and tells nothing.

    Raises:
        AccessError: the actor may not, or there is no such reply.
        Conflict: a moderator is to decide about one that its author has withdrawn.
    """
    connection = unit.connection
    value = threads.get_reply(connection, reply_id)
    if value is None:
        raise NotFound("reply", reply_id)
    opened, row = open_annotation(
        connection, current(connection, actor), value.annotation_id
    )
    if state == "withdrawn":
        if opened.actor.require("reply").id != value.author.id:
            raise Forbidden("reply")
    else:
        opened.actor.require("moderate")
    if value.state == state:
        resource = _reply_event(connection, value)
        return Written(reply_id, opened.document.seq, resource, is_resend=True)
    if value.state == "withdrawn":
        raise Conflict("its author has withdrawn this reply")
    threads.set_reply_state(connection, reply_id, state)
    resource = _reply_event(connection, replace(value, state=state))
    type_ = {"withdrawn": "reply.withdrawn", "hidden": "reply.hidden"}.get(
        state, "reply.restored"
    )
    seq = append(
        unit, row.document_id, type_, resource, at=now, person_id=opened.actor.id
    )
    return Written(reply_id, seq, resource)


def _require_news(target: Target, replacement: str | None) -> None:
    """Demand that a proposed wording is another than that of its passage."""
    if replacement is not None and replacement.strip() == target.quote.exact.strip():
        raise Invalid("replacement is what the text says already", "replacement")


def _require_own(opened: Opened, author: Person, now: datetime) -> None:
    if opened.require("annotate", now).id != author.id:
        raise Forbidden("annotate")


def _tell(
    unit: Unit, opened: Opened, annotation_id: str, type_: str, now: datetime
) -> Written:
    """Append the event that carries the annotation as it is now."""
    row = annotations.get_annotation(unit.connection, annotation_id)
    if row is None:
        raise NotFound("annotation", annotation_id)
    resource = annotation_resource(unit.connection, opened, row)
    seq = append(
        unit,
        row.document_id,
        type_,
        resource,
        at=now,
        person_id=opened.actor.id,
    )
    return Written(row.id, seq, resource)


def _reply_event(connection: Connection, value: Reply) -> Resource:
    count = threads.count_replies(connection, value.annotation_id)
    return resources.reply(value) | {"replies": count}


def _resent(
    connection: Connection, actor: Actor, key: str, digest: str
) -> Written | None:
    if actor.id is None:
        return None
    known = receipts.get_receipt(connection, actor.id, key)
    if known is None:
        return None
    if known.request_sha256 != digest:
        raise Conflict("this key was used for another request")
    return Written(known.subject_id, known.seq, {}, is_resend=True)


def _remember(
    connection: Connection,
    key: str | None,
    digest: str,
    written: Written,
    *,
    by: Person,
    now: datetime,
) -> None:
    if key:
        receipts.insert_receipt(
            connection,
            person_id=by.id,
            key=key,
            request_sha256=digest,
            subject_id=written.id,
            seq=written.seq,
            now=now,
        )
