"""Processes and their documents, as people find them on the first pages.

An administrator announces a process, and changes it, by what a file says of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from annotations.phase import Phase, permits, phase_at
from docservice.access import Actor, current, open_process
from docservice.db import annotations, documents, revisions
from docservice.db.annotations import AnnotationFilter
from docservice.db.documents import Document, Process, Stage
from docservice.db.events import Unit, append
from docservice.db.ids import uuid7
from docservice.db.revisions import RevisionHead
from docservice.services.process_changes import changes_of, continued
from docservice.services.process_file import ProcessFile
from docservice.services.process_gate import set_gate

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


@dataclass(frozen=True, slots=True)
class Announcement:
    """What a file does: to `known`, or, if that is None, to no process there was.

    `phase_ids` are those of the known process's phases in the order of the file,
    `changes` tells what becomes different, a line for each thing.
    """

    known: Process | None
    phase_ids: tuple[str, ...]
    changes: tuple[str, ...]


def preview_announcement(
    connection: Connection, actor: Actor, file: ProcessFile, *, now: datetime
) -> Announcement:
    """Return what a file would do; stores nothing.

    Raises:
        AccessError: the actor may not administer.
        Conflict: a phase that has begun would be left out.
    """
    actor.require("administer")
    known = documents.get_process(connection, file.process.slug)
    if known is None:
        return Announcement(None, (), ())
    stored = documents.stored_phases(connection, known.id)
    found = continued(stored, file.process, now=now)
    stages = [stage.title for stage in documents.stages_of(connection, known.id)]
    return Announcement(
        known,
        tuple(each.id if each else uuid7() for each in found),
        changes_of(known, stages, stored, file, found),
    )


def announce(
    unit: Unit, actor: Actor, file: ProcessFile, *, now: datetime
) -> Announcement:
    """Create a process, or change it to what its file says; return what was done.

    Phases that go on keep their ids. The log of each document keeps who did so.

    Raises:
        AccessError, Conflict: as for `preview_announcement`.
    """
    connection = unit.connection
    actor = current(connection, actor)
    made = preview_announcement(connection, actor, file, now=now)
    slug = file.process.slug
    if made.known is None:
        documents.insert_process(connection, file.process, now=now)
    elif made.changes:
        documents.update_process(
            connection, made.known.id, file.process, made.phase_ids
        )
        for each in documents.list_documents(connection, process_id=made.known.id):
            append(
                unit,
                each.id,
                "process.changed",
                {"changes": made.changes},
                at=now,
                person_id=actor.id,
                internal=True,
            )
    if file.gate is not None:
        set_gate(unit, actor, slug, file.gate, now=now)
    return made


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
    visible = AnnotationFilter(state="visible", only_comments=True)
    return DocumentFigures(
        document,
        tuple(revisions.list_published(connection, document.id)),
        annotations.count_annotations(connection, document.id, visible),
        annotations.count_annotations(
            connection, document.id, replace(visible, disposition="any")
        ),
    )
