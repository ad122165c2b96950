"""Keys that links are signed with; made when first needed, and kept."""

import secrets

from sqlalchemy import Connection, insert, select

from docservice.db.tables import signing_key


def get_key(connection: Connection, name: str) -> str | None:
    """Return a key, None before it was made."""
    return connection.scalar(
        select(signing_key.c.secret).where(signing_key.c.name == name)
    )


def make_key(connection: Connection, name: str) -> str:
    """Return a key, made now if there was none."""
    known = get_key(connection, name)
    if known is not None:
        return known
    secret = secrets.token_urlsafe(32)
    connection.execute(insert(signing_key).values(name=name, secret=secret))
    return secret
