"""The next draft is called as the one before, and counted on."""

import pytest

from docservice.services.labels import following


@pytest.mark.parametrize(
    ("label", "next_label"),
    [
        ("Entwurf 3", "Entwurf 4"),
        ("Draft 9", "Draft 10"),
        ("1", "2"),
        ("Senatsfassung", ""),
        ("Fassung 2021", ""),
        ("", ""),
    ],
)
def test_a_label_that_counts_goes_on(label: str, next_label: str) -> None:
    assert following(label) == next_label
