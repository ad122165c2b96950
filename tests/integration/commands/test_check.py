"""`check` finds each kind of damage, planted below all constraints."""

import sqlite3
from pathlib import Path

import pytest

from docservice.db.store import Store
from docservice.services import annotate
from docservice.services.checking import findings
from tests import factories

pytestmark = pytest.mark.integration


@pytest.fixture
def file(database: str) -> Path:
    """Return a database with two revisions, an annotation and its supporter."""
    with Store.open(database) as store:
        drafter = factories.actor(store, "drafter")
        citizen = factories.actor(store, "citizen")
        factories.document(store, ["Erster Satz.", "Zweiter Satz."], drafter=drafter)
        made = store.write_now(
            annotate.annotate,
            citizen,
            "rahmen",
            factories.remark("Zweiter Satz."),
            now=factories.NOW,
            key="k",
        )
        store.write_now(annotate.support, drafter, made.id, on=True, now=factories.NOW)
        factories.next_revision(store, drafter, ["Erster Satz.", "Zweiter Satz!"])
    return Path(database.removeprefix("sqlite:///"))


def found_in(file: Path) -> list[str]:
    """Return what `check` says."""
    with Store.open(f"sqlite:///{file}") as store:
        return store.read_now(lambda connection: list(findings(connection)))


def test_a_database_as_the_service_writes_it_is_sound(file: Path) -> None:
    assert found_in(file) == []


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("DELETE FROM event WHERE seq = 2", "its log has"),
        ("UPDATE document SET seq = seq + 1", "its counter says"),
        ("UPDATE document SET newest = 5", "its newest is said to be 5"),
        (
            "UPDATE paragraph_version SET text = 'Anderes' WHERE text = 'Erster Satz.'",
            "does not match its digest",
        ),
        ("DELETE FROM anchor WHERE revision = 2", "has no anchor in revision 2"),
        ("UPDATE anchor SET end_offset = 999 WHERE revision = 2", "offset 999"),
        (
            "UPDATE anchor SET start_paragraph = 'nowhere' WHERE revision = 2",
            "paragraph 'nowhere', not in revision 2",
        ),
        ("UPDATE annotation SET end_offset = 999", "was made on offset 999"),
        ("UPDATE annotation SET support = 7", "counts 7 supporters, not 1"),
        ("UPDATE receipt SET subject_id = 'gone'", "was answered with gone"),
        (
            "UPDATE annotation SET author_id = 'gone'",
            "names a missing row of person",
        ),
    ],
)
def test_damage_is_found(file: Path, damage: str, said: str) -> None:
    with sqlite3.connect(file) as connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(damage)
    connection.close()

    assert any(said in finding for finding in found_in(file)), found_in(file)
