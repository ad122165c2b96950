"""Tables as PDF, on A4 across, with a head that stands on every page.

Typst sets a source as a whole and takes several hundred times its size of memory. So
a long table is set in parts, each by a process of its own, and the parts are joined.
"""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Final

from docservice.services.exporting.joining import count_pages, join_pdf
from docservice.services.exporting.printed import literal, print_pdf, print_total
from docservice.services.exporting.tables.table import Look, Piece, Row, Table, lines_of

_PART: Final = 400_000  # characters of source; Typst takes about 200 MB for them
_LOOKS: Final[dict[Look, str]] = {
    "equal": "{}",
    "old": "strike({})",
    "new": "underline({})",
    "strong": "strong({})",
}


def write(table: Table, target: IO[bytes]) -> None:
    """Write the file. Blocks while Typst makes it.

    Raises:
        PrintError: a limit was met.
    """
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.pdf"
        paths: list[Path] = []
        page = 1
        for source, is_all in _parts(table):
            paths.append(Path(folder) / f"{len(paths)}.pdf")
            paths[-1].write_bytes(
                print_pdf(
                    source,
                    title=table.title,
                    lang=table.lang,
                    across=True,
                    foot=table.imprint.line,
                    page=None if is_all else page,
                )
            )
            page += count_pages(paths[-1])
        if len(paths) > 1:
            total = Path(folder) / "total.pdf"
            total.write_bytes(print_total(page - 1, title=table.title, lang=table.lang))
            join_pdf(paths, total, whole)
        else:
            (whole,) = paths
        with whole.open("rb") as file:
            shutil.copyfileobj(file, target)


def _parts(table: Table) -> Iterator[tuple[str, bool]]:
    """Yield the sources of the parts, and whether one is the whole table."""
    title = f"#heading(level: 1, {literal(table.title)})\n"
    rows: list[str] = []
    size = 0
    is_first = True
    for row in table.rows:
        if size > _PART:
            yield _part(table, title if is_first else "", rows), False
            rows, size, is_first = [], 0, False
        rows.append(_row(table, row))
        size += len(rows[-1])
    yield _part(table, title if is_first else "", rows), is_first


def _part(table: Table, title: str, rows: Sequence[str]) -> str:
    widths = ", ".join(f"{column.share}fr" for column in table.printed)
    head = "".join(f"[*#{literal(column.title)}*]," for column in table.printed)
    begin = f"#table(columns: ({widths},), table.header({head}),\n"
    return "".join((title, begin, *rows, ")\n"))


def _row(table: Table, row: Row) -> str:
    cells = (_cell(lines_of(row[column.key])) for column in table.printed)
    return f"{''.join(cells)}\n"


def _cell(lines: Sequence[Sequence[Piece]]) -> str:
    said = ("".join(map(_piece, line)) for line in lines)
    return f"[{'#linebreak()'.join(said)}],"


def _piece(piece: Piece) -> str:
    return f"#{_LOOKS[piece.look].format(literal(piece.text))};"
