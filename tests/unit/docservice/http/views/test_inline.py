import pytest

from docservice.http.views.inline import Footnote, Run, footnotes, rows, runs
from versions.paragraph import Content, Mark


def text_of(content: Content) -> str:
    return "".join(piece.text for run in runs(content) for piece in run.pieces)


def shape(found: tuple[Run, ...]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(run.href, p.text, p.kinds) for run in found for p in run.pieces]


def test_a_text_without_marks_is_one_piece() -> None:
    assert shape(runs(Content("paragraph", "Der Bus"))) == [("", "Der Bus", ())]


def test_marks_that_overlap_cut_the_text_where_they_begin_and_end() -> None:
    content = Content(
        "paragraph",
        "abcdef",
        marks=(Mark(0, 4, "strong"), Mark(2, 6, "emphasis")),
    )
    assert shape(runs(content)) == [
        ("", "ab", ("strong",)),
        ("", "cd", ("emphasis", "strong")),
        ("", "ef", ("emphasis",)),
    ]


def test_a_link_stays_one_link_though_words_in_it_are_marked() -> None:
    content = Content(
        "paragraph",
        "see the plan here",
        marks=(Mark(4, 12, "link", "https://example.org"), Mark(8, 12, "strong")),
    )
    linked = [run for run in runs(content) if run.href]
    assert [[piece.text for piece in run.pieces] for run in linked] == [
        ["the ", "plan"]
    ]


def test_footnotes_stand_at_their_place_and_are_counted_in_text_order() -> None:
    content = Content(
        "paragraph",
        "one two",
        marks=(Mark(7, 7, "footnote", "B"), Mark(3, 3, "footnote", "A")),
    )
    assert footnotes(content) == (Footnote(1, "A"), Footnote(2, "B"))
    pieces = [piece for run in runs(content) for piece in run.pieces]
    order = [piece.footnote.text if piece.footnote else piece.text for piece in pieces]
    assert order == ["one", "A", " two", "B"]


def test_a_footnote_before_the_first_letter_is_not_lost() -> None:
    content = Content("paragraph", "one", marks=(Mark(0, 0, "footnote", "A"),))
    pieces = [piece for run in runs(content) for piece in run.pieces]
    assert [piece.footnote is not None for piece in pieces] == [True, False]


@pytest.mark.parametrize("text", ["", "é 😀 👩‍👩‍👧 a̐ שלום", "two\nlines", " edges "])
def test_pieces_hold_the_whole_text_once(text: str) -> None:
    middle = len(text) // 2
    marks = (Mark(0, middle, "strong"), Mark(middle, len(text), "link", "/x"))
    assert text_of(Content("paragraph", text, marks=marks)) == text


def test_a_cell_knows_where_its_text_begins() -> None:
    content = Content("table", "Ziel\tJahr\nBus 🚌\t2030", level=1)
    cells = [cell for row in rows(content) for cell in row]
    assert [cell.start for cell in cells] == [0, 5, 10, 16]
    for cell in cells:
        text = "".join(piece.text for run in cell.runs for piece in run.pieces)
        assert content.text[cell.start : cell.start + len(text)] == text


def test_an_empty_cell_keeps_its_place() -> None:
    content = Content("table", "a\t\tb")
    assert [cell.start for cell in rows(content)[0]] == [0, 2, 3]


def test_a_mark_over_several_cells_is_cut_at_their_edges() -> None:
    content = Content("table", "ab\tcd", marks=(Mark(1, 4, "strong"),))
    texts = [shape(cell.runs) for cell in rows(content)[0]]
    assert texts == [
        [("", "a", ()), ("", "b", ("strong",))],
        [("", "c", ("strong",)), ("", "d", ())],
    ]
