"""Remarks sent by a plain form: once however often it is sent, also by guests.

A form carries a random key. For somebody without a session who gives a name, that
key becomes the secret of the new guest's session, so that the same form sent twice,
as by a double click, finds the guest it made the first time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from docservice.access import Actor, Forbidden, Opened, open_document
from docservice.db import people
from docservice.db.events import Unit
from docservice.db.people import Person
from docservice.services import accounts, annotate, requests
from docservice.services.annotate import Written
from docservice.services.errors import Invalid
from docservice.services.notifying.subscribing import subscribe, subscription_of
from docservice.services.reading import open_annotation

LEAST_KEY = len(people.new_secret())  # a shorter one could be guessed

new_key = people.new_secret


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends a form, with the key in it; `name` is that of a guest to be.

    `email` is where to write about it, if the sender gave an address.
    """

    actor: Actor
    key: str
    name: str
    lang: str
    lasts: timedelta  # of a guest's session
    email: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """What was written; `session` is the secret of a guest who had none before."""

    written: Written
    session: str | None


def comment(
    unit: Unit, sender: Sender, slug: str, request: requests.Remark, *, now: datetime
) -> Sent:
    """Store an annotation.

    Raises:
        Invalid: also where a guest's name or the key is none.
        AccessError, ServiceError: as for `annotate.annotate`.
    """
    opened = open_document(unit.connection, sender.actor, slug)
    return _send(
        unit,
        sender,
        opened,
        lambda actor, key: annotate.annotate(
            unit, actor, slug, request, now=now, key=key
        ),
        now,
    )


def reply(
    unit: Unit, sender: Sender, annotation_id: str, body: str, *, now: datetime
) -> Sent:
    """Store a reply.

    Raises:
        Invalid: also where a guest's name or the key is none.
        AccessError, ServiceError: as for `annotate.reply`.
    """
    opened, _ = open_annotation(unit.connection, sender.actor, annotation_id)
    return _send(
        unit,
        sender,
        opened,
        lambda actor, key: annotate.reply(
            unit, actor, annotation_id, body, now=now, key=key
        ),
        now,
    )


def support(unit: Unit, sender: Sender, annotation_id: str, *, now: datetime) -> Sent:
    """Give support.

    Raises:
        Invalid: also where a guest's name or the key is none.
        AccessError, ServiceError: as for `annotate.support`.
    """
    opened, _ = open_annotation(unit.connection, sender.actor, annotation_id)
    return _send(
        unit,
        sender,
        opened,
        lambda actor, _: annotate.support(unit, actor, annotation_id, on=True, now=now),
        now,
    )


def _send(
    unit: Unit,
    sender: Sender,
    opened: Opened,
    write: Callable[[Actor, str], Written],
    now: datetime,
) -> Sent:
    if len(sender.key) < LEAST_KEY:
        raise Invalid("the form is incomplete; load the page again", "key")
    # Receipts are no place for what opens a session.
    key = sha256(sender.key.encode()).hexdigest()
    if sender.actor.person is not None:
        _write_to(unit, sender, sender.actor.person, now)
        return Sent(write(sender.actor, key), None)
    guest = _guest(unit, sender, opened, now)
    _write_to(unit, sender, guest, now)
    return Sent(write(Actor(guest), key), sender.key)


def _guest(unit: Unit, sender: Sender, opened: Opened, now: datetime) -> Person:
    known = people.holder_of(unit.connection, sender.key, "session", now=now)
    if known is not None:
        return known
    if not opened.welcomes_guests():
        raise Forbidden("annotate")
    return accounts.new_guest(
        unit,
        name=sender.name,
        now=now,
        lang=sender.lang,
        lasts=sender.lasts,
        secret=sender.key,
    ).person


def _write_to(unit: Unit, sender: Sender, person: Person, now: datetime) -> None:
    """Take the address that came with the form, unless one is known."""
    if sender.email and subscription_of(unit.connection, person) is None:
        subscribe(unit, person, sender.email, lang=sender.lang, now=now)
