"""Keep the draft under a name, look at what was kept, and go back to it.

Going back is an edit like any other: it changes what differs and leaves the rest, so
comments keep the words that both have. What stood there before is kept as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from docservice.access import Actor, NotFound, Opened, current, open_document
from docservice.db import revisions, saved_drafts
from docservice.db.events import Unit, append
from docservice.db.revisions import RevisionHead
from docservice.db.saved_drafts import SavedDraft
from docservice.services.drafting import adopt, open_draft
from versions.paragraph import Paragraph
from versions.revision import Revision

PER_PAGE: Final = 20


@dataclass(frozen=True, slots=True)
class SavedDrafts:
    """A page of a document's kept drafts, newest first, and how many there are."""

    opened: Opened
    listed: Sequence[SavedDraft]
    total: int
    page: int


@dataclass(frozen=True, slots=True)
class SavedText:
    """A kept draft with its text, and the text that the draft has now."""

    opened: Opened
    saved: SavedDraft
    paragraphs: tuple[Paragraph, ...]
    now: Revision


def save(unit: Unit, actor: Actor, slug: str, name: str, *, now: datetime) -> str:
    """Keep the draft as it is under a name; return the id.

    Raises:
        AccessError: the actor may not draft, or there is no draft.
    """
    connection = unit.connection
    draft = open_draft(connection, current(connection, actor), slug)
    person = draft.opened.actor.require("draft")
    return saved_drafts.insert_saved(
        connection, draft.head, name, person_id=person.id, now=now
    )


def list_saved(
    connection: Connection, actor: Actor, slug: str, page: int = 1
) -> SavedDrafts:
    """Return a page of what was kept; one beyond the last is the last.

    Raises:
        AccessError: the actor may not draft, or there is no such document.
    """
    opened = open_document(connection, actor, slug)
    opened.actor.require("draft")
    total = saved_drafts.count_saved(connection, opened.document.id)
    page = max(1, min(page, -(-total // PER_PAGE)))
    listed = saved_drafts.list_saved(
        connection, opened.document.id, limit=PER_PAGE, skip=(page - 1) * PER_PAGE
    )
    return SavedDrafts(opened, listed, total, page)


def open_saved(
    connection: Connection, actor: Actor, slug: str, saved_id: str
) -> SavedText:
    """Return a kept draft beside the text that would be replaced by it.

    Raises:
        AccessError: the actor may not draft, or there is no such document.
        NotFound: nothing was kept under this id.
    """
    opened = open_document(connection, actor, slug)
    opened.actor.require("draft")
    saved = saved_drafts.get_saved(connection, opened.document.id, saved_id)
    if saved is None:
        raise NotFound("saved draft", saved_id)
    paragraphs = saved_drafts.load_saved(connection, saved)
    now = revisions.load(connection, _head(connection, opened))
    return SavedText(opened, saved, paragraphs, now)


def restore(
    unit: Unit,
    actor: Actor,
    slug: str,
    saved_id: str,
    *,
    keep_as: str,
    now: datetime,
) -> None:
    """Go back to a kept draft; what stands there now is kept under the name `keep_as`.

    Those who write live are told who did so.

    Where the draft was published or discarded since, this begins the next one.

    Raises:
        AccessError, NotFound: as for `open_saved`.
    """
    connection = unit.connection
    saved = open_saved(connection, current(connection, actor), slug, saved_id)
    person, head = saved.opened.actor.require("draft"), _head(connection, saved.opened)
    if head.status == "draft":
        saved_drafts.insert_saved(
            connection, head, keep_as, person_id=person.id, now=now
        )
    adopt(unit, head.document_id, head, saved.paragraphs, now=now, person_id=person.id)
    append(
        unit,
        head.document_id,
        "draft.restored",
        {"person": person.id, "by": person.name, "name": saved.saved.name},
        at=now,
        person_id=person.id,
        internal=True,
    )


def _head(connection: Connection, opened: Opened) -> RevisionHead:
    """Return the draft, or the newest revision before one is begun."""
    document = opened.document
    found = revisions.get_draft(connection, document.id) or revisions.get_head(
        connection, document.id, document.newest
    )
    if found is None:
        raise NotFound("revision", str(document.newest))
    return found
