"""One fixed state of a document."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal

from versions.paragraph import Paragraph, ParagraphId

RevisionStatus = Literal["draft", "published", "adopted", "withdrawn"]


@dataclass(frozen=True)
class Revision:
    """A numbered, labelled row of paragraphs; once published it never changes."""

    id: str
    number: int
    label: str
    note: str
    status: RevisionStatus
    published_at: datetime | None
    paragraphs: tuple[Paragraph, ...]

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Return the plain text of each paragraph, in order."""
        return tuple(paragraph.text for paragraph in self.paragraphs)

    @cached_property
    def _indexes(self) -> dict[ParagraphId, int]:
        return {paragraph.id: k for k, paragraph in enumerate(self.paragraphs)}

    def index_of(self, paragraph_id: ParagraphId) -> int | None:
        """Return the place of a paragraph, or None if this revision lacks it."""
        return self._indexes.get(paragraph_id)
