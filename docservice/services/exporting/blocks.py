"""Turn the paragraphs of a revision into pandoc's blocks."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any, TypeVar

from docservice.services.exporting.inlines import InlineWriter
from docservice.services.exporting.lists import list_blocks
from docservice.services.exporting.tree import (
    NO_ATTRIBUTES,
    Node,
    paragraph,
    plain,
)
from versions.paragraph import Content
from versions.text import Span

C = TypeVar("C", bound=Content)


def blocks_of(contents: Sequence[C], writer: Callable[[C], InlineWriter]) -> list[Node]:
    """Return the blocks of `contents`; neighbours form one list or one quote."""
    blocks: list[Node] = []
    for kind, group in groupby(contents, key=lambda content: content.kind):
        same = list(group)
        if kind == "list_item":
            blocks += list_blocks(same, lambda one: writer(one).write())
        elif kind == "quote":
            blocks += _quotes(same, writer, 1)
        else:
            blocks += [_block(content, writer) for content in same]
    return blocks


def _block(content: C, writer: Callable[[C], InlineWriter]) -> Node:
    if content.kind == "code":
        return writer(content).code_block()
    if content.kind == "table":
        return _table(content, writer(content))
    inlines = writer(content).write()
    if content.kind == "heading":
        return {"t": "Header", "c": [content.level, NO_ATTRIBUTES, inlines]}
    return paragraph(inlines)


def _quotes(
    contents: Sequence[C], writer: Callable[[C], InlineWriter], depth: int
) -> list[Node]:
    """Return quotes of `depth` and, inside of them, those that lie deeper."""
    inside: list[Node] = []
    for deeper, group in groupby(contents, key=lambda one: one.level > depth):
        if deeper:
            inside += _quotes(list(group), writer, depth + 1)
        else:
            inside += [paragraph(writer(one).write()) for one in group]
    return [{"t": "BlockQuote", "c": inside}]


def _table(content: Content, writer: InlineWriter) -> Node:
    rows = [_row(spans, writer) for spans in _cells(content.text)]
    width = max(len(row) for row in rows)
    for row in rows:
        row += [_cell([]) for _ in range(width - len(row))]
    head, body = rows[: content.level], rows[content.level :]
    columns = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}]] * width
    return {
        "t": "Table",
        "c": [
            NO_ATTRIBUTES,
            [None, []],
            columns,
            [NO_ATTRIBUTES, [[NO_ATTRIBUTES, row] for row in head]],
            [[NO_ATTRIBUTES, 0, [], [[NO_ATTRIBUTES, row] for row in body]]],
            [NO_ATTRIBUTES, []],
        ],
    }


def _cells(text: str) -> list[list[Span]]:
    """Return where the cells of each row lie in the table's text."""
    rows: list[list[Span]] = []
    at = 0
    for row in text.split("\n"):
        spans: list[Span] = []
        for cell in row.split("\t"):
            spans.append(Span(at, at + len(cell)))
            at += len(cell) + 1
        rows.append(spans)
    return rows


def _row(spans: list[Span], writer: InlineWriter) -> list[Any]:
    return [_cell(writer.write(span)) for span in spans]


def _cell(inlines: list[Node]) -> list[Any]:
    blocks = [plain(inlines)] if inlines else []
    return [NO_ATTRIBUTES, {"t": "AlignDefault"}, 1, 1, blocks]
