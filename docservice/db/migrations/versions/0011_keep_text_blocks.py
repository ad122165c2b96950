"""Keep text blocks for reasons."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "text_block",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("kept_by", sa.String(length=36), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_text_block_document_id_document"),
        ),
        sa.ForeignKeyConstraint(
            ["kept_by"], ["person.id"], name=op.f("fk_text_block_kept_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_block")),
        sa.UniqueConstraint(
            "document_id", "name", name=op.f("uq_text_block_document_id_name")
        ),
    )


def downgrade() -> None:
    op.drop_table("text_block")
