"""Whose socket it is: a bearer token or a session, judged anew with every write.

The socket keeps the credential and not the person, so that signing out, blocking
and a change of role reach it while it is open.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, Self

from sqlalchemy import Connection
from starlette.websockets import WebSocket

from docservice.access import ANONYMOUS, Actor, NotSignedIn, open_document
from docservice.db import people
from docservice.db.documents import Document

COOKIE = "randnotiz_session"


class CredentialEnded(NotSignedIn):
    """The credential that the socket was opened with holds no longer."""


@dataclass(frozen=True, slots=True)
class Credential:
    """What names a person: a secret's digest; the secret itself is not kept."""

    kind: Literal["token", "session"]
    sha256: str

    @classmethod
    def of(cls, kind: Literal["token", "session"], secret: str) -> Self:
        """Return the credential that a secret is."""
        return cls(kind, people.digest(secret))


@dataclass(frozen=True, slots=True)
class Visit:
    """Who reads which document, as both were when they were looked up."""

    credential: Credential | None
    actor: Actor
    document: Document


def credential_of(websocket: WebSocket, token: str | None) -> Credential | None:
    """Return the hello frame's token, the header's, or the session cookie."""
    if token is not None:
        return Credential.of("token", token)
    scheme, _, secret = websocket.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and secret.strip():
        return Credential.of("token", secret.strip())
    if session := websocket.cookies.get(COOKIE):
        return Credential.of("session", session)
    return None


def identify(
    connection: Connection, credential: Credential | None, *, now: datetime
) -> Actor:
    """Return who acts, with today's rights.

    Raises:
        CredentialEnded: it is unknown, ended or revoked, or the person is blocked.
    """
    if credential is None:
        return ANONYMOUS
    person = people.holder_by(connection, credential.sha256, credential.kind, now=now)
    if person is None:
        raise CredentialEnded(f"this {credential.kind} is not valid any more")
    return Actor(person)


def visit(connection: Connection, credential: Credential | None, slug: str) -> Visit:
    """Return who reads, and the document if this reader may see it.

    Raises:
        CredentialEnded: as for `identify`.
        NotFound: there is no such document for this reader.
    """
    actor = identify(connection, credential, now=datetime.now(UTC))
    return Visit(credential, actor, open_document(connection, actor, slug).document)
