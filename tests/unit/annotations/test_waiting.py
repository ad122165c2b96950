import pytest

from annotations.waiting import DAY_S, WAITS, Wait, bounds, wait_of


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, "week"),
        (7 * DAY_S, "week"),
        (7 * DAY_S + 1, "fortnight"),
        (14 * DAY_S, "fortnight"),
        (28 * DAY_S, "month"),
        (28 * DAY_S + 1, "longer"),
        (9999 * DAY_S, "longer"),
    ],
)
def test_a_span_ends_with_the_last_second_of_its_last_day(
    seconds: int, expected: Wait
) -> None:
    assert wait_of(seconds) == expected


def test_the_spans_meet_and_leave_nothing_out() -> None:
    found = [bounds(wait) for wait in WAITS]

    assert found[0][0] is None
    assert found[-1][1] is None
    assert [after for after, _ in found[1:]] == [most for _, most in found[:-1]]
