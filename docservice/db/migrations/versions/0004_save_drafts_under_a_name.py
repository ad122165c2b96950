"""Keep a draft's text under a name, to look at it and to go back to it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "saved_draft",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_saved_draft_document_id_document"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_saved_draft_person_id_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_draft")),
    )
    op.create_index("ix_saved_draft_document", "saved_draft", ["document_id", "id"])
    op.create_table(
        "saved_draft_paragraph",
        sa.Column("saved_draft_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("paragraph_id", sa.String(length=36), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["saved_draft_id"],
            ["saved_draft.id"],
            name=op.f("fk_saved_draft_paragraph_saved_draft_id_saved_draft"),
        ),
        sa.ForeignKeyConstraint(
            ["sha256"],
            ["paragraph_version.sha256"],
            name=op.f("fk_saved_draft_paragraph_sha256_paragraph_version"),
        ),
        sa.PrimaryKeyConstraint(
            "saved_draft_id", "position", name=op.f("pk_saved_draft_paragraph")
        ),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("saved_draft_paragraph")
    op.drop_table("saved_draft")
