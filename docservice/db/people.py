"""People and their credentials; of a secret only its sha256 is stored."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, bindparam, insert, select, update

from docservice.db.ids import uuid7
from docservice.db.statement import Statement
from docservice.db.tables import credential, person

Role = Literal["citizen", "moderator", "drafter", "admin"]
CredentialKind = Literal["token", "link", "session"]
SECRET_BYTES = 24  # 192 bits: guessing is hopeless, and a link still fits in a mail


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who takes part; guests have a name and a session, nothing else."""

    id: str
    name: str
    role: Role
    is_guest: bool
    email: str | None
    lang: str
    blocked_at: datetime | None


person_columns = (
    person.c.id,
    person.c.name,
    person.c.role,
    person.c.is_guest,
    person.c.email,
    person.c.lang,
    person.c.blocked_at,
)
_by_id = Statement(select(*person_columns).where(person.c.id == bindparam("key")))
_held = (
    credential.c.person_id == person.c.id,
    credential.c.sha256 == bindparam("digest"),
    credential.c.kind == bindparam("wanted"),
    credential.c.revoked_at.is_(None),
    person.c.blocked_at.is_(None),
)
# Sockets ask for it with every frame that writes, and drafts with every transaction.
_holder = Statement(select(*person_columns, credential.c.expires_at).where(*_held))
_role = Statement(select(person.c.role, credential.c.expires_at).where(*_held))


def get_person(connection: Connection, person_id: str) -> Person | None:
    """Return a person by id."""
    rows = _by_id.run(connection, key=person_id)
    return Person(*rows[0]) if rows else None


def get_person_by_email(connection: Connection, email: str) -> Person | None:
    """Return the person with this address, whatever its letter case."""
    row = connection.execute(
        select(*person_columns).where(person.c.email == email.lower())
    ).one_or_none()
    return Person(*row) if row else None


def get_staff_by_name(connection: Connection, name: str, role: Role) -> Person | None:
    """Return who works under this name in this role, the longest there if several do.

    An address without @ is that of an account that nobody can enter.
    """
    row = connection.execute(
        select(*person_columns)
        .where(
            person.c.name == name,
            person.c.role == role,
            person.c.role != "citizen",
            person.c.blocked_at.is_(None),
            person.c.email.is_(None) | person.c.email.contains("@"),
        )
        .order_by(person.c.created_at, person.c.id)
        .limit(1)
    ).one_or_none()
    return Person(*row) if row else None


def list_staff(connection: Connection) -> Sequence[Person]:
    """Return everybody who can answer comments, by name."""
    rows = connection.execute(
        select(*person_columns)
        .where(person.c.role.in_(("drafter", "admin")), person.c.blocked_at.is_(None))
        .order_by(person.c.name, person.c.id)
    )
    return [Person(*row) for row in rows]


def insert_person(
    connection: Connection,
    *,
    name: str,
    role: Role,
    lang: str,
    now: datetime,
    email: str | None = None,
    is_guest: bool = False,
) -> Person:
    """Store a person."""
    row = Person(
        uuid7(), name, role, is_guest, email.lower() if email else None, lang, None
    )
    connection.execute(
        insert(person).values(
            id=row.id,
            name=row.name,
            role=row.role,
            is_guest=row.is_guest,
            email=row.email,
            lang=row.lang,
            created_at=now,
        )
    )
    return row


def new_secret() -> str:
    """Return something that nobody can guess."""
    return secrets.token_urlsafe(SECRET_BYTES)


def issue_credential(
    connection: Connection,
    person_id: str,
    kind: CredentialKind,
    *,
    now: datetime,
    expires_at: datetime | None,
    secret: str | None = None,
) -> str:
    """Store a new credential and return its secret, the only time it can be read.

    `secret` is one that was given out before, by this function's measure.
    """
    secret = secret or new_secret()
    connection.execute(
        insert(credential).values(
            sha256=digest(secret),
            kind=kind,
            person_id=person_id,
            created_at=now,
            expires_at=expires_at,
        )
    )
    return secret


def holder_of(
    connection: Connection, secret: str, kind: CredentialKind, *, now: datetime
) -> Person | None:
    """Return whose valid credential this is, or None; blocked people have none."""
    return holder_by(connection, digest(secret), kind, now=now)


def holder_by(
    connection: Connection, sha256: str, kind: CredentialKind, *, now: datetime
) -> Person | None:
    """Return the same to who keeps a secret's digest only."""
    rows = _holder.run(connection, digest=sha256, wanted=kind)
    if not rows:
        return None
    *columns, expires_at = rows[0]
    return None if _is_over(expires_at, now) else Person(*columns)


def role_by(
    connection: Connection, sha256: str, kind: CredentialKind, *, now: datetime
) -> Role | None:
    """Return the holder's role alone, in half the time."""
    rows: list[tuple[Role, datetime | None]]
    rows = _role.run(connection, digest=sha256, wanted=kind)
    if not rows:
        return None
    ((role, expires_at),) = rows
    return None if _is_over(expires_at, now) else role


def _is_over(expires_at: datetime | None, now: datetime) -> bool:
    return expires_at is not None and expires_at <= now


def revoke(connection: Connection, secret: str, *, now: datetime) -> None:
    """End a credential: a session on signing out, a link once it was used."""
    connection.execute(
        update(credential)
        .where(credential.c.sha256 == digest(secret))
        .values(revoked_at=now)
    )


def digest(secret: str) -> str:
    """Return the name under which a secret is stored."""
    return hashlib.sha256(secret.encode()).hexdigest()
