"""What everybody sees of the remarks on a document, whoever writes the file."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import Connection

from docservice.access import Opened
from docservice.db import annotations
from docservice.db.annotations import AnnotationFilter
from docservice.services.reading import annotation_resources
from docservice.services.resources import Resource

AT_ONCE: Final = 500  # annotations with their threads, about a megabyte


def public_page(
    connection: Connection,
    opened: Opened,
    wanted: AnnotationFilter,
    *,
    after: str | None,
) -> Sequence[Resource]:
    """Return the next visible annotations, oldest first, after the one named `after`.

    Their anchors are those in `wanted.revision`, by default in the newest.
    """
    rows = annotations.list_annotations(
        connection,
        opened.document.id,
        replace(wanted, state="visible"),
        after=after,
        limit=AT_ONCE,
    )
    return annotation_resources(
        connection, opened, rows, revision=wanted.revision, public=True
    )


def public_annotations(
    connection: Connection, opened: Opened, wanted: AnnotationFilter
) -> Iterator[Resource]:
    """Yield all visible annotations, oldest first."""
    after: str | None = None
    while page := public_page(connection, opened, wanted, after=after):
        yield from page
        after = page[-1]["id"]
