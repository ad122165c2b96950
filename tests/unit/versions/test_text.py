import pytest

from versions.errors import SpanError
from versions.text import Point, Range, Span, normalise


def test_a_span_has_a_length_and_holds_characters() -> None:
    span = Span(2, 5)
    assert len(span) == 3
    assert span.of("abcdefg") == "cde"
    assert span.overlap(Span(4, 9)) == 1
    assert span.overlap(Span(5, 9)) == 0


@pytest.mark.parametrize(("start", "end"), [(-1, 0), (2, 1)])
def test_a_span_cannot_end_before_it_starts(start: int, end: int) -> None:
    with pytest.raises(SpanError) as caught:
        Span(start, end)
    assert caught.value.span == (start, end)


def test_a_range_cannot_end_before_it_starts() -> None:
    with pytest.raises(SpanError):
        Range(Point(1, 0), Point(0, 5))


def test_a_range_touches_every_paragraph_from_start_to_end() -> None:
    range_ = Range(Point(0, 1), Point(2, 1))
    assert range_.spans(["ab", "cd", "ef"]) == [
        (0, Span(1, 2)),
        (1, Span(0, 2)),
        (2, Span(0, 1)),
    ]


@pytest.mark.parametrize(
    "range_",
    [
        Range(Point(0, 0), Point(3, 0)),
        Range(Point(0, 3), Point(1, 1)),
        Range(Point(0, 0), Point(1, 3)),
    ],
)
def test_a_range_outside_the_text_is_refused(range_: Range) -> None:
    with pytest.raises(SpanError):
        range_.spans(["ab", "cd"])


def test_text_is_stored_composed_and_without_zero_width_spaces() -> None:
    assert normalise("e\u0301\u200bx") == "\u00e9x"
