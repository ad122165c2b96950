"""The foot of each page of a DOCX file: a line, and the number of the page.

pandoc's ODT has the number already, its DOCX has no foot at all.
"""

from typing import Final

from docservice.services.exporting.archive import with_parts
from docservice.services.exporting.xml import xml_words

_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE: Final = (
    '<Override PartName="/word/foot.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.footer+xml" />'
)
_RELATION: Final = (
    f'<Relationship Id="rIdFoot" Target="foot.xml" Type="{_OFFICE}/footer" />'
)
_REFERENCE: Final = '<w:footerReference w:type="default" r:id="rIdFoot" />'
# The word processor puts the page's own number in place of the 1.
_NUMBER: Final = (
    '<w:p><w:pPr><w:jc w:val="center" /></w:pPr><w:fldSimple w:instr=" PAGE ">'
    "<w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>"
)


def with_word_foot(archive: bytes, line: str) -> bytes:
    """Return a DOCX file of pandoc's whose pages say `line` at their foot."""
    said = f'<w:p><w:r><w:t xml:space="preserve">{xml_words(line)}</w:t></w:r></w:p>'
    return with_parts(
        archive,
        {
            "word/document.xml": lambda xml: xml.replace(
                "<w:sectPr>", f"<w:sectPr>{_REFERENCE}"
            ),
            "[Content_Types].xml": lambda xml: xml.replace(
                "</Types>", f"{_TYPE}</Types>"
            ),
            "word/_rels/document.xml.rels": lambda xml: xml.replace(
                "</Relationships>", f"{_RELATION}</Relationships>"
            ),
        },
        {
            "word/foot.xml": '<?xml version="1.0" encoding="UTF-8"?>'
            f'<w:ftr xmlns:w="{_WORD}">{said}{_NUMBER}</w:ftr>'
        },
    )
