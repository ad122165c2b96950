"""Let the author of an annotation answer the disposition, once."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rejoinder",
        sa.Column("annotation_id", sa.String(length=36), nullable=False),
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
        sa.PrimaryKeyConstraint("annotation_id", name=op.f("pk_rejoinder")),
    )


def downgrade() -> None:
    op.drop_table("rejoinder")
