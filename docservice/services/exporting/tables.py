"""Comments, answers and a synopsis as tables: JSON, CSV or one HTML page.

They hold what the public sees. Cells are plain text, so that they can be sorted and
counted elsewhere.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Final, Literal

from markupsafe import Markup
from sqlalchemy import Connection

from docservice.access import Actor, Opened, open_document
from docservice.db import annotations
from docservice.db.annotations import AnnotationFilter
from docservice.db.codec import dump_json
from docservice.services.comparing import compare_revisions, remarks_by_row
from docservice.services.errors import Invalid
from docservice.services.reading import annotation_resources
from docservice.services.resources import Resource

TableFormat = Literal["csv", "json", "html"]
Row = Mapping[str, str | int]

# A spreadsheet takes a cell that begins with one of these for a formula.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
PAGE: Final = Markup(
    '<!DOCTYPE html>\n<html lang="{lang}"><meta charset="utf-8"><title>{title}</title>\n'
    "<h1>{title}</h1>\n<table>\n<thead><tr>{head}</tr></thead>\n"
    "<tbody>\n{body}\n</tbody>\n</table>\n</html>\n"
)


def annotation_rows(connection: Connection, actor: Actor, slug: str) -> list[Row]:
    """Return one row per visible annotation, oldest first.

    Raises:
        NotFound: there is no such document.
    """
    opened = open_document(connection, actor, slug)
    return [_annotation(each) for each in _public(connection, opened)]


def disposition_rows(connection: Connection, actor: Actor, slug: str) -> list[Row]:
    """Return one row per visible annotation that has a public answer.

    Raises:
        NotFound: there is no such document.
    """
    opened = open_document(connection, actor, slug)
    return [
        _disposition(each)
        for each in _public(connection, opened)
        if each["disposition"] is not None
    ]


def synopsis_rows(
    connection: Connection, actor: Actor, slug: str, number: int | None
) -> list[Row]:
    """Return old wording, comments with answers, and new wording, row by row.

    `number` is the new revision, by default the newest; the old one is before it.

    Raises:
        NotFound: there is no such document or revision.
        Invalid: no revision comes before this one.
    """
    opened = open_document(connection, actor, slug)
    new = opened.document.newest if number is None else number
    if new == 1:
        raise Invalid("revision 1 has none before it to compare with", "revision")
    found = compare_revisions(connection, actor, slug, new - 1, new)
    public = {remark["id"]: remark for remark in _public(connection, opened)}
    remarks = remarks_by_row(connection, found, range(len(found.rows)))
    rows: list[Row] = []
    for index, row in enumerate(found.rows):
        old_text = "" if row.old is None else found.old.paragraphs[row.old].text
        new_text = "" if row.new is None else found.new.paragraphs[row.new].text
        rows.append(
            {
                "lineage": ", ".join(sorted(row.relations)),
                "old": old_text,
                "comments": "\n".join(
                    _told(public[key]) for key in remarks.get(index, ())
                ),
                "new": new_text,
            }
        )
    return rows


def write_table(
    rows: Sequence[Row], file_format: TableFormat, *, title: str, lang: str
) -> bytes:
    """Return a file with these rows, in UTF-8."""
    if file_format == "json":
        return dump_json(list(rows)).encode()
    if file_format == "csv":
        return _csv(rows)
    names = list(rows[0]) if rows else []
    cell, line = Markup("<td>{}</td>"), Markup("<tr>{}</tr>")
    body = Markup("\n").join(
        line.format(Markup("").join(cell.format(row[name]) for name in names))
        for row in rows
    )
    head = Markup("").join(Markup("<th>{}</th>").format(name) for name in names)
    return str(PAGE.format(lang=lang, title=title, head=head, body=body)).encode()


def _csv(rows: Sequence[Row]) -> bytes:
    text = io.StringIO()
    if rows:
        writer = csv.DictWriter(text, list(rows[0]))
        writer.writeheader()
        writer.writerows({k: _harmless(v) for k, v in row.items()} for row in rows)
    # Spreadsheets take a file for UTF-8 only if it begins with the mark.
    return text.getvalue().encode("utf-8-sig")


def _harmless(value: str | int) -> str | int:
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value


def _public(connection: Connection, opened: Opened) -> list[Resource]:
    rows = annotations.list_annotations(
        connection, opened.document.id, AnnotationFilter(state="visible")
    )
    return annotation_resources(connection, opened, rows, public=True)


def _annotation(remark: Resource) -> Row:
    anchor = remark["anchor"]
    answer = remark["disposition"]
    return {
        "id": remark["id"],
        "revision": remark["revision"],
        "created_at": remark["created_at"],
        "author": remark["author"]["name"],
        "motivation": remark["motivation"],
        "quote": remark["target"]["quote"]["exact"],
        "body": remark["body"],
        "replacement": remark["replacement"] or "",
        "support": remark["support"],
        "replies": len(remark["replies"]),
        "verdict": anchor["verdict"] if anchor else "",
        "outcome": answer["outcome"] if answer else "",
        "reason": answer["reason"] if answer else "",
    }


def _disposition(remark: Resource) -> Row:
    answer = remark["disposition"]
    return {
        "annotation": remark["id"],
        "revision": remark["revision"],
        "quote": remark["target"]["quote"]["exact"],
        "body": remark["body"],
        "replacement": remark["replacement"] or "",
        "outcome": answer["outcome"],
        "reason": answer["reason"],
        "duplicate_of": answer["duplicate_of"] or "",
        "published_at": answer["published_at"] or "",
        "changes": len(answer["changes"]),
    }


def _told(remark: Resource) -> str:
    """Return a comment and its answer in one line."""
    said = remark["body"] or remark["replacement"] or ""
    answer = remark["disposition"]
    told = f"{remark['author']['name']}: {said}"
    if answer is None:
        return told
    return f"{told} → {answer['outcome']}: {answer['reason']}"
