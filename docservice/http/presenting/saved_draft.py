"""The views of drafts that were kept under a name."""

from docservice.db.saved_drafts import SavedDraft
from docservice.http.presenting.reading import document_view
from docservice.http.presenting.wording import pieces
from docservice.http.views.saved_draft import (
    SavedDraftsView,
    SavedDraftView,
    SavedParagraphView,
    SavedTextView,
)
from docservice.http.views.urls import url
from docservice.services.saving import PER_PAGE, SavedDrafts, SavedText
from versions.paragraph import Content, Paragraph


def saved_drafts_view(found: SavedDrafts, lang: str) -> SavedDraftsView:
    """Return a page of the list."""
    document = document_view(found.opened)

    def at(page: int) -> str:
        return url("saved_drafts", lang=lang, slug=document.slug, page=page)

    return SavedDraftsView(
        document,
        tuple(saved_draft_view(each) for each in found.listed),
        found.total,
        previous=at(found.page - 1) if found.page > 1 else "",
        next=at(found.page + 1) if found.page * PER_PAGE < found.total else "",
    )


def saved_draft_view(draft: SavedDraft) -> SavedDraftView:
    """Return who kept it, and when."""
    return SavedDraftView(draft.id, draft.name, draft.at, draft.by)


def saved_text_view(found: SavedText) -> SavedTextView:
    """Return a kept draft's text, each paragraph with what became of it since."""
    today = {str(each.id): each.content for each in found.now.paragraphs}
    paragraphs = [_paragraph(each, today) for each in found.paragraphs]
    states = [each.since for each in paragraphs]
    return SavedTextView(
        document=document_view(found.opened),
        draft=saved_draft_view(found.saved),
        paragraphs=tuple(paragraphs),
        edited=states.count("edited"),
        gone=states.count("gone"),
        added=len(today.keys() - {each.id for each in paragraphs}),
    )


def _paragraph(paragraph: Paragraph, today: dict[str, Content]) -> SavedParagraphView:
    content, now = paragraph.content, today.get(paragraph.id)
    if now is None:
        return SavedParagraphView(paragraph.id, content, "gone", ())
    if now.sha256 == content.sha256:
        return SavedParagraphView(paragraph.id, content, "same", ())
    shown = pieces(content.text, now.text) if content.text != now.text else ()
    return SavedParagraphView(paragraph.id, content, "edited", shown)
