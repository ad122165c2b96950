"""The changes that led to a revision, as lists and as counts of words.

Words are counted as they went and came: a word that replaces another counts twice, once
on either side. A passage that only moved changed none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from annotations.thread import Motivation
from docservice.access import Actor, NotFound, Opened
from docservice.db import changes, revisions
from docservice.db.changes import StoredChange
from docservice.db.revisions import RevisionHead
from docservice.services import resources
from docservice.services.listing import Listed
from docservice.services.margin import open_revision
from docservice.services.reasons import Reason, reasons_for
from docservice.services.resources import Resource
from versions import word_count
from versions.outline import Chapter, chapter_ids, chapters
from versions.paragraph import Paragraph, ParagraphId
from versions.revision import Revision

PER_PAGE = 50  # changes; a phone shows some four at a time


@dataclass(frozen=True, slots=True)
class Words:
    """Words that went and came on the way to a revision; `caused` by comments."""

    changed: int
    caused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSearch:
    """Which changes; None means any.

    `revision` is the one that they led to, by default the newest. `chapter` is an id
    in it. `from_citizens` asks for those that comments caused, `motivation` for those
    that comments of a kind caused.
    """

    revision: int | None = None
    chapter: str | None = None
    motivation: Motivation | None = None
    from_citizens: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class ChangeList:
    """A page of changes; `total` and `words` count all that were sought.

    `before` is the text that was changed, empty where there was none.
    """

    opened: Opened
    revision: Revision
    heads: tuple[RevisionHead, ...]
    chapters: tuple[Chapter, ...]
    before: Sequence[Paragraph]
    reasons: tuple[Reason, ...]
    total: int
    words: int


def list_changes(
    connection: Connection, actor: Actor, slug: str, search: ChangeSearch
) -> ChangeList:
    """Return a page of the changes that led to a published revision.

    Raises:
        NotFound: there is no such document or revision, or not for this actor.
    """
    opened, revision = open_revision(connection, actor, slug, search.revision)
    heads = tuple(revisions.list_published(connection, opened.document.id))
    found = sought(connection, opened, revision, search)
    before = revisions.get_revision(connection, opened.document.id, revision.number - 1)
    start = PER_PAGE * (search.page - 1)
    if start and start >= len(found):
        raise NotFound("page", str(search.page))
    return ChangeList(
        opened,
        revision,
        heads,
        chapters(revision.paragraphs),
        before.paragraphs if before else (),
        tuple(found[start : start + PER_PAGE]),
        len(found),
        sum(changed_words(each.change) for each in found),
    )


def sought(
    connection: Connection, opened: Opened, revision: Revision, search: ChangeSearch
) -> Sequence[Reason]:
    """Return all changes that led to a revision and are searched for, with reasons."""
    found = reasons_to(connection, opened.document.id, revision.number)
    if search.chapter is not None:
        found = in_chapter(found, revision, search.chapter)
    if search.motivation is not None:
        found = [each for each in found if search.motivation in kinds_of(each)]
    if search.from_citizens:
        found = [each for each in found if each.is_from_citizens]
    return found


def change_resources(
    connection: Connection,
    actor: Actor,
    slug: str,
    search: ChangeSearch,
    *,
    after: int,
    limit: int,
) -> Listed:
    """Return changes in the order of the text, after so many of them.

    Raises:
        NotFound: there is no such document or revision, or not for this actor.
    """
    opened, revision = open_revision(connection, actor, slug, search.revision)
    found = sought(connection, opened, revision, search)
    end = after + limit
    items = [
        change_resource(each.change, [(row.id, sure) for row, sure in each.annotations])
        for each in found[after:end]
    ]
    return items, str(end) if end < len(found) else None


def change_resource(
    value: StoredChange, answered: Sequence[tuple[str, bool]]
) -> Resource:
    """Return a change with the annotations it answers, by whether that is confirmed."""
    sure = [key for key, is_sure in answered if is_sure]
    supposed = [key for key, is_sure in answered if not is_sure]
    return resources.change(value, {value.id: sure}) | {
        "proposed": supposed,
        "words": changed_words(value),
    }


def reasons_to(
    connection: Connection, document_id: str, number: int
) -> Sequence[Reason]:
    """Return the changes that led to a revision, with what they answer."""
    return reasons_for(connection, changes.changes_to(connection, document_id, number))


def words_of(reasons: Iterable[Reason]) -> Words:
    """Count the words of changes, and those of them that comments caused."""
    changed = caused = 0
    for reason in reasons:
        count = changed_words(reason.change)
        changed += count
        caused += count if reason.is_from_citizens else 0
    return Words(changed, caused)


def changed_words(change: StoredChange) -> int:
    """Count the words that went and came."""
    if change.kind == "moved":
        return 0
    old, new = change.old, change.new
    return word_count.changed_words(old.text if old else "", new.text if new else "")


def in_chapter(
    reasons: Iterable[Reason], revision: Revision, chapter: str
) -> list[Reason]:
    """Return the changes in a chapter of the revision that they led to.

    What was deleted as a whole stands in none.
    """
    chapter_of = chapter_ids(revision.paragraphs)
    return [
        each
        for each in reasons
        if each.change.new is not None
        and chapter_of.get(ParagraphId(each.change.new.paragraph)) == chapter
    ]


def kinds_of(reason: Reason) -> set[Motivation]:
    """Return the kinds of the comments of which drafters said that they caused it."""
    return {row.motivation for row, confirmed in reason.annotations if confirmed}
