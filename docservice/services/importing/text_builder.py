"""Build a paragraph's plain text piece by piece, with the marks on it.

Spaces and line breaks of the source become one space; a hard line break becomes
a line feed; no-break and other typographic spaces stay as they are.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from docservice.services.importing.characters import without_controls
from docservice.services.importing.composition import composed_offsets
from docservice.services.pandoc.marks import tidy_marks
from versions.paragraph import Mark, MarkKind
from versions.text import normalise

# Dropped as in `versions.text.normalise`, before it can come between two spaces.
_ZERO_WIDTH: Final = re.compile("\u200b")
_SPACES: Final = re.compile("[ \t\r\n\f\v\x85\u2028\u2029]+")


@dataclass
class TextBuilder:
    """Plain text that grows piece by piece, with the marks on it.

    Every piece is appended with its spaces already collapsed, so offsets of marks
    never have to be moved afterwards, save by NFC in `finish`.
    """

    # False where a line feed has another meaning (tables) or none (headings).
    line_breaks: bool
    _marks: list[Mark] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0
    _last: str = " "

    @property
    def length(self) -> int:
        """Return how many code points there are so far."""
        return self._length

    def add(self, text: str) -> None:
        """Append words; spaces collapse, also with those already there."""
        # Nearly all pieces are single words; what is printable holds none of the rest.
        if " " in text or not text.isprintable():
            text = _SPACES.sub(" ", _ZERO_WIDTH.sub("", without_controls(text)))
            if self._last in " \n\t":
                text = text.removeprefix(" ")
        self._append(text)

    def add_break(self) -> None:
        """Append a hard line break, or a space where none can be."""
        if not self.line_breaks:
            self.add(" ")
        elif self._last != "\n" and self._length:
            self.trim()
            self._append("\n")

    def add_separator(self, separator: str) -> None:
        """Append what stands between two cells or rows, in place of spaces."""
        self.trim()
        self._append(separator)

    def trim(self) -> None:
        """Take away a space at the end."""
        if self._last == " " and self._length:
            self._pieces[-1] = self._pieces[-1][:-1]
            self._length -= 1
            self._last = ""

    def mark(self, start: int, kind: MarkKind, value: str = "") -> None:
        """Mark everything from `start` to here; a footnote only this place."""
        # A space dropped at a break may have lain behind `start`.
        start = self._length if kind == "footnote" else min(start, self._length)
        self._marks.append(Mark(start, self._length, kind, value))

    def _append(self, text: str) -> None:
        if text:
            self._pieces.append(text)
            self._length += len(text)
            self._last = text[-1]

    def finish(self, *, strip: bool = True) -> tuple[str, tuple[Mark, ...]]:
        """Return the text in NFC and its marks, without space at either end."""
        raw = "".join(self._pieces)
        text = normalise(raw)
        moved = range(len(raw) + 1) if text == raw else composed_offsets(raw)
        marks = [
            Mark(
                min(moved[min(mark.start, len(raw))], len(text)),
                min(moved[min(mark.end, len(raw))], len(text)),
                mark.kind,
                mark.value,
            )
            for mark in self._marks
        ]
        if strip:
            text, marks = _stripped(text, marks)
        return text, tidy_marks(text, marks)


def _stripped(text: str, marks: list[Mark]) -> tuple[str, list[Mark]]:
    shift = len(text) - len(text.lstrip())
    text = text.strip()

    def moved(offset: int) -> int:
        return min(max(offset - shift, 0), len(text))

    return text, [
        Mark(moved(mark.start), moved(mark.end), mark.kind, mark.value)
        for mark in marks
    ]
