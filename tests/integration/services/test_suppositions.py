"""Guesses about what led to a change are told only where nothing better is known."""

import pytest

from docservice.access import ANONYMOUS, Actor
from docservice.db import annotations, changes
from docservice.db.changes import Cause, Incorporation
from docservice.db.events import Unit
from docservice.db.store import Store
from docservice.services import answering, requests, tracing
from docservice.services.change_story import change_story
from tests import factories
from tests.factories import NOW

OLD, NEW = "Die Stadt baut bis 2030 Radwege.", "Die Stadt baut bis 2028 Radwege."


@pytest.fixture
def drafter(store: Store) -> Actor:
    """Return who wrote the text."""
    return factories.actor(store, "drafter")


@pytest.fixture
def pair(store: Store, drafter: Actor) -> tuple[str, str]:
    """Return two comments on the words that a change is about, both its guesses."""
    factories.document(store, [OLD], drafter=drafter)
    citizen = factories.actor(store, "citizen")
    made = [factories.annotation(store, citizen, "bis 2030").id for _ in range(2)]
    factories.next_revision(store, drafter, [NEW])
    _link(store, {key: False for key in made})
    return made[0], made[1]


def _link(store: Store, links: dict[str, bool], cause: Cause | None = None) -> None:
    """Store which annotations the change answers, and whether that is confirmed."""

    def write(unit: Unit) -> None:
        row = annotations.get_annotation(unit.connection, min(links))
        assert row is not None
        (change,) = changes.changes_to(unit.connection, row.document_id, 2)
        changes.set_cause(unit.connection, change.id, cause, "")
        changes.delete_incorporations(unit.connection, change_id=change.id)
        rows = [
            Incorporation(change.id, key, sure, "overlap")
            for key, sure in links.items()
        ]
        changes.insert_incorporations(unit.connection, rows)

    store.write_now(write)


def _told(store: Store, key: str) -> list[bool]:
    """Return the changes of a comment's trace, by whether they are confirmed."""
    trace = store.read_now(tracing.trace_annotation, ANONYMOUS, key)
    return [change["confirmed"] for change in tracing.trace_resource(trace)["changes"]]


def _named(store: Store, key: str) -> set[str]:
    """Return the comments that the change's page names; `key` is one of its document."""
    row = store.read_now(annotations.get_annotation, key)
    assert row is not None
    (change,) = store.read_now(changes.changes_to, row.document_id, 2)
    story = store.read_now(change_story, ANONYMOUS, "rahmen", change.id)
    return {remark["id"] for remark, _ in story.remarks}


def _answer(store: Store, drafter: Actor, key: str, **fields: str) -> None:
    request = requests.answer({"reason": "Weil."} | fields)
    store.write_now(answering.answer, drafter, key, request, now=NOW)


def test_what_was_accepted_may_have_led_to_it(
    store: Store, drafter: Actor, pair: tuple[str, str]
) -> None:
    for key in pair:
        _answer(store, drafter, key, outcome="accepted")

    assert [_told(store, key) for key in pair] == [[False], [False]]
    assert _named(store, pair[0]) == set(pair)


@pytest.mark.parametrize(
    "denial",
    [
        {"outcome": "accepted", "without_change": "Schon enthalten."},
        {"outcome": "declined"},
        {"outcome": "noted"},
    ],
)
def test_an_answer_that_changes_nothing_denies_it(
    store: Store, drafter: Actor, pair: tuple[str, str], denial: dict[str, str]
) -> None:
    first, second = pair
    _answer(store, drafter, first, **denial)
    _answer(store, drafter, second, outcome="accepted")

    assert (_told(store, first), _told(store, second)) == ([], [False])
    assert _named(store, first) == {second}


def test_a_confirmed_link_leaves_no_guess(
    store: Store, drafter: Actor, pair: tuple[str, str]
) -> None:
    first, second = pair
    for key in pair:
        _answer(store, drafter, key, outcome="accepted")
    _link(store, {first: False, second: True}, "annotations")

    assert (_told(store, first), _told(store, second)) == ([], [True])
    assert _named(store, first) == {second}


def test_a_reason_of_another_kind_leaves_none_either(
    store: Store, drafter: Actor, pair: tuple[str, str]
) -> None:
    _answer(store, drafter, pair[0], outcome="accepted")
    _link(store, dict.fromkeys(pair, False), "editorial")

    assert _told(store, pair[0]) == []
    assert _named(store, pair[0]) == set()
