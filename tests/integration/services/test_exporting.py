"""What is exported can be imported again."""

import gzip
import json
import os
from pathlib import Path

import pytest
from hypothesis import example, given, settings

from docservice.services.exporting import export_text
from docservice.services.exporting.formats import TextFormat
from docservice.services.importing import read_document
from tests.unit.docservice.services.exporting.marked_text import documents
from versions.paragraph import Content, Mark
from versions.text import normalise

pytestmark = pytest.mark.integration

EXTENSIONS: dict[TextFormat, str] = {
    "markdown": "md",
    "html": "html",
    "docx": "docx",
    "odt": "odt",
}
CORPUS = Path(os.environ.get("RANDNOTIZ_CORPUS", "../shared/anchoring"))
LAWS = Path(__file__).parents[3] / CORPUS / "dev" / "real_pairs.jsonl.gz"

EVERY_FORMAT_HOLDS = (
    Content("heading", "Leitbild", 1),
    Content("heading", "1. Ziele & Wege", 2, "", (Mark(3, 8, "emphasis"),)),
    Content(
        "paragraph",
        "Die Stadt (§\u00a03) ist „offen“ – z. B. so: https://example.org.",
        marks=(
            Mark(4, 9, "link", "https://example.org/stadt"),
            Mark(4, 9, "strong"),
            Mark(10, 15, "superscript"),
            Mark(20, 27, "emphasis"),
            Mark(27, 27, "footnote", "Erste Zeile.\nZweite *Zeile*."),
            Mark(36, 38, "strike"),
        ),
    ),
    Content("paragraph", "Rathausplatz 1\n12345 Auenbrück"),
    Content("list_item", "Punkt", 1, "•"),
    Content("list_item", "darunter", 2, "•"),
    Content("list_item", "Punkt", 1, "•"),
    Content("paragraph", "(1) kein Listenpunkt"),
    Content("list_item", "drei", 1, "3."),
    Content("list_item", "vier", 1, "4."),
    Content("list_item", "i", 2, "i."),
    Content("list_item", "ii", 2, "ii."),
    Content("list_item", "fünf", 1, "5."),
    Content("quote", "Zitat", 1),
    Content("quote", "noch eines", 1),
    Content(
        "table",
        "Ziel\tStand\nA | B\t1\nC\t",
        1,
        marks=(Mark(11, 12, "strong"), Mark(15, 15, "footnote", "Quelle")),
    ),
    Content("paragraph", "👩‍👩‍👧 é שלום 😀"),
)
# What one format holds and another does not: docs/import-and-export.md.
LETTERS = (Content("list_item", "a", 1, "a)"), Content("list_item", "b", 1, "b)"))
BRACKETS = (Content("list_item", "a", 1, "(1)"), Content("list_item", "b", 1, "(2)"))
CONTINUED = (Content("list_item", "a", 1, "1."), Content("list_item", "mehr", 1))
DEEPER_QUOTE = (Content("quote", "a", 1), Content("quote", "b", 2))
CODE = (Content("code", "x = 1\n\n  y = 2"),)
HEADLESS = (Content("table", "a\tb\nc\td"),)
HELD_BY: dict[tuple[Content, ...], tuple[TextFormat, ...]] = {
    LETTERS: ("markdown", "docx", "odt"),
    BRACKETS: ("markdown", "docx", "odt"),
    CONTINUED: ("markdown", "html", "odt"),
    DEEPER_QUOTE: ("markdown", "html"),
    CODE: ("markdown", "html", "docx"),
    HEADLESS: ("markdown", "html", "docx", "odt"),
}


def round_trip(
    paragraphs: tuple[Content, ...], file_format: TextFormat
) -> tuple[Content, ...]:
    data = export_text(paragraphs, file_format)
    return read_document(data, f"a.{EXTENSIONS[file_format]}").contents


@pytest.mark.parametrize("file_format", EXTENSIONS)
def test_import_gives_back_what_was_exported(file_format: TextFormat) -> None:
    assert round_trip(EVERY_FORMAT_HOLDS, file_format) == EVERY_FORMAT_HOLDS


@pytest.mark.parametrize("file_format", EXTENSIONS)
@pytest.mark.parametrize("paragraphs", HELD_BY)
def test_what_a_format_holds_is_as_documented(
    paragraphs: tuple[Content, ...], file_format: TextFormat
) -> None:
    same = round_trip(paragraphs, file_format) == paragraphs
    assert same == (file_format in HELD_BY[paragraphs])


@pytest.mark.parametrize("file_format", EXTENSIONS)
def test_a_title_of_its_own_comes_back_or_stands_in_front(
    file_format: TextFormat,
) -> None:
    paragraphs = (Content("paragraph", "Text"),)
    data = export_text(paragraphs, file_format, title="Rahmen 2035")
    imported = read_document(data, f"a.{EXTENSIONS[file_format]}")
    assert imported.contents[-1] == paragraphs[0]
    if file_format in ("markdown", "docx"):
        assert (imported.title, len(imported.contents)) == ("Rahmen 2035", 1)
    else:
        assert imported.contents[0].text == "Rahmen 2035"


@settings(max_examples=40)
@given(documents())
@example(
    (
        Content(
            "list_item",
            "Stadt",
            1,
            "•",
            (Mark(0, 1, "strong"), Mark(0, 3, "emphasis"), Mark(2, 3, "strong")),
        ),
    )
)
def test_any_words_and_marks_survive_markdown(paragraphs: tuple[Content, ...]) -> None:
    assert round_trip(paragraphs, "markdown") == paragraphs


@pytest.mark.skipif(not LAWS.exists(), reason=f"no corpus of laws at {LAWS}")
@pytest.mark.parametrize("file_format", EXTENSIONS)
def test_real_laws_survive_every_format(file_format: TextFormat) -> None:
    with gzip.open(LAWS, "rt", encoding="utf-8") as lines:
        pairs = [json.loads(next(lines)) for _ in range(6)]
    for pair in pairs:
        words = (normalise(" ".join(text.split())) for text in pair["version_b"])
        law = tuple(Content("paragraph", text) for text in words if text)
        assert round_trip(law, file_format) == law, pair["id"]
