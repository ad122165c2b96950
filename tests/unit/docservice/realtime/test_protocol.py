import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.selector import Quote
from docservice.realtime import protocol
from docservice.realtime.protocol import (
    Annotate,
    Hello,
    Ping,
    Presence,
    Refused,
    Reply,
    Support,
)
from docservice.services.requests import Remark

REMARK = Remark(1, Quote("Parks", "", ""), "commenting", "Wo?", None, None)


def parse(frame: dict[str, Any]) -> protocol.Command:
    return protocol.parse(json.dumps(frame), body_chars=100)


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        ({"type": "hello"}, Hello(None, None)),
        ({"type": "hello", "since": 0, "token": "geheim"}, Hello(0, "geheim")),
        (
            {
                "type": "annotate",
                "key": "k",
                "revision": 1,
                "target": {"quote": {"exact": "Parks"}},
                "body": "Wo?",
            },
            Annotate("k", REMARK),
        ),
        (
            {"type": "reply", "key": "k", "annotation": "a", "body": "b"},
            Reply("k", "a", "b"),
        ),
        (
            {"type": "support", "key": "k", "annotation": "a", "on": False},
            Support("k", "a", False),
        ),
        ({"type": "presence", "paragraph": "x"}, Presence()),
        ({"type": "ping"}, Ping()),
    ],
)
def test_a_frame_becomes_a_command(
    frame: dict[str, Any], expected: protocol.Command
) -> None:
    assert parse(frame) == expected


@pytest.mark.parametrize(
    ("frame", "code", "field"),
    [
        ({}, "bad_frame", None),
        ({"type": "welcome"}, "bad_frame", None),
        ({"type": "hello", "since": 1.5}, "bad_request", "since"),
        ({"type": "hello", "since": True}, "bad_request", "since"),
        ({"type": "hello", "token": 5}, "bad_request", "token"),
        ({"type": "hello", "token": "x" * 201}, "bad_request", "token"),
        ({"type": "reply", "annotation": "a", "body": "b"}, "bad_frame", None),
        ({"type": "reply", "key": "a b", "annotation": "a"}, "bad_frame", None),
        ({"type": "reply", "key": "k" * 129, "annotation": "a"}, "bad_frame", None),
        ({"type": "reply", "key": "k", "annotation": 5}, "bad_request", "annotation"),
        (
            {"type": "reply", "key": "k", "annotation": "a", "body": "x" * 101},
            "bad_request",
            "body",
        ),
        ({"type": "support", "key": "k", "annotation": "a"}, "bad_request", "on"),
        (
            {"type": "support", "key": "k", "annotation": "a", "on": 1},
            "bad_request",
            "on",
        ),
    ],
)
def test_a_wrong_frame_is_refused_with_its_key_and_field(
    frame: dict[str, Any], code: str, field: str | None
) -> None:
    with pytest.raises(Refused) as refused:
        parse(frame)
    answer = json.loads(protocol.error(refused.value))
    assert (answer["type"], answer["code"]) == ("error", code)
    assert answer.get("field") == field
    assert answer.get("key") == (frame.get("key") if code == "bad_request" else None)


@given(st.text() | st.binary().map(lambda raw: raw.decode("utf-8", "replace")))
def test_any_text_is_refused_or_understood(text: str) -> None:
    try:
        protocol.parse(text, body_chars=100)
    except Refused as refused:
        json.loads(protocol.error(refused))


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(
    st.sampled_from(["hello", "annotate", "reply", "support", "presence", "ping"]),
    st.dictionaries(
        st.sampled_from(
            [
                "since",
                "token",
                "key",
                "annotation",
                "body",
                "on",
                "revision",
                "target",
                "motivation",
                "replacement",
                "lang",
            ]
        ),
        json_values,
    ),
)
def test_any_fields_are_refused_or_understood(
    kind: str, fields: dict[str, object]
) -> None:
    try:
        parse(fields | {"type": kind})
    except Refused as refused:
        json.loads(protocol.error(refused))


def test_an_ack_names_key_number_and_id() -> None:
    assert json.loads(protocol.ack("k", 7, "a")) == {
        "type": "ack",
        "key": "k",
        "seq": 7,
        "id": "a",
    }


def test_a_token_is_kept_out_of_logged_tracebacks() -> None:
    assert "geheim" not in repr(Hello(None, "geheim"))
