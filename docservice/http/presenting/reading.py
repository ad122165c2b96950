"""The reading page's view, from a revision and its margin."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from annotations.disposition import OUTCOMES
from annotations.phase import Phase, phase_at
from docservice.access import Opened
from docservice.db.revisions import RevisionHead
from docservice.http.presenting.permissions import allowed
from docservice.http.presenting.threads import (
    Surroundings,
    revision_views,
    thread_view,
)
from docservice.http.views.page import PhaseView
from docservice.http.views.reading import (
    ChapterView,
    DocumentView,
    OutcomeCount,
    ParagraphView,
    ReadingView,
    RevisionView,
)
from docservice.http.views.thread import GroupView
from docservice.services.margin import Group, Margin, Reading
from docservice.services.sentences import sentences
from versions.outline import chapters, numbers
from versions.paragraph import Paragraph
from versions.revision import Revision

Translate = Callable[[str], str]
SHOWN_LEVELS = 2  # of headings in the contents; more would hide the chapters


def reading_view(
    found: Reading, lang: str, now: datetime, gettext: Translate
) -> ReadingView:
    """Return all that read.html shows to who opened the document."""
    opened, revision, margin = found.opened, found.revision, found.margin
    around = Surroundings.of(lang, opened, revision.number, found.heads, now)
    document_lang = opened.document.lang
    numbered = numbers(revision.paragraphs)
    return ReadingView(
        document=document_view(opened),
        revision=revision_view(found.heads, revision.number),
        revisions=revision_views(found.heads),
        seq=opened.document.seq,
        paragraphs=tuple(
            paragraph_view(
                paragraph,
                numbered[paragraph.id],
                document_lang,
                comments=margin.counts.get(paragraph.id, 0),
                changed_by=margin.changed.get(paragraph.id),
            )
            for paragraph in revision.paragraphs
        ),
        chapters=tuple(_chapters(revision, margin)),
        groups=group_views(margin.groups, revision, around),
        outcomes=outcome_counts(margin.outcomes, margin.total),
        comments=margin.total,
        phases=phase_views(opened.phases, now),
        allowed=around.open_here,
        closed=closed(opened, now, gettext),
        guests=opened.welcomes_guests(),
    )


def document_view(opened: Opened) -> DocumentView:
    """Return a document with the process it belongs to."""
    document, process = opened.document, opened.process
    return DocumentView(
        document.slug,
        document.title,
        document.lang,
        process.summary if process else "",
        process.slug if process else "",
        process.title if process else "",
    )


def revision_view(heads: Sequence[RevisionHead], number: int) -> RevisionView:
    """Return one of the published revisions."""
    return next(r for r in revision_views(heads) if r.number == number)


def paragraph_view(
    paragraph: Paragraph,
    number: int,
    lang: str,
    *,
    comments: int = 0,
    changed_by: int | None = None,
) -> ParagraphView:
    """Return a paragraph with its sentences, if it has more than one."""
    content = paragraph.content
    cut = () if content.kind == "table" else sentences(content.text, lang)
    return ParagraphView(
        paragraph.id,
        number,
        content,
        comments,
        changed_by,
        cut if len(cut) > 1 else (),
    )


def group_views(
    groups: Sequence[Group], revision: Revision, around: Surroundings
) -> tuple[GroupView, ...]:
    """Return the threads of paragraphs, with the numbers of these."""
    numbered = numbers(revision.paragraphs)
    return tuple(
        GroupView(
            group.paragraph,
            numbered.get(group.paragraph, 0),
            tuple(thread_view(thread, around) for thread in group.threads),
            group.total,
        )
        for group in groups
    )


def outcome_counts(outcomes: Mapping[str, int], total: int) -> tuple[OutcomeCount, ...]:
    """Return how many of `total` annotations had each outcome, unanswered ones last."""
    return (
        *(OutcomeCount(o, outcomes.get(o, 0)) for o in OUTCOMES),
        OutcomeCount(None, total - sum(outcomes.values())),
    )


def phase_views(phases: Sequence[Phase], now: datetime) -> tuple[PhaseView, ...]:
    """Return the line of phases; of several that run, the latest begun is now."""
    running = phase_at(phases, now)
    return tuple(
        PhaseView(
            phase.title,
            "now" if phase is running else "done" if phase.ends_at <= now else "next",
            phase.starts_at,
            phase.ends_at,
        )
        for phase in phases
    )


def closed(opened: Opened, now: datetime, gettext: Translate) -> str:
    """Return in words why nobody, or not this one, may annotate now; else nothing."""
    if "annotate" in allowed(opened, now):
        return ""
    if opened.opens("annotate", now):
        return gettext("Please sign in if you want to comment.")
    starts = [p.starts_at for p in opened.phases if p.kind == "commenting"]
    if starts and min(starts) > now:
        return gettext("Comments are not open yet. You can read everything.")
    if starts and max(starts) > now:
        return gettext(
            "Comments are closed at the moment."
            " You can read everything and see what becomes of it."
        )
    return gettext("Comments are closed. You can still read everything.")


def _chapters(revision: Revision, margin: Margin) -> Iterator[ChapterView]:
    """Yield the contents; a chapter counts what begins in any of its paragraphs."""
    found = chapters(revision.paragraphs)
    totals = [
        sum(
            margin.counts.get(p.id, 0)
            for p in revision.paragraphs[chapter.start : chapter.end]
        )
        for chapter in found
    ]
    most = max(totals, default=0) or 1
    for chapter, total in zip(found, totals, strict=True):
        inside = revision.paragraphs[chapter.start : chapter.end]
        title = chapter.title or inside[0].text
        yield ChapterView(chapter.id, title, 1, total, round(100 * total / most))
        level = inside[0].content.level
        for paragraph in inside[1:]:
            content = paragraph.content
            deeper = content.level - level
            if content.kind == "heading" and 0 < deeper < SHOWN_LEVELS:
                count = margin.counts.get(paragraph.id, 0)
                yield ChapterView(paragraph.id, content.text, 2, count, 0)
