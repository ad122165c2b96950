"""Paragraphs: a lasting id, and the content it has in one revision.

A content is stored once under its sha256 however many revisions hold it, so the
digest covers all that a reader can see: kind, level, marker, text and marks.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NewType

from versions.errors import TextError
from versions.text import Span, normalise

ParagraphId = NewType("ParagraphId", str)

Kind = Literal["heading", "paragraph", "list_item", "quote", "table", "code"]
MarkKind = Literal[
    "strong",
    "emphasis",
    "code",
    "strike",
    "superscript",
    "subscript",
    "link",
    "footnote",
]
KINDS: tuple[Kind, ...] = (
    "heading",
    "paragraph",
    "list_item",
    "quote",
    "table",
    "code",
)


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A range of the plain text with a meaning.

    `value` is the address of a link or the text of a footnote; a footnote has
    no width and stands where its number is shown.
    """

    start: int
    end: int
    kind: MarkKind
    value: str = ""


@dataclass(frozen=True)
class Content:
    """What a paragraph says in a revision.

    `level` is a heading's rank (1 to 6), a list item's or quote's depth (from 1)
    and the number of a table's header rows. `marker` is what stands before a list
    item ("•", "1.", "a)"). A table's `text` has a tab between cells and a line
    feed between rows, so that offsets and words work in it as anywhere.
    """

    kind: Kind
    text: str
    level: int = 0
    marker: str = ""
    marks: tuple[Mark, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise TextError(f"the kind of a paragraph is one of {KINDS}", self.kind)
        if self.text != normalise(self.text):
            raise TextError("text is stored as Unicode NFC", self.text[:80])
        for mark in self.marks:
            if not 0 <= mark.start <= mark.end <= len(self.text):
                raise TextError("a mark lies inside its text", mark)

    @cached_property
    def sha256(self) -> str:
        """Return the hexadecimal digest that names this content."""
        canonical = json.dumps(
            [
                self.kind,
                self.level,
                self.marker,
                self.text,
                [[m.start, m.end, m.kind, m.value] for m in self.marks],
            ],
            ensure_ascii=False,
            separators=(",", ":"),
        )
        return hashlib.sha256(canonical.encode()).hexdigest()

    def span(self) -> Span:
        """Return the whole of the text."""
        return Span(0, len(self.text))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A content in its place, under the id that follows it through all revisions."""

    id: ParagraphId
    content: Content

    @property
    def text(self) -> str:
        """Return the plain text."""
        return self.content.text
