"""Turn a table of pandoc's tree into one text: tab between cells, LF between rows."""

from typing import Any

from docservice.services.importing.findings import Findings
from docservice.services.importing.inlines import InlineReader
from docservice.services.importing.leaves import leaves, table_rows
from docservice.services.importing.text_builder import TextBuilder
from versions.paragraph import Content

# A cell's place is taken by itself or by one that reaches over it (None).
Grid = list[list[Any]]


def table_content(
    content: list[Any], inlines: InlineReader, findings: Findings
) -> Content | None:
    """Return the table as a paragraph, or None if all of its cells are empty.

    A cell that spans rows or columns has its words in the first of its places;
    the others are empty, so that every row has the same number of cells. A header
    that a writer had to add to a table without one is empty and is left out.
    """
    rows = _grid(table_rows(content), findings)
    header_rows = sum(1 for _ in content[3][1]) + sum(
        len(body[2]) for body in content[4][:1]
    )
    width = max((len(row) for row in rows), default=0)
    while rows and header_rows and not any(_has_words(cell) for cell in rows[0]):
        rows, header_rows = rows[1:], header_rows - 1
    builder = TextBuilder(line_breaks=False)
    for number, row in enumerate(rows):
        if number:
            builder.add_separator("\n")
        for column in range(width):
            if column:
                builder.add_separator("\t")
            _add_cell(row[column] if column < len(row) else None, inlines, builder)
    text, marks = builder.finish(strip=False)
    if not text.strip():
        return None
    return Content("table", text, level=header_rows, marks=marks)


def _grid(rows: list[list[Any]], findings: Findings) -> Grid:
    grid: Grid = [[] for _ in rows]
    taken: dict[tuple[int, int], None] = {}
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                grid[number].append(None)
                column += 1
            _, _, row_span, column_span, _ = cell
            if row_span > 1 or column_span > 1:
                findings.note("cells_unmerged")
            grid[number].append(cell)
            grid[number] += [None] * (column_span - 1)
            for below in range(number + 1, min(number + row_span, len(rows))):
                for place in range(column, column + column_span):
                    taken[below, place] = None
            column += column_span
    return grid


def _has_words(cell: Any) -> bool:
    return cell is not None and any(map(len, leaves(cell[4])))


def _add_cell(cell: Any, inlines: InlineReader, builder: TextBuilder) -> None:
    if cell is None:
        return
    for number, line in enumerate(leaves(cell[4])):
        if number:
            builder.add(" ")
        inlines.read(line, builder)
