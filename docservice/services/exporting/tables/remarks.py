"""The tables of all comments, and of all answers: in German an Abwägungstabelle."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import Final, TypeVar

from sqlalchemy import Connection

from docservice.access import Actor, open_document
from docservice.db import annotations, changes
from docservice.db.annotations import AnnotationFilter
from docservice.db.changes import StoredChange
from docservice.db.documents import Document
from docservice.db.store import Store
from docservice.services.exporting.imprint import Imprint, imprint_of
from docservice.services.exporting.public import public_page
from docservice.services.exporting.published import published_text
from docservice.services.exporting.said import (
    rejoinder_words,
    response_fields,
    standing_rejoinder,
    unchanged_lines,
)
from docservice.services.exporting.tables.passages import Passage, Passages
from docservice.services.exporting.tables.table import (
    Day,
    Piece,
    Row,
    Table,
    Term,
    Told,
    Value,
    columns_in,
)
from docservice.services.exporting.words import (
    MOTIVATIONS,
    OUTCOMES,
    RELATIONS,
    VERDICTS,
    Lang,
    Readers,
)
from docservice.services.markdown import plain_words
from docservice.services.resources import Resource
from versions.lineage import Relation

Code = TypeVar("Code", bound=str)
# What a page has room for of one side of a change; the rest stands in the text.
_CHANGE_CHARS: Final = 400
# Shares make columns so wide that no title and no outcome is broken, also in the wide
# letters that word processors fall back on: 126 of them are the width of a page.
_ANNOTATIONS: Final = (
    ("id", "Kennung", "ID", 0),
    ("revision", "Entwurf", "Revision", 0),
    ("created_at", "Eingang", "Received", 10),
    ("author", "Name", "Name", 10),
    ("paragraph", "Absatz", "Paragraph", 10),
    ("chapter", "Kapitel", "Chapter", 0),
    ("motivation", "Art", "Kind", 17),
    ("quote", "Stelle", "Passage", 12),
    ("body", "Kommentar", "Comment", 18),
    ("replacement", "Änderungsvorschlag", "Proposed wording", 19),
    ("support", "Zustimmungen", "Support", 0),
    ("replies", "Antworten", "Replies", 0),
    ("verdict", "Verbleib der Stelle", "What became of the passage", 0),
    ("outcome", "Ergebnis", "Outcome", 12),
    ("reason", "Begründung", "Reason", 18),
    ("url", "Adresse", "Address", 0),
)
_DISPOSITIONS: Final = (
    ("number", "Nr.", "No.", 6),
    ("annotation", "Kennung", "ID", 0),
    ("revision", "Entwurf", "Revision", 0),
    ("created_at", "Eingang", "Received", 0),
    ("author", "Name", "Name", 11),
    ("paragraph", "Absatz", "Paragraph", 10),
    ("chapter", "Kapitel", "Chapter", 0),
    ("quote", "Stelle", "Passage", 13),
    ("body", "Stellungnahme", "Comment", 20),
    ("replacement", "Änderungsvorschlag", "Proposed wording", 19),
    ("outcome", "Ergebnis", "Outcome", 12),
    ("reason", "Begründung", "Reason", 20),
    ("duplicate_of", "Wie Kommentar", "Same as", 0),
    ("published_at", "Veröffentlicht", "Published", 0),
    ("changes", "Änderungen im Text", "Changes of the text", 15),
    ("url", "Adresse", "Address", 0),
)


def annotation_table(store: Store, actor: Actor, slug: str, readers: Readers) -> Table:
    """Return one row per visible annotation, oldest first.

    Raises:
        NotFound: there is no such document, or not for this actor.
    """
    everything = AnnotationFilter()
    of_text, size = store.read_now(_begin, actor, slug, everything, readers)
    heading = {"de": "Kommentare", "en": "Comments"}
    lang, passages = readers.lang, Passages()

    def rows(
        connection: Connection, document: Document, page: Sequence[Resource]
    ) -> Iterator[Row]:
        for remark in page:
            passage = passages.of(connection, document, remark)
            yield _annotation(remark, passage, readers)

    return Table(
        replace(of_text, title=f"{heading[lang]}: {of_text.title}"),
        lang,
        columns_in(lang, _ANNOTATIONS),
        _pages(store, actor, slug, everything, rows),
        size,
    )


def disposition_table(store: Store, actor: Actor, slug: str, readers: Readers) -> Table:
    """Return one row per visible annotation that has a public answer.

    Raises:
        NotFound: there is no such document, or not for this actor.
    """
    answered = AnnotationFilter(disposition="any")
    of_text, size = store.read_now(_begin, actor, slug, answered, readers)
    heading = {"de": "Abwägungstabelle", "en": "Answers"}
    numbers, passages = count(1), Passages()

    def rows(
        connection: Connection, document: Document, page: Sequence[Resource]
    ) -> Iterator[Row]:
        keys = [key for remark in page for key in remark["disposition"]["changes"]]
        known = {row.id: row for row in changes.get_changes(connection, keys)}
        for remark in page:
            passage = passages.of(connection, document, remark)
            row = _disposition(remark, passage, known, readers)
            yield {"number": next(numbers)} | row

    return Table(
        replace(of_text, title=f"{heading[readers.lang]}: {of_text.title}"),
        readers.lang,
        columns_in(readers.lang, _DISPOSITIONS),
        _pages(store, actor, slug, answered, rows),
        size,
    )


def _begin(
    connection: Connection,
    actor: Actor,
    slug: str,
    wanted: AnnotationFilter,
    readers: Readers,
) -> tuple[Imprint, int]:
    """Return the imprint of the newest revision, and how many rows there are."""
    opened, newest = published_text(connection, actor, slug, None)
    document = opened.document
    seen = replace(wanted, state="visible", published_only=True)
    size = annotations.count_annotations(connection, document.id, seen)
    return imprint_of(document.title, newest, readers), size


Rows = Callable[[Connection, Document, Sequence[Resource]], Iterator[Row]]


def _pages(
    store: Store, actor: Actor, slug: str, wanted: AnnotationFilter, rows: Rows
) -> Iterator[Row]:
    """Yield the rows; each page is read in a short transaction of its own."""
    after: str | None = None

    def read(connection: Connection) -> tuple[list[Row], str | None]:
        opened = open_document(connection, actor, slug)
        page = public_page(connection, opened, wanted, after=after)
        made = list(rows(connection, opened.document, page))
        return made, page[-1]["id"] if page else None

    while True:
        made, after = store.read_now(read)
        yield from made
        if after is None:
            return


def _annotation(remark: Resource, passage: Passage, readers: Readers) -> Row:
    anchor, answer = remark["anchor"], remark["disposition"]
    lang = readers.lang
    return {
        "id": remark["id"],
        "revision": remark["revision"],
        "created_at": _day(remark["created_at"], readers),
        "author": remark["author"]["name"],
        "motivation": _term(remark["motivation"], MOTIVATIONS[lang]),
        "paragraph": passage.paragraph,
        "chapter": passage.chapter,
        "quote": remark["target"]["quote"]["exact"],
        "body": _plain(remark["body"]),
        "replacement": remark["replacement"] or "",
        "support": remark["support"],
        "replies": sum(reply["state"] == "visible" for reply in remark["replies"]),
        "verdict": _term(anchor["since_made"], VERDICTS[lang]) if anchor else "",
        "outcome": _term(answer["outcome"], OUTCOMES[lang]) if answer else "",
        "reason": _reason(remark, lang, unchanged_lines(answer, lang))
        if answer
        else "",
        "url": readers.address(remark["id"]),
        **response_fields(remark),
    }


def _disposition(
    remark: Resource,
    passage: Passage,
    known: dict[str, StoredChange],
    readers: Readers,
) -> dict[str, Value]:
    answer = remark["disposition"]
    linked = [known[key] for key in answer["changes"] if key in known]
    return {
        "annotation": remark["id"],
        "revision": remark["revision"],
        "created_at": _day(remark["created_at"], readers),
        "author": remark["author"]["name"],
        "paragraph": passage.paragraph,
        "chapter": passage.chapter,
        "quote": remark["target"]["quote"]["exact"],
        "body": _plain(remark["body"]),
        "replacement": remark["replacement"] or "",
        "outcome": _term(answer["outcome"], OUTCOMES[readers.lang]),
        "reason": _reason(remark, readers.lang),
        "duplicate_of": answer["duplicate_of"] or "",
        "published_at": _day(answer["published_at"], readers),
        "changes": Told(
            tuple(_change(each) for each in linked),
            tuple(_changed(linked, answer, readers.lang)),
        ),
        "url": readers.address(remark["id"]),
        **response_fields(remark),
    }


def _reason(remark: Resource, lang: Lang, more: Iterable[str] = ()) -> Term:
    """Return the reason of an answer; people read below it what was said to it."""
    source = remark["disposition"]["reason"]
    rejoinder = standing_rejoinder(remark)
    lines = [plain_words(source), *more]
    if rejoinder is not None:
        author = remark["author"]["name"]
        lines.append(f"{author}: {rejoinder_words(rejoinder, lang)}")
    return Term(source, "\n".join(filter(None, lines)))


def _change(value: StoredChange) -> Resource:
    """Return a change as a trace has it, words only."""
    return {
        "id": value.id,
        "revision": value.revision,
        "kind": value.kind,
        "old": value.old.text if value.old else "",
        "new": value.new.text if value.new else "",
    }


def _changed(
    linked: Sequence[StoredChange], answer: Resource, lang: Lang
) -> Iterator[Piece]:
    """Yield what changed, a line each, or why nothing did."""
    lines = [[*_described(change, lang)] for change in linked]
    lines += [[Piece(line)] for line in unchanged_lines(answer, lang)]
    for number, line in enumerate(lines):
        if number:
            yield Piece("\n")
        yield from line


def _described(change: StoredChange, lang: Lang) -> Iterator[Piece]:
    """Yield what changed, named in words: CSV and XLSX strike nothing out."""
    old = change.old.text.strip() if change.old else ""
    new = change.new.text.strip() if change.new else ""
    yield Piece(f"{RELATIONS[lang][_relation(change, old, new)]}: ")
    if old and change.kind != "moved":
        yield Piece(_shortened(old), "old")
    if old and new and change.kind != "moved":
        yield Piece(" → ")
    if new:
        yield Piece(_shortened(new), "new")


def _relation(change: StoredChange, old: str, new: str) -> Relation:
    if change.kind == "moved":
        return "moved"
    if not old:
        return "inserted"
    return "edited" if new else "deleted"


def _shortened(text: str) -> str:
    return text if len(text) <= _CHANGE_CHARS else f"{text[: _CHANGE_CHARS - 1]}…"


def _plain(source: str) -> Term:
    return Term(source, plain_words(source))


def _term(code: Code, words: dict[Code, str]) -> Term:
    return Term(code, words[code])


def _day(timestamp: str, readers: Readers) -> Day:
    return Day(timestamp, readers.day(timestamp), readers.date(timestamp))
