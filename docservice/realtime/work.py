"""What goes into one transaction of a live draft, and what goes out after it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple, TypeVar

from docservice.db.draft_log import StoredUpdate
from docservice.db.events import Unit
from docservice.realtime import ysync
from docservice.realtime.peer import Peer
from docservice.realtime.ydoc import MERGED_AT_ONCE, merged
from docservice.services.errors import Stale


class Added(NamedTuple):
    """What one peer's updates of a turn changed; without a peer it is our own doing.

    `person_id` is who wrote it, in the form if not live.
    """

    peer: Peer | None
    data: bytes
    person_id: str | None
    annotation_id: str | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """The whole draft at a moment: it holds all updates up to number `seq`."""

    seq: int
    state: bytes


@dataclass(frozen=True, slots=True)
class OwnEdit:
    """An edit by the server, and what has to be stored with it or not at all.

    `person_id` is whose words it brings, None if of several people or of nobody.
    """

    data: bytes
    person_id: str | None
    beside: Callable[[Unit], None]


class Said(NamedTuple):
    """What a peer said, and the comment that it was working on when it did."""

    peer: Peer
    message: ysync.Ask | ysync.Update
    annotation_id: str | None = None


@dataclass(slots=True)
class Work:
    """What goes into one transaction, and out after it."""

    added: list[Added] = field(default_factory=list)
    answers: list[tuple[Peer, bytes]] = field(default_factory=list)
    presence: set[int] = field(default_factory=set)  # clients whose state has changed
    moments: "list[tuple[asyncio.Future[Moment], Moment]]" = field(default_factory=list)
    own: "list[tuple[asyncio.Future[None], OwnEdit]]" = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(
            self.added or self.own or self.answers or self.presence or self.moments
        )


def fail(own: "list[tuple[asyncio.Future[None], OwnEdit]]") -> None:
    """Tell who asked for these edits that they were not made."""
    for done, _ in own:
        if not done.done():
            done.set_exception(Stale("the draft has changed meanwhile"))
    own.clear()


Value = TypeVar("Value")


def resolve(future: "asyncio.Future[Value]", value: Value) -> None:
    """Tell who asked, if they still wait."""
    if not future.done():
        future.set_result(value)


def rows(added: list[Added]) -> list[StoredUpdate]:
    """Return the log's rows: one for what follows on from one author and comment."""
    if len(added) == 1:  # a keystroke: nothing to compare or to merge
        return [StoredUpdate(added[0].data, *_origin(added[0]))]
    return [
        StoredUpdate(data, person_id, annotation_id)
        for (person_id, annotation_id), group in groupby(added, _origin)
        for data in chunks(list(group))
    ]


def _origin(added: Added) -> tuple[str | None, str | None]:
    return added.person_id, added.annotation_id


def chunks(added: list[Added]) -> list[bytes]:
    """Return what was added, merged so far as that is cheap."""
    if len(added) == 1:
        return [added[0].data]
    return [
        merged([each.data for each in added[start : start + MERGED_AT_ONCE]])
        for start in range(0, len(added), MERGED_AT_ONCE)
    ]
