"""The comparison of two revisions as rows to be read."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from docservice.http.presenting.causes import cause_view
from docservice.http.presenting.reading import document_view
from docservice.http.presenting.threads import (
    Surroundings,
    revision_views,
    thread_view,
)
from docservice.http.views.causes import CauseView
from docservice.http.views.compare import (
    BlockView,
    CompareView,
    FormatView,
    Mode,
    RowView,
    Show,
    SideView,
)
from docservice.http.views.thread import PieceKind, PieceView
from docservice.services.explaining import Explained
from docservice.services.transitions import count_relations
from versions.comparison import Row
from versions.lineage import Relation
from versions.outline import numbers
from versions.paragraph import Content, Mark
from versions.revision import Revision
from versions.text import Span

REMARKS_PER_ROW = 6  # the list of comments has the rest
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


@dataclass(frozen=True, slots=True)
class Choice:
    """How somebody wants to see a comparison."""

    mode: Mode
    show: Show


def compare_view(found: Explained, choice: Choice, around: Surroundings) -> CompareView:
    """Return all that compare.html shows."""
    revisions = revision_views(found.heads)
    comparison = found.comparison
    rows = list(_Rows(found, around).views())
    shown = [row for row in rows if _is_shown(row, found, choice.show)]
    return CompareView(
        document=document_view(comparison.opened),
        old=next(r for r in revisions if r.number == comparison.old.number),
        new=next(r for r in revisions if r.number == comparison.new.number),
        revisions=revisions,
        mode=choice.mode,
        show=choice.show,
        blocks=tuple(_blocks(shown)),
        relations=count_relations(comparison.transition.lineage),
        causes=Counter(
            reason.change.cause or "none"
            for reasons in found.reasons.values()
            for reason in reasons
        ),
        hidden=len(rows) - len(shown),
    )


def _is_shown(row: RowView, found: Explained, show: Show) -> bool:
    if show == "all":
        return True
    if show == "changes":
        return not row.is_kept
    place = int(row.id.removeprefix("row-"))
    return any(reason.is_from_citizens for reason in found.reasons.get(place, ()))


def _blocks(rows: Sequence[RowView]) -> Iterator[BlockView]:
    """Yield the rows; where nothing changed and nobody said a word they are folded."""
    for folded, group in groupby(rows, lambda row: row.is_kept and not row.remarks):
        yield BlockView(folded, tuple(group))


class _Rows:
    """Turns rows into views; a moved passage and its signpost name each other."""

    def __init__(self, found: Explained, around: Surroundings) -> None:
        self._found = found
        self._around = around
        comparison = found.comparison
        self._old, self._new = comparison.old, comparison.new
        self._rows = comparison.rows
        self._old_numbers = numbers(self._old.paragraphs)
        self._new_numbers = numbers(self._new.paragraphs)
        self._arrived: dict[int, str] = {}
        self._left: dict[int, str] = {}
        for place, row in enumerate(self._rows):
            if row.moved_to is not None and row.old is not None:
                self._left[row.old] = _id(place)
            if row.moved_from is not None and row.new is not None:
                self._arrived.setdefault(row.new, _id(place))

    def views(self) -> Iterator[RowView]:
        """Yield a view of each row."""
        for place, row in enumerate(self._rows):
            yield self._view(place, row)

    def _view(self, place: int, row: Row) -> RowView:
        remarks = self._found.comparison.remarks.get(place, ())
        old = self._content(self._old, row.old)
        new = self._content(self._new, row.new)
        return RowView(
            id=_id(place),
            relations=tuple(each for each in ORDER if each in row.relations),
            old=self._side("old", row, old),
            new=self._side("new", row, new),
            pieces=_shown(_both(row, old, new), old, new),
            moved_to=""
            if row.moved_to is None
            else self._arrived.get(row.moved_to, ""),
            moved_from=""
            if row.moved_from is None
            else self._left.get(row.moved_from, ""),
            formats=tuple(_formats(row, old, new)),
            restructured=old is not None and new is not None and _structure(old, new),
            causes=tuple(self._causes(place)),
            remarks=tuple(
                thread_view(remark, self._around)
                for remark in remarks[:REMARKS_PER_ROW]
            ),
            remark_count=len(remarks),
        )

    def _causes(self, place: int) -> Iterator[CauseView]:
        for reason in self._found.reasons.get(place, ()):
            number = reason.change.revision
            is_next = self._new.number == self._old.number + 1
            label = "" if is_next else self._around.label(number)
            yield cause_view(reason, self._around.lang, label)

    @staticmethod
    def _content(revision: Revision, index: int | None) -> Content | None:
        return None if index is None else revision.paragraphs[index].content

    def _side(
        self, kind: PieceKind, row: Row, content: Content | None
    ) -> SideView | None:
        is_old = kind == "old"
        revision = self._old if is_old else self._new
        index = row.old if is_old else row.new
        span = row.old_span if is_old else row.new_span
        spans = [change.old if is_old else change.new for change in row.changes]
        known = self._old_numbers if is_old else self._new_numbers
        if index is None or content is None:
            return None
        paragraph = revision.paragraphs[index]
        is_alone = (row.new if is_old else row.old) is None and row.moved_to is None
        return SideView(
            paragraph=paragraph.id,
            number=known[paragraph.id],
            kind=content.kind,
            level=content.level,
            marker=content.marker,
            pieces=_shown(_one(content, span, spans, kind, is_alone), content),
        )


def _id(place: int) -> str:
    return f"row-{place}"


def _one(
    content: Content,
    span: Span | None,
    changed: Sequence[Span],
    kind: PieceKind,
    is_alone: bool,
) -> Iterator[PieceView]:
    """Yield one side's words; what stands alone is new or old as a whole."""
    if span is None:
        return
    if is_alone:
        yield PieceView(kind, span.of(content.text))
        return
    at = span.start
    for each in changed:
        yield PieceView("equal", content.text[at : each.start])
        yield PieceView(kind, each.of(content.text))
        at = each.end
    yield PieceView("equal", content.text[at : span.end])


def _both(row: Row, old: Content | None, new: Content | None) -> Iterator[PieceView]:
    """Yield both sides' words in one text."""
    if new is None or row.new_span is None:
        if old is not None and row.old_span is not None:
            yield PieceView("old", row.old_span.of(old.text))
        return
    if old is None:
        yield PieceView("new", row.new_span.of(new.text))
        return
    at = row.new_span.start
    for change in row.changes:
        yield PieceView("equal", new.text[at : change.new.start])
        yield PieceView("old", change.old.of(old.text))
        yield PieceView("new", change.new.of(new.text))
        at = change.new.end
    yield PieceView("equal", new.text[at : row.new_span.end])


def _shown(
    pieces: Iterator[PieceView], *contents: Content | None
) -> tuple[PieceView, ...]:
    """Return the pieces that hold words; a bar stands between cells of a table."""
    is_table = any(content and content.kind == "table" for content in contents)
    return tuple(
        PieceView(piece.kind, piece.text.replace("\t", " | ")) if is_table else piece
        for piece in pieces
        if piece.text
    )


def _structure(old: Content, new: Content) -> bool:
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
