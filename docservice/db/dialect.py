"""What differs between database engines; everything else is portable SQL."""

import os
import sqlite3
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Integer,
    cast,
    create_engine,
    event,
    func,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from docservice.db.codec import dump_json, load_json
from docservice.db.errors import AddressRefused, CannotStore, DatabaseUnavailable

BUSY_TIMEOUT_MS = 10_000
# Pages that each connection keeps, at most. In SQLite's 2 MB a list of 5,000 comments
# has no room, and every page of it is read and checked again for each query.
CACHE_KIB = 16_384
ROOM_BYTES = 1_000_000
# A second connection's checkpoint can corrupt a WAL in versions before this one
# (sqlite.org/wal.html, "WAL-reset bug"). Readers here never checkpoint.
WAL_RESET_FIXED = (3, 51, 3)


def parse_url(address: str) -> URL:
    """Return the database's URL.

    Raises:
        AddressRefused: it is no URL, of an engine that is not supported, or of
            more or less than a file.
    """
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):  # the latter for a port that is no number
        raise AddressRefused(
            f"--database needs a URL such as sqlite:///randnotiz.db, not {address!r}"
        ) from None
    if url.get_backend_name() != "sqlite":
        raise AddressRefused(
            f"this release stores its data in SQLite (sqlite:///path), not in"
            f" {url.get_backend_name()}; PostgreSQL follows"
        )
    # In memory each connection would have a database of its own, so readers would see
    # nothing of what is written.
    in_memory = not url.database or url.database == ":memory:"
    if in_memory or url != URL.create("sqlite", database=url.database):
        raise AddressRefused(
            f"--database needs a file's path and nothing else, such as"
            f" sqlite:///randnotiz.db, not {address!r}"
        )
    return url


def seconds_between(
    earlier: ColumnElement[datetime], later: ColumnElement[datetime]
) -> ColumnElement[int]:
    """Return the whole seconds between two times."""
    return _second(later) - _second(earlier)


def _second(time: ColumnElement[datetime]) -> ColumnElement[int]:
    """Return the seconds since 1970, in SQLite's words."""
    return cast(func.strftime("%s", time), Integer)


def is_missing(address: str) -> bool:
    """Return whether opening this database would make a new, empty file.

    Raises:
        AddressRefused: it is no address of a database.
    """
    return not Path(str(parse_url(address).database)).exists()


def make_engine(address: str, *, writes: bool) -> Engine:
    """Return an engine whose transactions fit the one writer or the readers."""
    url = parse_url(address)
    folder = Path(str(url.database)).parent
    if not folder.is_dir():
        raise DatabaseUnavailable(f"the folder {folder} of --database is missing")
    engine = create_engine(
        url,
        json_serializer=dump_json,
        json_deserializer=load_json,
        connect_args={"check_same_thread": False},
        pool_size=1 if writes else 16,
        max_overflow=0 if writes else 16,
    )

    def on_connect(connection: Any, _: object) -> None:
        # The driver opens no transaction by itself; the "begin" event below does.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
        if writes:
            cursor.execute("PRAGMA journal_mode=WAL")
            cursor.execute("PRAGMA synchronous=FULL")
            # Each savepoint keeps copies of the pages it touches; in a temporary
            # file they cost a sixth of a comment's time.
            cursor.execute("PRAGMA temp_store=MEMORY")
        else:
            cursor.execute("PRAGMA query_only=ON")
            cursor.execute("PRAGMA wal_autocheckpoint=0")
        cursor.close()

    def on_begin(connection: Connection) -> None:
        driver: Any = connection.connection.dbapi_connection
        if not writes:
            driver.execute("BEGIN")
        elif not driver.in_transaction:  # the writer has begun it already
            begin_writing(driver)

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)
    return engine


def begin_writing(driver: Any) -> None:
    """Begin a transaction of the one that writes, on the driver's connection."""
    driver.execute("BEGIN IMMEDIATE")


def engine_warning() -> str | None:
    """Return what an operator should know about the engine's version, if anything."""
    if sqlite3.sqlite_version_info < WAL_RESET_FIXED:
        return (
            f"SQLite {sqlite3.sqlite_version} has the WAL-reset bug; it cannot arise"
            " while this service is the only program that writes to the file"
        )
    return None


# What a disk that is full, fails, is read-only or held by another program answers, as
# against faults of a statement (sqlite.org/rescode.html; the low byte is the kind).
DISK_FAILURES = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
}


def require_room(address: str) -> None:
    """Demand that the disk takes as much as a publication may need.

    The smallest write still fits where a comment does not, and would say nothing.

    Raises:
        CannotStore: it does not.
    """
    folder = Path(str(parse_url(address).database)).parent
    try:
        with tempfile.TemporaryFile(dir=folder) as scratch:
            scratch.write(bytes(ROOM_BYTES))
            scratch.flush()
            os.fsync(scratch.fileno())
    except OSError as error:
        raise CannotStore from error


def is_disk_failure(error: Exception) -> bool:
    """Return whether the disk is at fault, and the same write may succeed later."""
    raised = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(raised, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in DISK_FAILURES


# A published revision is frozen below the service layer too. Only its status may go
# on, from published to adopted or withdrawn.
SQLITE_FREEZE = (
    """
    CREATE TRIGGER revision_frozen BEFORE UPDATE ON revision
    WHEN OLD.status <> 'draft' AND (
        NEW.status = 'draft' OR NEW.id <> OLD.id
        OR NEW.document_id <> OLD.document_id OR NEW.number <> OLD.number
        OR NEW.label <> OLD.label OR NEW.note <> OLD.note
        OR NEW.parent_id IS NOT OLD.parent_id
        OR NEW.published_at IS NOT OLD.published_at
        OR NEW.override_reason <> OLD.override_reason)
    BEGIN SELECT RAISE(ABORT, 'a published revision is frozen'); END
    """,
    """
    CREATE TRIGGER revision_kept BEFORE DELETE ON revision
    WHEN OLD.status <> 'draft'
    BEGIN SELECT RAISE(ABORT, 'a published revision is frozen'); END
    """,
    *(
        f"""
        CREATE TRIGGER {table}_{name} BEFORE {operation} ON {table}
        WHEN (SELECT status FROM revision WHERE id = {row}.revision_id) <> 'draft'
        BEGIN SELECT RAISE(ABORT, 'a published revision is frozen'); END
        """  # noqa: S608 - names of our own tables
        for table in ("revision_paragraph", "lineage")
        for name, operation, row in (
            ("added", "INSERT", "NEW"),
            ("altered", "UPDATE", "OLD"),
            ("removed", "DELETE", "OLD"),
        )
    ),
    *(
        f"""
        CREATE TRIGGER {table}_{name} BEFORE {operation} ON {table}
        BEGIN SELECT RAISE(ABORT, '{table} rows are kept as they are'); END
        """
        for table in ("paragraph_version", "event")
        for name, operation in (("altered", "UPDATE"), ("removed", "DELETE"))
    ),
)


def freeze_statements(dialect_name: str) -> tuple[str, ...]:
    """Return the statements that make published rows immutable.

    Raises:
        DatabaseUnavailable: the engine has none written for it.
    """
    if dialect_name != "sqlite":
        raise DatabaseUnavailable(f"no immutability triggers for {dialect_name}")
    return SQLITE_FREEZE
