"""Keep what became of words since they were remarked on, and a rejoinder per answer."""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby

import sqlalchemy as sa
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


# A rejoinder is about the version of the answer that was public when it was given.
_REJOINDERS = """
INSERT INTO rejoinder_of_version (annotation_id, version, stance, reason, created_at)
SELECT annotation_id, COALESCE(
    (SELECT MAX(version) FROM disposition WHERE state = 'published'
      AND disposition.annotation_id = rejoinder.annotation_id
      AND disposition.published_at <= rejoinder.created_at), 1),
  stance, reason, created_at
FROM rejoinder
"""
_FIRST_REJOINDERS = """
DELETE FROM rejoinder WHERE version > (SELECT MIN(version) FROM rejoinder AS first
  WHERE first.annotation_id = rejoinder.annotation_id)
"""


def upgrade() -> None:
    _keep_whole_way()
    _keep_rejoinder_per_version()


def _keep_whole_way() -> None:
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


def _keep_rejoinder_per_version() -> None:
    op.create_table(
        "rejoinder_of_version",
        sa.Column("annotation_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("stance", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "stance IN ('agree', 'disagree')", name=op.f("ck_rejoinder_stance")
        ),
        sa.ForeignKeyConstraint(
            ["annotation_id"],
            ["annotation.id"],
            name=op.f("fk_rejoinder_annotation_id_annotation"),
        ),
        sa.PrimaryKeyConstraint("annotation_id", "version", name=op.f("pk_rejoinder")),
    )
    op.execute(_REJOINDERS)
    op.drop_table("rejoinder")
    op.rename_table("rejoinder_of_version", "rejoinder")


def downgrade() -> None:
    op.drop_column("anchor", "since_made")
    op.execute(_FIRST_REJOINDERS)
    with op.batch_alter_table("rejoinder") as table:
        table.drop_constraint(op.f("pk_rejoinder"), type_="primary")
        table.create_primary_key(op.f("pk_rejoinder"), ["annotation_id"])
        table.drop_column("version")


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
