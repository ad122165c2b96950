"""Import: a file becomes paragraphs, or is refused with a reason and a remedy."""

from docservice.services.importing.document import Imported, Progress, read_document
from docservice.services.importing.limits import ImportLimits
from docservice.services.importing.refusal import DocumentRefused, Notice

__all__ = [
    "DocumentRefused",
    "ImportLimits",
    "Imported",
    "Notice",
    "Progress",
    "read_document",
]
