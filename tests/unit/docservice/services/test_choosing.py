"""Passages named without a selection."""

import pytest

from docservice.services.choosing import passages

TEXT = "Busse fahren 😀 öfter.  Und  Busse fahren nachts."


@pytest.mark.parametrize(
    ("scope", "words", "expected"),
    [
        ("paragraph", "", [TEXT]),
        ("0", "", ["Busse fahren 😀 öfter."]),
        ("1", "", ["Und  Busse fahren nachts."]),
        ("2", "", []),
        ("-1", "", []),
        ("²", "", []),
        ("words", "öfter", ["öfter"]),
        ("words", "Busse fahren", ["Busse fahren", "Busse fahren"]),
        ("words", " Und\n Busse ", ["Und  Busse"]),
        ("words", "o\u0308fter", ["öfter"]),
        ("words", "(.*)", []),
        ("words", " ", []),
    ],
)
def test_what_was_chosen_is_found(scope: str, words: str, expected: list[str]) -> None:
    found = passages(TEXT, "de", scope, words)

    assert [span.of(TEXT) for span in found] == expected


def test_a_paragraph_without_words_has_no_passage() -> None:
    assert passages("  ", "de", "paragraph", "") == ()
