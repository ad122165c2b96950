"""What stands in a mail, read when it is sent: what was hidden since is not in it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from annotations.disposition import Disposition
from docservice.access import AccessError, Actor, open_document_by_id
from docservice.db import (
    anchors,
    annotations,
    dispositions,
    outbox,
    people,
    phases,
    rejoinders,
    revisions,
    subscriptions,
    threads,
)
from docservice.db.annotations import Annotation
from docservice.db.changes import StoredChange
from docservice.db.documents import Document
from docservice.db.outbox import Kind, Mail, Message
from docservice.db.phases import DatedPhase
from docservice.db.revisions import RevisionHead
from docservice.db.subscriptions import Subscription
from docservice.services.reading import open_annotation
from docservice.services.rejoining import may_rejoin
from docservice.services.tracing import trace_annotation


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that is told; what a kind does not speak of is empty."""

    kind: Kind
    document: Document | None = None
    annotation: Annotation | None = None
    head: RevisionHead | None = None
    phase: DatedPhase | None = None
    # opens, ends, hidden, restored, the verdict of a passage, or the author's stance
    what: str = ""
    words: str = ""  # those of a reply or rejoinder, or of the passage now
    old: str = ""  # those of the passage before
    by: str = ""  # who replied, or says what an answer is worth
    outcome: str = ""
    reason: str = ""
    earlier: Disposition | None = None  # the public answer that this one replaces
    may_rejoin: bool = False  # the reader, about the answer
    changes: tuple[StoredChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """A mail before it is put into words; `is_guest` has no account to sign in to.

    `about` is the text that all of it is about, None if there are several or none.
    A mail that asks whether the address is right has no item: whoever typed the
    address of somebody else could send them any words by it.
    """

    mail: Mail
    subscription: Subscription
    name: str
    is_guest: bool
    about: Document | None
    items: tuple[Item, ...]

    @property
    def asks(self) -> bool:
        """Return whether the mail asks whether the address is right."""
        return self.subscription.confirmed_at is None


def read_contents(
    connection: Connection, mail: Mail, *, now: datetime
) -> Contents | None:
    """Return what a mail says, None if there is nothing left to say or nobody to."""
    person = people.get_person(connection, mail.person_id)
    row = subscriptions.get_subscription(connection, mail.person_id)
    if person is None or row is None:
        return None
    if person.blocked_at is not None or row.ended_at is not None:
        return None
    actor, newest = Actor(person), dict[tuple[str, str], Message]()
    if row.confirmed_at is None:
        about = _commented(connection, actor, person.id)
        return Contents(mail, row, person.name, person.is_guest, about, ())
    for each in outbox.messages_in(connection, mail.id):
        # Answered twice, hidden and shown again: the last word counts.
        told_of = each.subject if each.kind == "reply" else each.annotation_id
        newest[each.kind, told_of or each.source] = each
    items = tuple(
        item
        for each in newest.values()
        if each.kind not in row.off
        for item in _items(connection, actor, each, now)
    )
    if not items:
        return None
    first = items[0].document
    about = first if all(item.document == first for item in items) else None
    return Contents(mail, row, person.name, person.is_guest, about, items)


def _commented(connection: Connection, actor: Actor, person_id: str) -> Document | None:
    """Return the text that a person commented on last, if it is public."""
    for written in annotations.newest_by(connection, person_id, limit=1):
        try:
            return open_document_by_id(connection, actor, written.document_id).document
        except AccessError:
            return None
    return None


def _items(
    connection: Connection, actor: Actor, message: Message, now: datetime
) -> Iterator[Item]:
    """Yield what a message says now; nothing if that is no longer to be seen."""
    if message.kind == "phase":
        yield from _phase(connection, message)
        return
    try:
        if message.kind == "revision" and message.document_id is not None:
            yield from _revision(connection, actor, message, message.document_id)
        elif message.annotation_id is not None:
            yield from _about(connection, actor, message, message.annotation_id, now)
    except AccessError:
        return  # the document is not public any more


def _phase(connection: Connection, message: Message) -> Iterator[Item]:
    phase_id, _, what = message.subject.partition(":")
    phase = phases.get_dated_phase(connection, phase_id)
    if phase is not None:
        yield Item(kind="phase", phase=phase, what=what)


def _revision(
    connection: Connection, actor: Actor, message: Message, document_id: str
) -> Iterator[Item]:
    opened = open_document_by_id(connection, actor, document_id)
    head = revisions.get_head(connection, document_id, int(message.subject))
    if head is not None and head.published_at is not None:
        yield Item(kind="revision", document=opened.document, head=head)


def _about(
    connection: Connection,
    actor: Actor,
    message: Message,
    annotation_id: str,
    now: datetime,
) -> Iterator[Item]:
    opened, row = open_annotation(connection, actor, annotation_id)
    item = Item(kind=message.kind, document=opened.document, annotation=row)
    if message.kind == "moderation":
        is_hidden = row.state == "hidden"
        if row.state != "withdrawn":
            yield replace(item, what="hidden" if is_hidden else "restored")
        return
    if row.state != "visible":
        return
    if message.kind == "reply":
        reply = threads.get_reply(connection, message.subject)
        if reply is not None and reply.state == "visible":
            yield replace(item, words=reply.body, by=reply.author.name)
    elif message.kind == "answer":
        yield from _answer(connection, actor, item, row, now)
    elif message.kind == "rejoinder":
        yield from _rejoinder(connection, item, row)
    elif message.kind == "passage":
        yield from _passage(connection, item, row, int(message.subject))
    else:
        yield item


def _answer(
    connection: Connection, actor: Actor, item: Item, row: Annotation, now: datetime
) -> Iterator[Item]:
    trace = trace_annotation(connection, actor, row.id)
    public = [a.value for a in trace.answers if a.value.state == "published"]
    if not public:
        return
    value = public[-1]
    others = [each for each in public if each.wording != value.wording]
    yield replace(
        item,
        outcome=value.outcome,
        reason=value.reason,
        earlier=others[-1] if others else None,
        may_rejoin=may_rejoin(trace.opened, row, trace.resource, now),
        changes=tuple(change for change, link in trace.changes if link.is_confirmed),
    )


def _rejoinder(connection: Connection, item: Item, row: Annotation) -> Iterator[Item]:
    said = rejoinders.rejoinders_of(connection, [row.id]).get(row.id)
    answers = dispositions.newest_of(connection, [row.id], published_only=True)
    if said is not None and row.id in answers:
        value = answers[row.id].value
        yield replace(
            item,
            what=said.stance,
            words=said.reason,
            by=row.author.name,
            outcome=value.outcome,
            reason=value.reason,
        )


def _passage(
    connection: Connection, item: Item, row: Annotation, number: int
) -> Iterator[Item]:
    held = anchors.anchors_in(connection, row.document_id, number, [row.id])
    head = revisions.get_head(connection, row.document_id, number)
    if row.id in held and head is not None:
        anchor = held[row.id].anchor
        yield replace(
            item, head=head, what=anchor.verdict, old=anchor.old, words=anchor.new
        )
