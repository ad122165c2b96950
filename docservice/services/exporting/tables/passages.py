"""Where comments stand: the number of their paragraph, and its chapter."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from docservice.db import revisions
from docservice.db.documents import Document
from docservice.services.resources import Resource
from versions.outline import Chapter, chapters, name_of, numbers
from versions.paragraph import Paragraph


@dataclass(frozen=True, slots=True)
class Passage:
    """The place of a comment in the revision that it was made on.

    Headings have no number, and what stands before the first heading no chapter; what
    stands below the title of the whole is in a chapter of that name.
    """

    paragraph: int | None = None
    chapter: str = ""


@dataclass(slots=True)
class Passages:
    """The passages of a document's revisions; each is looked through once."""

    _known: dict[int, dict[str, Passage]] = field(default_factory=dict)

    def of(
        self, connection: Connection, document: Document, remark: Resource
    ) -> Passage:
        """Return where a comment begins."""
        number = remark["revision"]
        if number not in self._known:
            self._known[number] = _passages(connection, document, number)
        start = remark["target"]["start"]["paragraph"]
        return self._known[number].get(start, Passage())


def _passages(
    connection: Connection, document: Document, number: int
) -> dict[str, Passage]:
    revision = revisions.get_revision(connection, document.id, number)
    paragraphs = revision.paragraphs if revision is not None else ()
    numbered = numbers(paragraphs)
    return {
        paragraph.id: Passage(
            numbered[paragraph.id] or None, _name(chapter, paragraphs)
        )
        for chapter in chapters(paragraphs)
        for paragraph in paragraphs[chapter.start : chapter.end]
    }


def _name(chapter: Chapter, paragraphs: Sequence[Paragraph]) -> str:
    is_heading = paragraphs[chapter.start].content.kind == "heading"
    return name_of(chapter, paragraphs) if is_heading else ""
