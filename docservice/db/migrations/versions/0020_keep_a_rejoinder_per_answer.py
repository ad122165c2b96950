"""Keep an author's rejoinder with the version of the answer that it is about."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

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
    op.execute(_FIRST_REJOINDERS)
    with op.batch_alter_table("rejoinder") as table:
        table.drop_constraint(op.f("pk_rejoinder"), type_="primary")
        table.create_primary_key(op.f("pk_rejoinder"), ["annotation_id"])
        table.drop_column("version")
