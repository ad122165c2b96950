"""Dispositions: proposed first, where a colleague is to decide."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from docservice.access import ANONYMOUS, Actor
from docservice.db import events
from docservice.db.store import Store
from docservice.services import (
    answering,
    drafting,
    publishing,
    requests,
    rounds,
    tracing,
)
from docservice.services.answering_many import answer_bundle
from docservice.services.exporting import Readers, disposition_table, write_table
from docservice.services.previewed import preview
from docservice.services.publishing import NewText
from docservice.services.reading import annotation_resources, open_annotation
from tests import factories
from tests.factories import NOW, contents


def _answer(store: Store, drafter: Actor, key: str, state: str) -> None:
    request = requests.answer({"outcome": "noted", "reason": "Danke.", "state": state})
    store.write_now(answering.answer, drafter, key, request, now=NOW)


def test_a_proposed_answer_is_public_once_it_is_decided(store: Store) -> None:
    drafter = factories.actor(store, "drafter")
    factories.document(store, ["Ein Absatz."], drafter=drafter)
    key = factories.annotation(store, drafter, "Absatz").id

    _answer(store, drafter, key, "proposed")
    proposed = store.read_now(tracing.trace_annotation, ANONYMOUS, key)
    _answer(store, drafter, key, "decided")
    decided = store.read_now(tracing.trace_annotation, ANONYMOUS, key)

    assert proposed.answers == ()
    assert [each.value.state for each in decided.answers] == ["published"]


def test_the_gate_counts_an_answer_that_is_only_proposed_as_open(store: Store) -> None:
    drafter = factories.actor(store, "drafter")
    factories.document(store, ["Ein Absatz."], drafter=drafter)
    proposed = factories.annotation(store, drafter, "Ein").id
    decided = factories.annotation(store, drafter, "Absatz").id
    _answer(store, drafter, proposed, "proposed")
    _answer(store, drafter, decided, "decided")

    text = NewText(label="Entwurf 2", contents=contents("Ein Absatz mehr."))
    found = store.read_now(publishing.assess_text, drafter, "rahmen", text)

    assert found.gate.unanswered == (proposed,)


def _changes(store: Store, who: Actor, key: str, *, public: bool = False) -> list[str]:
    """Return the changes that an annotation's answer names."""

    def read(connection: Connection) -> list[str]:
        opened, row = open_annotation(connection, who, key)
        (found,) = annotation_resources(connection, opened, [row], public=public)
        changes: list[str] = found["disposition"]["changes"]
        return changes

    return store.read_now(read)


def test_nobody_but_drafters_sees_the_changes_of_a_draft(store: Store) -> None:
    drafter = factories.actor(store, "drafter")
    factories.document(store, ["Ein Absatz."], drafter=drafter)
    key = factories.annotation(store, drafter, "Absatz").id
    draft = NewText(label="", contents=contents("Ein geheimer Absatz."))
    store.write_now(drafting.begin, drafter, "rahmen", now=NOW, new=draft)
    (hunk,) = store.read_now(preview, drafter, "rahmen").changes
    fields = {"outcome": "accepted", "reason": "Ja.", "changes": [hunk.key]}
    request = requests.answer(fields)
    store.write_now(answering.answer, drafter, key, request, now=NOW)

    readers = Readers("de", ZoneInfo("UTC"))
    table = write_table(disposition_table(store, ANONYMOUS, "rahmen", readers), "csv")

    assert len(_changes(store, drafter, key)) == 1
    assert _changes(store, drafter, key, public=True) == []
    assert _changes(store, ANONYMOUS, key) == []
    assert "geheim" not in b"".join(table).decode()

    assessment = store.read_now(publishing.assess_draft, drafter, "rahmen")
    store.write_now(publishing.publish, drafter, assessment, now=NOW)
    assert _changes(store, ANONYMOUS, key) == _changes(store, drafter, key) != []


def test_what_is_taken_back_to_the_public_words_is_public(store: Store) -> None:
    drafter = factories.actor(store, "drafter")
    within = factories.process(store)
    factories.document(store, ["Ein Absatz."], drafter=drafter, within=within)
    key = factories.annotation(store, drafter, "Absatz").id
    first = requests.answer({"outcome": "noted", "reason": "Danke."})
    store.write_now(answering.answer, drafter, key, first, now=NOW)
    store.write_now(rounds.publish_round, drafter, "rahmen", now=NOW)
    heard = len(store.read_now(_published, key))
    other = requests.answer({"outcome": "noted", "reason": "Anders."})
    later = NOW + timedelta(hours=1)
    store.write_now(answering.answer, drafter, key, other, now=later)
    assert len(store.read_now(rounds.read_round, drafter, "rahmen").waiting) == 1

    store.write_now(answering.take_back, drafter, key, 2, now=later)

    assert len(store.read_now(rounds.read_round, drafter, "rahmen").waiting) == 0
    answers = store.read_now(tracing.trace_annotation, ANONYMOUS, key).answers
    assert [each.value.reason for each in answers][-1] == "Danke."
    assert {each.published_at for each in answers} == {NOW}
    assert len(store.read_now(_published, key)) == heard


def test_another_note_makes_a_public_answer_no_news(store: Store) -> None:
    drafter = factories.actor(store, "drafter")
    factories.document(store, ["Ein Absatz."], drafter=drafter)
    key = factories.annotation(store, drafter, "Absatz").id
    raw = {"outcome": "noted", "reason": "Danke."}
    store.write_now(answering.answer, drafter, key, requests.answer(raw), now=NOW)

    noted = requests.answer(raw | {"note": "Mit dem Bauamt geklärt."})
    later = NOW + timedelta(hours=1)
    store.write_now(answering.answer, drafter, key, noted, now=later)

    assert len(store.read_now(_published, key)) == 1
    answers = store.read_now(tracing.trace_annotation, ANONYMOUS, key).answers
    assert {each.published_at for each in answers} == {NOW}


def test_the_one_that_a_bundle_is_like_is_left_out_of_it(store: Store) -> None:
    drafter = factories.actor(store, "drafter")
    factories.document(store, ["Ein Absatz."], drafter=drafter)
    one, two = (factories.annotation(store, drafter, "Absatz").id for _ in "ab")
    request = requests.answer(
        {"outcome": "duplicate_of", "reason": "Siehe dort.", "duplicate_of": two}
    )

    many = store.write_now(
        answer_bundle, drafter, one, request, now=NOW, version=0, others={two: 0}
    )

    assert many == 1
    assert store.read_now(tracing.trace_annotation, ANONYMOUS, two).answers == ()


def _published(connection: Connection, key: str) -> list[str]:
    """Return the events that told the public of an annotation's answers."""
    _, row = open_annotation(connection, ANONYMOUS, key)
    found = events.since(connection, row.document_id, 0, limit=100)
    return [each.type for each in found if each.type == "disposition.published"]
