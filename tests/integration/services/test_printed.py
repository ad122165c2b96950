"""PDF that says of itself that it is accessible, whatever stands in the text."""

import pytest

from docservice.services.exporting import export_text
from docservice.services.exporting.printed import PrintError, print_pdf
from docservice.services.exporting.tables import write_table
from docservice.services.exporting.tables.table import Column, Piece, Row, Table
from tests.integration.services.test_exporting import (
    BRACKETS,
    CODE,
    DEEPER_QUOTE,
    EVERY_FORMAT_HOLDS,
    HEADLESS,
)
from versions.paragraph import Content

pytestmark = pytest.mark.integration

HARD = '#set page() $x$ \\ " * _a_ <b> @ref // /* ~ ` [ ] é 😀 👩‍👩‍👧 a̐ שלום 漢字'


def require_accessible(data: bytes) -> None:
    """Look for what PDF/UA-1 asks for and what Typst writes unpacked (7.1, 7.2)."""
    assert data.startswith(b"%PDF-")
    assert b"/MarkInfo" in data
    assert b"/Lang(de)" in data
    assert b"<pdfuaid:part>1</pdfuaid:part>" in data
    assert b"<dc:title>" in data


def test_every_kind_of_paragraph_is_set() -> None:
    skipping = (Content("heading", "Tief", 5), Content("heading", "Noch", 2))
    contents = (*EVERY_FORMAT_HOLDS, *CODE, *DEEPER_QUOTE, *HEADLESS, *BRACKETS)
    require_accessible(export_text([*contents, *skipping], "pdf"))


def test_words_that_mean_something_to_the_typesetter_stay_words() -> None:
    contents = [
        Content("heading", HARD, 3),
        Content("paragraph", HARD),
        Content("code", HARD),
        Content("table", f"{HARD}\tb\nc\td", 1),
    ]
    require_accessible(export_text(contents, "pdf", title=HARD))


def test_a_table_is_set_whatever_its_cells_hold() -> None:
    rows: list[Row] = [
        {"a": HARD, "b": (Piece(HARD, "old"), Piece("\n"), Piece(HARD, "new"))},
        {"a": 7, "b": ()},
    ]
    columns = (Column("a", HARD, 1), Column("b", "B", 2), Column("c", "C"))
    table = Table(HARD, "de", columns, iter(rows), len(rows))
    require_accessible(b"".join(write_table(table, "pdf")))


def test_a_source_that_is_none_is_an_error() -> None:
    with pytest.raises(PrintError, match="unclosed"):
        print_pdf("#[", title="x", lang="de")
