"""Dispositions: proposed first, where a colleague is to decide."""

from docservice.access import ANONYMOUS, Actor
from docservice.db.store import Store
from docservice.services import answering, publishing, requests, tracing
from docservice.services.publishing import NewText
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
