import pytest

from docservice.services.importing.refusal import DocumentRefused
from docservice.services.importing.sniffing import (
    Format,
    check_beginning,
    claimed_format,
)


@pytest.mark.parametrize(
    ("filename", "media_type", "expected"),
    [
        ("Entwurf.MD", None, "markdown"),
        ("entwurf.v2.docx", "application/octet-stream", "docx"),
        ("C:\\Texte\\entwurf.odt", None, "odt"),
        ("seite.htm", "text/plain", "html"),
        ("entwurf", "text/html; charset=utf-8", "html"),
    ],
)
def test_the_extension_tells_the_format_and_else_the_media_type(
    filename: str, media_type: str | None, expected: Format
) -> None:
    assert claimed_format(filename, media_type) == expected


@pytest.mark.parametrize(
    ("filename", "code"),
    [
        ("plan.pdf", "unsupported_type"),
        ("plan.doc", "old_word"),
    ],
)
def test_another_extension_is_refused(filename: str, code: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        claimed_format(filename, None)
    assert refused.value.code == code


@pytest.mark.parametrize("media_type", [None, "application/octet-stream"])
def test_a_name_without_an_extension_is_told_as_such(media_type: str | None) -> None:
    with pytest.raises(DocumentRefused, match="without an extension") as refused:
        claimed_format("plan", media_type)
    assert refused.value.code == "no_type"


@pytest.mark.parametrize(
    ("data", "claimed", "code"),
    [
        (b"%PDF-1.7", "docx", "unsupported_type"),
        (b"\x89PNG\r\n\x1a\n", "markdown", "unsupported_type"),
        (b"{\\rtf1 Text}", "markdown", "unsupported_type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "docx", "old_word"),
        (b"Nur Text", "odt", "broken_archive"),
        (b"PK\x03\x04", "markdown", "type_mismatch"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html>", "markdown", "type_mismatch"),
    ],
)
def test_bytes_that_contradict_the_name_are_refused(
    data: bytes, claimed: Format, code: str
) -> None:
    with pytest.raises(DocumentRefused) as refused:
        check_beginning(data, claimed)
    assert refused.value.code == code
