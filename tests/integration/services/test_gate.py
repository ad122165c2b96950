"""The gate: what is open before publishing, and who may pass it."""

import pytest

from docservice.access import Actor
from docservice.db.gate_reasons import GateReason, reasons_of
from docservice.db.revisions import get_draft
from docservice.db.store import Store
from docservice.services import (
    answering,
    bundling,
    causes,
    drafting,
    publishing,
    requests,
)
from docservice.services.assessment import Assessment
from docservice.services.causes import Decision
from docservice.services.gate import GateClosed
from docservice.services.publishing import NewText, assess_draft
from tests import factories
from tests.factories import NOW, contents

OLD = ("Die Stadt prüft alle Anträge.", "Sie berichtet jedes Jahr.")
NEW = ("Die Stadt prüft alle Anträge sofort.", "Sie berichtet jedes Jahr.")


@pytest.fixture
def drafter(store: Store) -> Actor:
    """Return who works on a text with a draft of its next revision."""
    drafter = factories.actor(store, "drafter")
    factories.document(store, OLD, drafter=drafter)
    new = NewText(label="Entwurf 2", contents=contents(*NEW))
    store.write_now(drafting.begin, drafter, "rahmen", new=new, now=NOW)
    return drafter


def _comment(store: Store, quote: str = "alle Anträge") -> str:
    return factories.annotation(store, factories.actor(store, "citizen"), quote).id


def _answer(store: Store, drafter: Actor, key: str, **fields: object) -> None:
    raw = {"outcome": "accepted", "reason": "Gern."} | fields
    store.write_now(answering.answer, drafter, key, requests.answer(raw), now=NOW)


def _assess(store: Store, drafter: Actor) -> Assessment:
    return store.read_now(assess_draft, drafter, "rahmen")


def test_what_was_accepted_needs_a_change(store: Store, drafter: Actor) -> None:
    accepted, declined, proposed = (_comment(store) for _ in range(3))
    _answer(store, drafter, accepted)
    _answer(store, drafter, declined, outcome="declined")
    _answer(store, drafter, proposed, state="proposed")

    assert _assess(store, drafter).gate.unlinked == (accepted,)


def test_a_change_of_the_draft_or_a_reason_why_not_is_enough(
    store: Store, drafter: Actor
) -> None:
    linked, excused = _comment(store), _comment(store)
    _answer(store, drafter, linked)
    _answer(store, drafter, excused, without_change="Steht schon im Gesetz.")
    (change,) = _assess(store, drafter).changes
    decision = Decision(change.key, "annotations", "", (linked,))
    store.write_now(causes.decide_all, drafter, "rahmen", [decision], now=NOW)

    gate = _assess(store, drafter).gate

    assert gate.unlinked == ()
    assert gate.uncaused == ()


def test_a_change_of_an_earlier_revision_is_enough(
    store: Store, drafter: Actor
) -> None:
    key = _comment(store)
    (change,) = _assess(store, drafter).changes
    decision = Decision(change.key, "annotations", "", (key,))
    store.write_now(causes.decide_all, drafter, "rahmen", [decision], now=NOW)
    store.write_now(publishing.publish, drafter, _assess(store, drafter), now=NOW)
    _answer(store, drafter, key)
    store.write_now(drafting.begin, drafter, "rahmen", now=NOW)

    assert _assess(store, drafter).gate.unlinked == ()


def test_a_bundle_answered_in_part_is_open(store: Store, drafter: Actor) -> None:
    first, second, third, other = (_comment(store) for _ in range(4))
    store.write_now(bundling.bundle, drafter, "rahmen", [first, second], now=NOW)
    store.write_now(bundling.bundle, drafter, "rahmen", [third, other], now=NOW)
    _answer(store, drafter, first, outcome="noted")

    assert len(_assess(store, drafter).gate.halved) == 1
    _answer(store, drafter, second, outcome="noted")
    assert _assess(store, drafter).gate.halved == ()


def test_an_advising_gate_keeps_what_was_open_without_a_reason(
    store: Store, drafter: Actor
) -> None:
    _comment(store)
    found = _assess(store, drafter)

    published = store.write_now(publishing.publish, drafter, found, now=NOW)

    head = published.head
    assert store.read_now(reasons_of, [head.id]) == {
        head.id: [GateReason("unanswered", 1, ""), GateReason("uncaused", 1, "")]
    }


def test_a_clear_gate_keeps_nothing(store: Store, drafter: Actor) -> None:
    (change,) = _assess(store, drafter).changes
    decision = Decision(change.key, "editorial", "", ())
    store.write_now(causes.decide_all, drafter, "rahmen", [decision], now=NOW)
    found = _assess(store, drafter)

    published = store.write_now(publishing.publish, drafter, found, now=NOW)

    assert found.gate.is_clear
    assert store.read_now(reasons_of, [published.head.id]) == {}


@pytest.mark.parametrize("final", [False, True])
def test_a_required_gate_names_the_lists_that_lack_a_reason(
    store: Store, *, final: bool
) -> None:
    drafter = factories.actor(store, "drafter")
    within = factories.process(store, gate="require", final=final)
    factories.document(store, OLD, drafter=drafter, within=within)
    _comment(store)
    new = NewText(label="Entwurf 2", contents=contents(*NEW))
    found = store.read_now(publishing.assess_text, drafter, "rahmen", new)

    with pytest.raises(GateClosed) as closed:
        store.write_now(
            publishing.publish,
            drafter,
            found,
            now=NOW,
            reasons={"unanswered": "Frist des Rates.", "uncaused": " "},
        )

    lists = ("unanswered", "uncaused") if final else ("uncaused",)
    assert closed.value.missing == lists
    assert closed.value.is_final is final
    document = found.opened.document
    assert store.read_now(get_draft, document.id) is None


def test_one_reason_can_hold_for_all_lists(store: Store, drafter: Actor) -> None:
    _comment(store)
    found = _assess(store, drafter)

    published = store.write_now(
        publishing.publish,
        drafter,
        found,
        now=NOW,
        override="Eilt.",
        reasons={"uncaused": "Folgt."},
    )

    reasons = store.read_now(reasons_of, [published.head.id])[published.head.id]
    assert [each.reason for each in reasons] == ["Eilt.", "Folgt."]
