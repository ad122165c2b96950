"""Chapters and numbers."""

from versions.outline import chapter_ids, chapters, name_of, numbers
from versions.paragraph import Content, Paragraph, ParagraphId


def _text(*blocks: tuple[int, str]) -> list[Paragraph]:
    return [
        Paragraph(
            ParagraphId(f"p{index}"),
            Content("heading" if level else "paragraph", text, level),
        )
        for index, (level, text) in enumerate(blocks)
    ]


def test_a_lone_top_heading_is_the_title_and_the_next_rank_makes_chapters() -> None:
    found = chapters(
        _text((1, "Rahmen"), (0, "Vorwort"), (2, "Leitbild"), (0, "a"), (2, "Ziele"))
    )

    assert [(c.title, c.start, c.end) for c in found] == [
        ("", 0, 2),
        ("Leitbild", 2, 4),
        ("Ziele", 4, 5),
    ]


def test_a_chapter_without_title_is_known_by_its_first_words() -> None:
    text = _text((1, "Rahmen"), (0, "Vorwort"), (2, "Leitbild"), (2, "Ziele"))

    assert [name_of(each, text) for each in chapters(text)] == [
        "Rahmen",
        "Leitbild",
        "Ziele",
    ]


def test_a_text_without_headings_is_one_nameless_chapter() -> None:
    assert [(c.title, c.start, c.end) for c in chapters(_text((0, "a"), (0, "b")))] == [
        ("", 0, 2)
    ]


def test_one_heading_alone_makes_one_chapter() -> None:
    assert [(c.id, c.title, c.end) for c in chapters(_text((2, "A"), (0, "b")))] == [
        ("p0", "A", 2)
    ]


def test_an_empty_text_has_no_chapters() -> None:
    assert chapters([]) == ()


def test_headings_have_no_number_and_do_not_count() -> None:
    text = _text((1, "Rahmen"), (0, "a"), (2, "Leitbild"), (0, "b"))

    assert numbers(text) == {"p0": 0, "p1": 1, "p2": 0, "p3": 2}


def test_each_paragraph_is_in_the_chapter_that_holds_it() -> None:
    found = chapter_ids(_text((0, "Vorwort"), (2, "A"), (0, "a"), (2, "B")))

    assert found == {"p0": "p0", "p1": "p1", "p2": "p1", "p3": "p3"}
