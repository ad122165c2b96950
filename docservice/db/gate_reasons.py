"""What was open when a revision was published, and why it was published all the same."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sqlalchemy import Connection, insert, select

from docservice.db.tables import gate_reason

GateList = Literal["unanswered", "unlinked", "uncaused", "doubtful", "halved"]
GATE_LISTS: Final[tuple[GateList, ...]] = (
    *("unanswered", "unlinked", "uncaused", "doubtful", "halved"),
)


@dataclass(frozen=True, slots=True)
class GateReason:
    """How many of a list of the gate were open; `reason` is public, empty if none."""

    list: GateList
    size: int
    reason: str


def insert_reasons(
    connection: Connection, revision_id: str, reasons: Sequence[GateReason]
) -> None:
    """Store what is open while a revision is published."""
    if reasons:
        connection.execute(
            insert(gate_reason),
            [
                {
                    "revision_id": revision_id,
                    "list": each.list,
                    "size": each.size,
                    "reason": each.reason,
                }
                for each in reasons
            ],
        )


def reasons_of(
    connection: Connection, revision_ids: Sequence[str]
) -> Mapping[str, Sequence[GateReason]]:
    """Return what was open by revision, in the order of the gate."""
    rows = connection.execute(
        select(gate_reason).where(gate_reason.c.revision_id.in_(revision_ids))
    )
    found: defaultdict[str, list[GateReason]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: GATE_LISTS.index(row.list)):
        found[row.revision_id].append(GateReason(row.list, row.size, row.reason))
    return found
