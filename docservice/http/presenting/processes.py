"""Processes with their days written out, in each one's own time zone."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from annotations.phase import Phase, permits, phase_at
from docservice.http.presenting.threads import revision_views
from docservice.http.views.formatting import Formatter
from docservice.http.views.page import PhaseState
from docservice.http.views.process import (
    DocumentTileView,
    ProcessTileView,
    ProcessView,
    StagePhaseView,
    StageView,
    Standing,
)
from docservice.services.processes import DocumentFigures, ProcessFigures


def process_view(found: ProcessFigures, lang: str, now: datetime) -> ProcessView:
    """Return all that process.html shows."""
    process = found.process
    clock = Formatter(lang, ZoneInfo(process.time_zone))
    running = phase_at(found.phases, now)
    return ProcessView(
        tile=process_tile(found, lang, now),
        stages=tuple(
            StageView(
                stage.title,
                tuple(_phase(phase, running, clock, now) for phase in stage.phases),
            )
            for stage in found.stages
        ),
        contact=tuple(line for line in process.contact.splitlines() if line.strip()),
        links=process.links,
        time_zone=process.time_zone,
    )


def process_tile(found: ProcessFigures, lang: str, now: datetime) -> ProcessTileView:
    """Return a process as one among others."""
    process, phases = found.process, found.phases
    clock = Formatter(lang, ZoneInfo(process.time_zone))
    running = phase_at(phases, now)
    shown = running or min(
        (phase for phase in phases if phase.starts_at > now),
        key=lambda phase: phase.starts_at,
        default=None,
    )
    takes_comments = permits(phases, "annotate", now)
    return ProcessTileView(
        slug=process.slug,
        title=process.title,
        lang=process.lang,
        summary=process.summary,
        standing=_standing(phases, now),
        phase=_phase(shown, running, clock, now) if shown else None,
        documents=tuple(
            document_tile(document, clock, is_open=takes_comments)
            for document in found.documents
        ),
    )


def document_tile(
    found: DocumentFigures, clock: Formatter, *, is_open: bool
) -> DocumentTileView:
    """Return a document as one among others; `clock` shows its days."""
    document = found.document
    return DocumentTileView(
        slug=document.slug,
        title=document.title,
        lang=document.lang,
        revisions=revision_views(found.heads),
        published={
            head.number: clock.date(head.published_at)
            for head in found.heads
            if head.published_at is not None
        },
        comments=found.comments,
        answered=found.answered,
        open_for_comments=is_open,
    )


def _standing(phases: Sequence[Phase], now: datetime) -> Standing:
    if permits(phases, "annotate", now):
        return "commenting"
    has_begun = any(phase.starts_at <= now for phase in phases)
    goes_on = any(phase.starts_at > now for phase in phases)
    # Between two phases nothing is open, and yet the process goes on.
    if phase_at(phases, now) is not None or (has_begun and goes_on):
        return "running"
    return "ahead" if goes_on else "over"


def _phase(
    phase: Phase, running: Phase | None, clock: Formatter, now: datetime
) -> StagePhaseView:
    state: PhaseState = (
        "now" if phase == running else "done" if phase.ends_at <= now else "next"
    )
    return StagePhaseView(
        phase.title,
        phase.kind,
        state,
        clock.days(phase.starts_at, phase.ends_at),
        clock.days_left(phase.ends_at) if state == "now" else None,
    )
