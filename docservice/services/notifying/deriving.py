"""From events to messages and deliveries: who is told what, once.

A reader plans, which may take a while after a revision with many comments; the
writer stores the plan and how far it reaches in one transaction. Should it run twice,
the second finds each message by its person, kind and source.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from docservice.db import (
    anchors,
    annotations,
    dispositions,
    outbox,
    subscriptions,
    told,
    webhooks,
)
from docservice.db.codec import load_json
from docservice.db.events import Unit
from docservice.db.outbox import URGENT, Kind, Message
from docservice.db.subscriptions import Subscription
from docservice.db.told import Untold
from docservice.services.notifying.subscribing import of_account

EVENTS = 200  # per plan


@dataclass(frozen=True, slots=True)
class Plan:
    """What to store: messages, the subscriptions they start, and how far it reaches."""

    messages: tuple[Message, ...]
    started: tuple[Subscription, ...]
    reached: dict[str, int]
    public: tuple[tuple[str, int, datetime], ...] = ()  # document, number and when


@dataclass(frozen=True, slots=True)
class _Told:
    """That somebody is told something, before it is known whether by mail."""

    person_id: str
    kind: Kind
    source: str
    annotation_id: str | None = None
    subject: str = ""


def plan(
    connection: Connection, *, now: datetime, window: timedelta | None
) -> Plan | None:
    """Return what the next events amount to, None if there are none.

    A message is due after `window`, so that others can join it; receipts at once.
    Without a window no mails are sent, and so there are no messages.
    """
    events = told.untold(connection, limit=EVENTS)
    if not events:
        return None
    messages, started = (
        address(connection, list(_messages(connection, events, now, window)))
        if window is not None
        else ((), ())
    )
    reached = {each.document_id: each.seq for each in events}
    public = (
        (each.document_id, each.seq, each.at) for each in events if not each.is_internal
    )
    return Plan(messages, started, reached, tuple(public))


def address(
    connection: Connection, wanted: list[Message]
) -> tuple[tuple[Message, ...], tuple[Subscription, ...]]:
    """Return the messages for those who want them, and subscriptions to begin."""
    people = {each.person_id for each in wanted}
    known = subscriptions.subscriptions_of(connection, people)
    new = of_account(connection, people - known.keys())
    both = known | new
    found = tuple(
        each
        for each in wanted
        if (row := both.get(each.person_id)) is not None
        and row.ended_at is None
        and each.kind not in row.off
    )
    used = {each.person_id for each in found}
    return found, tuple(new[key] for key in sorted(used & new.keys()))


def store(unit: Unit, found: Plan) -> None:
    """Store a plan."""
    for row in found.started:
        subscriptions.put_subscription(unit.connection, row)
    outbox.insert_messages(unit.connection, found.messages)
    webhooks.insert_deliveries(unit.connection, found.public)
    for document_id, seq in found.reached.items():
        told.note(unit.connection, document_id, seq)


def _messages(
    connection: Connection, events: Sequence[Untold], now: datetime, window: timedelta
) -> Iterator[Message]:
    """Yield what each event says to each person."""
    for each in events:
        for one in _said(connection, each):
            yield Message(
                one.person_id,
                one.kind,
                one.source,
                each.document_id,
                one.annotation_id,
                one.subject,
                each.at,
                now if one.kind in URGENT else now + window,
            )


def _said(connection: Connection, event: Untold) -> Iterator[_Told]:
    """Yield whom an event concerns, and why; nobody is told what they did."""
    data: dict[str, Any] = load_json(event.data)
    source = f"{event.document_id}:{event.seq}"
    if event.is_internal:
        return
    match event.type:
        case "annotation.created":
            yield _Told(data["author"]["id"], "receipt", data["id"], data["id"])
        case "reply.created":
            row = annotations.get_annotation(connection, data["annotation"])
            if row is not None and row.author.id != event.person_id:
                yield _Told(row.author.id, "reply", source, row.id, data["id"])
        case "disposition.published":
            is_own = data["author"]["id"] == event.person_id
            if not is_own and _is_news(connection, data):
                yield _Told(data["author"]["id"], "answer", source, data["id"])
        case "rejoinder.created":
            answers = dispositions.newest_of(
                connection, [data["id"]], published_only=True
            )
            for answer in answers.values():
                if answer.author.id != event.person_id:
                    yield _Told(answer.author.id, "rejoinder", source, data["id"])
        case "annotation.hidden" | "annotation.restored":
            subject = event.type.partition(".")[2]
            if data["author"]["id"] != event.person_id:
                yield _Told(
                    data["author"]["id"], "moderation", source, data["id"], subject
                )
        case "revision.published" if data["number"] > 1:
            yield from _revised(connection, event, source, int(data["number"]))


def _is_news(connection: Connection, data: dict[str, Any]) -> bool:
    """Return whether an answer says something else than the public one before it."""
    newest = data["disposition"]["version"]
    versions = dispositions.all_versions(connection, [data["id"]])[data["id"]]
    public = [
        each.value
        for each in versions
        if each.value.state == "published" and each.value.version <= newest
    ]
    return len(public) == 1 or public[-1].wording != public[-2].wording


def _revised(
    connection: Connection, event: Untold, source: str, number: int
) -> Iterator[_Told]:
    """Yield everybody who took part, and those whose words are elsewhere or gone."""
    document_id = event.document_id
    people = subscriptions.participants(connection, document_id=document_id)
    told_ = _Told("", "revision", source, None, str(number))
    for person_id in people:
        if person_id != event.person_id:
            yield replace(told_, person_id=person_id)
    before = anchors.anchors_in(connection, document_id, number - 1, None)
    after = anchors.anchors_in(connection, document_id, number, None)
    moved = [
        key
        for key, stored in after.items()
        if stored.anchor.verdict != "kept"
        and not (
            # It was gone already, and was told so then.
            stored.anchor.verdict in ("orphan", "ambiguous")
            and key in before
            and before[key].anchor.verdict == stored.anchor.verdict
        )
    ]
    listening = set(people)
    for key, row in sorted(annotations.get_annotations(connection, moved).items()):
        if row.author.id in listening and row.state == "visible":
            yield _Told(row.author.id, "passage", f"{source}:{key}", key, str(number))
