"""One change of the text: both wordings, who made it with which revision, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from docservice.access import Actor, NotFound, Opened, open_document
from docservice.db import changes, people, revisions
from docservice.db.changes import StoredChange
from docservice.db.people import Person
from docservice.db.revisions import RevisionHead
from docservice.services import resources
from docservice.services.aligning import RowFinder, rows_between
from docservice.services.change_list import change_resource
from docservice.services.reading import annotation_resources
from docservice.services.resources import Resource
from docservice.services.tracing import causes_of
from versions.revision import Revision


@dataclass(frozen=True, slots=True)
class ChangeStory:
    """A published change.

    `editor` began the draft that brought it, None where a command did. `remarks` are
    the visible annotations it answers, each with whether a person confirmed that.
    `row` is where the comparison of both revisions shows it. `beside` are the other
    changes to the same paragraph, `previous` and `next` its neighbours in the text.
    """

    opened: Opened
    change: StoredChange
    heads: tuple[RevisionHead, ...]
    old: Revision
    new: Revision
    editor: Person | None
    remarks: tuple[tuple[Resource, bool], ...]
    row: int | None
    beside: tuple[StoredChange, ...]
    previous: StoredChange | None
    next: StoredChange | None

    @property
    def head(self) -> RevisionHead:
        """Return the revision that the change came with."""
        number = self.change.revision
        return next(head for head in self.heads if head.number == number)


def change_story(
    connection: Connection, actor: Actor, slug: str, change_id: str
) -> ChangeStory:
    """Return a change between two published revisions.

    Raises:
        NotFound: there is none in this document, or not for this actor.
    """
    opened = open_document(connection, actor, slug)
    document = opened.document
    change = next(iter(changes.get_changes(connection, [change_id])), None)
    if (
        change is None
        or change.document_id != document.id
        or change.revision > document.newest
    ):
        raise NotFound("change", change_id)
    old = revisions.get_revision(connection, document.id, change.revision - 1)
    new = revisions.get_revision(connection, document.id, change.revision)
    if old is None or new is None:
        raise NotFound("revision", str(change.revision))
    heads = tuple(revisions.list_published(connection, document.id))
    siblings = changes.changes_to(connection, document.id, change.revision)
    place = next(k for k, each in enumerate(siblings) if each.id == change.id)
    return ChangeStory(
        opened,
        change,
        heads,
        old,
        new,
        _editor(connection, heads, change.revision),
        _remarks(connection, opened, change),
        RowFinder(old, new, rows_between(old, new)).of_change(change),
        tuple(each for each in siblings if each != change and _is_beside(each, change)),
        siblings[place - 1] if place else None,
        siblings[place + 1] if place + 1 < len(siblings) else None,
    )


def _editor(
    connection: Connection, heads: Sequence[RevisionHead], number: int
) -> Person | None:
    by = next((head.created_by for head in heads if head.number == number), None)
    return people.get_person(connection, by) if by else None


def _remarks(
    connection: Connection, opened: Opened, change: StoredChange
) -> tuple[tuple[Resource, bool], ...]:
    """Return what the change answers, each with whether a person confirmed that."""
    shown = causes_of(connection, [change]).get(change.id, [])
    remarks = annotation_resources(
        connection,
        opened,
        [row for row, _ in shown],
        revision=change.revision - 1,
    )
    return tuple(
        (remark, link.is_confirmed)
        for remark, (_, link) in zip(remarks, shown, strict=True)
    )


def _is_beside(one: StoredChange, other: StoredChange) -> bool:
    """Return whether two changes are of one paragraph."""
    if one.new and other.new:
        return one.new.paragraph == other.new.paragraph
    return bool(one.old and other.old and one.old.paragraph == other.old.paragraph)


def story_resource(found: ChangeStory) -> Resource:
    """Return a change with what led to it as JSON; of who made it, only the role."""
    answered = [(remark["id"], is_sure) for remark, is_sure in found.remarks]
    return {
        "change": change_resource(found.change, answered),
        "revision": resources.revision(found.head),
        "role": found.editor.role if found.editor else None,
        "annotations": [remark for remark, _ in found.remarks],
        "beside": [each.id for each in found.beside],
        "previous": found.previous.id if found.previous else None,
        "next": found.next.id if found.next else None,
        "url": f"/d/{found.opened.document.slug}/changes/{found.change.id}",
    }
