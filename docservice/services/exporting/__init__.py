"""Export: the paragraphs of a revision become a file that can be imported again."""

from docservice.services.exporting.text import MEDIA_TYPES, TextFormat, export_text

__all__ = ["MEDIA_TYPES", "TextFormat", "export_text"]
