import pytest

from annotations.errors import SelectorError
from annotations.selector import CONTEXT, Quote, quote_of
from versions.text import Point, Range


def test_a_quote_holds_the_words_and_what_surrounds_them() -> None:
    texts = ["the quick fox", "ran home"]
    assert quote_of(texts, Range(Point(0, 4), Point(0, 9))) == Quote(
        "quick", "the ", " fox"
    )
    assert quote_of(texts, Range(Point(0, 10), Point(1, 3))) == Quote(
        "fox\nran", "the quick ", " home"
    )


def test_context_is_limited() -> None:
    text = "a" * 200 + " word " + "b" * 200
    quote = quote_of([text], Range(Point(0, 201), Point(0, 205)))
    assert len(quote.prefix) == len(quote.suffix) == CONTEXT


def test_a_passage_without_words_is_refused() -> None:
    with pytest.raises(SelectorError) as caught:
        quote_of(["a  b"], Range(Point(0, 1), Point(0, 3)))
    assert caught.value.field == "target"
