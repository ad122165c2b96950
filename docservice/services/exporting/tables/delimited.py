"""Tables as CSV (RFC 4180), for spreadsheets; German ones part cells by semicolons."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Final

from docservice.services.exporting.tables.table import Table, Value, for_people
from docservice.services.exporting.words import SEPARATORS

# A spreadsheet takes a cell that begins with one of these for a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
# Spreadsheets take a file for UTF-8 only if it begins with the mark.
_MARK: Final = "\ufeff"


def written(table: Table) -> Iterator[str]:
    """Yield the file row by row, the titles of the columns first."""
    keys = [column.key for column in table.columns]
    separator = SEPARATORS[table.lang]
    yield _MARK + _line([column.title for column in table.columns], separator)
    for row in table.rows:
        yield _line([_harmless(row[key]) for key in keys], separator)


def _line(cells: Sequence[str | int], separator: str) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=separator).writerow(cells)
    return line.getvalue()


def _harmless(value: Value) -> str | int:
    text = for_people(value)
    if isinstance(text, str) and text.startswith(_FORMULA):
        return f"'{text}"
    return text
