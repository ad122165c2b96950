"""Lists of a DOCX under several names of one numbering."""

import io
import zipfile

from docservice.services.importing.continued_lists import with_continued_lists
from tests.unit.docservice.services.importing.office_files import DOCX, packed

NUMBERING = (
    b'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    b'<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    b'<w:num w:numId="4"><w:abstractNumId w:val="7"/>'
    b'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def names(document: bytes, numbering: bytes = NUMBERING) -> str:
    """Return the names in the document that the converter is given."""
    parts = DOCX | {"word/document.xml": document, "word/numbering.xml": numbering}
    with zipfile.ZipFile(io.BytesIO(with_continued_lists(packed(parts)))) as archive:
        assert archive.namelist() == list(parts)
        text = archive.read("word/document.xml").decode()
    return text.replace('<w:numId w:val="', "").replace('"/>', " ").strip()


def items(*numbers: int) -> bytes:
    return b"".join(b'<w:numId w:val="%d"/>' % number for number in numbers)


def test_items_keep_the_name_of_the_first_of_their_list() -> None:
    assert names(items(4, 1, 1)) == "4 4 4"


def test_a_list_that_begins_anew_keeps_its_own_name() -> None:
    assert names(items(1, 1, 4, 1)) == "1 1 4 4"


def test_lists_of_other_numberings_and_unknown_ones_stay_as_they_are() -> None:
    assert names(items(4, 2, 9, 0, 1)) == "4 2 9 0 4"


def test_a_numbering_without_an_end_takes_no_time() -> None:
    assert names(items(4, 1), b'<w:num w:numId="1">' * 200_000) == "4 1"
