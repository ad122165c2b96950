"""What has to hold in a database after its writer was killed."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """What a client was promised: the id of its remark and its event's number."""

    id: str
    seq: int


@dataclass(frozen=True, slots=True)
class Left:
    """What a database holds, and what is wrong with it."""

    stored: int
    faults: tuple[str, ...]


def check(path: str, promised: Mapping[str, Acknowledged], *, deep: bool) -> Left:
    """Compare a database with the promises, by key; `deep` reads every page of it."""
    with closing(sqlite3.connect(path)) as connection:
        remarks = connection.execute("SELECT id, body FROM annotation").fetchall()
        faults = [
            *_broken_promises(connection, promised),
            *_uneven(connection, Counter(id_ for id_, _ in remarks)),
            *_gaps(connection),
        ]
        twice = [body for body, n in Counter(b for _, b in remarks).items() if n > 1]
        if twice:
            faults.append(f"stored twice: {twice[:3]}")
        for pragma in ("integrity_check", "foreign_key_check") if deep else ():
            rows = connection.execute(f"PRAGMA {pragma}").fetchall()
            if rows not in ([], [("ok",)]):
                faults.append(f"{pragma}: {rows[:3]}")
    return Left(len(remarks), tuple(faults))


def _broken_promises(
    connection: sqlite3.Connection, promised: Mapping[str, Acknowledged]
) -> Iterator[str]:
    rows = connection.execute("SELECT id, body FROM annotation").fetchall()
    ids = {body: id_ for id_, body in rows}
    told = _created(connection)
    for key, ack in promised.items():
        if ids.get(key) != ack.id:
            yield f"{key} was acknowledged as {ack.id} and is {ids.get(key)}"
        elif told.get(ack.seq) != ack.id:
            yield f"{key} was acknowledged as event {ack.seq}, which is another"


def _uneven(connection: sqlite3.Connection, remarks: "Counter[str]") -> Iterator[str]:
    """Each remark has one event, one receipt and one anchor, and none is over."""
    counts = {
        "events": Counter(_created(connection).values()),
        "receipts": _count(connection, "SELECT subject_id FROM receipt"),
        "anchors": _count(connection, "SELECT annotation_id FROM anchor"),
    }
    for name, found in counts.items():
        if found != remarks:
            yield f"{name} and remarks differ: {(found - remarks) + (remarks - found)}"


def _gaps(connection: sqlite3.Connection) -> Iterator[str]:
    numbers = [n for (n,) in connection.execute("SELECT seq FROM event ORDER BY seq")]
    ((last,),) = connection.execute("SELECT seq FROM document")
    if numbers != list(range(1, last + 1)):
        yield f"the log counts {last} and holds {len(numbers)} events"


def _created(connection: sqlite3.Connection) -> dict[int, str]:
    rows = connection.execute(
        "SELECT seq, json_extract(data, '$.id') FROM event"
        " WHERE type = 'annotation.created'"
    )
    return dict(rows.fetchall())


def _count(connection: sqlite3.Connection, query: str) -> "Counter[str]":
    return Counter(id_ for (id_,) in connection.execute(query))
