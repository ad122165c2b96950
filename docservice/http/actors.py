"""Who asks: the bearer of a token, the owner of a session, or nobody in particular."""

from datetime import UTC, datetime

from starlette.requests import HTTPConnection

from docservice.access import ANONYMOUS, Actor, NotSignedIn
from docservice.http.context import context_of
from docservice.services import accounts

COOKIE = "randnotiz_session"


class CredentialEnded(NotSignedIn):
    """The token that came with the request is unknown, revoked or of a blocked person."""


def bearer_of(connection: HTTPConnection) -> str | None:
    """Return the token in the Authorization header."""
    scheme, _, secret = connection.headers.get("authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else None


def session_of(connection: HTTPConnection) -> str | None:
    """Return the secret in the session cookie."""
    return connection.cookies.get(COOKIE) or None


def address_of(connection: HTTPConnection) -> str:
    """Return the network address that the request came from."""
    return connection.client.host if connection.client else ""


async def actor_of(connection: HTTPConnection) -> Actor:
    """Return who asks; asked for twice in a request, the database is read once.

    A session that has ended makes an anonymous reader; a token that is not valid is
    an error, because the program that sent it relies on it.

    Raises:
        CredentialEnded: the bearer token is not valid.
    """
    known = connection.scope.get("actor")
    if isinstance(known, Actor):
        return known
    found = await _identify(connection)
    connection.scope["actor"] = found
    return found


async def _identify(connection: HTTPConnection) -> Actor:
    store, now = context_of(connection).store, datetime.now(UTC)
    token = bearer_of(connection)
    if token is not None:
        actor = await store.read(accounts.actor_of_token, token, now=now)
        if actor.person is None:
            raise CredentialEnded("this token is not valid")
        return actor
    session = session_of(connection)
    if session is None:
        return ANONYMOUS
    return await store.read(accounts.actor_of_session, session, now=now)
