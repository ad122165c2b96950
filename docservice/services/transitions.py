"""How one published revision became the next: lineage, kept in memory once computed.

Both texts are frozen and the engine gives the same result everywhere, so a computed
transition holds for ever.
"""

import threading
from collections import Counter, OrderedDict
from datetime import datetime

from sqlalchemy import Connection

from annotations.reanchoring import Transition, reanchor
from docservice.access import NotFound
from docservice.db import anchors, revisions
from docservice.db.anchors import StoredAnchor
from docservice.db.annotations import Annotation
from docservice.db.documents import Document
from docservice.services import whole_way
from versions.lineage import Lineage, Link, Relation, trace
from versions.revision import Revision

KEPT_TRANSITIONS = 8  # each holds two texts and their lineage, some megabytes

_kept: OrderedDict[tuple[str, str, datetime | None], Transition] = OrderedDict()
_lock = threading.Lock()


def lineage_between(old: Revision, new: Revision) -> Lineage:
    """Return how the paragraphs of `old` continue in `new`.

    Where a drafter rewrote a paragraph in place, its id says what its words do not.
    """
    found = trace(
        [p.content for p in old.paragraphs], [p.content for p in new.paragraphs]
    )
    linked = {(link.old, link.new) for link in found.links}
    same = [
        Link(index, place, 0.0)
        for index, paragraph in enumerate(old.paragraphs)
        if (place := new.index_of(paragraph.id)) is not None
        and (index, place) not in linked
    ]
    return found.with_links(same) if same else found


def transition_between(old: Revision, new: Revision) -> Transition:
    """Return the way from `old` to `new`; drafts are computed anew each time."""
    # With its time: a publication may fail, and its draft be published in other words.
    key = (old.id, new.id, new.published_at)
    frozen = "draft" not in (old.status, new.status)
    with _lock:
        if frozen and key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    found = Transition.between(
        old.paragraphs, new.paragraphs, lineage_between(old, new)
    )
    if frozen:
        with _lock:
            _kept[key] = found
            while len(_kept) > KEPT_TRANSITIONS:
                _kept.popitem(last=False)
    return found


def count_relations(lineage: Lineage) -> Counter[Relation]:
    """Count what became of the paragraphs, as every page tells it.

    Counted are the paragraphs of the new text, and of the old one those that are
    deleted. Several relations may hold of one, except that "kept" counts those of
    which nothing else is true.
    """
    counts: Counter[Relation] = Counter()
    for index in range(len(lineage.back)):
        relations = lineage.relations_of_new(index)
        counts.update(relations if relations == {"kept"} else relations - {"kept"})
    counts["deleted"] = sum(not links for links in lineage.of_old)
    return counts


def carry(
    connection: Connection, document: Document, row: Annotation, made: StoredAnchor
) -> StoredAnchor:
    """Anchor an annotation in all revisions after `made`; return the newest anchor."""
    current = made
    for number in range(made.revision + 1, document.newest + 1):
        transition = transition_between(
            _require(connection, document, number - 1),
            _require(connection, document, number),
        )
        (anchor,) = reanchor(transition, [(current.anchor, row.target.quote)])
        anchors.insert_anchor(connection, document.id, row.id, number, anchor)
        current = StoredAnchor(number, anchor, None)
    whole_way.settle_from(connection, document.id, made.revision + 1, row.id)
    return anchors.anchors_of(connection, row.id)[-1]


def _require(connection: Connection, document: Document, number: int) -> Revision:
    found = revisions.get_revision(connection, document.id, number)
    if found is None:
        raise NotFound("revision", str(number))
    return found
