"""Open an office file with care and pack anew only what was checked.

Headers of a zip archive may lie about sizes, name a part twice or overlap. So the
parts are read once, under limits, and the converter is given a new archive made
of the bytes that were read: it cannot see anything that was not checked. Pictures
and other binary parts are passed on empty: a paragraph has no place for them, but
their alternative text and their number are wanted.
"""

import io
import zipfile
import zlib
from typing import Final

from docservice.services.importing.limits import ImportLimits
from docservice.services.importing.refusal import DocumentRefused
from docservice.services.importing.sniffing import (
    Format,
    check_archive_format,
    check_mimetype,
)

_CHUNK_BYTES: Final = 256 * 1024
_TEXT_PARTS: Final = (".xml", ".rels", "mimetype")
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED: Final = 0x1  # bit 0 of the general purpose flags (APPNOTE.TXT 4.4.4)
# Scripts of Word and, in any language, of LibreOffice.
_MACRO_ENDINGS: Final = ("vbaproject.bin", "vbadata.xml")
_MACRO_FOLDERS: Final = ("basic/", "scripts/", "macros/")
_DECLARATION: Final = b"<!DOCTYPE"


def vetted_archive(data: bytes, claimed: Format, limits: ImportLimits) -> bytes:
    """Return an archive of the parts of `data`: XML as it was checked, others empty.

    Raises:
        DocumentRefused: broken, encrypted, too large unpacked, of another format,
            with macros, or with a document type declaration in a part.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_entries(entries, claimed, limits)
            return _repack(archive, entries, len(data), limits)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        UnicodeDecodeError,
        ValueError,
    ) as error:
        raise DocumentRefused("broken_archive") from error


def _check_entries(
    entries: list[zipfile.ZipInfo], claimed: Format, limits: ImportLimits
) -> None:
    if len(entries) > limits.archive_entries:
        raise DocumentRefused("archive_bomb")
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names):
        raise DocumentRefused("broken_archive")
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED:
            raise DocumentRefused("encrypted")
        lowered = entry.filename.lower()
        if lowered.endswith(_MACRO_ENDINGS) or lowered.startswith(_MACRO_FOLDERS):
            raise DocumentRefused("macros", part=entry.filename[:200])
    check_archive_format(frozenset(names), claimed)
    for entry in entries:
        if entry.compress_type not in _METHODS:
            raise DocumentRefused("broken_archive")


def _repack(
    archive: zipfile.ZipFile,
    entries: list[zipfile.ZipInfo],
    packed_bytes: int,
    limits: ImportLimits,
) -> bytes:
    by_ratio = max(limits.ratio_free_bytes, packed_bytes * limits.unpacked_ratio)
    left = min(limits.unpacked_bytes, by_ratio)
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_STORED) as clean:
        for entry in entries:
            part = b""
            if entry.filename.lower().endswith(_TEXT_PARTS):
                part = _read(archive, entry, left)
                left -= len(part)
                _check_part(entry.filename, part)
            clean.writestr(entry.filename, part)
    return result.getvalue()


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, at_most: int) -> bytes:
    """Return the part's real bytes; its size in the header is not believed."""
    chunks: list[bytes] = []
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK_BYTES):
            at_most -= len(chunk)
            if at_most < 0:
                raise DocumentRefused("archive_bomb")
            chunks.append(chunk)
    return b"".join(chunks)


def _check_part(name: str, part: bytes) -> None:
    if name == "mimetype":
        check_mimetype(part)
    # Without its NULs UTF-16 reads like ASCII, so it cannot hide a declaration.
    elif _DECLARATION in (part.replace(b"\0", b"") if b"\0" in part else part):
        raise DocumentRefused("external_entities", part=name[:200])
    elif name == "[Content_Types].xml" and b"macroEnabled" in part:
        raise DocumentRefused("macros", part=name)
