"""The one door: a document comes out only for an actor who may see it.

Routes and sockets never load documents themselves; they ask here, and everything
an actor does is asked for by the name of a permission.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from annotations.phase import Phase, permits, phase_at
from docservice.db import documents, people
from docservice.db.documents import Document, Process
from docservice.db.people import Person

Permission = Literal[
    "annotate",
    "reply",
    "support",
    "rejoin",
    "moderate",
    "see_hidden",
    "see_internal",
    "answer",
    "draft",
    "publish",
    "create_document",
    "administer",
]
_CITIZEN: frozenset[Permission] = frozenset({"annotate", "reply", "support", "rejoin"})
_DRAFTER: frozenset[Permission] = _CITIZEN | {
    "see_hidden",
    "see_internal",
    "answer",
    "draft",
    "publish",
    "create_document",
}
PERMISSIONS: dict[people.Role, frozenset[Permission]] = {
    "citizen": _CITIZEN,
    "moderator": _CITIZEN | {"moderate", "see_hidden"},
    "drafter": _DRAFTER,
    "admin": _DRAFTER | {"moderate", "administer"},
}
# What the phase of a process opens and closes; the rest is work of the staff.
PHASED: frozenset[Permission] = frozenset({"annotate", "reply", "support"})


class AccessError(Exception):
    """Root of the refusals."""


class NotSignedIn(AccessError):
    """The action needs a person, and nobody is signed in."""


class Forbidden(AccessError):
    """The person lacks a permission; `permission` names it."""

    def __init__(self, permission: str) -> None:
        super().__init__(f"this needs the permission '{permission}'")
        self.permission = permission


class PhaseClosed(AccessError):
    """The process's phase does not allow the action now."""

    def __init__(self, permission: str, phase: Phase | None) -> None:
        now = f"the phase '{phase.title}'" if phase else "no phase"
        super().__init__(f"'{permission}' is closed: {now} is running")
        self.permission = permission
        self.phase = phase


class NotFound(AccessError):
    """There is no such thing, or not for this actor; `kind` and `name` say which."""

    def __init__(self, kind: str, name: str) -> None:
        super().__init__(f"no {kind} {name!r}")
        self.kind = kind
        self.name = name


def may(role: people.Role, permission: Permission) -> bool:
    """Return whether a role has a permission, for who asks of many people at once."""
    return permission in PERMISSIONS[role]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts; without a person it is an anonymous reader."""

    person: Person | None = None

    @property
    def id(self) -> str | None:
        """Return the person's id."""
        return self.person.id if self.person else None

    def may(self, permission: Permission) -> bool:
        """Return whether the actor's role has a permission."""
        return self.person is not None and may(self.person.role, permission)

    def require(self, permission: Permission) -> Person:
        """Return the person.

        Raises:
            NotSignedIn: nobody is signed in.
            Forbidden: the role lacks the permission.
        """
        if self.person is None:
            raise NotSignedIn(f"'{permission}' needs a person who is signed in")
        if not may(self.person.role, permission):
            raise Forbidden(permission)
        return self.person


ANONYMOUS = Actor()


@dataclass(frozen=True, slots=True)
class Opened:
    """A document that an actor may read, with what decides about writing."""

    document: Document
    process: Process | None
    phases: tuple[Phase, ...]
    actor: Actor

    def allows(self, permission: Permission, now: datetime) -> bool:
        """Return whether the actor may do this here and now."""
        try:
            self.require(permission, now)
        except AccessError:
            return False
        return True

    def opens(self, permission: Permission, now: datetime) -> bool:
        """Return whether the phase admits it, whoever asks; staff are not bound."""
        return self.actor.may("answer") or permits(self.phases, permission, now)

    def welcomes_guests(self) -> bool:
        """Return whether people may take part under a mere name."""
        return self.process is not None and self.process.guests_may_comment

    def require(self, permission: Permission, now: datetime) -> Person:
        """Return the person who may do this here and now.

        Raises:
            NotSignedIn, Forbidden: as for `Actor.require`.
            PhaseClosed: the process's phase does not admit it now.
        """
        person = self.actor.require(permission)
        if person.is_guest and not self.welcomes_guests():
            raise Forbidden(permission)
        if permission in PHASED and not self.opens(permission, now):
            raise PhaseClosed(permission, phase_at(self.phases, now))
        return person


def current(connection: Connection, actor: Actor) -> Actor:
    """Return the actor with today's rights: roles change while sockets are open.

    Raises:
        NotSignedIn: the person has been blocked since.
    """
    if actor.person is None:
        return actor
    person = people.get_person(connection, actor.person.id)
    if person is None or person.blocked_at is not None:
        raise NotSignedIn("this account has been closed")
    return Actor(person)


def open_document(connection: Connection, actor: Actor, slug: str) -> Opened:
    """Return a document.

    Raises:
        NotFound: there is none, or it is not public and the actor no drafter.
    """
    document = documents.get_document(connection, slug)
    return _opened(connection, actor, document, slug)


def open_document_by_id(
    connection: Connection, actor: Actor, document_id: str
) -> Opened:
    """Return the document of a row that names it by id.

    Raises:
        NotFound: as for `open_document`.
    """
    document = documents.get_document_by_id(connection, document_id)
    return _opened(connection, actor, document, document_id)


def open_process(connection: Connection, actor: Actor, slug: str) -> Process:
    """Return a process.

    Raises:
        NotFound: there is none, or it is not public and the actor no drafter.
    """
    process = documents.get_process(connection, slug)
    if process is None or not (process.is_public or actor.may("see_internal")):
        raise NotFound("process", slug)
    return process


def _opened(
    connection: Connection, actor: Actor, document: Document | None, name: str
) -> Opened:
    if document is None:
        raise NotFound("document", name)
    process = (
        documents.get_process_by_id(connection, document.process_id)
        if document.process_id
        else None
    )
    is_public = document.newest > 0 and (process is None or process.is_public)
    if not (is_public or actor.may("see_internal")):
        raise NotFound("document", name)
    phases = documents.phases_of(connection, process.id) if process else ()
    return Opened(document, process, phases, actor)
