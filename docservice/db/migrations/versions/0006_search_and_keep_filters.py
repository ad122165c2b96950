"""Index the words of annotations for search, and keep drafters' own filters."""

import sqlalchemy as sa
from alembic import op

from docservice.db.search import search_statements

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "annotation_number",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("annotation_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["annotation_id"],
            ["annotation.id"],
            name=op.f("fk_annotation_number_annotation_id_annotation"),
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_annotation_number")),
        sa.UniqueConstraint(
            "annotation_id", name=op.f("uq_annotation_number_annotation_id")
        ),
    )
    op.execute(
        "INSERT INTO annotation_number (annotation_id)"
        " SELECT id FROM annotation ORDER BY id"
    )
    for statement in search_statements(op.get_bind().dialect.name):
        op.execute(sa.text(statement))
    op.create_table(
        "desk_filter",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("document_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_desk_filter_document_id_document"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_desk_filter_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_filter")),
        sa.UniqueConstraint(
            "document_id",
            "person_id",
            "name",
            name=op.f("uq_desk_filter_document_id_person_id_name"),
        ),
    )


def downgrade() -> None:
    op.drop_table("desk_filter")
    op.execute("DROP TRIGGER annotation_renumbered")
    op.execute("DROP TRIGGER annotation_numbered")
    op.execute("DROP TABLE annotation_search")
    op.drop_table("annotation_number")
