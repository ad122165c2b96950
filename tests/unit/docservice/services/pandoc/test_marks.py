import pytest
from hypothesis import given

from docservice.services.pandoc.marks import tidy_marks
from tests.unit.docservice.services.exporting.marked_text import marked_text
from versions.paragraph import Mark

TEXT = "Die offene Stadt"


@pytest.mark.parametrize(
    ("marks", "tidy"),
    [
        ([Mark(3, 11, "strong")], [Mark(4, 10, "strong")]),
        ([Mark(0, 3, "strong"), Mark(4, 10, "strong")], [Mark(0, 10, "strong")]),
        ([Mark(0, 5, "strong"), Mark(4, 10, "strong")], [Mark(0, 10, "strong")]),
        (
            [Mark(0, 3, "link", "https://a"), Mark(4, 10, "link", "https://b")],
            [Mark(0, 3, "link", "https://a"), Mark(4, 10, "link", "https://b")],
        ),
        ([Mark(3, 4, "strong")], []),
        (
            [Mark(3, 3, "footnote", "z"), Mark(3, 3, "footnote", "a")],
            [Mark(3, 3, "footnote", "z"), Mark(3, 3, "footnote", "a")],
        ),
    ],
)
def test_marks_are_merged_and_trimmed(marks: list[Mark], tidy: list[Mark]) -> None:
    assert tidy_marks(TEXT, marks) == tuple(tidy)


def test_a_mark_ends_at_a_cell_and_begins_again() -> None:
    marks = tidy_marks("Ziel\tStand", [Mark(0, 10, "strong")])
    assert marks == (Mark(0, 4, "strong"), Mark(5, 10, "strong"))


@given(marked_text())
def test_tidying_again_changes_nothing(
    marked: tuple[str, tuple[Mark, ...]],
) -> None:
    text, marks = marked
    assert tidy_marks(text, marks) == marks
