"""The author's word about the answer: once, and only where there is one to read."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from docservice.access import ANONYMOUS, Actor, Forbidden, NotSignedIn
from docservice.db import desk, events, revisions
from docservice.db.store import Store
from docservice.services import annotate, answering, rejoining, replay, requests
from docservice.services.errors import Conflict, Invalid
from docservice.services.exporting import (
    Readers,
    annotation_table,
    disposition_table,
)
from docservice.services.following import follow_comment
from docservice.services.rejoining import Rejoining, read_rejoinder
from docservice.services.resources import Resource
from tests import factories
from tests.factories import NOW

DISAGREES = Rejoining("disagree", "Das war nicht *meine* Frage.")


@pytest.fixture
def author(store: Store) -> Actor:
    """Return who wrote the comment that the tests are about."""
    return factories.actor(store, "citizen", "Rike B.")


@pytest.fixture
def comment(store: Store, author: Actor) -> str:
    """Return a comment with a published answer."""
    drafter = factories.actor(store, "drafter")
    factories.document(store, ["Ein Absatz."], drafter=drafter)
    key = factories.annotation(store, author, "Absatz").id
    request = requests.answer({"outcome": "declined", "reason": "Das geht nicht."})
    store.write_now(answering.answer, drafter, key, request, now=NOW)
    return key


def _rejoin(store: Store, actor: Actor, key: str, said: Rejoining) -> Resource:
    return store.write_now(rejoining.rejoin, actor, key, said, now=NOW)


def test_the_author_says_what_the_answer_is_worth_and_everybody_reads_it(
    store: Store, author: Actor, comment: str
) -> None:
    offered = store.read_now(follow_comment, author, comment, now=NOW)

    _rejoin(store, author, comment, DISAGREES)

    seen = store.read_now(follow_comment, ANONYMOUS, comment, now=NOW)
    again = store.read_now(follow_comment, author, comment, now=NOW)
    said = seen.trace.resource["rejoinder"]
    assert (said["stance"], said["reason"]) == (DISAGREES.stance, DISAGREES.reason)
    assert "<em>meine</em>" in said["reason_html"]
    assert (offered.may_rejoin, seen.may_rejoin, again.may_rejoin) == (
        True,
        False,
        False,
    )


def test_the_same_again_is_harmless_and_something_else_is_refused(
    store: Store, author: Actor, comment: str
) -> None:
    first = _rejoin(store, author, comment, DISAGREES)
    again = _rejoin(store, author, comment, DISAGREES)

    assert first["rejoinder"] == again["rejoinder"]
    with pytest.raises(Conflict, match="once"):
        _rejoin(store, author, comment, Rejoining("agree", ""))


def test_nobody_answers_in_the_name_of_the_author(store: Store, comment: str) -> None:
    for role in ("citizen", "moderator", "drafter", "admin"):
        other = factories.actor(store, role)
        with pytest.raises(Forbidden):
            _rejoin(store, other, comment, DISAGREES)
    with pytest.raises(NotSignedIn):
        _rejoin(store, ANONYMOUS, comment, DISAGREES)


def test_there_has_to_be_an_answer_that_is_public(
    store: Store, author: Actor, comment: str
) -> None:
    open_one = factories.annotation(store, author, "Ein").id
    proposed = factories.annotation(store, author, "Ein Absatz").id
    request = requests.answer(
        {"outcome": "noted", "reason": "Danke.", "state": "proposed"}
    )
    drafter = factories.actor(store, "drafter")
    store.write_now(answering.answer, drafter, proposed, request, now=NOW)

    for key in (open_one, proposed):
        with pytest.raises(Conflict, match="no published answer"):
            _rejoin(store, author, key, DISAGREES)


def test_no_word_is_taken_for_a_comment_that_was_withdrawn(
    store: Store, author: Actor, comment: str
) -> None:
    store.write_now(annotate.withdraw, author, comment, now=NOW)

    with pytest.raises(Conflict):
        _rejoin(store, author, comment, DISAGREES)


def test_withdrawing_the_comment_takes_the_word_back_from_the_log_too(
    store: Store, author: Actor, comment: str
) -> None:
    _rejoin(store, author, comment, DISAGREES)
    store.write_now(annotate.withdraw, author, comment, now=NOW + timedelta(hours=1))

    seen = store.read_now(follow_comment, ANONYMOUS, comment, now=NOW)
    document = seen.trace.opened.document.id
    log = store.read_now(replay.replay, document, 0)

    assert seen.trace.resource["rejoinder"] is None
    assert any(event.type == "rejoinder.created" for event in log)
    assert not any("meine" in event.data for event in log)
    raw = store.read_now(events.since, document, 0, limit=100)
    assert any("meine" in event.data for event in raw), "the log itself keeps it"


def _answer(store: Store, key: str, days: int, **fields: object) -> None:
    request = requests.answer({"reason": "Das geht nicht."} | fields)
    drafter = factories.actor(store, "drafter")
    at = NOW + timedelta(days=days)
    store.write_now(answering.answer, drafter, key, request, now=at)


def _unconvinced(store: Store, key: str) -> int:
    """Return how many are listed at the desk because their answer does not convince."""
    opened = store.read_now(follow_comment, ANONYMOUS, key, now=NOW).trace.opened
    head = store.read_now(revisions.get_head, opened.document.id, 1)
    assert head is not None
    scope = desk.DeskScope(opened.document.id, 1, head.id)
    wanted = desk.DeskFilter(stance="disagree")
    groups = store.read_now(desk.count_groups, scope, wanted, new_since=NOW)
    return sum(group.size for group in groups)


def test_a_word_about_an_answer_says_nothing_about_the_next_one(
    store: Store, author: Actor, comment: str
) -> None:
    _rejoin(store, author, comment, DISAGREES)
    assert _unconvinced(store, comment) == 1

    _answer(store, comment, 1, outcome="accepted", reason="Jetzt doch.")

    seen = store.read_now(follow_comment, author, comment, now=NOW)
    said = seen.trace.resource["rejoinder"]
    assert (said["version"], said["holds"]) == (1, False)
    assert seen.may_rejoin
    assert _unconvinced(store, comment) == 0

    _rejoin(store, author, comment, Rejoining("agree", ""))
    seen = store.read_now(follow_comment, author, comment, now=NOW)
    assert [
        (each["version"], each["stance"], each["holds"])
        for each in seen.trace.rejoinders
    ] == [(1, "disagree", False), (2, "agree", True)]
    assert not seen.may_rejoin


def test_tables_say_what_the_author_says_of_the_answer_that_holds(
    store: Store, author: Actor, comment: str
) -> None:
    _rejoin(store, author, comment, DISAGREES)
    readers = Readers("de", ZoneInfo("Europe/Berlin"))
    said = [
        (row["rejoinder"], row["rejoinder_reason"])
        for make in (annotation_table, disposition_table)
        for row in make(store, ANONYMOUS, "rahmen", readers).rows
    ]
    _answer(store, comment, 1, outcome="accepted")
    (later,) = annotation_table(store, ANONYMOUS, "rahmen", readers).rows

    assert said == [("disagree", DISAGREES.reason)] * 2
    assert (later["rejoinder"], later["rejoinder_reason"]) == ("", "")


def test_the_same_answer_published_again_is_not_another_one(
    store: Store, author: Actor, comment: str
) -> None:
    _rejoin(store, author, comment, DISAGREES)
    _answer(store, comment, 1, outcome="declined", note="Nur für uns.")

    seen = store.read_now(follow_comment, author, comment, now=NOW)
    assert seen.trace.resource["disposition"]["version"] == 2
    assert seen.trace.resource["rejoinder"]["holds"]
    assert not seen.may_rejoin
    assert _unconvinced(store, comment) == 1
    with pytest.raises(Conflict, match="once"):
        _rejoin(store, author, comment, Rejoining("agree", ""))


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ({}, "stance"),
        ({"stance": "perhaps"}, "stance"),
        ({"stance": "disagree"}, "reason"),
        ({"stance": "disagree", "reason": "  "}, "reason"),
        ({"stance": "agree", "reason": "a" * 11}, "reason"),
        ({"stance": "agree", "reason": 3}, "reason"),
        ([], "body"),
    ],
)
def test_what_cannot_be_read_names_its_field(raw: object, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_rejoinder(raw, body_chars=10)

    assert refused.value.field == field


def test_who_agrees_needs_no_words() -> None:
    assert read_rejoinder({"stance": "agree"}, body_chars=10) == Rejoining("agree", "")
