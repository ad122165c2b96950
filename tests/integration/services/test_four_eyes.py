"""What one drafter words another one decides, where the process asks for it."""

from collections.abc import Callable

import pytest

from docservice.access import Actor
from docservice.db import dispositions
from docservice.db.store import Store
from docservice.services import answering, answering_many, requests
from docservice.services.errors import Invalid
from tests import factories
from tests.factories import NOW


@pytest.fixture
def key(store: Store) -> str:
    """Return a comment on a text of a process that asks for four eyes."""
    drafter = factories.actor(store, "drafter")
    within = factories.process(store, four_eyes=True)
    factories.document(store, ["Ein Absatz."], within=within, drafter=drafter)
    return factories.annotation(store, drafter, "Absatz").id


def _say(store: Store, who: Actor, key: str, state: str, **fields: object) -> None:
    raw = {"outcome": "noted", "reason": "Danke.", "state": state, **fields}
    store.write_now(answering.answer, who, key, requests.answer(raw), now=NOW)


def _states(store: Store, key: str) -> list[str]:
    versions = store.read_now(dispositions.all_versions, [key])[key]
    return [each.value.state for each in versions]


def test_somebody_else_decides_what_was_proposed(store: Store, key: str) -> None:
    one, two = factories.actor(store, "drafter"), factories.actor(store, "drafter")

    _say(store, one, key, "proposed")
    _say(store, two, key, "decided")

    assert _states(store, key) == ["proposed", "decided"]


@pytest.mark.parametrize("proposed", [True, False])
def test_nobody_decides_alone(store: Store, key: str, *, proposed: bool) -> None:
    one = factories.actor(store, "drafter")
    if proposed:
        _say(store, one, key, "proposed")

    with pytest.raises(Invalid) as caught:
        _say(store, one, key, "decided")

    assert caught.value.field == "state"


@pytest.mark.parametrize(
    "other",
    [{"reason": "Nein."}, {"outcome": "referred"}, {"without_change": "Steht da."}],
)
def test_who_changes_the_words_proposes_anew(
    store: Store, key: str, other: dict[str, object]
) -> None:
    one, two = factories.actor(store, "drafter"), factories.actor(store, "drafter")
    _say(store, one, key, "proposed", outcome="accepted")

    with pytest.raises(Invalid):
        _say(store, two, key, "decided", **{"outcome": "accepted"} | other)


def test_a_note_is_added_to_what_is_decided(store: Store, key: str) -> None:
    one, two = factories.actor(store, "drafter"), factories.actor(store, "drafter")
    _say(store, one, key, "proposed")
    _say(store, two, key, "decided")

    _say(store, two, key, "decided", note="Mit dem Amt besprochen.")

    assert _states(store, key) == ["proposed", "decided", "decided"]


def test_a_decision_holds_again_once_a_new_proposal_is_taken_back(
    store: Store, key: str
) -> None:
    one, two = factories.actor(store, "drafter"), factories.actor(store, "drafter")
    _say(store, one, key, "proposed")
    _say(store, two, key, "decided")
    _say(store, two, key, "proposed", reason="Doch nicht.")

    store.write_now(answering.take_back, two, key, 3, now=NOW)

    assert _states(store, key)[-1] == "decided"


def test_several_are_decided_each_in_its_own_words(store: Store, key: str) -> None:
    one, two = factories.actor(store, "drafter"), factories.actor(store, "drafter")
    other = factories.annotation(store, one, "Ein").id
    _say(store, one, key, "proposed", note="Intern.")
    _say(store, one, other, "proposed", reason="Anders.")

    store.write_now(answering_many.decide_many, two, {key: 1, other: 1}, now=NOW)

    found = store.read_now(dispositions.newest_of, [key, other], published_only=False)
    said = [found[each].value for each in (key, other)]
    assert [(each.state, each.reason, each.note) for each in said] == [
        ("decided", "Danke.", "Intern."),
        ("decided", "Anders.", ""),
    ]


@pytest.mark.parametrize(
    "prepare",
    [
        lambda store, who, key: None,
        lambda store, who, key: _say(store, who, key, "proposed"),
    ],
    ids=["nothing is proposed", "the proposal is one's own"],
)
def test_several_are_decided_all_or_none(
    store: Store, key: str, prepare: Callable[[Store, Actor, str], None]
) -> None:
    one, two = factories.actor(store, "drafter"), factories.actor(store, "drafter")
    other = factories.annotation(store, one, "Ein").id
    _say(store, one, key, "proposed")
    prepare(store, two, other)

    with pytest.raises(Invalid):
        store.write_now(answering_many.decide_many, two, {key: 1, other: 1}, now=NOW)

    assert _states(store, key) == ["proposed"]


def test_elsewhere_one_person_decides(store: Store) -> None:
    drafter = factories.actor(store, "drafter")
    within = factories.process(store)
    factories.document(store, ["Ein Absatz."], within=within, drafter=drafter)
    key = factories.annotation(store, drafter, "Absatz").id

    _say(store, drafter, key, "decided")

    assert _states(store, key) == ["decided"]
