"""Tables as XLSX, with a head that stays in sight and can filter.

Every cell is text, a number or a day, never a formula. The rows go to the disk one by one.
"""

import re
from typing import IO, Final

from xlsxwriter import Workbook

from docservice.services.exporting.tables.table import Day, Table, for_people
from docservice.services.exporting.words import Lang

_MOST: Final = 32_767  # characters in a cell, by Excel's own limits
_PAGE_WIDTH: Final = 150  # characters, over all columns
_A4: Final = 9
_NAME_CHARS: Final = 31  # of a sheet, by Excel's own limits
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\']+")
_DAYS: Final[dict[Lang, str]] = {"de": "dd.mm.yyyy", "en": "yyyy-mm-dd"}


def write(table: Table, target: IO[bytes]) -> None:
    """Write the file."""
    book = Workbook(target, {"constant_memory": True})
    book.set_properties({"title": table.title, "author": table.imprint.author})
    sheet = book.add_worksheet(_name(table.title))
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"valign": "top", "num_format": _DAYS[table.lang]})
    strong = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    shares = sum(column.share for column in table.columns)
    for place, column in enumerate(table.columns):
        width = max(8, _PAGE_WIDTH * column.share // shares)
        sheet.set_column(place, place, width, plain)
        sheet.write_string(0, place, column.title, strong)
    last = 0
    for last, row in enumerate(table.rows, start=1):
        for place, column in enumerate(table.columns):
            cell = row[column.key]
            value = for_people(cell)
            if isinstance(cell, Day):
                sheet.write_datetime(last, place, cell.date, day)
            elif isinstance(value, int):
                sheet.write_number(last, place, value, plain)
            else:
                sheet.write_string(last, place, _shortened(value), plain)
    sheet.autofilter(0, 0, last, len(table.columns) - 1)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()


def _name(title: str) -> str:
    """Return what the sheet is called."""
    return _NOT_IN_NAMES.sub("", title)[:_NAME_CHARS].strip()


def _shortened(text: str) -> str:
    return text if len(text) <= _MOST else f"{text[: _MOST - 1]}…"
