"""One table of formats, for the command and for the pages."""

from docservice.services.exporting.formats import (
    FORMS,
    TABLE_FORMATS,
    TEXT_FORMATS,
    by_suffix,
)


def test_every_format_has_a_form() -> None:
    assert set(FORMS) == {*TEXT_FORMATS, *TABLE_FORMATS}


def test_no_two_formats_end_the_same() -> None:
    assert len(by_suffix(FORMS)) == len(FORMS)
    assert by_suffix(TEXT_FORMATS)["md"] == "markdown"
