"""Tell drafters by mail what authors say about their answers."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

BEFORE = "'address', 'receipt', 'reply', 'answer', 'passage', 'moderation', 'revision', 'phase'"
SINCE = f"{BEFORE}, 'rejoinder'"


def upgrade() -> None:
    _allow(SINCE)


def downgrade() -> None:
    op.execute("DELETE FROM message WHERE kind = 'rejoinder'")
    _allow(BEFORE)


def _allow(kinds: str) -> None:
    # SQLite copies the table for it; nothing else rests on this one.
    with op.batch_alter_table(
        "message", table_kwargs={"sqlite_with_rowid": False}
    ) as table:
        table.drop_constraint(op.f("ck_message_kind"), type_="check")
        table.create_check_constraint(op.f("ck_message_kind"), f"kind IN ({kinds})")
