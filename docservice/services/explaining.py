"""A page of two revisions beside each other, each change with its reasons.

Between revisions that are no neighbours stand others: the reasons are then those of
all changes made to a paragraph on the way. What everybody can see from far is counted
in narrow queries; words, comments and reasons are read for the page only.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection

from docservice.access import Actor
from docservice.db import annotations, changes, revisions
from docservice.db.revisions import RevisionHead
from docservice.services.comparing import (
    Comparison,
    compare_revisions,
    count_remarks,
    remarks_by_row,
)
from docservice.services.reading import annotation_resources
from docservice.services.reasons import Reason, reasons_for
from docservice.services.resources import Resource

Show = Literal["all", "changes", "citizens"]
SHOWS: tuple[Show, ...] = ("all", "changes", "citizens")
# A phone shows some five rows at a time; a page is what can be leafed through on it.
ROWS = 120
REMARKS = 120  # with their answers, on a page
REMARKS_PER_ROW = 6  # the list of comments has the rest


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows, and whether comments stand between.

    `page` counts from 1; `row` asks for the page that holds this row instead.
    """

    show: Show = "all"
    page: int = 1
    row: int | None = None
    with_remarks: bool = False


@dataclass(frozen=True)
class Explained:
    """A page of a comparison.

    `pages` hold the numbers of all rows that are shown, page by page, and `page` is
    the number of the one that was read: of its rows there are `reasons` and the first
    `remarks`. `counts` tells how many remarks each row has, `causes` why the words of
    the whole text were changed ("none" where nobody said so).
    """

    comparison: Comparison
    heads: tuple[RevisionHead, ...]
    pages: tuple[tuple[int, ...], ...]
    page: int
    reasons: Mapping[int, Sequence[Reason]]
    remarks: Mapping[int, Sequence[Resource]]
    counts: Mapping[int, int]
    causes: Mapping[str, int]

    @property
    def rows(self) -> tuple[int, ...]:
        """Return the numbers of the rows on the page."""
        return self.pages[self.page - 1] if self.pages else ()


def explain_revisions(
    connection: Connection,
    actor: Actor,
    slug: str,
    pair: tuple[int, int],
    wanted: Wanted,
) -> Explained:
    """Return a page of two published revisions, with why each row was changed.

    Beyond the last page it is the last.

    Raises:
        NotFound: one of them does not exist, or not for this actor.
    """
    found = compare_revisions(connection, actor, slug, *pair)
    document = found.opened.document
    counts = count_remarks(connection, found) if wanted.with_remarks else {}
    pages = tuple(_pages(shown_rows(connection, found, wanted.show), counts))
    page = max(1, min(_page(pages, wanted), len(pages)))
    rows = pages[page - 1] if pages else ()
    return Explained(
        found,
        tuple(revisions.list_published(connection, document.id)),
        pages,
        page,
        _reasons(connection, found, rows),
        _remarks(connection, found, rows) if wanted.with_remarks else {},
        counts,
        changes.count_causes(
            connection, document.id, after=found.old.number, up_to=found.new.number
        ),
    )


def shown_rows(connection: Connection, found: Comparison, show: Show) -> Sequence[int]:
    """Return the numbers of the rows that are asked for, in order."""
    if show == "all":
        return range(len(found.rows))
    if show == "changes":
        kept = frozenset({"kept"})
        return [n for n, row in enumerate(found.rows) if row.relations != kept]
    finder = found.finder
    caused = changes.caused_by_people(
        connection,
        found.opened.document.id,
        after=found.old.number,
        up_to=found.new.number,
    )
    places = {finder.of_change(change) for change in caused}
    return sorted(place for place in places if place is not None)


def _pages(
    shown: Iterable[int], counts: Mapping[int, int]
) -> Iterable[tuple[int, ...]]:
    """Yield the rows of each page: as many as it has room for."""
    page: list[int] = []
    remarks = 0
    for place in shown:
        more = min(counts.get(place, 0), REMARKS_PER_ROW)
        if page and (len(page) == ROWS or remarks + more > REMARKS):
            yield tuple(page)
            page, remarks = [], 0
        page.append(place)
        remarks += more
    if page:
        yield tuple(page)


def _page(pages: Sequence[Sequence[int]], wanted: Wanted) -> int:
    if wanted.row is None:
        return wanted.page
    holding = (n for n, rows in enumerate(pages, start=1) if wanted.row in rows)
    return next(holding, 1)


def _reasons(
    connection: Connection, found: Comparison, rows: Sequence[int]
) -> dict[int, list[Reason]]:
    """Return why the rows were changed."""
    finder = found.finder
    listed = changes.changes_between(
        connection,
        found.opened.document.id,
        after=found.old.number,
        up_to=found.new.number,
        paragraphs=found.old_paragraphs(rows) | found.new_paragraphs(rows),
    )
    placed = [
        (place, change)
        for change in listed
        if (place := finder.of_change(change)) is not None and place in rows
    ]
    reasons = reasons_for(connection, [change for _, change in placed])
    by_row: dict[int, list[Reason]] = {}
    for (at, _), reason in zip(placed, reasons, strict=True):
        by_row.setdefault(at, []).append(reason)
    return by_row


def _remarks(
    connection: Connection, found: Comparison, rows: Sequence[int]
) -> dict[int, list[Resource]]:
    """Return the first annotations of each row."""
    listed = remarks_by_row(connection, found, rows)
    first = {place: keys[:REMARKS_PER_ROW] for place, keys in listed.items()}
    known = annotations.get_annotations(
        connection, [key for keys in first.values() for key in keys]
    )
    resources = {
        resource["id"]: resource
        for resource in annotation_resources(
            connection, found.opened, list(known.values()), revision=found.old.number
        )
    }
    return {place: [resources[key] for key in keys] for place, keys in first.items()}
