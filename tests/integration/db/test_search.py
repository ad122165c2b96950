"""Search: which words find which annotations, and that the index knows of all."""

import pytest

from docservice.access import Actor
from docservice.db import search
from docservice.db.annotations import AnnotationFilter, list_annotations
from docservice.db.documents import get_document
from docservice.db.store import Store
from docservice.services import annotate
from docservice.services.annotate import Edit
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.integration

TEXTS = ["# Leitbild", "Fahrräder und Busse haben Vorrang in der Straße."]
BODY = "Die E-Mail-Adresse des Grünflächenamts fehlt. Bitte freie Software!"


def _found(store: Store, words: str, **wanted: object) -> int:
    if store.read_now(search.is_behind):
        store.write_now(search.catch_up)
    document = store.read_now(get_document, "rahmen")
    assert document is not None
    chosen = AnnotationFilter(text=words, **wanted)  # type: ignore[arg-type]
    return len(store.read_now(list_annotations, document.id, chosen))


@pytest.fixture
def made(store: Store) -> str:
    """Store a comment; return its id."""
    factories.document(store, TEXTS)
    citizen = factories.actor(store, "citizen", "Rike")
    fields: dict[str, object] = {"body": BODY}
    return factories.annotation(store, citizen, "Fahrräder", fields=fields).id


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("fahrrad", 1),
        ("FAHRRÄD", 1),
        ("grunflachenamt", 1),
        ("software freie", 1),
        ('"freie software"', 1),
        ('"software freie"', 0),
        ("e-mail", 1),
        ("software hardware", 0),
        ("radweg", 0),
        ("soft*", 1),
        ('NOT software OR ( " AND body:x', 0),
        ("body:software", 0),
        ("%", 0),
        ('"', 0),
        ("\0 software", 1),
    ],
)
def test_words_are_found_by_their_beginning(
    store: Store, made: str, words: str, count: int
) -> None:
    assert _found(store, words) == count


def test_a_sharp_s_and_two_of_them_are_the_same(store: Store) -> None:
    factories.document(store, TEXTS)
    citizen = factories.actor(store, "citizen", "Rike")
    factories.annotation(store, citizen, "Straße")

    assert _found(store, "strasse") == _found(store, "Straße") == 1


def test_an_edited_comment_is_found_by_its_new_words_only(
    store: Store, made: str
) -> None:
    assert _found(store, "software") == 1
    document = store.read_now(get_document, "rahmen")
    assert document is not None
    (row,) = store.read_now(list_annotations, document.id, AnnotationFilter())
    author = Actor(row.author)

    store.write_now(
        annotate.edit, author, made, Edit("Neue Worte.", None, None), now=NOW
    )

    assert _found(store, "software") == 0
    assert _found(store, "worte") == 1


def test_later_comments_are_found_too(store: Store, made: str) -> None:
    assert _found(store, "genauer") == 0
    citizen = factories.actor(store, "citizen", "Kai")

    factories.annotation(store, citizen, "Busse")

    assert _found(store, "genauer") == 1


def test_hidden_words_are_not_found_out_by_searching(store: Store, made: str) -> None:
    moderator = factories.actor(store, "moderator")
    store.write_now(annotate.moderate, moderator, made, hide=True, now=NOW)

    assert _found(store, "software") == 0
    assert _found(store, "fahrrad") == 1
