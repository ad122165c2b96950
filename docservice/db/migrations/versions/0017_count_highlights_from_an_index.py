"""Hold in the index from which comments are counted whether they are highlights."""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _index("document_id", "id", "state", "motivation")


def downgrade() -> None:
    _index("document_id", "id", "state")


def _index(*columns: str) -> None:
    op.drop_index("ix_annotation_document", "annotation")
    op.create_index("ix_annotation_document", "annotation", list(columns))
