"""Published revisions cannot be altered, whoever holds the database."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from docservice.db.errors import CannotStore
from docservice.db.events import Unit
from docservice.db.revisions import get_revision
from docservice.db.store import Store
from docservice.services import publishing
from docservice.services.publishing import NewText
from tests import factories
from tests.factories import NOW


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


def test_a_revision_whose_publication_failed_is_met_by_nobody(store: Store) -> None:
    drafter = factories.actor(store, "drafter")
    factories.document(store, ["Erster Absatz."], drafter=drafter)
    assessment = store.read_now(
        publishing.assess_text,
        drafter,
        "rahmen",
        NewText(label="", contents=factories.contents("Anderer Absatz.")),
    )

    text_id = assessment.opened.document.id

    def publish_and_fail(unit: Unit) -> None:
        publishing.publish(unit, drafter, assessment, now=NOW)
        assert get_revision(unit.connection, text_id, 2)
        raise CannotStore

    with pytest.raises(CannotStore):
        store.write_now(publish_and_fail)

    assert store.read_now(get_revision, text_id, 2) is None
    factories.next_revision(store, drafter, ["Dritter Absatz."])
    published = store.read_now(get_revision, text_id, 2)
    assert published
    assert [p.text for p in published.paragraphs] == ["Dritter Absatz."]


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
