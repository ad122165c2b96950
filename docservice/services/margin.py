"""What stands beside a text: how much each paragraph is discussed, and by whom.

Everybody gets the same counts and spans, whatever else they may see: they are what
events later change, and a page and its events must agree.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from docservice.access import Actor, NotFound, Opened, open_document
from docservice.db import anchors, annotations, discussion, revisions
from docservice.db.discussion import SpanRow
from docservice.db.revisions import RevisionHead
from docservice.services.reading import annotation_resources
from docservice.services.resources import Resource
from versions.paragraph import ParagraphId
from versions.revision import Revision

GROUPS = 6  # paragraphs whose first threads come with the page: about two screens
PER_GROUP = 2  # threads of each; the rest is fetched when it is wanted
MOST_THREADS = 100  # of one paragraph or asked for by id; the list has the rest

Span = tuple[str, int, int, str, str]  # paragraph, start, end, annotation, motivation


@dataclass(frozen=True, slots=True)
class Group:
    """The first threads of a paragraph, and how many it has in all."""

    paragraph: str
    threads: tuple[Resource, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Margin:
    """How a revision is discussed.

    `counts` holds how many comments begin in each paragraph that has any,
    `outcomes` how many had each outcome, `changed` how many annotations are the
    confirmed cause of a paragraph's new words (0 if it changed for other reasons).
    `total` counts all comments, with orphans, which stand in no paragraph.
    """

    counts: dict[str, int]
    outcomes: dict[str, int]
    changed: dict[str, int]
    total: int
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A revision with its margin, all from one state of the database."""

    opened: Opened
    revision: Revision
    heads: tuple[RevisionHead, ...]
    margin: Margin


@dataclass(frozen=True, slots=True)
class Threads:
    """Threads of a revision, in the paragraphs where they stand there."""

    opened: Opened
    revision: Revision
    heads: tuple[RevisionHead, ...]
    groups: tuple[Group, ...]


def read_revision(
    connection: Connection,
    actor: Actor,
    slug: str,
    number: int | None = None,
    *,
    with_thread: str | None = None,
) -> Reading:
    """Return a published revision, by default the newest, as the page shows it.

    The margin holds the annotation `with_thread`, too, if it stands in the revision.

    Raises:
        NotFound: there is no such revision, or not for this actor.
    """
    opened, revision = open_revision(connection, actor, slug, number)
    margin = _margin(connection, opened, revision, with_thread)
    return Reading(opened, revision, _heads(connection, opened), margin)


def open_revision(
    connection: Connection, actor: Actor, slug: str, number: int | None
) -> tuple[Opened, Revision]:
    """Return a document and one of its published revisions, by default the newest.

    Raises:
        NotFound: there is no such revision, or not for this actor.
    """
    opened = open_document(connection, actor, slug)
    wanted = opened.document.newest if number is None else number
    revision = revisions.get_revision(connection, opened.document.id, wanted)
    if revision is None:
        raise NotFound("revision", str(wanted))
    return opened, revision


def list_spans(
    connection: Connection, actor: Actor, slug: str, number: int
) -> tuple[int, list[Span]]:
    """Return the event number of this state, and where each annotation lies.

    A passage over several paragraphs has a row for each, in order of the text.

    Raises:
        NotFound: there is no such revision, or not for this actor.
    """
    opened, revision = open_revision(connection, actor, slug, number)
    rows = discussion.spans_in(connection, opened.document.id, number)
    return opened.document.seq, list(_spans(rows, revision))


def threads_of_paragraph(
    connection: Connection, actor: Actor, slug: str, number: int, paragraph: str
) -> Threads:
    """Return all threads that begin in a paragraph, in the order of their words.

    Raises:
        NotFound: there is no such paragraph there, or not for this actor.
    """
    opened, revision = open_revision(connection, actor, slug, number)
    if revision.index_of(ParagraphId(paragraph)) is None:
        raise NotFound("paragraph", paragraph)
    document_id = opened.document.id
    first = discussion.first_in(
        connection, document_id, number, [paragraph], most=MOST_THREADS
    )
    counts = discussion.tally_in(connection, document_id, number).by_paragraph
    groups = tuple(_groups(connection, opened, number, first, counts))
    return Threads(opened, revision, _heads(connection, opened), groups)


def threads_by_id(
    connection: Connection, actor: Actor, slug: str, number: int, ids: Sequence[str]
) -> Threads:
    """Return the threads `ids` by the paragraph in which they stand there.

    Those that stand nowhere, or belong to another document, are left out; withdrawn
    and hidden ones come as what is left of them.

    Raises:
        NotFound: there is no such revision, or not for this actor.
    """
    opened, revision = open_revision(connection, actor, slug, number)
    found = annotations.get_annotations(connection, list(ids)[:MOST_THREADS])
    rows = [
        found[key]
        for key in dict.fromkeys(ids)
        if key in found and found[key].document_id == opened.document.id
    ]
    by_paragraph: dict[str, list[Resource]] = {}
    for resource in annotation_resources(connection, opened, rows, revision=number):
        start = (resource["anchor"] or {}).get("start")
        if start is not None:
            by_paragraph.setdefault(start["paragraph"], []).append(resource)
    counts = discussion.tally_in(connection, opened.document.id, number).by_paragraph
    groups = tuple(
        Group(key, tuple(threads), max(len(threads), counts.get(key, 0)))
        for key, threads in by_paragraph.items()
    )
    return Threads(opened, revision, _heads(connection, opened), groups)


def _margin(
    connection: Connection, opened: Opened, revision: Revision, wanted: str | None
) -> Margin:
    key, number = opened.document.id, revision.number
    counts, total, _ = discussion.tally_in(connection, key, number)
    discussed = [str(p.id) for p in revision.paragraphs if p.id in counts][:GROUPS]
    first = discussion.first_in(connection, key, number, discussed, most=PER_GROUP)
    if wanted is not None:
        _add(connection, opened, revision, first, wanted)
    ordered = {str(p.id): first[p.id] for p in revision.paragraphs if p.id in first}
    changed = discussion.changed_in(connection, key, number)
    gone = annotations.taken_back(connection, list(set().union(*changed.values())))
    return Margin(
        counts=counts,
        outcomes=discussion.outcomes_in(connection, key, number),
        changed={
            paragraph: len(causes - gone.keys())
            for paragraph, causes in changed.items()
        },
        total=total,
        groups=tuple(_groups(connection, opened, number, ordered, counts)),
    )


def _add(
    connection: Connection,
    opened: Opened,
    revision: Revision,
    first: dict[str, list[str]],
    wanted: str,
) -> None:
    """Put an annotation into the group of the paragraph in which it stands."""
    placed = anchors.anchors_in(
        connection, opened.document.id, revision.number, [wanted]
    )
    place = placed[wanted].anchor.place if wanted in placed else None
    if place is not None:
        group = first.setdefault(place.start.paragraph, [])
        if wanted not in group:
            group.append(wanted)


def _heads(connection: Connection, opened: Opened) -> tuple[RevisionHead, ...]:
    return tuple(revisions.list_published(connection, opened.document.id))


def _groups(
    connection: Connection,
    opened: Opened,
    number: int,
    first: dict[str, list[str]],
    counts: dict[str, int],
) -> Iterator[Group]:
    """Yield the threads `first` names, all read at once."""
    ids = [key for keys in first.values() for key in keys]
    rows = annotations.get_annotations(connection, ids)
    listed = annotation_resources(
        connection, opened, [rows[key] for key in ids], revision=number
    )
    by_id = {resource["id"]: resource for resource in listed}
    for paragraph, keys in first.items():
        threads = tuple(by_id[key] for key in keys)
        yield Group(paragraph, threads, counts.get(paragraph, len(threads)))


def _spans(rows: Iterable[SpanRow], revision: Revision) -> Iterator[Span]:
    for row in rows:
        if row.start_paragraph == row.end_paragraph:
            yield (
                row.start_paragraph,
                row.start_offset,
                row.end_offset,
                row.annotation_id,
                row.motivation,
            )
        else:
            yield from _across(row, revision)


def _across(row: SpanRow, revision: Revision) -> Iterator[Span]:
    """Yield the part of a passage in each paragraph that it crosses."""
    first = revision.index_of(ParagraphId(row.start_paragraph))
    last = revision.index_of(ParagraphId(row.end_paragraph))
    if first is None or last is None:
        return
    for index in range(first, last + 1):
        paragraph = revision.paragraphs[index]
        start = row.start_offset if index == first else 0
        end = row.end_offset if index == last else len(paragraph.text)
        yield str(paragraph.id), start, end, row.annotation_id, row.motivation
