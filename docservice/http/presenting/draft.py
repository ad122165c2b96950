"""The draft's views, from the draft and what was said about its base."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from docservice.http.presenting.reading import document_view
from docservice.http.presenting.saved_draft import saved_draft_view
from docservice.http.presenting.threads import Surroundings, safe, thread_view
from docservice.http.presenting.wording import pieces
from docservice.http.views.draft import (
    BeginView,
    DraftParagraphView,
    DraftView,
    Errors,
    JumpView,
    ParagraphFormView,
    ParagraphState,
)
from docservice.http.views.reading import RevisionView
from docservice.http.views.thread import DispositionView, ThreadView
from docservice.http.views.urls import url
from docservice.services.draft_reading import Remarks, Workplace
from docservice.services.drafting import Draft
from docservice.services.resources import Resource
from versions.outline import numbers
from versions.paragraph import Paragraph
from versions.revision import Revision

PER_PAGE = 150  # paragraphs; about ten printed pages


def draft_view(
    found: Workplace,
    draft: Draft,
    lang: str,
    *,
    page: int,
    upload_bytes: int,
    errors: Errors = (),
) -> DraftView:
    """Return a page of the draft."""
    base, paragraphs = draft.base, draft.revision.paragraphs
    document = document_view(draft.opened)
    last = max(1, -(-len(paragraphs) // PER_PAGE))
    page = min(page, last)
    start = (page - 1) * PER_PAGE
    numbered = numbers(paragraphs)
    before = {str(p.id): p.content.sha256 for p in base.paragraphs}
    states = [_state(paragraph, before) for paragraph in paragraphs]
    shown = range(start, min(start + PER_PAGE, len(paragraphs)))

    def at(number: int) -> str:
        return url("draft", lang=lang, slug=document.slug, page=number)

    return DraftView(
        document=document,
        base=_revision(base),
        number=draft.head.number,
        label=draft.head.label,
        note=draft.head.note,
        version=draft.head.version,
        paragraphs=tuple(
            DraftParagraphView(
                paragraphs[index].id,
                numbered[paragraphs[index].id],
                paragraphs[index].content,
                found.counts.get(paragraphs[index].id, 0),
                states[index],
                f"{paragraphs[index].id}:{paragraphs[index].content.sha256}",
            )
            for index in shown
        ),
        jumps=tuple(
            JumpView(
                paragraph.text,
                paragraph.content.level,
                f"{at(index // PER_PAGE + 1)}#p-{paragraph.id}",
            )
            for index, paragraph in enumerate(paragraphs)
            if paragraph.content.kind == "heading"
        ),
        edited=states.count("edited"),
        added=states.count("new"),
        gone=len(before.keys() - {str(p.id) for p in paragraphs}),
        total=len(paragraphs),
        page=page,
        previous=at(page - 1) if page > 1 else "",
        next=at(page + 1) if page < last else "",
        upload_bytes=upload_bytes,
        saved=tuple(saved_draft_view(each) for each in found.saved),
        total_saved=found.total_saved,
        errors=errors,
    )


def begin_view(found: Workplace, upload_bytes: int, errors: Errors = ()) -> BeginView:
    """Return what is shown where no draft was begun."""
    return BeginView(
        document_view(found.opened),
        _revision(found.base),
        upload_bytes,
        found.total_saved,
        errors,
    )


def paragraph_form(
    draft: Draft,
    paragraph: Paragraph,
    source: str,
    *,
    is_new: bool = False,
    theirs: str | None = None,
) -> ParagraphFormView:
    """Return the form of a paragraph; `theirs` is a colleague's newer source."""
    index = draft.revision.index_of(paragraph.id)
    number = numbers(draft.revision.paragraphs).get(paragraph.id, 0)
    return ParagraphFormView(
        document=document_view(draft.opened),
        number=number,
        paragraph=paragraph.id,
        content=paragraph.content,
        is_new=is_new,
        source=source,
        version=draft.head.version,
        sha256=paragraph.content.sha256,
        page=(index or 0) // PER_PAGE + 1,
        conflict=() if theirs is None else pieces(theirs, source),
    )


def with_remarks(
    form: ParagraphFormView, found: Remarks, lang: str, now: datetime
) -> ParagraphFormView:
    """Return the form with what was said about its paragraph beside it."""
    around = Surroundings.of(
        lang, found.opened, found.revision.number, found.heads, now
    )
    return replace(
        form,
        threads=tuple(answered_thread(each, around) for each in found.listed),
        total_threads=found.total,
    )


def answered_thread(resource: Resource, around: Surroundings) -> ThreadView:
    """Return a comment with its newest answer, public or not: drafters work by it."""
    thread, answer = thread_view(resource, around), resource["disposition"]
    if answer is None:
        return thread
    shown = DispositionView(
        answer["outcome"],
        safe(answer["reason_html"]),
        duplicate_of=answer["duplicate_of"] or "",
    )
    return replace(thread, disposition=shown)


def _revision(revision: Revision) -> RevisionView:
    if revision.published_at is None:
        raise ValueError("the base of a draft is published")
    return RevisionView(revision.number, revision.label, revision.published_at)


def _state(paragraph: Paragraph, before: Mapping[str, str]) -> ParagraphState:
    if paragraph.id not in before:
        return "new"
    return "same" if before[paragraph.id] == paragraph.content.sha256 else "edited"
