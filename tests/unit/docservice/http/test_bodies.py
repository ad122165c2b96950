"""JSON is read without anything ambiguous."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docservice.http.bodies import MAX_DEPTH, Unreadable, parse_json

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(PLAIN)
def test_json_that_means_one_thing_is_read(value: object) -> None:
    assert parse_json(json.dumps(value, ensure_ascii=False).encode()) == value


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "no JSON at line 1 column 1"),
        (b"{\n 'a': 1}", "line 2 column 2"),
        (b'{"a": 1, "b": {"c": 1, "c": 2}}', "'c' stands twice"),
        (b"[NaN]", "NaN is no JSON number"),
        (b"[-Infinity]", "-Infinity is no JSON number"),
        (b"[1e400]", "too large"),
        (b"9" * 5000, "cannot be read"),
        (b"\xc3", "no UTF-8 at byte 0"),
        (b"[" * 100_000, "deeper than"),
    ],
)
def test_anything_else_is_refused_with_its_place(raw: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        parse_json(raw)


def test_nesting_has_a_limit() -> None:
    allowed = b"[" * MAX_DEPTH + b"]" * MAX_DEPTH

    assert parse_json(allowed) is not None
    with pytest.raises(Unreadable, match="deeper"):
        parse_json(b"[" + allowed + b"]")


def test_a_key_that_stands_twice_is_the_field_at_fault() -> None:
    with pytest.raises(Unreadable) as refused:
        parse_json(b'{"body": 1, "body": 2}')

    assert refused.value.field == "body"


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_finite_number_is_read(number: float) -> None:
    value = parse_json(json.dumps([number]).encode())

    assert value == [number]
    assert math.isfinite(number)
