"""Published revisions cannot be altered, whoever holds the database."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from docservice.db.store import Store
from tests import factories


@pytest.fixture
def _published(store: Store) -> None:
    factories.document(store, ["Erster Absatz.", "Zweiter Absatz."])


@pytest.mark.usefixtures("_published")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE revision SET label = 'anders'",
        "UPDATE revision SET status = 'draft', published_at = NULL",
        "UPDATE revision SET published_at = '2020-01-01'",
        "DELETE FROM revision",
        "UPDATE revision_paragraph SET position = position + 10",
        "DELETE FROM revision_paragraph",
        "INSERT INTO revision_paragraph SELECT revision_id, 99, document_id,"
        " paragraph_id, sha256 FROM revision_paragraph LIMIT 1",
        "UPDATE paragraph_version SET text = 'anders'",
        "DELETE FROM paragraph_version",
        "UPDATE event SET data = '{}'",
        "DELETE FROM event",
    ],
)
def test_a_published_revision_is_frozen_below_the_services(
    store: Store, statement: str
) -> None:
    with pytest.raises(IntegrityError, match=r"frozen|kept as they are|UNIQUE"):
        store.write_now(lambda unit: unit.connection.execute(text(statement)))


@pytest.mark.usefixtures("_published")
def test_its_status_may_go_on(store: Store) -> None:
    store.write_now(
        lambda unit: unit.connection.execute(
            text("UPDATE revision SET status = 'adopted'")
        )
    )

    assert (
        store.read_now(lambda c: c.scalar(text("SELECT status FROM revision")))
        == "adopted"
    )


def test_a_revision_with_three_changes_in_1500_paragraphs_stores_three(
    store: Store,
) -> None:
    drafter = factories.actor(store, "drafter")
    texts = [f"Absatz {n} spricht von der Sache Nummer {n * 7}." for n in range(1500)]
    first = factories.document(store, texts, drafter=drafter)
    texts[10] = "Absatz 10 spricht jetzt von einer anderen Sache Nummer 70."
    texts[700] = "Absatz 700 ist neu gefasst und nennt die Sache Nummer 4900."
    texts[1499] = "Absatz 1499 ist der letzte und spricht von der Sache 10493."

    second = factories.next_revision(store, drafter, texts)

    assert (first.stored, second.stored) == (1500, 3)
