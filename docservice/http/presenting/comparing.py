"""The comparison of two revisions as rows to be read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from docservice.http.presenting.causes import cause_view
from docservice.http.presenting.reading import document_view
from docservice.http.presenting.rows import Lineages, row_pieces
from docservice.http.presenting.threads import (
    Surroundings,
    revision_views,
    thread_view,
)
from docservice.http.views.causes import CauseView
from docservice.http.views.compare import (
    MODES,
    BlockView,
    CompareView,
    Mode,
    RowView,
    SideView,
)
from docservice.http.views.thread import PieceKind, PieceView
from docservice.http.views.urls import url
from docservice.services.explaining import SHOWS, Explained, Show
from docservice.services.transitions import count_relations
from versions.comparison import Row
from versions.paragraph import Content
from versions.revision import Revision
from versions.text import Span


@dataclass(frozen=True, slots=True)
class Choice:
    """How somebody wants to see a comparison; `row` asks for the page that holds it."""

    mode: Mode
    show: Show
    page: int = 1
    row: int | None = None


def compare_view(found: Explained, choice: Choice, around: Surroundings) -> CompareView:
    """Return all that compare.html shows."""
    revisions = revision_views(found.heads)
    comparison, last = found.comparison, len(found.pages)
    page = found.page

    def at(number: int) -> str:
        return (
            _address(found, replace(choice, page=number, row=None), around.lang)
            + "#rows"
        )

    return CompareView(
        document=document_view(comparison.opened),
        old=next(r for r in revisions if r.number == comparison.old.number),
        new=next(r for r in revisions if r.number == comparison.new.number),
        revisions=revisions,
        mode=choice.mode,
        show=choice.show,
        blocks=tuple(_blocks(list(_Rows(found, choice, around).views()))),
        relations=count_relations(comparison.transition.lineage),
        causes=found.causes,
        hidden=len(comparison.rows) - sum(map(len, found.pages)),
        page=page,
        pages=last,
        previous=at(page - 1) if page > 1 else "",
        next=at(page + 1) if page < last else "",
    )


def compare_address(lang: str, slug: str, pair: tuple[int, int], choice: Choice) -> str:
    """Return the address of a comparison as somebody wants to see it."""
    return url(
        "compare",
        lang=lang,
        slug=slug,
        old=pair[0],
        new=pair[1],
        view=choice.mode if choice.mode != MODES[0] else None,
        show=choice.show if choice.show != SHOWS[0] else None,
        page=choice.page if choice.page > 1 else None,
        row=choice.row,
    )


def _address(found: Explained, choice: Choice, lang: str) -> str:
    comparison = found.comparison
    pair = (comparison.old.number, comparison.new.number)
    return compare_address(lang, comparison.opened.document.slug, pair, choice)


def _blocks(rows: Sequence[RowView]) -> Iterator[BlockView]:
    """Yield the rows; where nothing changed and nobody said a word they are folded."""
    for folded, group in groupby(
        rows, lambda row: row.lineage.is_kept and not row.remarks
    ):
        yield BlockView(folded, tuple(group))


class _Rows:
    """Turns the rows of a page into views."""

    def __init__(self, found: Explained, choice: Choice, around: Surroundings) -> None:
        self._found, self._choice, self._around = found, choice, around
        comparison = found.comparison
        self._old, self._new = comparison.old, comparison.new
        self._rows = comparison.rows
        self._page_of = {
            place: number
            for number, listed in enumerate(found.pages, start=1)
            for place in listed
        }
        self._lineages = Lineages(self._old, self._new, self._rows, self._href)

    def views(self) -> Iterator[RowView]:
        """Yield a view of each row."""
        for place in self._found.rows:
            yield self._view(place, self._rows[place])

    def _view(self, place: int, row: Row) -> RowView:
        old = self._content(self._old, row.old)
        new = self._content(self._new, row.new)
        return RowView(
            id=_id(place),
            lineage=self._lineages.view(place),
            old=self._side("old", row, old),
            new=self._side("new", row, new),
            pieces=_shown(row_pieces(row, old, new), old, new),
            causes=tuple(self._causes(place)),
            remarks=tuple(
                thread_view(remark, self._around)
                for remark in self._found.remarks.get(place, ())
            ),
            remark_count=self._found.counts.get(place, 0),
        )

    def _href(self, place: int) -> str:
        """Return the address of a row: on this page, another, or of the whole text."""
        page = self._page_of.get(place)
        if page == self._found.page:
            return f"#{_id(place)}"
        if page is not None:
            there = replace(self._choice, page=page, row=None)
            address = _address(self._found, there, self._around.lang)
            return f"{address}#{_id(place)}"
        # The filter hides it; how many rows precede it on its page is found out there.
        address = _address(
            self._found, Choice(self._choice.mode, "all", row=place), self._around.lang
        )
        return f"{address}#{_id(place)}"

    def _causes(self, place: int) -> Iterator[CauseView]:
        for reason in self._found.reasons.get(place, ()):
            number = reason.change.revision
            is_next = self._new.number == self._old.number + 1
            label = "" if is_next else self._around.label(number)
            slug = self._found.comparison.opened.document.slug
            yield cause_view(reason, self._around.lang, slug, label)

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
        lineages = self._lineages
        known = lineages.old_numbers if is_old else lineages.new_numbers
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
) -> Sequence[PieceView]:
    """Return one side's words; what stands alone is new or old as a whole."""
    if span is None:
        return ()
    if is_alone:
        return (PieceView(kind, span.of(content.text)),)
    found, at = list[PieceView](), span.start
    for each in changed:
        found.append(PieceView("equal", content.text[at : each.start]))
        found.append(PieceView(kind, each.of(content.text)))
        at = each.end
    return (*found, PieceView("equal", content.text[at : span.end]))


def _shown(
    pieces: Sequence[PieceView], *contents: Content | None
) -> tuple[PieceView, ...]:
    """Return the pieces that hold words; a bar stands between cells of a table."""
    is_table = any(content and content.kind == "table" for content in contents)
    return tuple(
        PieceView(piece.kind, piece.text.replace("\t", " | ")) if is_table else piece
        for piece in pieces
        if piece.text
    )
