"""Processes and their documents, as people find them on the first pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from annotations.phase import Phase, permits, phase_at
from docservice.access import Actor, open_process
from docservice.db import annotations, documents, revisions
from docservice.db.annotations import AnnotationFilter
from docservice.db.documents import Document, Process, Stage
from docservice.db.revisions import RevisionHead

PER_PAGE = 24  # entries of the first page: some two screens of tiles


@dataclass(frozen=True, slots=True)
class DocumentFigures:
    """A published document: its revisions, first to last, and visible comments."""

    document: Document
    heads: tuple[RevisionHead, ...]
    comments: int
    answered: int


@dataclass(frozen=True, slots=True)
class ProcessFigures:
    """A process with its stages, its phases in order of time, and its documents."""

    process: Process
    stages: tuple[Stage, ...]
    phases: tuple[Phase, ...]
    documents: tuple[DocumentFigures, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """A page of all there is: processes first, then documents that belong to none.

    `total` counts both over all pages.
    """

    processes: tuple[ProcessFigures, ...]
    documents: tuple[DocumentFigures, ...]
    total: int


def list_all(
    connection: Connection, actor: Actor, *, now: datetime, page: int
) -> Overview:
    """Return page `page`, from 1, of what the actor may see.

    Processes that take comments come first, then others that run, then those that
    are still to come, then what is over; within each the newest first.
    """
    visible = [
        process
        for process in documents.list_processes(connection)
        if process.is_public or actor.may("see_internal")
    ]
    phases = {p.id: documents.phases_of(connection, p.id) for p in visible}
    visible.sort(key=lambda process: _rank(phases[process.id], now))
    single = [
        document
        for document in documents.list_documents(connection)
        if document.process_id is None and document.newest
    ]
    first, end = (page - 1) * PER_PAGE, page * PER_PAGE
    count = len(visible)
    return Overview(
        tuple(_process(connection, process) for process in visible[first:end]),
        tuple(
            _figures(connection, document)
            for document in single[max(0, first - count) : max(0, end - count)]
        ),
        count + len(single),
    )


def show_process(connection: Connection, actor: Actor, slug: str) -> ProcessFigures:
    """Return a process.

    Raises:
        NotFound: there is none, or it is not public and the actor no drafter.
    """
    return _process(connection, open_process(connection, actor, slug))


def _rank(phases: Sequence[Phase], now: datetime) -> int:
    """Return 0 where comments are open, 1 for running, 2 for to come, 3 for over."""
    if permits(phases, "annotate", now):
        return 0
    if phase_at(phases, now) is not None:
        return 1
    return 2 if any(phase.starts_at > now for phase in phases) else 3


def _process(connection: Connection, process: Process) -> ProcessFigures:
    return ProcessFigures(
        process,
        documents.stages_of(connection, process.id),
        documents.phases_of(connection, process.id),
        tuple(
            _figures(connection, document)
            for document in documents.list_documents(connection, process_id=process.id)
            if document.newest
        ),
    )


def _figures(connection: Connection, document: Document) -> DocumentFigures:
    visible = AnnotationFilter(state="visible")
    answered = AnnotationFilter(state="visible", disposition="any")
    return DocumentFigures(
        document,
        tuple(revisions.list_published(connection, document.id)),
        annotations.count_annotations(connection, document.id, visible),
        annotations.count_annotations(connection, document.id, answered),
    )
