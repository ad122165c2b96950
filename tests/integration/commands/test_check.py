"""`check` finds each kind of damage, planted below all constraints."""

import sqlite3
from pathlib import Path

import pytest

from docservice.db.store import Store
from docservice.services import annotate
from docservice.services.checking import findings
from docservice.services.rechecking import differences
from tests import factories
from tests.integration.commands.conftest import Run

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


def differences_in(file: Path) -> list[str]:
    """Return what `check --anchors` adds."""
    with Store.open(f"sqlite:///{file}") as store:
        return store.read_now(lambda connection: list(differences(connection)))


def change_anchor(file: Path, change: str) -> None:
    """Change the stored anchor of revision 2 as if another algorithm had made it."""
    with sqlite3.connect(file) as connection:
        connection.execute(f"{change} WHERE revision = 2")
    connection.close()


def test_anchors_of_the_present_algorithm_do_not_differ(file: Path) -> None:
    assert differences_in(file) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            "UPDATE anchor SET verdict = 'moved', algorithm = 'other/0'",
            "other/0 left annotation",
        ),
        ("UPDATE anchor SET verdict = 'moved'", "would leave it changed"),
        ("UPDATE anchor SET start_offset = 2", "it changed, but elsewhere"),
    ],
)
def test_an_anchor_that_would_differ_today_is_told_and_left(
    file: Path, change: str, said: str
) -> None:
    change_anchor(file, change)
    (sentence,) = differences_in(file)
    assert sentence.startswith("document 'rahmen', revision 2: ")
    assert said in sentence
    assert differences_in(file) == [sentence]
    assert found_in(file) == []


def test_what_a_person_confirmed_holds(file: Path) -> None:
    change_anchor(
        file,
        "UPDATE anchor SET verdict = 'moved', confirmed_by = (SELECT id FROM person LIMIT 1)",
    )
    assert differences_in(file) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE anchor SET verdict = verdict", "all anchors would be the same today"),
        ("UPDATE anchor SET verdict = 'moved'", "would leave it changed"),
    ],
)
def test_the_command_tells_of_anchors_only_if_asked(
    file: Path, randnotiz: Run, change: str, said: str
) -> None:
    change_anchor(file, change)
    database = f"sqlite:///{file}"
    assert randnotiz("check", on=database).stdout == "all is well\n"
    assert said in randnotiz("check", "--anchors", on=database).stdout


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
