"""Tables as DOCX and ODT, on A4 across, with a head that stands on every page.

pandoc makes the file around the table; its one row says where the others go. They
are written straight into the archive: a tree of ten thousand remarks would take
pandoc more than a gigabyte.
"""

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any, Final

from docservice.services.exporting.archive import Change, with_parts
from docservice.services.exporting.formats import OfficeFormat
from docservice.services.exporting.imprint import imprinted
from docservice.services.exporting.paper import on_a4
from docservice.services.exporting.tables.table import (
    Look,
    Piece,
    Table,
    lines_of,
)
from docservice.services.exporting.tree import (
    NO_ATTRIBUTES,
    Node,
    document,
    plain,
    words,
)
from docservice.services.exporting.xml import opendocument_words, xml_words
from docservice.services.pandoc.formats import WRITERS
from docservice.services.pandoc.process import convert

_PLACE: Final = "here-go-the-rows"
_GRID: Final = re.compile('(?<=<w:gridCol w:w=")[0-9]+')
_GRID_TWIPS: Final = (7_920, 15_137)  # of pandoc's page, and of A4 across
_POINTS: Final = 9  # so that three columns of text fit beside each other
_BATCH: Final = 100  # rows, before they are packed


@dataclass(frozen=True, slots=True)
class _Dialect:
    """How a format writes rows, and what its file needs around them."""

    part: str
    # Narrow columns break long words, where the language has a dictionary for that.
    hyphenated: dict[str, Change]
    row_start: str
    row_end: str
    row: Callable[[Sequence[str]], str]
    cell: Callable[[Sequence[str]], str]
    words: Callable[[str], str]
    looks: dict[Look, str]
    around: Callable[[str], str]


def write(table: Table, target: IO[bytes], file_format: OfficeFormat) -> None:
    """Write the file. Blocks while pandoc makes what is around the table.

    Raises:
        PandocError: a limit was met.
    """
    dialect = _DIALECTS[file_format]
    source = json.dumps(_around(table), ensure_ascii=False).encode()
    made = convert(source, "json", WRITERS[file_format])
    made = on_a4(made, file_format, across=True)
    made = with_parts(made, dialect.hyphenated)
    made = imprinted(made, file_format, table.imprint)
    with (
        zipfile.ZipFile(io.BytesIO(made)) as archive,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for entry in archive.infolist():
            if entry.filename != dialect.part:
                packed.writestr(
                    entry.filename, archive.read(entry), entry.compress_type
                )
                continue
            before, after = _parted(archive.read(entry).decode(), dialect)
            with packed.open(entry.filename, "w") as part:
                part.write(before.encode())
                for rows in _rows(table, dialect):
                    part.write(rows.encode())
                part.write(after.encode())


def _around(table: Table) -> Node:
    shares = sum(column.share for column in table.printed)
    widths = [
        [{"t": "AlignLeft"}, {"t": "ColWidth", "c": column.share / shares}]
        for column in table.printed
    ]
    head = _row([column.title for column in table.printed])
    body = _row([_PLACE, *("" for _ in table.printed[1:])])
    heading = {"t": "Header", "c": [1, NO_ATTRIBUTES, words(table.title)]}
    rows = [NO_ATTRIBUTES, 0, [], [body]]
    of_table = [NO_ATTRIBUTES, [None, []], widths, [NO_ATTRIBUTES, [head]]]
    of_table += [[rows], [NO_ATTRIBUTES, []]]
    return document([heading, {"t": "Table", "c": of_table}], None, table.lang)


def _row(texts: Sequence[str]) -> list[Any]:
    left = {"t": "AlignLeft"}
    cells = [[NO_ATTRIBUTES, left, 1, 1, [plain(words(text))]] for text in texts]
    return [NO_ATTRIBUTES, cells]


def _parted(xml: str, dialect: _Dialect) -> tuple[str, str]:
    """Return what precedes the rows and what follows them."""
    place = xml.index(_PLACE)
    before = xml[: xml.rindex(dialect.row_start, 0, place)]
    after = xml[xml.index(dialect.row_end, place) + len(dialect.row_end) :]
    return dialect.around(before), after


def _rows(table: Table, dialect: _Dialect) -> Iterator[str]:
    batch: list[str] = []
    for row in table.rows:
        values = (lines_of(row[column.key]) for column in table.printed)
        cells = [dialect.cell([_line(one, dialect) for one in each]) for each in values]
        batch.append(dialect.row(cells))
        if len(batch) == _BATCH:
            yield "".join(batch)
            batch.clear()
    yield "".join(batch)


def _line(pieces: Sequence[Piece], dialect: _Dialect) -> str:
    return "".join(
        dialect.looks[piece.look].format(dialect.words(piece.text)) for piece in pieces
    )


def _word_row(cells: Sequence[str]) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def _word_cell(lines: Sequence[str]) -> str:
    style = '<w:pPr><w:pStyle w:val="Compact" /></w:pPr>'
    said = "".join(f"<w:p>{style}{line}</w:p>" for line in lines)
    return f"<w:tc><w:tcPr />{said}</w:tc>"


def _open_row(cells: Sequence[str]) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _open_cell(lines: Sequence[str]) -> str:
    style = 'text:style-name="Cell"'
    said = "".join(f"<text:p {style}>{line}</text:p>" for line in lines)
    kind = 'table:style-name="Ruled" office:value-type="string"'
    return f"<table:table-cell {kind}>{said}</table:table-cell>"


def _word_look(before: str, after: str = "") -> str:
    """Return a run; the schema wants some properties before its size, some after."""
    size = f'<w:sz w:val="{2 * _POINTS}" />'
    properties = f"<w:rPr>{before}{size}{after}</w:rPr>"
    return f'<w:r>{properties}<w:t xml:space="preserve">{{}}</w:t></w:r>'


def _open_text(name: str, parent: str) -> str:
    return (
        f'<style:style style:name="{name}" style:family="paragraph" '
        f'style:parent-style-name="{parent}"><style:paragraph-properties '
        'fo:margin-left="0mm" fo:margin-right="0mm" /><style:text-properties '
        f'fo:font-size="{_POINTS}pt" fo:hyphenate="true" /></style:style>'
    )


def _open_style(name: str, family: str, properties: str) -> str:
    return (
        f'<style:style style:name="{name}" style:family="{family}">'
        f"<style:{family}-properties {properties} /></style:style>"
    )


_SIDES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")
_RULES: Final = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto" />'
    for side in _SIDES
)
_OPEN_STYLES: Final = (
    _open_text("Head", "Table_20_Heading")
    + _open_text("Cell", "Table_20_Contents")
    + _open_style(
        "Ruled", "table-cell", 'fo:border="0.5pt solid #000000" fo:padding="1mm"'
    )
    + _open_style("Gone", "text", 'style:text-line-through-style="solid"')
    + _open_style(
        "New",
        "text",
        'style:text-underline-style="solid" style:text-underline-width="auto"',
    )
    + _open_style("Strong", "text", 'fo:font-weight="bold"')
)


# Beside long words there is little room: a millimetre, as ODT and PDF have it.
_WORD_EDGES: Final = "".join(
    f'<w:{side} w:w="57" w:type="dxa" />' for side in ("left", "right")
)
_WORD_LAYOUT: Final = '<w:tblLayout w:type="fixed" />'
_TAB_STOP: Final = '<w:defaultTabStop w:val="720" />'


def _word_hyphenated(xml: str) -> str:
    return xml.replace(_TAB_STOP, f"{_TAB_STOP}<w:autoHyphenation />")


def _word_around(xml: str) -> str:
    """Return the part with rules around cells, as wide as the page."""
    narrow, wide = _GRID_TWIPS
    xml = _GRID.sub(lambda found: str(int(found[0]) * wide // narrow), xml)
    rules = f"<w:tblBorders>{_RULES}</w:tblBorders>"
    heading, table, head = xml.partition("<w:tbl>")
    edges = f"<w:tblCellMar>{_WORD_EDGES}</w:tblCellMar>"
    head = head.replace(_WORD_LAYOUT, f"{rules}{_WORD_LAYOUT}{edges}")
    strong = _word_look("<w:b />").partition("<w:t ")[0]
    return heading + table + head.replace("<w:r><w:t ", f"{strong}<w:t ")


def _open_around(xml: str) -> str:
    """Return the part with rules around cells, and the head as small as the rest."""
    xml = xml.replace('"Table_20_Heading">', '"Head">')
    xml = xml.replace('"TableHeaderRowCell" office', '"Ruled" office')
    end = "</office:automatic-styles>"
    return xml.replace(end, f"{_OPEN_STYLES}{end}")


_DIALECTS: Final[dict[OfficeFormat, _Dialect]] = {
    "docx": _Dialect(
        "word/document.xml",
        {"word/settings.xml": _word_hyphenated},
        "<w:tr>",
        "</w:tr>",
        _word_row,
        _word_cell,
        xml_words,
        {
            "equal": _word_look(""),
            "old": _word_look("<w:strike />"),
            "new": _word_look("", '<w:u w:val="single" />'),
            "strong": _word_look("<w:b />"),
        },
        _word_around,
    ),
    "odt": _Dialect(
        "content.xml",
        {},  # the styles of the cells say so
        "<table:table-row>",
        "</table:table-row>",
        _open_row,
        _open_cell,
        opendocument_words,
        {
            "equal": "{}",
            "old": '<text:span text:style-name="Gone">{}</text:span>',
            "new": '<text:span text:style-name="New">{}</text:span>',
            "strong": '<text:span text:style-name="Strong">{}</text:span>',
        },
        _open_around,
    ),
}
