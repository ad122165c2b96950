"""Why the draft was changed: what a drafter says of each hunk until publication."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from docservice.access import Actor, NotFound
from docservice.db import anchors, changes
from docservice.db.changes import Cause, Incorporation, StoredChange
from docservice.db.documents import Document
from docservice.db.events import Unit
from docservice.services.draft_hunks import HunksInWrite
from docservice.services.drafting import open_head, tell
from docservice.services.errors import Invalid, Stale
from docservice.services.lines import is_blank


@dataclass(frozen=True, slots=True)
class Reason:
    """What is stored of a hunk: its cause, the words, and what it answers."""

    cause: Cause | None
    note: str
    annotation_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Decision:
    """Why a hunk of the draft was changed, and which annotations it answers.

    `replaces` is the reason that the drafter knows of, None to ask for none.
    """

    key: str
    cause: Cause | None
    note: str
    annotation_ids: tuple[str, ...]
    replaces: Reason | None = None


def decide(
    unit: Unit, actor: Actor, slug: str, decision: Decision, *, now: datetime
) -> StoredChange:
    """Store a drafter's decision about a hunk; it is kept until publication.

    Raises:
        AccessError: the actor may not draft, or there is no draft.
        NotFound: the draft has no such hunk (any more).
        Invalid: an annotation is not one of this document's newest revision, or a
            decision has no source.
    """
    return decide_all(unit, actor, slug, [decision], now=now)[0]


def decide_all(
    unit: Unit,
    actor: Actor,
    slug: str,
    decisions: Sequence[Decision],
    *,
    now: datetime,
) -> list[StoredChange]:
    """Store decisions about several hunks, all or none.

    Raises:
        AccessError, NotFound, Invalid: as for `decide`.
        Stale: somebody else said meanwhile why one of them was changed.
    """
    connection = unit.connection
    opened, head = open_head(connection, actor, slug)
    document, number = opened.document, head.number
    _check_annotations(connection, document, decisions)
    for decision in decisions:
        if decision.cause == "decision" and is_blank(decision.note):
            raise Invalid("note names the source of a decision: who took it", "note")
    found = HunksInWrite().find(connection, document)
    stored = {
        row.key: row for row in changes.changes_to(connection, document.id, number)
    }
    rows: list[StoredChange] = []
    for decision in decisions:
        if found is None or decision.key not in found.positions:
            raise NotFound("change", decision.key)
        row = stored.get(decision.key)
        if row is None:
            row = found.store(connection, document, decision.key)
        elif decision.replaces not in (None, _reason(connection, row)):
            raise Stale("somebody else gave a reason meanwhile; nothing was saved")
        _store_decision(connection, row.id, decision)
        rows.append(row)
    tell(unit, opened, head, now)
    return rows


def _check_annotations(
    connection: Connection, document: Document, decisions: Sequence[Decision]
) -> None:
    """Let only annotations pass that stand in the newest revision."""
    wanted = {each for decision in decisions for each in decision.annotation_ids}
    known = anchors.anchors_in(connection, document.id, document.newest, sorted(wanted))
    if wanted - known.keys():
        unknown = min(wanted - known.keys())
        raise Invalid(f"there is no annotation {unknown!r} here", "annotations")


def _reason(connection: Connection, row: StoredChange) -> Reason:
    links = changes.incorporations_of(connection, change_ids=[row.id])
    confirmed = (each.annotation_id for each in links if each.is_confirmed)
    return Reason(row.cause, row.note, frozenset(confirmed))


def _store_decision(connection: Connection, change_id: str, decision: Decision) -> None:
    cause = decision.cause or ("annotations" if decision.annotation_ids else None)
    changes.set_cause(connection, change_id, cause, decision.note)
    changes.delete_incorporations(connection, change_id=change_id)
    changes.insert_incorporations(
        connection,
        [
            Incorporation(change_id, annotation_id, True, "person")
            for annotation_id in dict.fromkeys(decision.annotation_ids)
        ],
    )
