"""Which revision of which text a file holds, so that a print of it can be cited.

Office files say it at the foot of each page, which an import leaves out, and in their
properties.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from docservice.access import Opened
from docservice.services.exporting.archive import with_parts
from docservice.services.exporting.formats import OfficeFormat
from docservice.services.exporting.words import DRAFTING_TEAM, Readers, words_for
from docservice.services.exporting.xml import xml_words
from versions.revision import Revision

_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE: Final = (
    '<Override PartName="/word/imprint.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.footer+xml" />'
)
_RELATION: Final = (
    f'<Relationship Id="rIdImprint" Target="imprint.xml" Type="{_OFFICE}/footer" />'
)
_MADE: Final = (
    "1970-01-01T00:00:00Z"  # pandoc's, so that its files are the same each time
)


@dataclass(frozen=True, slots=True)
class Imprint:
    """`revision` is its label with the day it was published; `at` is in UTC."""

    title: str
    author: str
    revision: str
    at: str

    @property
    def line(self) -> str:
        """Return what stands at the foot of a page."""
        return f"{self.title} · {self.revision}"


def imprint_of(opened: Opened, revision: Revision, zone: ZoneInfo) -> Imprint:
    """Return what a file of a published revision says about itself."""
    document = opened.document
    lang = words_for(document.lang)
    published = (revision.published_at or datetime.now(UTC)).astimezone(UTC)
    day = Readers(lang, zone).day(published.isoformat())
    return Imprint(
        document.title,
        DRAFTING_TEAM[lang],
        f"{revision.label} ({day})",
        f"{published:%Y-%m-%dT%H:%M:%SZ}",
    )


def imprinted(archive: bytes, file_format: OfficeFormat, imprint: Imprint) -> bytes:
    """Return an office file of pandoc's that names its text and revision."""

    def properties(xml: str) -> str:
        for name, text in (
            ("dc:title", imprint.title),
            ("dc:creator", imprint.author),
            ("meta:initial-creator", imprint.author),
        ):
            xml = xml.replace(
                f"<{name}></{name}>", f"<{name}>{xml_words(text)}</{name}>"
            )
        return xml.replace(_MADE, imprint.at)

    line = xml_words(imprint.line)
    if file_format == "odt":
        number = '<text:p text:style-name="MP1">'
        return with_parts(
            archive,
            {
                "meta.xml": properties,
                "styles.xml": lambda xml: xml.replace(
                    number, f"<text:p>{line}</text:p>{number}"
                ),
            },
        )
    foot = '<w:footerReference w:type="default" r:id="rIdImprint" />'
    return with_parts(
        archive,
        {
            "docProps/core.xml": properties,
            "word/document.xml": lambda xml: xml.replace(
                "<w:sectPr>", f"<w:sectPr>{foot}"
            ),
            "[Content_Types].xml": lambda xml: xml.replace(
                "</Types>", f"{_TYPE}</Types>"
            ),
            "word/_rels/document.xml.rels": lambda xml: xml.replace(
                "</Relationships>", f"{_RELATION}</Relationships>"
            ),
        },
        {
            "word/imprint.xml": '<?xml version="1.0" encoding="UTF-8"?>'
            f'<w:ftr xmlns:w="{_WORD}"><w:p><w:r>'
            f'<w:t xml:space="preserve">{line}</w:t></w:r></w:p></w:ftr>'
        },
    )
