"""Which coding a client gets."""

import gzip

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docservice.http.compression import compress, preferred_coding


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", None),
        ("identity", None),
        ("gzip, deflate, br", "br"),
        ("gzip, deflate", "gzip"),
        ("GZIP", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br;q=0.0", None),
        ("gzip;q=0.001", "gzip"),
        (";;,;q=1", None),
    ],
)
def test_the_best_coding_that_is_accepted_is_taken(
    accepted: str, coding: str | None
) -> None:
    assert preferred_coding(accepted) == coding


@given(st.binary(), st.booleans())
def test_what_was_compressed_can_be_read_again(body: bytes, best: bool) -> None:
    assert brotli.decompress(compress(body, "br", best=best)) == body
    assert gzip.decompress(compress(body, "gzip", best=best)) == body
