"""PDF that says of itself that it is accessible, whatever stands in the text."""

import pytest
import typst

from docservice.services.exporting import export_text
from docservice.services.exporting.imprint import Imprint
from docservice.services.exporting.printed import PrintError, print_pdf
from docservice.services.exporting.tables import write_table
from docservice.services.exporting.tables.table import Column, Piece, Row, Table
from tests.accessible_pdf import broken_rules, require_accessible
from tests.integration.services.test_exporting import (
    BRACKETS,
    CODE,
    DEEPER_QUOTE,
    EVERY_FORMAT_HOLDS,
    HEADLESS,
)
from versions.paragraph import Content

pytestmark = pytest.mark.integration

HARD = '#set page() $x$ \\ " * _a_ <b> @ref // /* ~ ` [ ] é 😀 👩‍👩‍👧 a̐ שלום 漢字 ☐ 1️⃣ *️⃣'


@pytest.fixture(scope="module")
def whole() -> bytes:
    """Return a file with every kind of paragraph."""
    skipping = (Content("heading", "Tief", 5), Content("heading", "Noch", 2))
    contents = (*EVERY_FORMAT_HOLDS, *CODE, *DEEPER_QUOTE, *HEADLESS, *BRACKETS)
    return export_text([*contents, *skipping], "pdf")


def test_every_kind_of_paragraph_is_set(whole: bytes) -> None:
    require_accessible(whole)


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
    imprint = Imprint(
        HARD, "Redaktion", "Entwurf 1 (23.11.2026)", "2026-11-23T09:00:00Z"
    )
    columns = (Column("a", HARD, 1), Column("b", "B", 2), Column("c", "C"))
    table = Table(imprint, "de", columns, iter(rows), len(rows))
    require_accessible(b"".join(write_table(table, "pdf")))


@pytest.mark.parametrize(
    ("written", "damaged", "rule"),
    [
        (b"<pdfuaid:part>1", b"<pdfuaid:part>2", "ID-PART-001"),
        (b"<dc:title>", b"<dc:titel>", "METADATA-TITLE-001"),
        (b"/DisplayDocTitle true", b"/DisplayDocTitle null", "VIEWER-PREFERENCES-001"),
        (b"/Lang(de)", b"/Lang(  )", "LANGUAGE-TAG-001"),
        (b"/MarkInfo", b"/MarkInfx", "TAGGED-DOCUMENT-001"),
        (b"/StructTreeRoot", b"/StructTreeRoox", "STRUCT-TREE-ROOT-001"),
        (b"/S/H1", b"/S/H3", "HEADING-NESTING-001"),
        (b"/S/TR", b"/S/LI", "TABLE-KIDS-001"),
        (b"/Contents(", b"/Contentx(", "LINK-CONTENTS-001"),
        (b"/Tabs/S", b"/Tabs/R", "PAGE-TABS-001"),
    ],
)
def test_the_validator_finds_what_is_missing(
    whole: bytes, written: bytes, damaged: bytes, rule: str
) -> None:
    assert written in whole
    assert f"PDFUA1-{rule}" in broken_rules(whole.replace(written, damaged))


def test_the_validator_finds_what_cannot_be_heard() -> None:
    formula = '#set document(title: "x")\n#set text(lang: "de")\n$x^2$'
    made = typst.compile(formula.encode(), format="pdf")

    assert "PDFUA1-FORMULA-ALTERNATIVE-TEXT-001" in broken_rules(made)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Danke 👍🏽!", "Danke □!"),
        ("👩‍👩‍👧 🙂🎉 漢字", "□ □ □"),
        ("1️⃣ und a̐", "□ und a̐"),
        ("☐ offen", "▢ offen"),
    ],
)
def test_a_square_stands_for_what_no_font_can_draw_and_the_foot_says_so(
    words: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    repeat = "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read())"
    monkeypatch.setattr("docservice.services.exporting.printed._PROGRAM", repeat)

    source = print_pdf(words, title="x", lang="de-DE").decode()

    assert source.endswith(shown)
    assert ("□ steht für Zeichen, die" in source) == ("□" in shown)


def test_a_source_that_is_none_is_an_error() -> None:
    with pytest.raises(PrintError, match="unclosed"):
        print_pdf("#[", title="x", lang="de")
