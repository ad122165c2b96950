"""Several comments answered in one write: all of them, or none.

One that the others are said to be like is left out: it is not like itself.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from docservice.access import Actor
from docservice.db import dispositions
from docservice.db.events import Unit
from docservice.services import requests
from docservice.services.answering import Ticks, again, store_answer
from docservice.services.draft_hunks import HunksInWrite
from docservice.services.errors import Invalid
from docservice.services.four_eyes import TakenAlone


def answer_many(
    unit: Unit,
    actor: Actor,
    annotation_ids: Sequence[str],
    request: requests.Answer,
    *,
    now: datetime,
    versions: Mapping[str, int] | None = None,
) -> int:
    """Give several annotations the same answer, all or none.

    Return for how many that made a difference.

    `versions` are those of their answers that the drafter saw, by annotation.

    Raises:
        AccessError, Invalid, Stale: as for `answer`.
    """
    seen = versions or {}
    hunks = HunksInWrite()
    different = [
        store_answer(
            *(unit, actor, annotation_id, request),
            now=now,
            version=seen.get(annotation_id),
            hunks=hunks,
        )
        for annotation_id in annotation_ids
        if annotation_id != request.duplicate_of
    ]
    return sum(different)


def answer_bundle(
    unit: Unit,
    actor: Actor,
    annotation_id: str,
    request: requests.Answer,
    *,
    now: datetime,
    version: int | None = None,
    ticks: Ticks | None = None,
    others: Mapping[str, int],
) -> int:
    """Answer an annotation, and others as well that say the same, all or none.

    `others` are given with the versions of their answers that the drafter saw. What
    changes the request names are linked with all of them; those that the others are
    linked with already stay. Return for how many that made a difference.

    Raises:
        AccessError, Invalid, Stale: as for `answer`.
    """
    hunks = HunksInWrite()
    different = store_answer(
        *(unit, actor, annotation_id, request),
        now=now,
        version=version,
        ticks=ticks,
        hunks=hunks,
    )
    same = Ticks(request.changes or ())
    return different + sum(
        store_answer(
            *(unit, actor, other, request),
            now=now,
            version=seen,
            ticks=same,
            hunks=hunks,
        )
        for other, seen in others.items()
        if other != request.duplicate_of
    )


def decide_many(
    unit: Unit, actor: Actor, versions: Mapping[str, int], *, now: datetime
) -> int:
    """Decide several answers as they are proposed, all or none; return how many.

    `versions` are those that the drafter saw, by annotation; notes and links stay.

    Raises:
        AccessError, Stale: as for `answer`.
        Invalid: as for `answer`, or an answer is not proposed.
        TakenAlone: naming those that the actor proposed.
    """
    found = dispositions.newest_of(
        unit.connection, list(versions), published_only=False
    )
    own = []
    for annotation_id, seen in versions.items():
        stored = found.get(annotation_id)
        if stored is None or stored.value.state != "proposed":
            raise Invalid("only what is proposed can be decided as it is", "proposals")
        request = again(stored.value, "decided")
        try:
            store_answer(unit, actor, annotation_id, request, now=now, version=seen)
        except TakenAlone:
            own.append(annotation_id)
    if own:
        raise TakenAlone(own)
    return len(versions)
