"""One paragraph as Markdown, for people who edit it in a form, and back again.

The writer and the reader are those of export and import, so that a form can hold
whatever an imported file can: lists, tables, footnotes, emphasis.
"""

from docservice.services.exporting import export_text
from docservice.services.importing import read_document
from versions.paragraph import Content

FILE_NAME = "paragraph.md"


def source_of(content: Content) -> str:
    """Return a paragraph as Markdown. Blocks while the converter runs."""
    return export_text([content], "markdown").decode().strip()


def read_source(source: str) -> tuple[Content, ...]:
    """Return the paragraphs that `source` holds, none if it is blank.

    Blocks while the converter runs.

    Raises:
        DocumentRefused: it cannot be read as text.
    """
    if not source.strip():
        return ()
    return read_document(source.encode(), FILE_NAME).contents
