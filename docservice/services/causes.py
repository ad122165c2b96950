"""Why the draft was changed: what a drafter says of each hunk until publication."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from docservice.access import Actor, NotFound, current
from docservice.db import anchors, changes
from docservice.db.changes import Cause, Incorporation, StoredChange
from docservice.db.documents import Document
from docservice.db.events import Unit
from docservice.db.ids import uuid7
from docservice.services.assessment import NamedHunk, hunks_between
from docservice.services.drafting import open_draft, tell
from docservice.services.errors import Invalid
from docservice.services.transitions import lineage_between
from versions.comparison import compare
from versions.revision import Revision


@dataclass(frozen=True, slots=True)
class Decision:
    """Why a hunk of the draft was changed, and which annotations it answers."""

    key: str
    cause: Cause | None
    note: str
    annotation_ids: tuple[str, ...]


def decide(
    unit: Unit, actor: Actor, slug: str, decision: Decision, *, now: datetime
) -> StoredChange:
    """Store a drafter's decision about a hunk; it is kept until publication.

    Raises:
        AccessError: the actor may not draft, or there is no draft.
        NotFound: the draft has no such hunk (any more).
        Invalid: an annotation is not one of this document's newest revision.
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
    """
    connection = unit.connection
    draft = open_draft(connection, current(connection, actor), slug)
    document, number = draft.opened.document, draft.head.number
    _check_annotations(connection, document, decisions)
    listed = _hunks(draft.base, draft.revision)
    stored = {
        row.key: row for row in changes.changes_to(connection, document.id, number)
    }
    rows: list[StoredChange] = []
    for decision in decisions:
        if decision.key not in listed:
            raise NotFound("change", decision.key)
        row = stored.get(decision.key)
        if row is None:
            position, hunk = listed[decision.key]
            row = StoredChange(
                uuid7(),
                document.id,
                number,
                hunk.key,
                position,
                hunk.hunk.kind,
                hunk.old,
                hunk.new,
                None,
                "",
            )
            changes.insert_changes(connection, [row])
        _store_decision(connection, row.id, decision)
        rows.append(row)
    tell(unit, draft.opened, draft.head, now)
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


def _hunks(base: Revision, draft: Revision) -> dict[str, tuple[int, NamedHunk]]:
    """Return the draft's hunks by name, each with its place in the text.

    Nothing is asked about annotations: this runs in the writer, where others wait.
    """
    rows = compare(
        [p.content for p in base.paragraphs],
        [p.content for p in draft.paragraphs],
        lineage_between(base, draft),
    )
    found = enumerate(hunks_between(base, draft, rows))
    return {hunk.key: (position, hunk) for position, hunk in found}


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
