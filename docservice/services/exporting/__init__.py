"""Export: a revision as a file that can be imported again; comments as tables."""

from docservice.services.exporting.review import export_review, review_of
from docservice.services.exporting.tables import (
    TableFormat,
    annotation_rows,
    disposition_rows,
    synopsis_rows,
    write_table,
)
from docservice.services.exporting.text import TextFormat, export_text

__all__ = [
    "TableFormat",
    "TextFormat",
    "annotation_rows",
    "disposition_rows",
    "export_review",
    "export_text",
    "review_of",
    "synopsis_rows",
    "write_table",
]
