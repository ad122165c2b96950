"""Keep events in a table instead of an index: there each took two pages of the file.

SQLite moves a row of more than a quarter page out of an index, and an event is about
1,200 bytes long.
"""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _rebuild(with_rowid=True)


def downgrade() -> None:
    _rebuild(with_rowid=False)


def _rebuild(*, with_rowid: bool) -> None:
    # Deliveries name events, so they step aside while the table is copied.
    op.execute("CREATE TEMPORARY TABLE kept_delivery AS SELECT * FROM delivery")
    op.execute("DELETE FROM delivery")
    with op.batch_alter_table(
        "event", recreate="always", table_kwargs={"sqlite_with_rowid": with_rowid}
    ):
        pass
    op.execute("INSERT INTO delivery SELECT * FROM kept_delivery")
    op.execute("DROP TABLE kept_delivery")
    # Its triggers went with the old table.
    for name, operation in (("altered", "UPDATE"), ("removed", "DELETE")):
        op.execute(
            f"CREATE TRIGGER event_{name} BEFORE {operation} ON event"
            " BEGIN SELECT RAISE(ABORT, 'event rows are kept as they are'); END"
        )
