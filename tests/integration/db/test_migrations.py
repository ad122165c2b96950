"""The migrations build the schema that the tables declare, and no other database."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, inspect, text
from sqlalchemy.exc import IntegrityError

from docservice.db import migrating
from docservice.db.dialect import make_engine
from docservice.db.errors import DatabaseUnavailable
from docservice.db.tables import metadata


def test_models_and_migrations_agree(database: str) -> None:
    migrating.upgrade(database)
    engine = make_engine(database, writes=True)
    try:
        with engine.connect() as connection:
            differences = compare_metadata(
                MigrationContext.configure(
                    connection, opts={"include_name": migrating.is_declared}
                ),
                metadata,
            )
    finally:
        engine.dispose()

    assert differences == []


def test_check_constraints_are_those_of_the_models(database: str) -> None:
    migrating.upgrade(database)
    engine = make_engine(database, writes=True)
    try:
        found = {
            table: {c["name"] for c in inspect(engine).get_check_constraints(table)}
            for table in metadata.tables
        }
    finally:
        engine.dispose()

    assert found == {
        name: {str(c.name) for c in table.constraints if isinstance(c, CheckConstraint)}
        for name, table in metadata.tables.items()
    }


def test_a_copied_event_table_keeps_its_rows_and_who_names_them(database: str) -> None:
    engine = make_engine(database, writes=True)
    script = migrating.configuration(engine)
    command.upgrade(script, "0014")
    rows = (
        "INSERT INTO document (id, slug, title, lang, seq, newest, created_at)"
        " VALUES ('d', 'd', 'D', 'de', 1, 0, '2026-11-23')",
        "INSERT INTO event (document_id, seq, type, at, is_internal, data)"
        " VALUES ('d', 1, 'x', '2026-11-23', 0, '{}')",
        "INSERT INTO webhook (id, url, secret, created_at)"
        " VALUES ('w', 'https://x', 's', '2026-11-23')",
        "INSERT INTO delivery (webhook_id, document_id, seq, state, attempts, next_at,"
        " answer) VALUES ('w', 'd', 1, 'waiting', 0, '2026-11-23', '')",
    )
    with engine.connect() as connection, connection.begin():
        for row in rows:
            connection.execute(text(row))

    for target in ("0015", "0014", "0015"):
        (command.downgrade if target == "0014" else command.upgrade)(script, target)
        with engine.connect() as connection:
            found = connection.execute(
                text(
                    "SELECT event.data, delivery.state FROM event"
                    " JOIN delivery USING (document_id, seq)"
                )
            ).all()
            broken = connection.execute(text("PRAGMA foreign_key_check")).all()
        assert [tuple(row) for row in found] == [("{}", "waiting")], target
        assert broken == [], target
        with (
            pytest.raises(IntegrityError, match="kept as they are"),
            engine.connect() as connection,
            connection.begin(),
        ):
            connection.execute(text("DELETE FROM event"))
    engine.dispose()


def test_a_rejoinder_is_kept_with_the_answer_that_it_was_about(database: str) -> None:
    engine = make_engine(database, writes=True)
    script = migrating.configuration(engine)
    command.upgrade(script, "0019")
    with engine.connect() as connection:
        driver = connection.connection.dbapi_connection
        assert driver is not None
        cursor = driver.cursor()
        cursor.execute("PRAGMA foreign_keys=OFF")
        for version, day in ((1, "01"), (2, "03")):
            cursor.execute(
                "INSERT INTO disposition (annotation_id, version, outcome, reason, state,"
                " author_id, created_at, published_at, note, without_change)"
                " VALUES ('a', ?, 'noted', 'x', 'published', 'p', ?, ?, '', '')",
                (version, f"2026-11-{day}", f"2026-11-{day}"),
            )
        cursor.execute(
            "INSERT INTO rejoinder (annotation_id, stance, reason, created_at)"
            " VALUES ('a', 'disagree', 'Nein.', '2026-11-02')"
        )
        driver.commit()

    command.upgrade(script, "0020")
    command.downgrade(script, "0018")
    command.upgrade(script, "0020")
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT version, stance FROM rejoinder")).all()
    engine.dispose()

    assert [tuple(row) for row in rows] == [(1, "disagree")]


def test_a_second_upgrade_does_nothing(database: str) -> None:
    assert migrating.upgrade(database)
    assert not migrating.upgrade(database)


def test_a_database_of_a_later_release_is_refused(database: str) -> None:
    migrating.upgrade(database)
    engine = make_engine(database, writes=True)
    with engine.connect() as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()

    with pytest.raises(DatabaseUnavailable, match="later release"):
        migrating.upgrade(database)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("This is a shopping list, not a database." * 100)

    with pytest.raises(DatabaseUnavailable, match="cannot open"):
        migrating.upgrade(f"sqlite:///{path}")
    assert path.read_text().startswith("This is")


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        ("nonsense", "needs a URL"),
        ("sqlite:////no/such/folder/a.db", "folder"),
        ("postgresql://localhost/x", "PostgreSQL follows"),
    ],
)
def test_an_address_that_cannot_be_opened_is_refused(
    address: str, complaint: str
) -> None:
    with pytest.raises(DatabaseUnavailable, match=complaint):
        migrating.upgrade(address)
