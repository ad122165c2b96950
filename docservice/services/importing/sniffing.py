"""Tell a file's format from its bytes; its name only has to agree."""

from pathlib import PurePosixPath
from typing import Final, Literal

from docservice.services.importing.refusal import DocumentRefused

Format = Literal["markdown", "html", "docx", "odt"]

_OF_EXTENSION: Final[dict[str, Format]] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".docm": "docx",
    ".odt": "odt",
}
_OF_MEDIA_TYPE: Final[dict[str, Format]] = {
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
    "text/plain": "markdown",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.ms-word.document.macroenabled.12": "docx",
    "application/vnd.oasis.opendocument.text": "odt",
}
_NAMES: Final[dict[Format, str]] = {
    "markdown": "Markdown",
    "html": "HTML",
    "docx": "DOCX",
    "odt": "ODT",
}
_OFFICE: Final = ("docx", "odt")
# How files begin that people do upload by mistake.
_FOREIGN: Final = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"\x7fELF", "ELF"),
    (b"MZ\x90\x00", "EXE"),
)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_HTML_START: Final = (b"<!doctype html", b"<html", b"<?xml")
_BOM_UTF8: Final = b"\xef\xbb\xbf"
_PEEK_BYTES: Final = 1024


def claimed_format(filename: str, media_type: str | None) -> Format:
    """Return the format that the file's name, or else its media type, stands for.

    Raises:
        DocumentRefused: the name has another extension, or nothing tells the format.
    """
    extension = PurePosixPath(filename.replace("\\", "/")).suffix.lower()
    if extension == ".doc":
        raise DocumentRefused("old_word")
    if extension in _OF_EXTENSION:
        return _OF_EXTENSION[extension]
    media = (media_type or "").partition(";")[0].strip().lower()
    if not extension and media in _OF_MEDIA_TYPE:
        return _OF_MEDIA_TYPE[media]
    if not extension and media in ("", "application/octet-stream"):  # that says nothing
        raise DocumentRefused("no_type")
    raise DocumentRefused("unsupported_type", type=extension or media)


def check_beginning(data: bytes, claimed: Format) -> None:
    """Refuse `data` whose first bytes contradict the format it is said to have.

    Raises:
        DocumentRefused: another type of file, or an office file that is none.
    """
    if data.startswith(_OLE):
        raise DocumentRefused("old_word")
    for start, name in _FOREIGN:
        if data.startswith(start):
            raise DocumentRefused("unsupported_type", type=name)
    zipped = data.startswith(_ZIP)
    if claimed in _OFFICE and not zipped:
        raise DocumentRefused("broken_archive")
    if claimed not in _OFFICE and zipped:
        raise DocumentRefused("type_mismatch", named=_NAMES[claimed], found="ZIP")
    if claimed == "markdown":
        start = data[:_PEEK_BYTES].removeprefix(_BOM_UTF8).lstrip().lower()
        if start.startswith(_HTML_START):
            raise DocumentRefused("type_mismatch", named="Markdown", found="HTML")


def check_archive_format(names: frozenset[str], claimed: Format) -> None:
    """Refuse an archive whose `names` of parts do not belong to `claimed`.

    Raises:
        DocumentRefused: another office format, or no office file at all.
    """
    if "word/document.xml" in names or "word/document2.xml" in names:
        found = "DOCX"
    elif "content.xml" in names and "mimetype" in names:
        found = "ODT"
    else:
        raise DocumentRefused("unsupported_type", type="ZIP")
    if found != _NAMES[claimed]:
        raise DocumentRefused("type_mismatch", named=_NAMES[claimed], found=found)


def check_mimetype(mimetype: bytes) -> None:
    """Refuse an OpenDocument file that is no text.

    Raises:
        DocumentRefused: a spreadsheet, a presentation, a template …
    """
    media = mimetype.decode("ascii", "replace").strip()
    if _OF_MEDIA_TYPE.get(media) != "odt":
        raise DocumentRefused("unsupported_type", type=media[:100] or "ZIP")
