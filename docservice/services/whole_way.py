"""Keep with each anchor what became of its words since the annotation was made.

It is stored, so that lists and figures of thousands of comments need no text. It rests
on texts that are frozen and on the verdicts of the steps; so it is found again whenever
anchors are stored, or a person corrects one.
"""

from collections.abc import Sequence

from sqlalchemy import Connection

from annotations.anchor import Place, Verdict
from annotations.whole_way import verdict_since_made
from docservice.db import anchors, revisions
from docservice.db.anchors import Way
from docservice.services.placing import range_of
from versions.revision import Revision


def settle(
    connection: Connection,
    document_id: str,
    revision: Revision,
    annotation_ids: Sequence[str] | None = None,
) -> None:
    """Store what became of words on the way to a revision, of some remarks or all."""
    ways = anchors.ways_to(connection, document_id, revision.number, annotation_ids)
    found = {
        way.annotation_id: verdict
        for way in ways
        if (verdict := verdict_of(way, revision)) != way.since_made
    }
    anchors.set_since_made(connection, document_id, revision.number, found)


def settle_from(
    connection: Connection, document_id: str, number: int, annotation_id: str
) -> None:
    """Store it of one annotation for a revision, all later ones and the draft."""
    for stored in anchors.anchors_of(connection, annotation_id):
        head = revisions.get_head(connection, document_id, stored.revision)
        if head is not None and head.number >= number:
            revision = revisions.load(connection, head)
            settle(connection, document_id, revision, [annotation_id])


def verdict_of(way: Way, revision: Revision) -> Verdict:
    """Return what became of an annotation's words on the way to a revision."""
    places = way.pieces or ((way.place,) if way.place else ())
    words = "\n".join(_words(revision, place) for place in places)
    return verdict_since_made(way.exact, words, way.last, has_moved=way.has_moved)


def _words(revision: Revision, place: Place) -> str:
    range_ = range_of(revision, place.start, place.end)
    spans = range_.spans(revision.texts) if range_ else ()
    return "\n".join(span.of(revision.texts[index]) for index, span in spans)
