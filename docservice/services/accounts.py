"""People: sign-in links, sessions, bearer tokens, and guests under a mere name."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from docservice.access import ANONYMOUS, Actor
from docservice.db import people
from docservice.db.events import Unit
from docservice.db.people import Person, Role
from docservice.services.errors import Conflict, Invalid
from docservice.services.lines import is_line

NAME_CHARS = 80
EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,185}\.[^@\s.]{2,63}")
SESSION = timedelta(days=30)
LINK = timedelta(hours=72)
_NAMELESS = 1_000  # and ten times that: numbers of people who chose no name


@dataclass(frozen=True, slots=True)
class Issued:
    """A person with a new secret, which is shown once and stored as a digest.

    `was_known` tells of an invitation that it is for somebody who had been here before.
    """

    person: Person
    secret: str
    was_known: bool = False


def actor_of_token(connection: Connection, secret: str, *, now: datetime) -> Actor:
    """Return who bears a token; nobody if it is unknown, ended or revoked."""
    person = people.holder_of(connection, secret, "token", now=now)
    return Actor(person) if person else ANONYMOUS


def actor_of_session(connection: Connection, secret: str, *, now: datetime) -> Actor:
    """Return whose session this is; nobody if it is unknown, ended or revoked."""
    person = people.holder_of(connection, secret, "session", now=now)
    return Actor(person) if person else ANONYMOUS


def new_token(
    unit: Unit, *, name: str, role: Role, now: datetime, lang: str = "de"
) -> Issued:
    """Create a person with a bearer token that does not end by itself.

    Raises:
        Invalid: the name is empty or too long.
    """
    person = people.insert_person(
        unit.connection, name=require_name(name), role=role, lang=lang, now=now
    )
    return Issued(person, _issue(unit, person, "token", now, None))


def new_guest(
    unit: Unit,
    *,
    name: str,
    now: datetime,
    lang: str,
    lasts: timedelta = SESSION,
    secret: str | None = None,
) -> Issued:
    """Create a guest with a session, so that the remarks stay the guest's own.

    `secret` becomes the session's, if the guest has it already (services.remarking).

    Raises:
        Invalid: the name is empty or too long.
    """
    person = people.insert_person(
        unit.connection,
        name=require_name(name),
        role="citizen",
        lang=lang,
        now=now,
        is_guest=True,
    )
    return Issued(
        person, _issue(unit, person, "session", now, now + lasts, secret=secret)
    )


def invite(
    unit: Unit,
    *,
    name: str,
    role: Role,
    now: datetime,
    email: str | None = None,
    lang: str = "de",
    lasts: timedelta = LINK,
) -> Issued:
    """Return a sign-in link's secret for a new person, or the one who is meant.

    That is who has the address, or, without one, who works here in this role under
    this name; citizens may choose the same pseudonym and are never taken for another.

    Raises:
        Invalid: the name or the address cannot be one.
        Conflict: the address is that of somebody in another role.
    """
    connection = unit.connection
    if email:
        person = people.get_person_by_email(connection, email)
        if person is not None and person.role != role:
            raise Conflict(
                f"the address {email} is that of {person.name!r}, role {person.role};"
                f" ask for a link in this role, or give another address",
                "role",
            )
    else:
        person = people.get_staff_by_name(connection, require_name(name), role)
    was_known = person is not None
    if person is None:
        person = people.insert_person(
            connection,
            name=require_name(name),
            role=role,
            lang=lang,
            email=require_address(email) if email else None,
            now=now,
        )
    return Issued(person, _issue(unit, person, "link", now, now + lasts), was_known)


def request_link(
    unit: Unit,
    *,
    email: str,
    name: str,
    now: datetime,
    lang: str,
    lasts: timedelta = LINK,
) -> Issued:
    """Return a sign-in link's secret for a citizen who asks for one by mail.

    The first request with an address registers it; its name may be chosen then. Who
    chooses none gets one that says nothing: an address names people to everybody.

    Raises:
        Invalid: the address cannot be one.
    """
    address = require_address(email)
    known = people.get_person_by_email(unit.connection, address)
    return invite(
        unit,
        name=name.strip() or f"Person {_NAMELESS + secrets.randbelow(_NAMELESS * 9)}",
        role=known.role if known else "citizen",
        now=now,
        email=address,
        lang=lang,
        lasts=lasts,
    )


def is_link(connection: Connection, secret: str, *, now: datetime) -> bool:
    """Return whether a link still signs in; looking at it does not use it up."""
    return people.holder_of(connection, secret, "link", now=now) is not None


def redeem(
    unit: Unit, secret: str, *, now: datetime, lasts: timedelta = SESSION
) -> Issued | None:
    """Turn a link's secret into a session, once; None if it is used up or unknown."""
    person = people.holder_of(unit.connection, secret, "link", now=now)
    if person is None:
        return None
    people.revoke(unit.connection, secret, now=now)
    return new_session(unit, person, now=now, lasts=lasts)


def new_session(
    unit: Unit, person: Person, *, now: datetime, lasts: timedelta
) -> Issued:
    """Sign somebody in whose claim was checked elsewhere."""
    return Issued(person, _issue(unit, person, "session", now, now + lasts))


def sign_out(unit: Unit, secret: str, *, now: datetime) -> None:
    """End a session."""
    people.revoke(unit.connection, secret, now=now)


def _issue(
    unit: Unit,
    person: Person,
    kind: people.CredentialKind,
    now: datetime,
    expires_at: datetime | None,
    *,
    secret: str | None = None,
) -> str:
    return people.issue_credential(
        unit.connection,
        person.id,
        kind,
        now=now,
        expires_at=expires_at,
        secret=secret,
    )


def require_name(raw: str) -> str:
    """Return a name without what stands around it.

    Raises:
        Invalid: nothing of it can be seen, or it is too long.
    """
    name = " ".join(raw.split())
    if not is_line(name):
        raise Invalid("please give a name", "name")
    if len(name) > NAME_CHARS:
        raise Invalid(f"a name has at most {NAME_CHARS} characters", "name")
    return name


def require_address(raw: str) -> str:
    """Return an e-mail address without what stands around it.

    Raises:
        Invalid: it cannot be one.
    """
    address = raw.strip()
    if not EMAIL.fullmatch(address):
        raise Invalid("please give a complete e-mail address", "email")
    return address
