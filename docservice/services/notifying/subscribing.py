"""Who is written to: an address is given, confirmed, narrowed down, and ended.

An address that somebody types gets one mail, which asks whether it is right; only
after the answer comes more. That of an account was proven by signing in.
"""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from sqlalchemy import Connection

from docservice.access import Actor, Forbidden, NotFound, Opened
from docservice.db import annotations, outbox, people, subscriptions
from docservice.db.codec import timestamp
from docservice.db.events import Unit
from docservice.db.outbox import Message
from docservice.db.people import Person
from docservice.db.subscriptions import Subscription
from docservice.db.tables import MESSAGE_KINDS
from docservice.services import accounts
from docservice.services.accounts import Issued
from docservice.services.notifying.links import require_subscription

# What can be switched off; the question whether an address is right cannot.
SWITCHES = tuple(kind for kind in MESSAGE_KINDS if kind != "address")
# What concerns only those who answer.
_TEAM = ("rejoinder",)
# Of comments made before there was an address, the newest: a mail is no archive.
RECEIPTS = 10
Find = Callable[[Unit], Subscription]


def subscribe(
    unit: Unit, person: Person, address: str, *, lang: str, now: datetime
) -> Subscription:
    """Write to `person` at `address` from now on, once that is confirmed.

    With the first address go receipts for what the person has written already.

    Raises:
        Invalid: the address cannot be one.
    """
    connection, address = unit.connection, accounts.require_address(address)
    known = subscriptions.get_subscription(connection, person.id)
    confirmed_at = now if address.lower() == person.email else None
    if known is not None and known.address == address:
        confirmed_at = known.confirmed_at or confirmed_at
    row = Subscription(
        person.id,
        address,
        lang,
        known.created_at if known and confirmed_at else now,
        confirmed_at,
        None,
        known.off if known else frozenset(),
    )
    subscriptions.put_subscription(connection, row)
    if confirmed_at is None:
        outbox.insert_messages(connection, [_question(row, now)])
    if known is None and person.email is None:
        outbox.insert_messages(connection, _receipts(connection, person, now))
    return row


def lacks_address(connection: Connection, opened: Opened) -> bool:
    """Return whether who looks may take part, and is written to nowhere yet."""
    person = opened.actor.person
    if person is None:
        return opened.welcomes_guests()
    return subscription_of(connection, person) is None


def subscription_of(connection: Connection, person: Person) -> Subscription | None:
    """Return where a person is written to; an account's address counts unasked."""
    known = subscriptions.get_subscription(connection, person.id)
    if known is not None or person.email is None:
        return known
    return of_account(connection, [person.id]).get(person.id)


def of_account(
    connection: Connection, people_ids: Collection[str]
) -> dict[str, Subscription]:
    """Return what the addresses of accounts stand for, until people choose else."""
    return {
        each.id: Subscription(
            each.id,
            each.email,
            each.lang,
            each.created_at,
            each.created_at,
            None,
            frozenset(),
        )
        for each in subscriptions.accounts_of(connection, people_ids)
    }


def by_link(token: str) -> Find:
    """Return what finds the subscription that a mail's link names, or raises NotFound."""
    return lambda unit: require_subscription(unit.connection, token)


def of_person(person: Person) -> Find:
    """Return what finds the subscription of who is signed in, or raises NotFound."""

    def find(unit: Unit) -> Subscription:
        row = subscription_of(unit.connection, person)
        if row is None:
            raise NotFound("address", "for your mails")
        subscriptions.put_subscription(unit.connection, row)
        return row

    return find


def switches_of(person: Person | None) -> tuple[str, ...]:
    """Return the kinds that a person can switch."""
    answers = Actor(person).may("answer")
    return tuple(kind for kind in SWITCHES if answers or kind not in _TEAM)


def confirm(unit: Unit, find: Find, *, now: datetime) -> None:
    """Take it that the address is right and its owner wants mail."""
    row = find(unit)
    subscriptions.update_subscription(
        unit.connection,
        row.person_id,
        confirmed_at=row.confirmed_at or now,
        ended_at=None,
    )


def resume(unit: Unit, find: Find) -> None:
    """Write again; to an address that was never confirmed, still not."""
    subscriptions.update_subscription(
        unit.connection, find(unit).person_id, ended_at=None
    )


def choose(unit: Unit, find: Find, wanted: Collection[str]) -> None:
    """Write about these kinds only, of those that the person can choose from."""
    row = find(unit)
    offered = set(switches_of(people.get_person(unit.connection, row.person_id)))
    off = sorted((row.off - offered) | (offered - set(wanted)))
    subscriptions.update_subscription(unit.connection, row.person_id, off=off)
    outbox.forget(unit.connection, row.person_id, off)


def stop(unit: Unit, find: Find, *, now: datetime) -> None:
    """Write no more; what waits is dropped."""
    row = find(unit)
    subscriptions.update_subscription(unit.connection, row.person_id, ended_at=now)
    outbox.forget(unit.connection, row.person_id, MESSAGE_KINDS)


def enter(unit: Unit, token: str, *, now: datetime, lasts: timedelta) -> Issued:
    """Return a session for the guest whose mails these are.

    A guest has nothing but the address to come back by. Accounts sign in by a link
    that works once; this one lasts, so it does not open them.

    Raises:
        NotFound: the link is none, or the person was blocked.
        Forbidden: the person has an account.
    """
    row = require_subscription(unit.connection, token)
    person = people.get_person(unit.connection, row.person_id)
    if person is None or person.blocked_at is not None:
        raise NotFound("link", "to your mails")
    if not person.is_guest:
        raise Forbidden("annotate")
    return accounts.new_session(unit, person, now=now, lasts=lasts)


def _question(row: Subscription, now: datetime) -> Message:
    return Message(row.person_id, "address", timestamp(now), None, None, "", now, now)


def _receipts(connection: Connection, person: Person, now: datetime) -> list[Message]:
    """Return what tells of comments; one told of by its event, too, is told once."""
    written = annotations.newest_by(connection, person.id, limit=RECEIPTS)
    return [
        Message(
            person.id,
            "receipt",
            row.id,
            row.document_id,
            row.id,
            "",
            row.created_at,
            now,
        )
        for row in written
    ]
