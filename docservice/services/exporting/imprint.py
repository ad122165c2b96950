"""Which revision of which text a file or table holds, so that a print of it can be cited.

Office files say it at the foot of each page, which an import leaves out, and in their
properties.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from docservice.services.exporting.archive import with_parts
from docservice.services.exporting.formats import OfficeFormat
from docservice.services.exporting.word_foot import with_word_foot
from docservice.services.exporting.words import DRAFTING_TEAM, Readers
from docservice.services.exporting.xml import xml_words
from versions.revision import Revision

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


def imprint_of(title: str, revision: Revision, readers: Readers) -> Imprint:
    """Return what a file of a published revision, or of what was said on it, tells."""
    published = (revision.published_at or datetime.now(UTC)).astimezone(UTC)
    return Imprint(
        title,
        DRAFTING_TEAM[readers.lang],
        f"{revision.label} ({readers.day(published.isoformat())})",
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

    if file_format == "odt":
        line = xml_words(imprint.line)
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
    made = with_parts(archive, {"docProps/core.xml": properties})
    return with_word_foot(made, imprint.line)
