"""Office files made part by part, so that a test can spoil one of them."""

import io
import zipfile

Parts = dict[str, bytes]

DOCX: Parts = {
    "[Content_Types].xml": b"<Types/>",
    "word/document.xml": b"<w:document/>",
}
ODT: Parts = {
    "mimetype": b"application/vnd.oasis.opendocument.text",
    "content.xml": b"<office:document-content/>",
}


def packed(parts: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip archive of `parts`."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return target.getvalue()
