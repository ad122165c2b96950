"""The figures of a revision with what a page needs to lead from them to lists."""

from dataclasses import dataclass

from sqlalchemy import Connection

from docservice.access import Actor, Opened
from docservice.db import revisions
from docservice.db.revisions import RevisionHead
from docservice.services.margin import open_revision
from docservice.services.statistics import Statistics, statistics_of
from versions.revision import Revision


@dataclass(frozen=True, slots=True)
class Survey:
    """A revision's figures, in its document."""

    opened: Opened
    revision: Revision
    heads: tuple[RevisionHead, ...]
    statistics: Statistics


def survey(
    connection: Connection, actor: Actor, slug: str, number: int | None
) -> Survey:
    """Return the figures of a revision, by default the newest.

    Raises:
        NotFound: there is no such revision, or not for this actor.
    """
    opened, revision = open_revision(connection, actor, slug, number)
    return Survey(
        opened,
        revision,
        tuple(revisions.list_published(connection, opened.document.id)),
        statistics_of(connection, actor, slug, revision.number),
    )
