"""How many comments are alike on the desk, kept until something happens to the text.

Whoever narrows the list asks for the same counts each time; to count thousands takes
longer than all else on the page. Every write to a document counts its events, so their
number tells whether kept counts still hold.
"""

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection

from docservice.access import Opened
from docservice.db import desk
from docservice.db.desk import DeskFilter, DeskGroup, DeskScope
from docservice.services.mentions import mentions
from versions.outline import chapter_ids
from versions.paragraph import ParagraphId
from versions.revision import Revision

KEPT = 64  # lists of some hundred groups, and numbers


class Alike(NamedTuple):
    """How many comments are alike but for their paragraph; `chapter` is an id.

    The group's own paragraph and size say nothing here.
    """

    group: DeskGroup
    chapter: str | None
    size: int


_kept: OrderedDict[Hashable, tuple[int, Any]] = OrderedDict()
_lock = threading.Lock()
Counted = TypeVar("Counted")


def count_all(
    connection: Connection,
    opened: Opened,
    scope: DeskScope,
    revision: Revision,
    *,
    new_since: datetime,
) -> Sequence[Alike]:
    """Return all comments of the desk."""

    def count() -> Sequence[Alike]:
        return count_some(
            connection, scope, DeskFilter(), revision, new_since=new_since
        )

    return _keep((scope, new_since), opened, count)


def mentioning(
    connection: Connection,
    opened: Opened,
    scope: DeskScope,
    name: str,
    names: Sequence[str],
) -> frozenset[str]:
    """Return the annotations in whose internal note somebody is called."""

    def find() -> frozenset[str]:
        notes = desk.notes_with(connection, scope, f"@{name}")
        return frozenset(key for key, note in notes if mentions(note, name, names))

    return _keep((scope, name, tuple(names)), opened, find)


def count_overdue(
    connection: Connection, opened: Opened, scope: DeskScope, day: date
) -> int:
    """Return how many should have been answered before a day, and are not."""
    return _keep(
        (scope, day), opened, lambda: desk.count_overdue(connection, scope, day)
    )


def _keep(key: Hashable, opened: Opened, count: Callable[[], Counted]) -> Counted:
    """Return what was counted when the document's events were as many, or count."""
    seq = opened.document.seq
    with _lock:
        known = _kept.get(key)
    if known is not None and known[0] == seq:
        kept: Counted = known[1]
        return kept
    made = count()
    with _lock:
        _kept[key] = seq, made
        _kept.move_to_end(key)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made


def count_some(
    connection: Connection,
    scope: DeskScope,
    wanted: DeskFilter,
    revision: Revision,
    *,
    new_since: datetime,
) -> Sequence[Alike]:
    """Return the comments that a filter lets through."""
    chapter_of = chapter_ids(revision.paragraphs)
    found: Counter[tuple[DeskGroup, str | None]] = Counter()
    for group in desk.count_groups(connection, scope, wanted, new_since=new_since):
        chapter = chapter_of.get(ParagraphId(group.paragraph or ""))
        found[group._replace(paragraph=None, size=0), chapter] += group.size
    return [Alike(group, chapter, size) for (group, chapter), size in found.items()]
