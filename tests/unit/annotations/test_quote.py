import pytest

from annotations.errors import SelectorError
from annotations.quote import Ambiguous, Found, Missing, Whole, locate, occurrences
from annotations.selector import Quote
from versions.text import Point, Range

TEXTS = ["Die Stadt prüft alle Hinweise.", "Der Senat prüft die Ziele.", "Ende."]


def test_words_that_stand_once_are_found() -> None:
    found = locate(TEXTS, Quote("alle Hinweise"))
    assert found == Found(Range(Point(0, 16), Point(0, 29)), 1.0)


def test_words_across_paragraphs_are_found() -> None:
    found = locate(TEXTS, Quote("Hinweise.\nDer Senat"))
    assert isinstance(found, Found)
    assert found.range == Range(Point(0, 21), Point(1, 9))


@pytest.mark.parametrize(
    "quote",
    [
        Quote("prüft", prefix="Der Senat "),
        Quote("prüft", suffix=" die Ziele."),
        Quote("prüft", prefix="Senat ", suffix=" die"),
    ],
)
def test_what_surrounds_a_repeated_word_tells_which_one_is_meant(quote: Quote) -> None:
    found = locate(TEXTS, quote)
    assert isinstance(found, Found)
    assert found.range == Range(Point(1, 10), Point(1, 15))


def test_a_repeated_word_without_context_is_ambiguous() -> None:
    found = locate(TEXTS, Quote("prüft"))
    assert isinstance(found, Ambiguous)
    assert [c.range.start.paragraph for c in found.candidates] == [0, 1]


def test_similar_words_are_found_with_a_lower_score() -> None:
    found = locate(TEXTS, Quote("alle Hinwaise"))
    assert isinstance(found, Found)
    assert found.range.start == Point(0, 16)
    assert 0.8 < found.score < 1


def test_other_words_are_missing() -> None:
    assert locate(TEXTS, Quote("Xylophon spielen")) == Missing()
    assert locate([], Quote("alle")) == Missing()


def test_a_quote_without_words_is_refused() -> None:
    with pytest.raises(SelectorError, match="exact"):
        locate(TEXTS, Quote(" \n"))


def test_overlapping_places_are_all_found() -> None:
    assert list(occurrences("aaa", "aa")) == [(0, 2), (1, 3)]


def test_an_offset_of_the_whole_text_is_a_point_in_a_paragraph() -> None:
    whole = Whole(["ab", "", "c"])
    assert [whole.point(k) for k in range(6)] == [
        Point(0, 0),
        Point(0, 1),
        Point(0, 2),
        Point(1, 0),
        Point(2, 0),
        Point(2, 1),
    ]
