"""What became of a paragraph, from the rows of a comparison."""

from collections.abc import Callable, Iterator, Sequence

from docservice.http.views.rows import FormatView, LineageView, PartView
from docservice.http.views.thread import PieceView
from versions.comparison import Row
from versions.lineage import Relation
from versions.outline import numbers
from versions.paragraph import Content, Mark
from versions.revision import Revision
from versions.text import Span

# In which order badges stand, whatever order a set has.
ORDER: tuple[Relation, ...] = (
    "inserted",
    "deleted",
    "moved",
    "split",
    "merged",
    "edited",
    "kept",
)
Href = Callable[[int], str]  # the number of a row -> its address


class Lineages:
    """Tells of each row how its paragraph continues; rows of one lead to each other."""

    def __init__(
        self, old: Revision, new: Revision, rows: Sequence[Row], href: Href
    ) -> None:
        self._old, self._new, self._rows, self._href = old, new, rows, href
        self.old_numbers = numbers(old.paragraphs)
        self.new_numbers = numbers(new.paragraphs)
        self._of_old: dict[int, list[int]] = {}
        self._of_new: dict[int, list[int]] = {}
        for place, row in enumerate(rows):
            if row.old is not None:
                self._of_old.setdefault(row.old, []).append(place)
            if row.new is not None:
                self._of_new.setdefault(row.new, []).append(place)

    def view(self, place: int) -> LineageView:
        """Return what became of the paragraph in a row."""
        row = self._rows[place]
        old = None if row.old is None else self._old.paragraphs[row.old].content
        new = None if row.new is None else self._new.paragraphs[row.new].content
        formats = tuple(_formats(row, old, new))
        restructured = old is not None and new is not None and _is_other(old, new)
        looks_other = bool(formats) or restructured
        return LineageView(
            relations=_badges(row, looks_other),
            moved_to=self._moved_to(row),
            moved_from=self._moved_from(place, row),
            parts=tuple(self._parts(place, row)),
            sources=tuple(self._sources(place, row)),
            formats=formats,
            restructured=restructured,
            is_format_only=looks_other and not row.changes,
        )

    def _moved_to(self, row: Row) -> PartView | None:
        if row.moved_to is None:
            return None
        arrived = (
            place
            for place in self._of_new.get(row.moved_to, ())
            if self._rows[place].old == row.old
        )
        return next((self._at_new(place) for place in arrived), None)

    def _moved_from(self, place: int, row: Row) -> PartView | None:
        """Return the signpost, or the part that stayed of a split paragraph."""
        if row.moved_from is None:
            return None
        stayed = (
            other
            for other in self._of_old.get(row.moved_from, ())
            if other != place and self._rows[other].moved_from is None
        )
        return next((self._at_old(other) for other in stayed), None)

    def _parts(self, place: int, row: Row) -> Iterator[PartView]:
        if row.old is not None:
            for other in self._of_old[row.old]:
                new = self._rows[other].new
                if other != place and new is not None and new != row.moved_to:
                    yield self._at_new(other)

    def _sources(self, place: int, row: Row) -> Iterator[PartView]:
        if row.new is not None:
            for other in self._of_new[row.new]:
                if other != place and self._rows[other].old is not None:
                    yield self._at_old(other)

    def _at_new(self, place: int) -> PartView:
        new = self._rows[place].new
        number = 0 if new is None else self.new_numbers[self._new.paragraphs[new].id]
        return PartView(self._href(place), number)

    def _at_old(self, place: int) -> PartView:
        old = self._rows[place].old
        number = 0 if old is None else self.old_numbers[self._old.paragraphs[old].id]
        return PartView(self._href(place), number)


def row_pieces(
    row: Row, old: Content | None, new: Content | None
) -> tuple[PieceView, ...]:
    """Return a row's words in one text: what stays, goes and comes, in order."""
    return tuple(piece for piece in _pieces(row, old, new) if piece.text)


def _pieces(row: Row, old: Content | None, new: Content | None) -> Iterator[PieceView]:
    if new is None or row.new_span is None:
        if old is not None and row.old_span is not None:
            yield PieceView("old", row.old_span.of(old.text))
        return
    if old is None or row.old_span is None:
        yield PieceView("new", row.new_span.of(new.text))
        return
    at = row.new_span.start
    for change in row.changes:
        yield PieceView("equal", new.text[at : change.new.start])
        yield PieceView("old", change.old.of(old.text))
        yield PieceView("new", change.new.of(new.text))
        at = change.new.end
    yield PieceView("equal", new.text[at : row.new_span.end])


def _badges(row: Row, looks_other: bool) -> tuple[Relation, ...]:
    """Return what holds of a row, most telling first.

    A part of a split or merged paragraph is no edited one if its own words stayed.
    """
    found = row.relations
    if found & {"split", "merged"} and not (row.changes or looks_other):
        found -= {"edited"}
    return tuple(
        each for each in ORDER if each in found and (each != "kept" or len(found) == 1)
    )


def _is_other(old: Content, new: Content) -> bool:
    """Return whether a paragraph became something else, such as a heading."""
    return (old.kind, old.level, old.marker) != (new.kind, new.level, new.marker)


def _formats(
    row: Row, old: Content | None, new: Content | None
) -> Iterator[FormatView]:
    """Yield what changed in how words look, where no word changed."""
    if old is None or new is None:
        return
    gone = sorted(set(old.marks) - set(new.marks))
    come = sorted(set(new.marks) - set(old.marks))
    for span in row.reformatted:
        old_kinds = {mark.kind for mark in gone if _within(mark, span)}
        new_kinds = {mark.kind for mark in come if _within(mark, span)}
        words = span.of(new.text)
        for kind in sorted(old_kinds | new_kinds):
            if kind in old_kinds and kind in new_kinds:
                yield FormatView(words, kind, "changed")
            else:
                yield FormatView(
                    words, kind, "added" if kind in new_kinds else "removed"
                )


def _within(mark: Mark, span: Span) -> bool:
    return span.start <= mark.start and mark.end <= span.end
