"""Tables as PDF, on A4 across, with a head that stands on every page."""

from collections.abc import Sequence
from typing import IO, Final

from docservice.services.exporting.printed import literal, print_pdf
from docservice.services.exporting.tables.table import Look, Piece, Table, lines_of

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
    widths = ", ".join(f"{column.share}fr" for column in table.printed)
    head = "".join(f"[*#{literal(column.title)}*]," for column in table.printed)
    parts = [
        f"#heading(level: 1, {literal(table.title)})\n",
        f"#table(columns: ({widths},), table.header({head}),\n",
    ]
    for row in table.rows:
        cells = (_cell(lines_of(row[column.key])) for column in table.printed)
        parts.append("".join(cells))
        parts.append("\n")
    parts.append(")\n")
    target.write(
        print_pdf("".join(parts), title=table.title, lang=table.lang, across=True)
    )


def _cell(lines: Sequence[Sequence[Piece]]) -> str:
    said = ("".join(map(_piece, line)) for line in lines)
    return f"[{'#linebreak()'.join(said)}],"


def _piece(piece: Piece) -> str:
    return f"#{_LOOKS[piece.look].format(literal(piece.text))};"
