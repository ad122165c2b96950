"""Keep a public reason for each list of the gate, and why an accepted remark changed nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gate_reason",
        sa.Column("revision_id", sa.String(length=36), nullable=False),
        sa.Column("list", sa.String(length=16), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["revision.id"],
            name=op.f("fk_gate_reason_revision_id_revision"),
        ),
        sa.PrimaryKeyConstraint("revision_id", "list", name=op.f("pk_gate_reason")),
        sqlite_with_rowid=False,
    )
    op.add_column(
        "disposition",
        sa.Column("without_change", sa.Text(), nullable=False, server_default=""),
    )
    op.add_column(
        "process",
        sa.Column(
            "gate_is_final", sa.Boolean(), nullable=False, server_default=sa.false()
        ),
    )


def downgrade() -> None:
    op.drop_column("process", "gate_is_final")
    op.drop_column("disposition", "without_change")
    op.drop_table("gate_reason")
