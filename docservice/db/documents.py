"""Documents and the processes they belong to, with their phases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from annotations.phase import Phase
from docservice.db.ids import uuid7
from docservice.db.statement import Statement
from docservice.db.tables import document, phase, process, stage


@dataclass(frozen=True, slots=True)
class Process:
    """A whole participation procedure."""

    id: str
    slug: str
    title: str
    summary: str
    lang: str
    contact: str
    links: dict[str, str]
    time_zone: str
    is_public: bool
    guests_may_comment: bool
    four_eyes: bool
    gate: str
    gate_is_final: bool


@dataclass(frozen=True, slots=True)
class Stage:
    """A large part of a process, with the phases in it."""

    title: str
    phases: tuple[Phase, ...]


@dataclass(frozen=True, slots=True)
class StoredPhase:
    """A phase as it is kept: its id, and the title of its stage, empty without one."""

    id: str
    stage: str
    phase: Phase


@dataclass(frozen=True, slots=True)
class Document:
    """A work; `seq` counts its events, `newest` its published revisions."""

    id: str
    slug: str
    title: str
    lang: str
    process_id: str | None
    seq: int
    newest: int


_document_columns = (
    document.c.id,
    document.c.slug,
    document.c.title,
    document.c.lang,
    document.c.process_id,
    document.c.seq,
    document.c.newest,
)
_process_columns = tuple(c for c in process.c if c.name != "created_at")
_by_slug = Statement(
    select(*_document_columns).where(document.c.slug == bindparam("key"))
)
_by_id = Statement(select(*_document_columns).where(document.c.id == bindparam("key")))
_phases = Statement(
    select(phase.c.kind, phase.c.title, phase.c.starts_at, phase.c.ends_at)
    .where(phase.c.process_id == bindparam("key"))
    .order_by(phase.c.starts_at)
)
_process_by_id = Statement(
    select(*_process_columns).where(process.c.id == bindparam("key"))
)


def get_document(connection: Connection, slug: str) -> Document | None:
    """Return a document by its address part."""
    rows = _by_slug.run(connection, key=slug)
    return Document(*rows[0]) if rows else None


def get_document_by_id(connection: Connection, document_id: str) -> Document | None:
    """Return a document by its id."""
    rows = _by_id.run(connection, key=document_id)
    return Document(*rows[0]) if rows else None


def counters_of(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    """Return the number of the last event of each document."""
    rows = connection.execute(
        select(document.c.id, document.c.seq).where(document.c.id.in_(ids))
    )
    return {row.id: row.seq for row in rows}


def list_documents(
    connection: Connection, *, process_id: str | None = None
) -> Sequence[Document]:
    """Return all documents, or those of a process, by title."""
    query = select(*_document_columns).order_by(document.c.title, document.c.id)
    if process_id is not None:
        query = query.where(document.c.process_id == process_id)
    return [Document(*row) for row in connection.execute(query)]


def list_readable(
    connection: Connection, *, after: str, limit: int, drafts: bool
) -> Sequence[tuple[Document, str | None]]:
    """Return documents whose slug follows `after`, each with its process's slug.

    Without `drafts`, those that are not public are left out.
    """
    query = (
        select(*_document_columns, process.c.slug.label("process_slug"))
        .outerjoin(process, process.c.id == document.c.process_id)
        .where(document.c.slug > after)
        .order_by(document.c.slug)
        .limit(limit)
    )
    if not drafts:
        query = query.where(
            document.c.newest > 0,
            or_(document.c.process_id.is_(None), process.c.is_public),
        )
    return [(Document(*row[:-1]), row[-1]) for row in connection.execute(query)]


def insert_document(
    connection: Connection,
    *,
    slug: str,
    title: str,
    lang: str,
    process_id: str | None,
    now: datetime,
) -> Document:
    """Store a document that has no revision yet."""
    row = Document(uuid7(), slug, title, lang, process_id, 0, 0)
    connection.execute(
        insert(document).values(
            id=row.id,
            slug=slug,
            title=title,
            lang=lang,
            process_id=process_id,
            created_at=now,
        )
    )
    return row


def get_process(connection: Connection, slug: str) -> Process | None:
    """Return a process by its address part."""
    row = connection.execute(
        select(*_process_columns).where(process.c.slug == slug)
    ).one_or_none()
    return Process(*row) if row else None


def get_process_by_id(connection: Connection, process_id: str) -> Process | None:
    """Return a process by its id."""
    rows = _process_by_id.run(connection, key=process_id)
    return Process(*rows[0]) if rows else None


def list_processes(connection: Connection) -> Sequence[Process]:
    """Return all processes, newest first."""
    query = select(*_process_columns).order_by(process.c.created_at.desc())
    return [Process(*row) for row in connection.execute(query)]


def update_gate(
    connection: Connection, process_id: str, *, gate: str, is_final: bool
) -> None:
    """Set how a process closes its gate."""
    connection.execute(
        update(process)
        .where(process.c.id == process_id)
        .values(gate=gate, gate_is_final=is_final)
    )


def set_process(connection: Connection, document_id: str, process_id: str) -> None:
    """Put a document into a process."""
    connection.execute(
        update(document)
        .where(document.c.id == document_id)
        .values(process_id=process_id)
    )


def phases_of(connection: Connection, process_id: str) -> tuple[Phase, ...]:
    """Return a process's phases by their start."""
    return tuple(Phase(*row) for row in _phases.run(connection, key=process_id))


def stored_phases(connection: Connection, process_id: str) -> Sequence[StoredPhase]:
    """Return a process's phases by their start, as they are kept."""
    rows = connection.execute(
        select(
            phase.c.id,
            stage.c.title.label("stage"),
            phase.c.kind,
            phase.c.title,
            phase.c.starts_at,
            phase.c.ends_at,
        )
        .outerjoin(stage, stage.c.id == phase.c.stage_id)
        .where(phase.c.process_id == process_id)
        .order_by(phase.c.starts_at, phase.c.id)
    )
    return [StoredPhase(key, title or "", Phase(*rest)) for key, title, *rest in rows]


def stages_of(connection: Connection, process_id: str) -> tuple[Stage, ...]:
    """Return a process's stages in order; phases outside any stand in a nameless one."""
    named = connection.execute(
        select(stage.c.id, stage.c.title)
        .where(stage.c.process_id == process_id)
        .order_by(stage.c.position)
    )
    titles: dict[str, str] = {row.id: row.title for row in named}
    found: dict[str | None, list[Phase]] = {None: [], **{key: [] for key in titles}}
    rows = connection.execute(
        select(
            phase.c.stage_id,
            phase.c.kind,
            phase.c.title,
            phase.c.starts_at,
            phase.c.ends_at,
        )
        .where(phase.c.process_id == process_id)
        .order_by(phase.c.starts_at)
    )
    for stage_id, *columns in rows:
        found[stage_id].append(Phase(*columns))
    return tuple(
        Stage(titles[key] if key else "", tuple(phases))
        for key, phases in found.items()
        if phases
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProcess:
    """What it takes to announce a process."""

    slug: str
    title: str
    summary: str
    lang: str
    contact: str = ""
    links: dict[str, str]
    time_zone: str = "Europe/Berlin"
    is_public: bool = True
    guests_may_comment: bool = False
    four_eyes: bool = False
    gate: str = "advise"
    gate_is_final: bool = False
    stages: tuple[Stage, ...] = ()


def insert_process(
    connection: Connection, new: NewProcess, *, now: datetime
) -> Process:
    """Store a process with its stages and phases."""
    process_id = uuid7()
    row = Process(
        process_id,
        new.slug,
        new.title,
        new.summary,
        new.lang,
        new.contact,
        new.links,
        new.time_zone,
        new.is_public,
        new.guests_may_comment,
        new.four_eyes,
        new.gate,
        new.gate_is_final,
    )
    connection.execute(
        insert(process).values(
            {column.name: getattr(row, column.name) for column in _process_columns}
            | {"created_at": now}
        )
    )
    count = sum(len(part.phases) for part in new.stages)
    _insert_stages(connection, process_id, new.stages, [uuid7() for _ in range(count)])
    return row


def update_process(
    connection: Connection, process_id: str, new: NewProcess, phase_ids: Sequence[str]
) -> None:
    """Store what is new of a process, all but how it closes its gate.

    `phase_ids` are those of its phases in their order: a phase that was there before
    keeps its id, since people are told once of each.
    """
    connection.execute(
        update(process)
        .where(process.c.id == process_id)
        .values(
            title=new.title,
            summary=new.summary,
            lang=new.lang,
            contact=new.contact,
            links=new.links,
            time_zone=new.time_zone,
            is_public=new.is_public,
            guests_may_comment=new.guests_may_comment,
            four_eyes=new.four_eyes,
        )
    )
    connection.execute(delete(phase).where(phase.c.process_id == process_id))
    connection.execute(delete(stage).where(stage.c.process_id == process_id))
    _insert_stages(connection, process_id, new.stages, phase_ids)


def _insert_stages(
    connection: Connection,
    process_id: str,
    stages: Sequence[Stage],
    phase_ids: Sequence[str],
) -> None:
    ids = iter(phase_ids)
    for position, part in enumerate(stages):
        stage_id = uuid7() if part.title else None
        if stage_id is not None:
            connection.execute(
                insert(stage).values(
                    id=stage_id,
                    process_id=process_id,
                    position=position,
                    title=part.title,
                )
            )
        for each in part.phases:
            connection.execute(
                insert(phase).values(
                    id=next(ids),
                    process_id=process_id,
                    stage_id=stage_id,
                    kind=each.kind,
                    title=each.title,
                    starts_at=each.starts_at,
                    ends_at=each.ends_at,
                )
            )
