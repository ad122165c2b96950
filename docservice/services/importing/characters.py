"""Check the characters of a Markdown or HTML file before anything parses it."""

import codecs
import re
import unicodedata
from typing import Final

from docservice.services.importing.refusal import DocumentRefused

# The longer mark first: UTF-32's begins with UTF-16's.
_FOREIGN_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
# All of Unicode's category Cc but tab, line feed, carriage return and next line.
_CONTROL: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
# A tag is looked for only up to the next "<", so that a file without any ">" is
# still searched in linear time.
_ACTIVE: Final = re.compile(
    r"<(script|iframe|frame|object|embed|applet)\b"
    r"|<[a-z][^<>]*[\s/](on[a-z]{2,30})\s*="
    r"|<[a-z][^<>]*=\s*[\"']?\s*(javascript|vbscript):",
    re.IGNORECASE,
)


def decode(data: bytes) -> str:
    """Return the text of `data`, which has to be UTF-8, with or without its mark.

    Raises:
        DocumentRefused: another encoding, or control characters.
    """
    for mark, encoding in _FOREIGN_MARKS:
        if data.startswith(mark):
            raise DocumentRefused("utf16", encoding=encoding)
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DocumentRefused("not_utf8", offset=error.start, line=line) from error
    if found := _CONTROL.search(text):
        character = f"U+{ord(found[0]):04X}"
        line = text.count("\n", 0, found.start()) + 1
        raise DocumentRefused("control_character", character=character, line=line)
    return text


def check_passive(html: str) -> None:
    """Refuse a page that would do something.

    Nothing of it could reach a reader, since only words and marks are kept; but
    words made by a script would be missing without a trace, and a file that
    tries is better named than tidied up in silence.

    Raises:
        DocumentRefused: scripts, event handlers, or embedded content.
    """
    if found := _ACTIVE.search(html):
        element, handler, scheme = found.groups()
        name = f"<{element}>" if element else handler or f"{scheme}:"
        raise DocumentRefused("active_content", found=name.lower())


def without_controls(text: str) -> str:
    """Return `text` without the control characters that entities can smuggle in."""
    return _CONTROL.sub("", text)


def is_blank(text: str) -> bool:
    """Return whether nothing in `text` can be seen: only spaces and format marks."""
    return all(
        character.isspace() or unicodedata.category(character) == "Cf"
        for character in text
    )
