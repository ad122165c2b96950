"""Comments, answers and synopses as tables, in files for people and for programs.

They hold what the public sees. Text comes row by row; files that are archives or
pages are made on the disk first and come in chunks.
"""

import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from typing import IO, Final

from docservice.services.exporting.failure import making
from docservice.services.exporting.formats import TABLE_FORMATS, TableFormat
from docservice.services.exporting.tables import (
    delimited,
    objects,
    office,
    paper_table,
    spreadsheet,
    webpage,
)
from docservice.services.exporting.tables.remarks import (
    annotation_table,
    disposition_table,
)
from docservice.services.exporting.tables.synopsis import synopsis_table
from docservice.services.exporting.tables.table import Table

_CHUNK_BYTES: Final = 64 * 1024
_TEXTS: Final[dict[TableFormat, Callable[[Table], Iterator[str]]]] = {
    "csv": delimited.written,
    "json": objects.written_as_array,
    "ndjson": objects.written_as_lines,
    "html": webpage.written,
}
_FILES: Final[dict[TableFormat, Callable[[Table, IO[bytes]], None]]] = {
    "xlsx": spreadsheet.write,
    "docx": partial(office.write, file_format="docx"),
    "odt": partial(office.write, file_format="odt"),
    "pdf": paper_table.write,
}

__all__ = [
    "Table",
    "annotation_table",
    "disposition_table",
    "synopsis_table",
    "write_table",
]


def write_table(table: Table, file_format: TableFormat) -> Iterator[bytes]:
    """Yield a file with the table, in UTF-8 where it is text. Blocks between chunks.

    Raises:
        FileNotMade: a converter failed; said before the first bytes.
    """
    if file_format in _TEXTS:
        return _gathered(_TEXTS[file_format](table))
    return _made(table, file_format)


def _gathered(parts: Iterator[str]) -> Iterator[bytes]:
    """Yield chunks worth sending, made of parts as small as a row."""
    waiting, size = list[bytes](), 0
    for part in parts:
        waiting.append(part.encode())
        size += len(waiting[-1])
        if size > _CHUNK_BYTES:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)


def _made(table: Table, file_format: TableFormat) -> Iterator[bytes]:
    with tempfile.TemporaryFile() as file:
        with making(file_format, TABLE_FORMATS):
            _FILES[file_format](table, file)
            file.seek(0)
        while chunk := file.read(_CHUNK_BYTES):
            yield chunk
