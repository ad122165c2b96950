"""A list of a Markdown file keeps the numbers that it jumps to."""

import pytest

from docservice.services.importing import read_document
from docservice.services.importing.jumping_lists import with_jumping_lists

CASES = {
    "ahead": ("(1) Eins.\n(2) Zwei.\n(5) Fünf.", ["(1)", "(2)", "(5)"]),
    "with blank lines between": (
        "1. Eins.\n\n3. Drei.\n\n4. Vier.",
        ["1.", "3.", "4."],
    ),
    "below another item": (
        "1) Eins\n\n    1. unter\n    3. drei\n\n2) Zwei",
        ["1)", "1.", "3.", "2)"],
    ),
    "all of one number": ("1. Eins\n1. Zwei\n1. Drei", ["1.", "2.", "3."]),
    "a new list after other words": (
        "1. Eins\n\nWorte.\n\n7. Sieben\n8. Acht",
        ["1.", "", "7.", "8."],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_items_have_the_numbers_that_are_written(name: str) -> None:
    text, markers = CASES[name]
    found = read_document(text.encode(), "satzung.md")
    assert [content.marker for content in found.contents] == markers
    assert found.warnings == ()


def test_code_is_left_as_it_is() -> None:
    code = "~~~~\n1. a\n~~~\n5. b\n~~~~"
    assert with_jumping_lists(code) == code
    fenced = "```\n1. a\n5. b\n```\n1. c\n4. d"
    assert with_jumping_lists(fenced).startswith(
        "```\n1. a\n5. b\n```\n1. c\n\n<!-- -->"
    )
