"""Entity tags of what is sent, and of what must still hold."""

import json

import pytest
from starlette.requests import Request

from docservice.http.answers import if_match, json_response
from docservice.http.bodies import Unreadable


def request(method: str = "GET", **headers: str) -> Request:
    """Return a request with these headers."""
    raw = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
    return Request({"type": "http", "method": method, "headers": raw})


def test_the_tag_changes_with_every_byte_and_begins_with_the_version() -> None:
    one = json_response(request(), {"a": 1}, tag="3.0")
    other = json_response(request(), {"a": 2}, tag="3.0")

    assert one.headers["etag"] != other.headers["etag"]
    assert one.headers["etag"].startswith('"3.0-')
    assert json.loads(bytes(one.body)) == {"a": 1}


@pytest.mark.parametrize("shape", ["{}", "W/{}", '"other", {}', "*"])
def test_a_known_tag_is_answered_without_a_body(shape: str) -> None:
    etag = json_response(request(), [1]).headers["etag"]

    again = json_response(request(if_none_match=shape.format(etag)), [1])

    assert (again.status_code, again.body) == (304, b"")


def test_a_write_is_answered_in_full_whatever_the_client_knows() -> None:
    assert json_response(request("PATCH", if_none_match="*"), [1]).status_code == 200


@pytest.mark.parametrize(
    ("header", "version"),
    [('"3"', "3"), ('"3.1-abc"', "3.1"), ('W/"3.1-abc"', "3.1"), (" * ", None)],
)
def test_if_match_is_read_down_to_the_version(header: str, version: str | None) -> None:
    assert if_match(request("PATCH", if_match=header)) == version


def test_without_if_match_any_version_will_do() -> None:
    assert if_match(request("PATCH")) is None


@pytest.mark.parametrize("header", ["3", '"', '"3", "4"', ""])
def test_if_match_needs_one_tag_in_quotes(header: str) -> None:
    with pytest.raises(Unreadable):
        if_match(request("PATCH", if_match=header))
