"""Say by when who looks after a remark should have answered it."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("annotation", sa.Column("due_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("annotation", "due_on")
