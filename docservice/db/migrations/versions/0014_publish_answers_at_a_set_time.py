"""Publish the decided answers of a document together at a set time."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "planned_round",
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("planned_by", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_planned_round_document_id"),
        ),
        sa.ForeignKeyConstraint(
            ["planned_by"], ["person.id"], name=op.f("fk_planned_round_planned_by")
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_planned_round")),
    )


def downgrade() -> None:
    op.drop_table("planned_round")
