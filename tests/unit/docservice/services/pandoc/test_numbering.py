import pytest
from hypothesis import given
from hypothesis import strategies as st

from docservice.services.pandoc.numbering import (
    Delimiter,
    Number,
    Style,
    continuing,
)

STYLES: list[Style] = [
    *("Decimal", "LowerAlpha", "UpperAlpha", "LowerRoman", "UpperRoman")
]
DELIMITERS: list[Delimiter] = ["Period", "OneParen", "TwoParens"]


@pytest.mark.parametrize(
    ("number", "marker"),
    [
        (Number(3, "Decimal", "Period"), "3."),
        (Number(1, "LowerAlpha", "OneParen"), "a)"),
        (Number(28, "UpperAlpha", "OneParen"), "BB)"),
        (Number(4, "LowerRoman", "TwoParens"), "(iv)"),
        (Number(1994, "UpperRoman", "Period"), "MCMXCIV."),
        (Number(0, "LowerRoman", "Period"), "0."),
    ],
)
def test_a_marker_shows_value_style_and_delimiter(number: Number, marker: str) -> None:
    assert number.marker() == marker


@pytest.mark.parametrize("marker", ["•", "", "☐", "(1.", "ab)", "1)2", "§"])
def test_what_is_no_number_is_none(marker: str) -> None:
    assert continuing([marker]) is None


def test_an_ambiguous_letter_is_read_as_what_carries_on_for_longer() -> None:
    letters = continuing(["i)", "j)", "k)"])
    romans = continuing(["i)", "ii)", "iii)"])
    assert letters == (Number(9, "LowerAlpha", "OneParen"), 3)
    assert romans == (Number(1, "LowerRoman", "OneParen"), 3)


def test_a_gap_ends_the_list() -> None:
    assert continuing(["1.", "2.", "4."]) == (Number(1, "Decimal", "Period"), 2)


@given(
    st.integers(1, 3000),
    st.sampled_from(STYLES),
    st.sampled_from(DELIMITERS),
    st.integers(1, 5),
)
def test_markers_are_read_as_they_were_written(
    value: int, style: Style, delimiter: Delimiter, count: int
) -> None:
    number, markers = Number(value, style, delimiter), []
    for _ in range(count):
        markers.append(number.marker())
        number = number.next()
    found = continuing(markers)
    assert found is not None
    read, length = found
    assert length == count
    assert read.marker() == markers[0]
