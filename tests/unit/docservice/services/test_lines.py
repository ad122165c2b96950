"""What people write has to be seen; a name is what it looks like, in any script."""

import pytest

from docservice.services.lines import is_blank, is_line


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
        "\u3164",
        "\u2800\u115f",
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


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "\u200b",
        "\u3164",
        "\u115f\u1160\uffa0",
        "\u2800 \u2800",
        "\u034f\ufe0f",
        "\u00ad\u2060\ufeff\u200d",
        "\U000e0041",
    ],
)
def test_characters_that_nobody_sees_are_no_text(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["a", "한", "क्‍", "👍🏽", "?", "\U0001fae8"])
def test_whatever_can_be_seen_is_text(text: str) -> None:
    assert not is_blank(text)
