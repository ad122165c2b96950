"""Answers that become public together, at a set time: once, late rather than never."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from docservice.access import ANONYMOUS, Actor, Forbidden, NotFound, NotSignedIn
from docservice.db import events, planned_rounds
from docservice.db.store import Store
from docservice.db.tables import person
from docservice.services import answering, requests, rounds
from docservice.services.errors import Invalid
from docservice.services.following import follow_comment
from tests import factories
from tests.factories import NOW
from tests.serving import serving
from tests.sockets import wait_until

SLUG = "rahmen"
LATER = NOW + timedelta(hours=3)
BEFORE = LATER - timedelta(seconds=1)


@pytest.fixture
def drafter(store: Store) -> Actor:
    """Return who drafts a text with rounds of answers."""
    found = factories.actor(store, "drafter", "Jana")
    within = factories.process(store)
    factories.document(store, ["Ein Absatz."], drafter=found, within=within)
    return found


def _decide(store: Store, drafter: Actor, quote: str = "Absatz") -> str:
    """Return a comment with an answer that is decided."""
    key = factories.annotation(store, factories.actor(store, "citizen"), quote).id
    request = requests.answer({"outcome": "noted", "reason": "Danke."})
    store.write_now(answering.answer, drafter, key, request, now=NOW)
    return key


def _plan(store: Store, actor: Actor, at: datetime = LATER) -> None:
    store.write_now(rounds.plan_round, actor, SLUG, at, now=NOW)


def _tick(store: Store, now: datetime) -> bool:
    """Look at the clock as the worker does; return whether something was due."""
    due = store.read_now(rounds.is_due, now=now)
    store.write_now(rounds.publish_due, now=now)
    return due


def _is_public(store: Store, key: str) -> bool:
    found = store.read_now(follow_comment, ANONYMOUS, key, now=NOW)
    return bool(found.trace.answers)


def _told(store: Store, *types: str) -> list[str]:
    """Return what the log says of these types, in order."""
    document = store.read_now(rounds.read_round, *_admin(store)).opened.document
    log = store.read_now(events.since, document.id, 0, limit=100)
    return [each.type for each in log if each.type in types]


def _admin(store: Store) -> tuple[Actor, str]:
    return factories.actor(store, "admin"), SLUG


def test_what_is_decided_by_then_becomes_public_at_the_set_time(
    store: Store, drafter: Actor
) -> None:
    first = _decide(store, drafter)
    _plan(store, drafter)
    second = _decide(store, drafter, "Ein")

    assert not _tick(store, BEFORE)
    assert not _is_public(store, first)
    assert _tick(store, LATER)

    assert _is_public(store, first)
    assert _is_public(store, second)
    assert not _tick(store, LATER + timedelta(days=1)), "it is done"
    assert _told(store, "round.planned", "round.published") == [
        "round.planned",
        "round.published",
    ]


def test_the_last_time_that_was_set_counts(store: Store, drafter: Actor) -> None:
    key = _decide(store, drafter)
    _plan(store, drafter)
    kai = factories.actor(store, "drafter", "Kai")
    _plan(store, kai, LATER + timedelta(days=1))

    assert not _tick(store, LATER)
    assert not _is_public(store, key)
    assert _tick(store, LATER + timedelta(days=1))
    assert _is_public(store, key)


def test_what_is_cancelled_does_not_happen(store: Store, drafter: Actor) -> None:
    key = _decide(store, drafter)
    _plan(store, drafter)

    for _ in range(2):  # the second finds nothing, and says nothing
        store.write_now(rounds.cancel_round, drafter, SLUG, now=NOW)

    assert not _tick(store, LATER)
    assert not _is_public(store, key)
    assert _told(store, "round.cancelled") == ["round.cancelled"]


def test_if_nothing_is_decided_the_time_passes(store: Store, drafter: Actor) -> None:
    _plan(store, drafter)

    assert _tick(store, LATER)

    found = store.read_now(rounds.read_round, drafter, SLUG)
    assert (len(found.waiting), found.planned) == (0, None)
    assert _told(store, "disposition.published", "round.published") == [
        "round.published"
    ]


@pytest.mark.parametrize("early", [timedelta(0), timedelta(minutes=1)])
def test_a_time_that_has_passed_is_refused(
    store: Store, drafter: Actor, early: timedelta
) -> None:
    with pytest.raises(Invalid, match="later time") as refused:
        _plan(store, drafter, NOW - early)

    assert refused.value.field == "at"
    assert store.read_now(rounds.read_round, drafter, SLUG).planned is None


def test_only_who_may_publish_sets_or_cancels_a_time(
    store: Store, drafter: Actor
) -> None:
    _plan(store, drafter)

    for role in ("citizen", "moderator"):
        other = factories.actor(store, role)
        with pytest.raises(Forbidden):
            _plan(store, other)
        with pytest.raises(Forbidden):
            store.write_now(rounds.cancel_round, other, SLUG, now=NOW)
        with pytest.raises(Forbidden):
            store.read_now(rounds.read_round, other, SLUG)
    with pytest.raises(NotSignedIn):
        _plan(store, ANONYMOUS)
    assert store.read_now(rounds.read_round, drafter, SLUG).planned is not None


def test_a_text_without_a_process_has_no_rounds(store: Store) -> None:
    drafter = factories.actor(store, "drafter")
    factories.document(store, ["Ein Absatz."], drafter=drafter)

    with pytest.raises(NotFound):
        _plan(store, drafter)


@pytest.mark.parametrize("lost", [{"blocked_at": NOW}, {"role": "citizen"}])
def test_who_has_lost_the_right_publishes_nothing_later_on(
    store: Store, drafter: Actor, lost: dict[str, object]
) -> None:
    key = _decide(store, drafter)
    _plan(store, drafter)
    changed = update(person).where(person.c.id == drafter.id).values(**lost)
    store.write_now(lambda unit: unit.connection.execute(changed))

    assert not _tick(store, LATER)

    assert not _is_public(store, key)
    found = store.read_now(rounds.read_round, *_admin(store))
    assert found.is_void, "the team sees it, and can set the time again"
    document_id = found.opened.document.id
    assert store.read_now(rounds.get_standing, document_id) is None
    _plan(store, factories.actor(store, "drafter"))
    assert _tick(store, LATER)
    assert _is_public(store, key)


def test_two_that_publish_at_the_same_time_do_it_once(
    store: Store, drafter: Actor, database: str
) -> None:
    _decide(store, drafter)
    _plan(store, drafter)

    with Store.open(database) as other, ThreadPoolExecutor() as threads:
        list(threads.map(lambda each: _tick(each, LATER), [store, other] * 4))

    assert _told(store, "disposition.published") == ["disposition.published"]
    assert _told(store, "round.published") == ["round.published"]


def test_a_service_that_was_down_publishes_late_and_two_do_it_once(
    tmp_path: Path, drafter: Actor, store: Store, database: str
) -> None:
    key = _decide(store, drafter)
    _plan(store, drafter)  # NOW is long ago: the time passed while none was running

    with ExitStack() as running:
        for opened in (store, running.enter_context(Store.open(database))):
            running.enter_context(serving(opened))
        wait_until(lambda: _is_public(store, key))

    assert _told(store, "disposition.published") == ["disposition.published"]
    assert _told(store, "round.published") == ["round.published"]
    document_id = store.read_now(rounds.read_round, drafter, SLUG).opened.document.id
    assert store.read_now(planned_rounds.get_planned, document_id) is None
