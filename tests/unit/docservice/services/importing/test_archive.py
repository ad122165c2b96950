import io
import struct
import warnings
import zipfile

import pytest

from docservice.services.importing.archive import vetted_archive
from docservice.services.importing.limits import ImportLimits
from docservice.services.importing.refusal import DocumentRefused
from docservice.services.importing.sniffing import Format
from tests.unit.docservice.services.importing.office_files import (
    DOCX,
    ODT,
    Parts,
    packed,
)


def refusal_of(
    data: bytes, claimed: Format = "docx", limits: ImportLimits | None = None
) -> DocumentRefused:
    with pytest.raises(DocumentRefused) as refused:
        vetted_archive(data, claimed, limits or ImportLimits())
    return refused.value


def test_only_the_checked_text_parts_are_passed_on_with_their_content() -> None:
    data = packed(DOCX | {"word/media/image1.png": b"\x89PNG"})
    vetted = zipfile.ZipFile(io.BytesIO(vetted_archive(data, "docx", ImportLimits())))
    passed_on = {name: vetted.read(name) for name in vetted.namelist()}
    assert passed_on == DOCX | {"word/media/image1.png": b""}


@pytest.mark.parametrize(
    ("parts", "claimed", "code"),
    [
        (DOCX | {"word/vbaProject.bin": b"x"}, "docx", "macros"),
        (ODT | {"Basic/Standard/Module1.xml": b"x"}, "odt", "macros"),
        (ODT | {"Scripts/python/a.py": b"x"}, "odt", "macros"),
        (
            DOCX | {"[Content_Types].xml": b"...document.macroEnabled.main+xml"},
            "docx",
            "macros",
        ),
        (ODT, "docx", "type_mismatch"),
        (DOCX, "odt", "type_mismatch"),
        ({"xl/workbook.xml": b"<workbook/>"}, "docx", "unsupported_type"),
        (
            ODT | {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"},
            "odt",
            "unsupported_type",
        ),
        (
            DOCX | {"word/document.xml": b'<!DOCTYPE x SYSTEM "file:///etc/passwd">'},
            "docx",
            "external_entities",
        ),
        (
            ODT | {"content.xml": "<!DOCTYPE x>".encode("utf-16")},
            "odt",
            "external_entities",
        ),
    ],
)
def test_an_archive_with_something_foreign_is_refused(
    parts: Parts, claimed: Format, code: str
) -> None:
    assert refusal_of(packed(parts), claimed).code == code


def test_a_part_that_unpacks_out_of_proportion_is_refused() -> None:
    bomb = packed(DOCX | {"word/document.xml": b" " * 12_000_000})
    assert len(bomb) < 20_000
    assert refusal_of(bomb).code == "archive_bomb"


def test_many_parts_together_may_not_unpack_beyond_the_limit() -> None:
    many = {f"word/part{number}.xml": b"<x/>" * 100 for number in range(10)}
    limits = ImportLimits(unpacked_bytes=3_000)
    assert refusal_of(packed(DOCX | many), limits=limits).code == "archive_bomb"


def test_a_part_that_is_larger_than_its_header_says_is_refused() -> None:
    part = b"<w:document>" + b" " * 5_000
    data = packed(DOCX | {"word/document.xml": part})
    lying = data.replace(struct.pack("<L", len(part)), struct.pack("<L", 10))
    assert lying != data
    assert refusal_of(lying).code == "broken_archive"


def test_too_many_parts_are_refused() -> None:
    many = {f"word/{number}.xml": b"" for number in range(30)}
    limits = ImportLimits(archive_entries=20)
    assert refusal_of(packed(DOCX | many), limits=limits).code == "archive_bomb"


def test_a_part_that_occurs_twice_is_refused() -> None:
    target = io.BytesIO(packed(DOCX))
    with warnings.catch_warnings(), zipfile.ZipFile(target, "a") as archive:
        warnings.simplefilter("ignore", UserWarning)
        archive.writestr("word/document.xml", b"<other/>")
    assert refusal_of(target.getvalue()).code == "broken_archive"


@pytest.mark.parametrize("kept", [0.3, 0.7, 0.99])
def test_a_truncated_archive_is_refused(kept: float) -> None:
    data = packed(DOCX)
    assert refusal_of(data[: int(len(data) * kept)]).code == "broken_archive"


def test_a_part_with_a_flipped_byte_is_refused() -> None:
    data = bytearray(packed(DOCX, zipfile.ZIP_STORED))
    data[data.index(b"<w:document/>") + 3] ^= 0xFF
    assert refusal_of(bytes(data)).code == "broken_archive"


def test_an_encrypted_part_is_refused() -> None:
    data = bytearray(packed(DOCX))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert refusal_of(bytes(data)).code == "encrypted"


def test_an_unusual_compression_is_refused() -> None:
    assert refusal_of(packed(DOCX, zipfile.ZIP_LZMA)).code == "broken_archive"


def test_what_a_library_says_in_english_is_not_laid_before_who_reads_german() -> None:
    assert refusal_of(b"PK\x03\x04nix").message("de") == (
        "Die Datei ist beschädigt und lässt sich nicht entpacken."
    )
