"""The migrations build the schema that the tables declare, and no other database."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, inspect, text

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
