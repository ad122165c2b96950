"""Texts as a word processor tracks them: rewritten in place, or gone and new."""

import pytest

from docservice.services.exporting.review.steps import Step, steps_between
from versions.lineage import trace_texts

WATER = "Das Wasser der Stadt gehört allen, die in ihr wohnen."
TREES = "Jede Straße bekommt Bäume, die im Sommer Schatten geben."
BUSES = "Busse fahren abends bis Mitternacht und am Morgen ab fünf."
BENCHES = "Auf jedem Platz stehen Bänke mit Lehnen für alte Menschen."

Steps = list[tuple[int | None, int | None]]
CASES: dict[str, tuple[list[str], list[str], Steps]] = {
    "the same": ([WATER, TREES], [WATER, TREES], [(0, 0), (1, 1)]),
    "one is new": ([WATER], [TREES, WATER], [(None, 0), (0, 1)]),
    "one is gone": ([WATER, TREES], [TREES], [(0, None), (1, 0)]),
    "the last is gone": ([WATER, TREES], [WATER], [(0, 0), (1, None)]),
    "what is gone comes before what is new": (
        [WATER, TREES, BUSES],
        [WATER, BENCHES, BUSES],
        [(0, 0), (1, None), (None, 1), (2, 2)],
    ),
    "what moved is gone there and new here": (
        [WATER, TREES, BUSES, BENCHES],
        [BENCHES, WATER, TREES, BUSES],
        [(None, 0), (0, 1), (1, 2), (2, 3), (3, None)],
    ),
    "of two that become one, one goes on": (
        [WATER, TREES],
        [f"{WATER} {TREES}"],
        [(0, 0), (1, None)],
    ),
    "one that is split goes on in one part": (
        [f"{WATER} {TREES}"],
        [WATER, TREES],
        [(0, 0), (None, 1)],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_each_paragraph_goes_on_in_one_at_most(name: str) -> None:
    old, new, expected = CASES[name]
    found = list(steps_between(trace_texts(old, new)))
    assert found == [Step(*each) for each in expected]
