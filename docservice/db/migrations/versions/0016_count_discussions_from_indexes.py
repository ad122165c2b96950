"""Hold in two indexes what the reading page counts, so that no table is read for it."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _index("ix_annotation_document", "annotation", ["document_id", "id", "state"])
    _index(
        "ix_anchor_paragraph",
        "anchor",
        ["document_id", "revision", "start_paragraph", "verdict"],
    )


def downgrade() -> None:
    _index("ix_annotation_document", "annotation", ["document_id", "id"])
    _index(
        "ix_anchor_paragraph", "anchor", ["document_id", "revision", "start_paragraph"]
    )


def _index(name: str, table: str, columns: list[str]) -> None:
    op.drop_index(name, table)
    op.create_index(name, table, columns)
