"""Export: a revision as a file that can be imported again; comments as tables."""

from docservice.services.exporting.failure import FileNotMade
from docservice.services.exporting.files import review_file, text_file
from docservice.services.exporting.published import published_text
from docservice.services.exporting.review import export_review, review_of
from docservice.services.exporting.tables import (
    Table,
    annotation_table,
    disposition_table,
    synopsis_table,
    write_table,
)
from docservice.services.exporting.text import export_text
from docservice.services.exporting.words import Readers, words_for

__all__ = [
    "FileNotMade",
    "Readers",
    "Table",
    "annotation_table",
    "disposition_table",
    "export_review",
    "export_text",
    "published_text",
    "review_file",
    "review_of",
    "synopsis_table",
    "text_file",
    "words_for",
    "write_table",
]
