"""Bundle comments that say the same."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bundle_member",
        sa.Column("annotation_id", sa.String(length=36), nullable=False),
        sa.Column("bundle_id", sa.String(length=36), nullable=False),
        sa.Column("added_by", sa.String(length=36), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["annotation_id"],
            ["annotation.id"],
            name=op.f("fk_bundle_member_annotation_id_annotation"),
        ),
        sa.ForeignKeyConstraint(
            ["added_by"], ["person.id"], name=op.f("fk_bundle_member_added_by_person")
        ),
        sa.PrimaryKeyConstraint("annotation_id", name=op.f("pk_bundle_member")),
    )
    op.create_index(op.f("ix_bundle_member_bundle_id"), "bundle_member", ["bundle_id"])
    op.create_table(
        "bundle_refusal",
        sa.Column("first_id", sa.String(length=36), nullable=False),
        sa.Column("other_id", sa.String(length=36), nullable=False),
        sa.Column("refused_by", sa.String(length=36), nullable=False),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["first_id"],
            ["annotation.id"],
            name=op.f("fk_bundle_refusal_first_id_annotation"),
        ),
        sa.ForeignKeyConstraint(
            ["other_id"],
            ["annotation.id"],
            name=op.f("fk_bundle_refusal_other_id_annotation"),
        ),
        sa.ForeignKeyConstraint(
            ["refused_by"],
            ["person.id"],
            name=op.f("fk_bundle_refusal_refused_by_person"),
        ),
        sa.PrimaryKeyConstraint("first_id", "other_id", name=op.f("pk_bundle_refusal")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("bundle_refusal")
    op.drop_index(op.f("ix_bundle_member_bundle_id"), table_name="bundle_member")
    op.drop_table("bundle_member")
