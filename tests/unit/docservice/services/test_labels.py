"""The next draft is called as the one before, and counted on."""

import pytest

from docservice.services.labels import distinct, following, next_free, plain, suggested


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


def test_the_next_label_in_a_row_is_one_that_no_revision_has() -> None:
    assert next_free("Entwurf 1", {"Entwurf 1", "Entwurf 2"}) == "Entwurf 3"
    assert next_free("Senatsfassung", {""}) == ""


def test_without_a_label_a_revision_is_called_by_its_number() -> None:
    assert plain(1, "de-AT") == "Fassung 1"
    assert plain(2, "en") == "Revision 2"
    assert following(plain(1, "de")) == plain(2, "de")


def test_what_nobody_names_counts_on_or_has_its_number() -> None:
    assert suggested("Entwurf 3", 4, "de", {"Entwurf 3"}) == "Entwurf 4"
    assert suggested("Senatsfassung", 4, "de", {"Senatsfassung"}) == "Fassung 4"
    assert suggested("Senatsfassung", 4, "de", {"Fassung 4"}) == "Fassung 4 (2)"


def test_a_label_that_is_taken_gets_a_number() -> None:
    assert distinct("Entwurf", {"Entwurf", "Entwurf (2)"}) == "Entwurf (3)"
    assert distinct("Entwurf 3", {"Entwurf"}) == "Entwurf 3"
    assert distinct("", {""}) == ""
