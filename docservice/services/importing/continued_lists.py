"""Let a list of a DOCX that counts on under another name keep that of its beginning.

In a word processor all lists of one abstract numbering count on together, and only one
with a `startOverride` begins anew (ECMA-376 part 1, 17.9.15 and 17.9.27). LibreOffice
writes the first item of a list under such a name and the others under the plain one.
The converter counts each name by itself: it would number those others from 1 again.
"""

import io
import re
import zipfile
from typing import Final

_NUMBERING: Final = "word/numbering.xml"
_DOCUMENT: Final = "word/document.xml"
_NAME: Final = re.compile(rb'[^>]*?w:numId="(\d+)"')
_ABSTRACT: Final = re.compile(rb'<w:abstractNumId w:val="(\d+)"')
_USE: Final = re.compile(rb'<w:numId w:val="(\d+)"')


def with_continued_lists(data: bytes) -> bytes:
    """Return the DOCX file `data`, whose parts were checked, with such lists as one."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = _continued(parts.get(_DOCUMENT, b""), parts.get(_NUMBERING, b""))
    if text == parts.get(_DOCUMENT, b""):
        return data
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_STORED) as changed:
        for name, part in parts.items():
            changed.writestr(name, text if name == _DOCUMENT else part)
    return result.getvalue()


def _continued(document: bytes, numbering: bytes) -> bytes:
    abstract: dict[bytes, bytes] = {}
    beginning: set[bytes] = set()
    # Taken apart first: a pattern over the whole would look for each end to the last.
    for rest in numbering.split(b"<w:num ")[1:]:
        content = rest.partition(b"</w:num>")[0]
        name, of = _NAME.match(content), _ABSTRACT.search(content)
        if name and of:
            abstract[name[1]] = of[1]
            if b"<w:startOverride" in content:
                beginning.add(name[1])
    last: dict[bytes, bytes] = {}

    def follow(use: re.Match[bytes]) -> bytes:
        name = use[1]
        if name not in abstract:
            return use[0]
        if name not in beginning:
            name = last.get(abstract[name], name)
        last[abstract[name]] = name
        return b'<w:numId w:val="%b"' % name

    return _USE.sub(follow, document)
