"""The draft of the next revision, edited paragraph by paragraph or from a file.

Every edit names the draft's version that the drafter saw: two people who edit at
once notice each other, and nothing is overwritten.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from docservice.access import Actor, NotFound, Opened, current, open_document
from docservice.db import anchors, changes, documents, draft_texts, revisions
from docservice.db.documents import Document
from docservice.db.events import Unit, append
from docservice.db.ids import paragraph_id
from docservice.db.revisions import RevisionHead
from docservice.services.errors import Conflict, Invalid, Stale
from docservice.services.labels import distinct, suggested
from docservice.services.publishing import NewText, continue_ids
from versions.paragraph import Content, Paragraph, ParagraphId
from versions.revision import Revision

OVERTAKEN = "somebody else edited the draft meanwhile; look at it again"


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft with its text and the revision it continues."""

    opened: Opened
    head: RevisionHead
    base: Revision
    revision: Revision


def open_draft(connection: Connection, actor: Actor, slug: str) -> Draft:
    """Return the draft.

    Raises:
        AccessError: the actor may not draft, or there is no draft.
    """
    opened = open_document(connection, actor, slug)
    opened.actor.require("draft")
    head = revisions.get_draft(connection, opened.document.id)
    if head is None:
        raise NotFound("draft", slug)
    return Draft(
        opened, head, _newest(connection, opened), revisions.load(connection, head)
    )


def begin(
    unit: Unit,
    actor: Actor,
    slug: str,
    *,
    now: datetime,
    new: NewText | None = None,
) -> RevisionHead:
    """Begin a draft as a copy of the newest revision, or from a text handed in.

    A text handed in replaces an open draft; that is what another import is for. Label
    and note stay where it brings none.

    Raises:
        AccessError: the actor may not draft.
        Conflict: a draft is open already, and no text was handed in.
        Invalid: the text is empty.
    """
    connection = unit.connection
    opened = open_document(connection, current(connection, actor), slug)
    person = opened.actor.require("draft")
    base = _newest(connection, opened)
    head = revisions.get_draft(connection, opened.document.id)
    if head is not None and new is None:
        raise Conflict("a draft is open already")
    if new is not None and not new.contents:
        raise Invalid("the text has no paragraphs", "file")
    taken = revisions.labels_of(connection, opened.document.id)
    number, lang = base.number + 1, opened.document.lang
    kept = suggested(base.label, number, lang, taken), ""
    if head is not None:
        kept = head.label, head.note
    if head is not None:
        _forget(connection, head)
    head = revisions.insert_draft(
        connection,
        opened.document.id,
        number=number,
        label=distinct(new.label if new else "", taken) or kept[0],
        note=(new.note if new else "") or kept[1],
        parent_id=base.id,
        person_id=person.id,
        now=now,
    )
    paragraphs = continue_ids(base, new.contents) if new else base.paragraphs
    revisions.replace_paragraphs(connection, head, paragraphs, now=now)
    tell(unit, opened, head, now)
    return head


def discard(unit: Unit, actor: Actor, slug: str, *, now: datetime) -> None:
    """Throw the draft away with the decisions made in its preview.

    Raises:
        AccessError: the actor may not draft, or there is no draft.
    """
    opened, head = open_head(unit.connection, actor, slug)
    _forget(unit.connection, head)
    tell(unit, opened, head, now)
    person = opened.actor.require("draft")
    append(
        unit,
        opened.document.id,
        "draft.discarded",
        {"person": person.id, "by": person.name},
        at=now,
        person_id=person.id,
        internal=True,
    )


def describe(
    unit: Unit,
    actor: Actor,
    slug: str,
    version: int,
    *,
    label: str,
    note: str,
    now: datetime,
) -> None:
    """Set the draft's label and note.

    Raises:
        AccessError, Stale: as for `edit`.
        Invalid: another revision is called so.
    """
    opened, head = open_head(unit.connection, actor, slug)
    if label and label in revisions.labels_of(unit.connection, opened.document.id):
        raise Invalid(f"there is a revision {label!r} already", "label")
    _touch(unit.connection, head, version, label=label, note=note)
    draft_texts.keep_up(
        unit.connection, head.document_id, head.id, before=version, after=version + 1
    )
    tell(unit, opened, head, now)


@dataclass(frozen=True, slots=True)
class Spot:
    """A paragraph of a document's draft, as seen in `version` of the draft.

    `sha256` names the content that was seen: where it still holds, others may have
    edited the draft elsewhere meanwhile.
    """

    slug: str
    version: int
    paragraph: str
    sha256: str | None = None


def edit(
    unit: Unit,
    actor: Actor,
    spot: Spot,
    contents: Sequence[Content],
    *,
    now: datetime,
) -> None:
    """Give a paragraph new contents: none deletes it, several split it.

    The first keeps the id, so that what was said about it stays with it.

    Raises:
        AccessError: the actor may not draft, or there is no draft or paragraph.
        Stale: somebody else edited the draft since.
    """

    def changed(before: list[Paragraph], index: int) -> list[Paragraph]:
        first = [Paragraph(before[index].id, c) for c in contents[:1]]
        others = [Paragraph(paragraph_id(), c) for c in contents[1:]]
        return [*before[:index], *first, *others, *before[index + 1 :]]

    _change(unit, actor, spot, changed, now=now)


def insert_after(
    unit: Unit,
    actor: Actor,
    spot: Spot,
    contents: Sequence[Content],
    *,
    now: datetime,
) -> None:
    """Insert new paragraphs after one.

    Raises:
        AccessError, Stale: as for `edit`.
    """

    def changed(before: list[Paragraph], index: int) -> list[Paragraph]:
        added = [Paragraph(paragraph_id(), c) for c in contents]
        return [*before[: index + 1], *added, *before[index + 1 :]]

    _change(unit, actor, spot, changed, now=now)


def move(
    unit: Unit,
    actor: Actor,
    spot: Spot,
    by: int,
    *,
    now: datetime,
) -> None:
    """Move a paragraph `by` places down, or up if negative; it stops at the ends.

    Raises:
        AccessError, Stale: as for `edit`.
    """

    def changed(before: list[Paragraph], index: int) -> list[Paragraph]:
        rest = [*before[:index], *before[index + 1 :]]
        place = max(0, min(len(rest), index + by))
        return [*rest[:place], before[index], *rest[place:]]

    _change(unit, actor, spot, changed, now=now)


def adopt(
    unit: Unit,
    document_id: str,
    seen: RevisionHead,
    paragraphs: Sequence[Paragraph],
    *,
    now: datetime,
    person_id: str | None = None,
) -> RevisionHead:
    """Make what was written live, or kept, the draft; the first such words begin one.

    `seen` are the rows that it was compared with: the draft's, or the newest
    revision's where there was none.

    Raises:
        Stale: they are not what holds any more.
    """
    connection = unit.connection
    document = documents.get_document_by_id(connection, document_id)
    head = revisions.get_draft(connection, document_id)
    if document is None or (head or _newest_head(connection, document)) != seen:
        raise Stale("the draft's rows have changed meanwhile")
    if head is None:
        head = revisions.insert_draft(
            connection,
            document_id,
            number=seen.number + 1,
            label=suggested(
                seen.label,
                seen.number + 1,
                document.lang,
                revisions.labels_of(connection, document_id),
            ),
            note="",
            parent_id=seen.id,
            person_id=person_id,
            now=now,
        )
        before: tuple[Paragraph, ...] = ()
    else:
        before = revisions.load(connection, head).paragraphs
    _replace(unit, head, before, paragraphs, now=now)
    append(
        unit,
        document_id,
        "draft.changed",
        {"revision": head.number},
        at=now,
        person_id=person_id,
        internal=True,
    )
    return replace(head, version=head.version + 1)


def _newest_head(connection: Connection, document: Document) -> RevisionHead | None:
    return revisions.get_head(connection, document.id, document.newest)


def _replace(
    unit: Unit,
    head: RevisionHead,
    before: Sequence[Paragraph],
    after: Sequence[Paragraph],
    *,
    now: datetime,
) -> None:
    """Give the draft this text, as its next version."""
    connection = unit.connection
    _touch(connection, head, head.version, label=head.label, note=head.note)
    revisions.replace_paragraphs(connection, head, after, now=now)
    # A place that somebody corrected holds for the words that it was corrected on.
    kept = {(p.id, p.content.sha256) for p in after}
    gone = [p.id for p in before if (p.id, p.content.sha256) not in kept]
    anchors.delete_anchors(connection, head.document_id, head.number, gone)


def _change(
    unit: Unit,
    actor: Actor,
    spot: Spot,
    changed: Callable[[list[Paragraph], int], list[Paragraph]],
    *,
    now: datetime,
) -> None:
    connection = unit.connection
    opened, head = open_head(connection, actor, spot.slug)
    draft = revisions.load(connection, head)
    index = draft.index_of(ParagraphId(spot.paragraph))
    if index is None:
        raise NotFound("paragraph", spot.paragraph)
    before = list(draft.paragraphs)
    after = changed(before, index)
    if not after:
        raise Invalid("a text needs at least one paragraph", "text")
    is_as_seen = spot.sha256 == draft.paragraphs[index].content.sha256
    if not is_as_seen and head.version != spot.version:
        raise Stale(OVERTAKEN)
    _replace(unit, head, before, after, now=now)
    tell(unit, opened, head, now)


def _touch(
    connection: Connection, head: RevisionHead, version: int, *, label: str, note: str
) -> None:
    if head.version != version or not revisions.touch_draft(
        connection, head, label=label, note=note
    ):
        raise Stale(OVERTAKEN)


def open_head(
    connection: Connection, actor: Actor, slug: str
) -> tuple[Opened, RevisionHead]:
    """Return the draft without its text, for an actor whose rights are looked up.

    Raises:
        AccessError: the actor may not draft, or there is no draft.
    """
    opened = open_document(connection, current(connection, actor), slug)
    opened.actor.require("draft")
    head = revisions.get_draft(connection, opened.document.id)
    if head is None:
        raise NotFound("draft", slug)
    return opened, head


def _newest(connection: Connection, opened: Opened) -> Revision:
    found = revisions.get_revision(
        connection, opened.document.id, opened.document.newest
    )
    if found is None:
        raise NotFound("revision", str(opened.document.newest))
    return found


def _forget(connection: Connection, head: RevisionHead) -> None:
    stored = changes.changes_to(connection, head.document_id, head.number)
    changes.delete_changes(connection, [row.id for row in stored])
    anchors.delete_anchors(connection, head.document_id, head.number)
    revisions.delete_draft(connection, head)


def tell(unit: Unit, opened: Opened, head: RevisionHead, now: datetime) -> None:
    """Tell the drafters that something about the draft has changed."""
    append(
        unit,
        opened.document.id,
        "draft.changed",
        {"revision": head.number},
        at=now,
        person_id=opened.actor.id,
        internal=True,
    )
