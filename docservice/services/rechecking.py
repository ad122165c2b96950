"""Tell which stored anchors the present algorithm would put elsewhere.

Nothing is changed: a published anchor stays as it was published, and what a person
said holds. Each revision is judged by itself, from the anchors stored before it.
"""

from collections.abc import Iterator

from sqlalchemy import Connection

from annotations.anchor import Anchor
from annotations.reanchoring import ALGORITHM, reanchor
from docservice.db import documents, revisions
from docservice.db.anchors import anchors_in
from docservice.db.annotations import AnnotationFilter, list_annotations
from docservice.db.documents import Document
from docservice.services.survivors import LIVE
from docservice.services.transitions import transition_between


def differences(connection: Connection) -> Iterator[str]:
    """Yield one sentence for each stored anchor that would differ today."""
    for work in documents.list_documents(connection):
        yield from _document(connection, work)


def _document(connection: Connection, work: Document) -> Iterator[str]:
    quotes = {
        row.id: row.target.quote
        for row in list_annotations(connection, work.id, AnnotationFilter())
    }
    heads = revisions.list_published(connection, work.id)
    texts = {head.number: revisions.load(connection, head) for head in heads}
    for number in sorted(texts):
        before = anchors_in(connection, work.id, number - 1, None)
        stored = anchors_in(connection, work.id, number, None)
        keys = [
            key
            for key, found in stored.items()
            if key in before
            and found.confirmed_by is None
            and not found.anchor.method.startswith(LIVE)
        ]
        if not keys:
            continue
        transition = transition_between(texts[number - 1], texts[number])
        items = [(before[key].anchor, quotes[key]) for key in keys]
        for key, today in zip(keys, reanchor(transition, items), strict=True):
            held = stored[key].anchor
            if _where(today) != _where(held):
                yield (
                    f"document {work.slug!r}, revision {number}: {held.algorithm} left"
                    f" annotation {key} {held.verdict}, {ALGORITHM} would leave it"
                    f" {_said(held, today)}"
                )


def _where(anchor: Anchor) -> tuple[object, ...]:
    return anchor.verdict, anchor.place, anchor.pieces, anchor.candidates


def _said(held: Anchor, today: Anchor) -> str:
    if today.verdict != held.verdict:
        return today.verdict
    return f"{today.verdict}, but elsewhere"
