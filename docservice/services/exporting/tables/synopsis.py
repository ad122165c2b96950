"""The synopsis as a table: old wording, comments and answers, new wording."""

from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import Connection

from docservice.access import Actor
from docservice.db import annotations, changes
from docservice.db.changes import StoredChange
from docservice.db.store import Store
from docservice.services.comparing import (
    Comparison,
    compare_revisions,
    remarks_by_row,
)
from docservice.services.explaining import Show, shown_rows
from docservice.services.exporting.imprint import imprint_of
from docservice.services.exporting.said import (
    answer_lines,
    comment_lines,
    rejoinder_words,
    response_fields,
    standing_rejoinder,
)
from docservice.services.exporting.tables.table import (
    Look,
    Piece,
    Row,
    Table,
    Term,
    Told,
    columns_in,
)
from docservice.services.exporting.words import (
    BY_DECISION,
    RELATIONS,
    SHOWN,
    Lang,
    Readers,
)
from docservice.services.reading import annotation_resources
from docservice.services.resources import Resource
from versions import comparison
from versions.paragraph import Content
from versions.text import Span

_AT_ONCE: Final = 50  # rows with their comments in one transaction
_COLUMNS: Final = (
    ("lineage", "Absatz", "Paragraph", 16),
    ("old", "Bisheriger Text", "Old wording", 37),
    ("comments", "Kommentare und Antworten", "Comments and answers", 36),
    ("new", "Neuer Text", "New wording", 37),
)


def synopsis_table(
    store: Store,
    actor: Actor,
    slug: str,
    pair: tuple[int, int],
    readers: Readers,
    *,
    show: Show = "all",
) -> Table:
    """Return the rows of two published revisions, the old one first.

    Where some are left out, the title says so.

    Raises:
        NotFound: there is no such document or revision, or not for this actor.
    """
    lang = readers.lang
    found, shown = store.read_now(_chosen, actor, slug, pair, show)
    title = f"{found.opened.document.title}: "
    title += f"{found.old_head.label} – {found.new_head.label}"
    if show != "all":
        title += f" ({SHOWN[lang][show]})"
    rows = _rows(store, found, shown, lang)
    imprint = imprint_of(title, found.new, readers)
    return Table(imprint, lang, columns_in(lang, _COLUMNS), rows, len(shown))


def _chosen(
    connection: Connection, actor: Actor, slug: str, pair: tuple[int, int], show: Show
) -> tuple[Comparison, Sequence[int]]:
    found = compare_revisions(connection, actor, slug, *pair)
    return found, shown_rows(connection, found, show)


def _rows(
    store: Store, found: Comparison, shown: Sequence[int], lang: Lang
) -> Iterator[Row]:
    for start in range(0, len(shown), _AT_ONCE):
        places = shown[start : start + _AT_ONCE]
        remarks = store.read_now(_remarks, found, places)
        decided = store.read_now(_decided, found, places)
        for place in places:
            row = found.rows[place]
            yield _row(found, row, remarks[place], decided.get(place, ()), lang)


def _remarks(
    connection: Connection, found: Comparison, places: Sequence[int]
) -> dict[int, list[Resource]]:
    listed = remarks_by_row(connection, found, places)
    rows = annotations.get_annotations(
        connection, [key for keys in listed.values() for key in keys]
    )
    known = {
        remark["id"]: remark
        for remark in annotation_resources(
            connection,
            found.opened,
            list(rows.values()),
            revision=found.old.number,
            public=True,
        )
    }
    return {place: [known[key] for key in keys] for place, keys in listed.items()}


def _decided(
    connection: Connection, found: Comparison, places: Sequence[int]
) -> dict[int, list[StoredChange]]:
    """Return the changes by decision, each at the first row of its paragraph."""
    first: dict[str, int] = {}
    for place in places:
        row = found.rows[place]
        if row.new is not None:
            first.setdefault(found.new.paragraphs[row.new].id, place)
        if row.old is not None:
            first.setdefault(found.old.paragraphs[row.old].id, place)
    led: dict[int, list[StoredChange]] = {}
    for change in changes.changes_between(
        connection,
        found.opened.document.id,
        after=found.old.number,
        up_to=found.new.number,
        paragraphs=first,
    ):
        side = change.new or change.old
        if change.cause == "decision" and side and side.paragraph in first:
            led.setdefault(first[side.paragraph], []).append(change)
    return led


def _row(
    found: Comparison,
    row: comparison.Row,
    remarks: Sequence[Resource],
    decided: Sequence[StoredChange],
    lang: Lang,
) -> Row:
    relations = sorted(row.relations)
    words = ", ".join(RELATIONS[lang][relation] for relation in relations)
    old = None if row.old is None else found.old.paragraphs[row.old].content
    new = None if row.new is None else found.new.paragraphs[row.new].content
    return {
        "lineage": Term(", ".join(relations), words),
        "old": _side(old, row.old_span, [c.old for c in row.changes], "old"),
        "comments": Told(
            tuple(_object(remark) for remark in remarks),
            (*_told(remarks, lang), *_sources(decided, lang, is_first=not remarks)),
        ),
        "new": _side(new, row.new_span, [c.new for c in row.changes], "new"),
        # For programs: people read it below the comments.
        "decisions": Told(
            tuple({"change": each.id, "source": each.note} for each in decided), ()
        ),
    }


def _side(
    content: Content | None, span: Span | None, changed: Sequence[Span], look: Look
) -> tuple[Piece, ...]:
    """Return the words of one side; those of a signpost are shown at the new place."""
    if content is None or span is None:
        return ()
    pieces, at = [], span.start
    for each in changed:
        pieces.append(Piece(content.text[at : each.start]))
        pieces.append(Piece(each.of(content.text), look))
        at = each.end
    pieces.append(Piece(content.text[at : span.end]))
    if content.kind == "table":
        pieces = [Piece(one.text.replace("\t", " | "), one.look) for one in pieces]
    marker = [Piece(f"{content.marker} ")] if content.marker and not span.start else []
    return (*marker, *(piece for piece in pieces if piece.text))


def _object(remark: Resource) -> Resource:
    """Return a comment with its answer as programs read it."""
    answer = remark["disposition"]
    return {
        "id": remark["id"],
        "author": remark["author"]["name"],
        "motivation": remark["motivation"],
        "body": remark["body"],
        "replacement": remark["replacement"],
        "outcome": answer["outcome"] if answer else None,
        "reason": answer["reason"] if answer else "",
        **response_fields(remark),
    }


def _told(remarks: Sequence[Resource], lang: Lang) -> Iterator[Piece]:
    """Yield the comments, each with its answer and the author's last word below it."""
    for number, remark in enumerate(remarks):
        if number:
            yield Piece("\n")
        name = Piece(f"{remark['author']['name']}: ", "strong")
        yield name
        yield Piece("\n".join(comment_lines(remark, lang)))
        answer, rejoinder = remark["disposition"], standing_rejoinder(remark)
        if answer is not None:
            yield Piece("\n→ " + "\n".join(answer_lines(answer, lang)))
        if rejoinder is not None:
            yield Piece("\n")
            yield name
            yield Piece(rejoinder_words(rejoinder, lang))


def _sources(
    decided: Sequence[StoredChange], lang: Lang, *, is_first: bool
) -> Iterator[Piece]:
    """Yield whose decisions changed the words, each source once."""
    for note in dict.fromkeys(each.note for each in decided):
        if not is_first:
            yield Piece("\n")
        is_first = False
        yield Piece(f"{BY_DECISION[lang]}: ", "strong")
        yield Piece(note)
