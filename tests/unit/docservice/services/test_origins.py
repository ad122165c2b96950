"""Whose page a request comes from."""

import pytest

from docservice.services.origins import is_own
from docservice.settings import Settings


@pytest.mark.parametrize(
    ("origin", "host", "is_ours"),
    [
        ("http://text.example", "text.example", True),
        ("https://text.example", "text.example", True),
        ("https://text.example:443", "text.example", True),
        ("http://text.example:8000", "text.example:8000", True),
        ("http://TEXT.example", "text.example", True),
        ("http://[::1]:8000", "[::1]:8000", True),
        ("http://text.example:8000", "text.example", False),
        ("http://evil.example", "text.example", False),
        ("http://text.example.evil", "text.example", False),
        ("null", "text.example", False),
        ("", "", False),
        ("ftp://text.example", "text.example", False),
        ("http://[", "text.example", False),
        ("http://text.example:x", "text.example", False),
        ("http://text.example", "text.example:x", False),
    ],
)
def test_without_a_public_address_the_host_header_counts(
    origin: str, host: str, is_ours: bool
) -> None:
    assert is_own(origin, host, Settings()) is is_ours


@pytest.mark.parametrize(
    ("origin", "is_ours"),
    [
        ("https://text.example", True),
        ("https://friend.example", True),
        ("http://text.example", False),
        ("http://inside:8000", False),
    ],
)
def test_with_a_public_address_only_it_and_the_listed_ones_count(
    origin: str, is_ours: bool
) -> None:
    settings = Settings(
        base_url="https://text.example/", origins="https://friend.example"
    )

    assert is_own(origin, "inside:8000", settings) is is_ours
