"""Which text goes into a file."""

from sqlalchemy import Connection

from docservice.access import Actor, NotFound, Opened, open_document
from docservice.db import revisions
from versions.revision import Revision


def published_text(
    connection: Connection, actor: Actor, slug: str, number: int | None
) -> tuple[Opened, Revision]:
    """Return a published revision, by default the newest, with its document.

    Raises:
        NotFound: there is no such document or revision, or not for this actor.
    """
    opened = open_document(connection, actor, slug)
    shown = opened.document.newest if number is None else number
    found = revisions.get_revision(connection, opened.document.id, shown)
    if found is None:
        raise NotFound("revision", str(shown))
    return opened, found
