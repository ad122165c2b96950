"""Keep what became of words since they were remarked on."""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby

from alembic import op
from sqlalchemy import Connection, Row, text

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_ANCHORS = """
SELECT anchor.document_id, anchor.revision, anchor.annotation_id, anchor.since_made,
  anchor.start_paragraph, anchor.start_offset, anchor.end_paragraph, anchor.end_offset,
  anchor.pieces, annotation.exact,
  EXISTS (SELECT 1 FROM anchor AS step WHERE step.annotation_id = anchor.annotation_id
    AND step.revision <= anchor.revision AND step.verdict = 'moved') AS has_moved
FROM anchor JOIN annotation ON annotation.id = anchor.annotation_id
WHERE anchor.revision > annotation.revision
  AND anchor.verdict IN ('kept', 'moved', 'changed')
ORDER BY anchor.document_id, anchor.revision
"""
_TEXTS = """
SELECT held.paragraph_id, version.text FROM revision
JOIN revision_paragraph AS held ON held.revision_id = revision.id
JOIN paragraph_version AS version ON version.sha256 = held.sha256
WHERE revision.document_id = :document AND revision.number = :number
ORDER BY held.position
"""
_SETTLED = """
UPDATE anchor SET since_made = :since
WHERE document_id = :document AND revision = :number AND annotation_id = :key
"""


def upgrade() -> None:
    # In SQL, as in 0008, so that SQLite need not copy the table.
    op.execute(
        "ALTER TABLE anchor ADD COLUMN since_made VARCHAR(16) DEFAULT 'kept' NOT NULL"
        " CONSTRAINT ck_anchor_since_made CHECK"
        " (since_made IN ('kept', 'moved', 'changed', 'ambiguous', 'orphan'))"
    )
    op.execute("UPDATE anchor SET since_made = verdict")
    connection = op.get_bind()
    rows = connection.execute(text(_ANCHORS)).all()
    for (document, number), anchors in groupby(rows, key=lambda row: tuple(row[:2])):
        found = list(_settled(_Text(connection, document, number), anchors))
        if found:
            connection.execute(text(_SETTLED), found)


def downgrade() -> None:
    op.drop_column("anchor", "since_made")


class _Text:
    """The paragraphs of one revision."""

    def __init__(self, connection: Connection, document: str, number: int) -> None:
        named = {"document": document, "number": number}
        rows = connection.execute(text(_TEXTS), named).all()
        self._texts = [row.text for row in rows]
        self._places = {row.paragraph_id: k for k, row in enumerate(rows)}

    def words(self, place: Sequence[str | int]) -> str:
        """Return the words of a place; a paragraph that is missing has none."""
        start, first, end, last = place
        if start not in self._places or end not in self._places:
            return ""
        found = self._texts[self._places[start] : self._places[end] + 1]
        if found:
            found[-1] = found[-1][: int(last)]
            found[0] = found[0][int(first) :]
        return "\n".join(found)


def _settled(
    held: _Text, anchors: Iterator[Row[tuple[object, ...]]]
) -> Iterator[dict[str, object]]:
    """Yield what `annotations.whole_way` says, where it is not what the last step says."""
    for row in anchors:
        places = json.loads(row.pieces) or [row[4:8]]
        words = "\n".join(held.words(place) for place in places)
        since = "moved" if row.has_moved else "kept"
        if words.split() != row.exact.split():
            since = "changed"
        if since != row.since_made:
            yield {
                "since": since,
                "document": row.document_id,
                "number": row.revision,
                "key": row.annotation_id,
            }
