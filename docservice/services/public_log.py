"""The public log: what moderators did, and how published answers were changed.

It names roles, never people, and shows nothing of what is hidden.
"""

from dataclasses import dataclass

from sqlalchemy import Connection

from annotations.disposition import Disposition
from docservice.access import Actor, Opened, open_document
from docservice.db import annotations, dispositions, public_log
from docservice.db.public_log import LogRow

ENTRIES = 50  # per page


@dataclass(frozen=True, slots=True)
class LogEntry:
    """An entry; of a changed answer, the published ones before and since."""

    row: LogRow
    old: Disposition | None = None
    new: Disposition | None = None


@dataclass(frozen=True, slots=True)
class Log:
    """A page of a document's log, newest first."""

    opened: Opened
    entries: tuple[LogEntry, ...]
    total: int
    page: int


def read_log(connection: Connection, actor: Actor, slug: str, page: int) -> Log:
    """Return a page of the log.

    Raises:
        NotFound: there is no such document, or not for this actor.
    """
    opened = open_document(connection, actor, slug)
    document_id = opened.document.id
    total = public_log.count_log(connection, document_id)
    rows = public_log.list_log(
        connection, document_id, offset=(page - 1) * ENTRIES, limit=ENTRIES
    )
    ids = list({row.annotation_id for row in rows})
    states = annotations.taken_back(connection, ids)
    versions = dispositions.all_versions(connection, ids)
    found = []
    for row in rows:
        # What answers something hidden may quote it.
        if row.version == 0 or row.annotation_id in states:
            found.append(LogEntry(row))
            continue
        public = [
            each.value
            for each in versions[row.annotation_id]
            if each.value.state == "published" and each.value.version <= row.version
        ]
        found.append(LogEntry(row, *public[-2:]))
    return Log(opened, tuple(found), total, page)
