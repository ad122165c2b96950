"""The history of a document and of its paragraphs, to be read."""

from collections.abc import Iterator, Sequence

from docservice.access import Opened
from docservice.http.presenting.causes import cause_view
from docservice.http.presenting.reading import document_view
from docservice.http.presenting.threads import Surroundings, thread_view
from docservice.http.presenting.wording import pieces, shortened
from docservice.http.views.history import (
    HistoryView,
    PassageView,
    PassedView,
    StepView,
    StoryView,
    VersionView,
)
from docservice.http.views.reading import RevisionView
from docservice.http.views.thread import PieceView
from docservice.http.views.urls import url
from docservice.services.history import ParagraphStory, Passage, Step, Version
from versions.outline import numbers
from versions.paragraph import ParagraphId
from versions.revision import Revision

WORDS_CHARS = 60  # by which another paragraph is known again


def history_view(opened: Opened, steps: Sequence[Step]) -> HistoryView:
    """Return all that history.html shows."""
    return HistoryView(document_view(opened), tuple(_steps(steps)))


def _steps(steps: Sequence[Step]) -> Iterator[StepView]:
    known = [step.head.number for step in steps]
    for place, step in enumerate(steps):
        head = step.head
        if head.published_at is None:
            continue
        yield StepView(
            RevisionView(head.number, head.label, head.published_at),
            known[place + 1] if place + 1 < len(known) else 0,
            head.note,
            step.paragraphs,
            step.relations,
            step.causes,
            step.comments,
            step.answered,
            step.highlights,
            [PassedView(each.list, each.size, each.reason) for each in step.passed],
        )


def story_view(found: ParagraphStory, around: Surroundings) -> StoryView:
    """Return all that paragraph_history.html shows."""
    ended = found.ended
    last = found.versions[-1].wording
    return StoryView(
        document_view(found.opened),
        last.paragraph.id,
        _number(found.revisions[last.number], last.paragraph.id),
        tuple(_versions(found, around)),
        RevisionView(ended.number, ended.label, ended.published_at)
        if ended and ended.published_at
        else None,
    )


def _versions(found: ParagraphStory, around: Surroundings) -> Iterator[VersionView]:
    slug = found.opened.document.slug
    before: Version | None = None
    for version in found.versions:
        wording = version.wording
        content = wording.paragraph.content
        yield VersionView(
            revision=RevisionView(wording.number, wording.label, wording.published_at),
            number=_number(found.revisions[wording.number], wording.paragraph.id),
            kind=content.kind,
            marker=content.marker,
            is_new=wording.is_new,
            pieces=_pieces(before, version),
            causes=tuple(cause_view(r, around.lang, slug) for r in version.reasons),
            remarks=tuple(thread_view(r, around) for r in version.remarks),
            remark_count=version.remark_count,
            came_from=_passages(found, version.came_from, around.lang),
            went_to=_passages(found, version.went_to, around.lang),
        )
        before = version


def _pieces(before: Version | None, version: Version) -> tuple[PieceView, ...]:
    text = version.wording.paragraph.text
    old = before.wording.paragraph.text if before else text
    return tuple(
        PieceView(piece.kind, piece.text.replace("\t", " | "))
        for piece in pieces(old, text)
    )


def _passages(
    found: ParagraphStory, listed: Sequence[Passage], lang: str
) -> tuple[PassageView, ...]:
    slug = found.opened.document.slug
    return tuple(
        PassageView(
            url("paragraph_history", lang=lang, slug=slug, paragraph=each.paragraph),
            _number(found.revisions[each.revision], each.paragraph),
            _words(found.revisions[each.revision], each.paragraph),
        )
        for each in listed
    )


def _number(revision: Revision, paragraph: str) -> int:
    return numbers(revision.paragraphs)[paragraph]


def _words(revision: Revision, paragraph: str) -> str:
    index = revision.index_of(ParagraphId(paragraph))
    return "" if index is None else shortened(revision.texts[index], WORDS_CHARS)
