"""Which language a visitor gets."""

import pytest
from starlette.requests import Request

from docservice.http.languages import language_of


@pytest.mark.parametrize(
    ("path", "accepted", "lang"),
    [
        ("/en/d/x", "de", "en"),
        ("/", "en-GB,de;q=0.8", "en"),
        ("/", "de;q=0.3, en;q=0.9", "en"),
        ("/", "fr, it", "de"),
        ("/", "", "de"),
        ("/", "en;q=0", "de"),
        ("/", "en;q=lots", "de"),
        ("/fr/", "en", "en"),
        ("/nothing", ";;q=,", "de"),
    ],
)
def test_the_address_counts_then_the_browsers_wish_then_german(
    path: str, accepted: str, lang: str
) -> None:
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "server": ("127.0.0.1", 80),
        "scheme": "http",
        "headers": [(b"accept-language", accepted.encode())],
    }

    assert language_of(Request(scope)) == lang
