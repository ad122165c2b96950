import pytest

from docservice.http.views.urls import PATHS, url


def test_what_the_path_lacks_goes_into_the_query() -> None:
    address = url("comments", lang="de", slug="rahmen", revision=2, paragraph="p1")
    assert address == "/de/d/rahmen/comments?revision=2&paragraph=p1"


def test_a_value_of_none_is_left_out_of_the_query() -> None:
    assert url("comments", lang="en", slug="a", revision=None) == "/en/d/a/comments"


def test_values_cannot_leave_their_place_in_the_path() -> None:
    assert url("document", lang="de", slug="../x?y#z") == "/de/d/..%2Fx%3Fy%23z"


def test_a_path_that_needs_a_value_does_not_do_without() -> None:
    with pytest.raises(KeyError):
        url("document", lang="de")


def test_every_page_stands_under_its_language() -> None:
    assert all(path.startswith("/{lang}/") for path in PATHS.values())
