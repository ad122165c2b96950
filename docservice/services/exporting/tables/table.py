"""A table on its way into a file: columns, and rows that come one by one.

Rows are made as they are asked for, so that ten thousand take no more memory than
one. What machines and people read in two forms has both: a code, and a text.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from docservice.services.exporting.imprint import Imprint
from docservice.services.exporting.words import Lang
from docservice.services.resources import Resource

Look = Literal["equal", "old", "new", "strong"]


@dataclass(frozen=True, slots=True)
class Term:
    """What machines and people read in two forms.

    A word of the domain has a `code`, and a `text` in the language of the file. What
    somebody wrote has its source as `code`, and as `text` the words without its signs.
    """

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Day(Term):
    """A day in words; `code` is the whole time, `date` the day as one can reckon."""

    date: date


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that look alike: as they are, struck out, underlined or strong."""

    text: str
    look: Look = "equal"


@dataclass(frozen=True, slots=True)
class Told:
    """Several things in one cell: objects for machines, told to people in pieces."""

    objects: tuple[Resource, ...]
    pieces: tuple[Piece, ...]


Value = str | int | Term | Told | tuple[Piece, ...] | None
Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Column:
    """`key` is its name for machines, `title` for people.

    `share` is its part of the width of a printed page; without one it is in files for
    spreadsheets and programs only.
    """

    key: str
    title: str
    share: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` can be gone through once; `size` is how many there were when it began.

    `imprint` says what the table is of, and of which revision.
    """

    imprint: Imprint
    lang: Lang
    columns: tuple[Column, ...]
    rows: Iterator[Row]
    size: int

    @property
    def title(self) -> str:
        """Return its heading."""
        return self.imprint.title

    @property
    def printed(self) -> tuple[Column, ...]:
        """Return the columns that a page has room for."""
        return tuple(column for column in self.columns if column.share)


def columns_in(
    lang: Lang, columns: Sequence[tuple[str, str, str, int]]
) -> tuple[Column, ...]:
    """Return columns from key, German title, English title and share."""
    return tuple(
        Column(key, german if lang == "de" else english, share)
        for key, german, english, share in columns
    )


def for_machines(value: Value) -> str | int | tuple[Resource, ...] | None:
    """Return a value as programs read it."""
    if value is None:
        return None
    if isinstance(value, Told):
        return value.objects
    return value.code if isinstance(value, Term) else for_people(value)


def for_people(value: Value) -> str | int:
    """Return a value as people read it, without looks."""
    if value is None:
        return ""
    if isinstance(value, Term):
        return value.text
    if isinstance(value, Told | tuple):
        return "".join(piece.text for piece in _pieces(value))
    return value


def lines_of(value: Value) -> list[list[Piece]]:
    """Return a value as lines of pieces."""
    pieces = _pieces(value)
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *others = piece.text.split("\n")
        lines[-1].append(Piece(first, piece.look))
        lines += [[Piece(text, piece.look)] for text in others]
    return [[piece for piece in line if piece.text] for line in lines]


def _pieces(value: Value) -> tuple[Piece, ...]:
    if isinstance(value, Told):
        return value.pieces
    return value if isinstance(value, tuple) else (Piece(str(for_people(value))),)
