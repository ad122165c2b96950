"""Which links of a change are told: what drafters said, and where they did not, guesses.

The machine proposes a link where a comment and a change met. What it proposes is told
in public as a guess, and only where it contradicts nothing that is known: somebody gave
the change a reason, or the comment's published answer says that nothing changes for it.
"""

from collections.abc import Sequence

from sqlalchemy import Connection

from annotations.disposition import NEEDS_CHANGE, Disposition
from docservice.db import changes, dispositions
from docservice.db.changes import Incorporation, StoredChange


def told_links(
    connection: Connection, listed: Sequence[StoredChange]
) -> dict[str, list[Incorporation]]:
    """Return the links of each change, confirmed ones first."""
    found = changes.incorporations_of(
        connection, change_ids=[change.id for change in listed]
    )
    explained = {change.id for change in listed if change.cause}
    explained |= {link.change_id for link in found if link.is_confirmed}
    guesses = [
        link
        for link in found
        if not link.is_confirmed and link.change_id not in explained
    ]
    answers = dispositions.newest_of(
        connection,
        list({link.annotation_id for link in guesses}),
        published_only=True,
    )
    denied = {
        key for key, stored in answers.items() if not _promises_change(stored.value)
    }
    told = [link for link in found if link.is_confirmed]
    told += (link for link in guesses if link.annotation_id not in denied)
    by_change: dict[str, list[Incorporation]] = {}
    for link in sorted(told, key=lambda k: (not k.is_confirmed, k.annotation_id)):
        by_change.setdefault(link.change_id, []).append(link)
    return by_change


def _promises_change(answer: Disposition) -> bool:
    return answer.outcome in NEEDS_CHANGE and not answer.without_change
