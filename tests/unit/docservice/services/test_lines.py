"""A name may be written in any script, and must be what it looks like."""

import pytest

from docservice.services.lines import is_line


@pytest.mark.parametrize(
    "name",
    [
        "Ana",
        "Zoë Müller-Ł.",
        "שרה כהן",
        "می‌خواهم",  # with a non-joiner
        "Familie 👩‍👩‍👧",  # with joiners
        "क्‍ष",
        "O’Neil",
        "42",
        "<b>Kim</b>",
    ],
)
def test_names_of_all_scripts_are_lines(name: str) -> None:
    assert is_line(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "\u200b",
        "\u200d",
        "\u0301",
        "Ana\nBen",
        "Ana\u2028Ben",
        "Ana\x00",
        "Ana\x1b[31m",
        "Ana\u202enimda",
        "\u2067Ana",
        "Ja\u200dna",
        "Ja\u200bna",
        "\ufeffJana",
        "\ue000",
        "Ana\udcff",
    ],
)
def test_what_cannot_be_seen_or_turns_the_page_is_none(name: str) -> None:
    assert not is_line(name)
