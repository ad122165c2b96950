import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from docservice.services.importing.composition import composed_offsets
from docservice.services.importing.text_builder import TextBuilder
from versions.paragraph import Mark

PIECES = st.text(alphabet="aeou \n\u00a0\u0301\u0308\u0323각ᄀ가\u200b😀ש.", max_size=8)


def test_spaces_collapse_across_pieces_and_vanish_at_the_ends() -> None:
    builder = TextBuilder(line_breaks=True)
    for piece in ("  Die ", " \t\n", " Stadt", " "):
        builder.add(piece)
    assert builder.finish() == ("Die Stadt", ())


def test_a_no_break_space_stays() -> None:
    builder = TextBuilder(line_breaks=True)
    builder.add("§\u00a03  z.\u202fB.")
    assert builder.finish()[0] == "§\u00a03 z.\u202fB."


def test_a_line_break_takes_the_spaces_around_it() -> None:
    builder = TextBuilder(line_breaks=True)
    builder.add_break()
    builder.add("Straße 1 ")
    builder.add_break()
    builder.add_break()
    builder.add(" Stadt")
    assert builder.finish()[0] == "Straße 1\nStadt"


def test_a_line_break_is_a_space_in_a_heading() -> None:
    builder = TextBuilder(line_breaks=False)
    builder.add("Teil 1")
    builder.add_break()
    builder.add("Ziele")
    assert builder.finish()[0] == "Teil 1 Ziele"


def test_a_mark_is_moved_by_composition_before_it() -> None:
    builder = TextBuilder(line_breaks=True)
    builder.add("u\u0308ber ")
    start = builder.length
    builder.add("Sta\u0308dte")
    builder.mark(start, "strong")
    assert builder.finish() == ("über Städte", (Mark(5, 11, "strong"),))


def test_a_mark_whose_space_was_taken_by_a_break_stays_inside_the_text() -> None:
    builder = TextBuilder(line_breaks=True)
    builder.add("a")
    start = builder.length
    builder.add(" ")
    builder.mark(start, "strong")
    builder.add_break()
    assert builder.finish() == ("a", ())


@given(st.lists(PIECES, max_size=5))
def test_offsets_follow_composition_piece_by_piece(pieces: list[str]) -> None:
    raw = "".join(pieces).replace("\u200b", "")
    offsets = composed_offsets(raw)
    composed = unicodedata.normalize("NFC", raw)
    assert len(offsets) == len(raw) + 1
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(composed)
    for offset, character in enumerate(raw):
        if character.isascii():
            head = unicodedata.normalize("NFC", raw[:offset])
            assert offsets[offset] == len(head)


@given(st.lists(PIECES, max_size=6), st.booleans())
def test_what_is_built_is_normal_and_its_marks_lie_inside(
    pieces: list[str], line_breaks: bool
) -> None:
    builder = TextBuilder(line_breaks=line_breaks)
    for piece in pieces:
        start = builder.length
        builder.add(piece)
        builder.mark(start, "emphasis")
        builder.add_break()
        builder.mark(0, "footnote", "x")
    text, marks = builder.finish()
    assert text == text.strip()
    assert "  " not in text
    assert unicodedata.is_normalized("NFC", text)
    assert all(0 <= mark.start <= mark.end <= len(text) for mark in marks)
