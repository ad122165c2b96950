"""Whether a file takes so long that nobody should wait for it in one request.

The bounds lie far below the text of `python -m tests.benchmarks exporting`, which prints
what its files take: nearly all texts of a city are shorter, and are sent at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from docservice.access import Actor, Opened
from docservice.db import annotations
from docservice.db.annotations import AnnotationFilter
from docservice.services.margin import open_revision

LONG_PARAGRAPHS: Final = 400
LONG_COMMENTS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Length:
    """What goes into a file of a document; `seq` is the last event that it knows of."""

    opened: Opened
    paragraphs: int
    comments: int
    seq: int

    @property
    def is_long(self) -> bool:
        """Return whether making it takes longer than people wait for a page."""
        return self.paragraphs > LONG_PARAGRAPHS or self.comments > LONG_COMMENTS


def length_of(
    connection: Connection,
    actor: Actor,
    slug: str,
    numbers: Sequence[int | None],
    *,
    with_comments: bool,
) -> Length:
    """Return what some revisions hold, the newest for None, with comments or without.

    Raises:
        NotFound: there is no such document or revision, or not for this actor.
    """
    found = [open_revision(connection, actor, slug, number) for number in numbers]
    opened = found[0][0]
    visible = AnnotationFilter(state="visible")
    return Length(
        opened,
        sum(len(revision.paragraphs) for _, revision in found),
        annotations.count_annotations(connection, opened.document.id, visible)
        if with_comments
        else 0,
        opened.document.seq,
    )
