"""Tell moves from changed words; all that was stored so far is about words."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # In SQL, for the constraint belongs to the column: so SQLite need not copy the
    # table, which the links between changes and annotations rest on.
    op.execute(
        "ALTER TABLE change ADD COLUMN kind VARCHAR(16) DEFAULT 'changed' NOT NULL"
        " CONSTRAINT ck_change_kind CHECK (kind IN ('changed', 'moved'))"
    )


def downgrade() -> None:
    op.execute(
        "DELETE FROM incorporation"
        " WHERE change_id IN (SELECT id FROM change WHERE kind = 'moved')"
    )
    op.execute("DELETE FROM change WHERE kind = 'moved'")
    op.drop_column("change", "kind")
