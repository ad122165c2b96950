"""The page of one change, from its story."""

from collections.abc import Iterator

from docservice.db.changes import Side, StoredChange
from docservice.http.presenting.reading import document_view, revision_view
from docservice.http.presenting.threads import (
    Surroundings,
    person_view,
    thread_view,
)
from docservice.http.presenting.wording import shortened
from docservice.http.views.change import ChangeView, SiblingView, SideView
from docservice.http.views.thread import PieceKind, PieceView
from docservice.http.views.urls import url
from docservice.services import resources
from docservice.services.change_story import ChangeStory
from versions.outline import numbers
from versions.paragraph import ParagraphId
from versions.revision import Revision

WORDS_CHARS = 60  # by which another change is known


def change_address(lang: str, slug: str, change_id: str) -> str:
    """Return the address of a change's page."""
    return url("change", lang=lang, slug=slug, change=change_id)


def change_view(found: ChangeStory, around: Surroundings) -> ChangeView:
    """Return all that change.html shows."""
    change, slug, lang = found.change, found.opened.document.slug, around.lang
    side = change.new or change.old
    paragraph = side.paragraph if side else ""
    pair = {"slug": slug, "old": change.revision - 1, "new": change.revision}
    row, moved = found.row, change.kind == "moved"
    compare = url("compare", lang=lang, row=row, **pair)
    return ChangeView(
        document=document_view(found.opened),
        id=change.id,
        revision=revision_view(found.heads, change.revision),
        previous_revision=revision_view(found.heads, change.revision - 1),
        paragraph=paragraph,
        old=_side(found, found.old, change.old, "equal" if moved else "old", around),
        new=_side(found, found.new, change.new, "equal" if moved else "new", around),
        kind=change.kind,
        cause=change.cause,
        note=change.note,
        editor=person_view(resources.person(found.editor)) if found.editor else None,
        remarks=tuple(
            (thread_view(each, around), sure) for each, sure in found.remarks
        ),
        beside=tuple(_sibling(each, slug, lang) for each in found.beside),
        compare=compare if row is None else f"{compare}#row-{row}",
        history=url("paragraph_history", lang=lang, slug=slug, paragraph=paragraph),
        previous=_address(found.previous, slug, lang),
        next=_address(found.next, slug, lang),
    )


def _side(
    found: ChangeStory,
    revision: Revision,
    side: Side | None,
    kind: PieceKind,
    around: Surroundings,
) -> SideView | None:
    if side is None:
        return None
    index = revision.index_of(ParagraphId(side.paragraph))
    text = "" if index is None else revision.texts[index]
    address = url(
        "revision",
        lang=around.lang,
        slug=found.opened.document.slug,
        number=revision.number,
    )
    return SideView(
        revision_view(found.heads, revision.number),
        numbers(revision.paragraphs).get(side.paragraph, 0),
        f"{address}#p-{side.paragraph}",
        tuple(piece for piece in _pieces(text, side, kind) if piece.text),
    )


def _pieces(text: str, side: Side, kind: PieceKind) -> Iterator[PieceView]:
    """Yield the paragraph in three; in tables a bar stands between cells."""
    yield PieceView("equal", _cells(text[: side.start]))
    yield PieceView(kind, _cells(text[side.start : side.end]))
    yield PieceView("equal", _cells(text[side.end :]))


def _cells(text: str) -> str:
    return text.replace("\t", " | ")


def _sibling(change: StoredChange, slug: str, lang: str) -> SiblingView:
    return SiblingView(
        change_address(lang, slug, change.id),
        change.kind,
        shortened(change.old.text.strip(), WORDS_CHARS) if change.old else "",
        shortened(change.new.text.strip(), WORDS_CHARS) if change.new else "",
    )


def _address(change: StoredChange | None, slug: str, lang: str) -> str:
    return change_address(lang, slug, change.id) if change else ""
