"""What became of words is told of the whole way, not of its last step."""

import pytest

from annotations.anchor import Verdict
from annotations.whole_way import verdict_since_made

MADE = "bis 2030"


@pytest.mark.parametrize(
    ("words", "last", "has_moved", "verdict"),
    [
        ("bis 2030", "kept", False, "kept"),
        ("bis 2028", "changed", False, "changed"),
        ("bis 2028", "kept", False, "changed"),  # in an earlier step
        ("bis 2028", "moved", True, "changed"),
        ("bis 2030", "changed", False, "kept"),  # gone and come again
        ("bis 2030", "kept", True, "moved"),
        ("bis\n2030 ", "kept", False, "kept"),  # only broken otherwise
        ("", "orphan", True, "orphan"),
        ("bis 2028", "ambiguous", False, "ambiguous"),
    ],
)
def test_all_steps_count(
    words: str, last: Verdict, has_moved: bool, verdict: Verdict
) -> None:
    assert verdict_since_made(MADE, words, last, has_moved=has_moved) == verdict
