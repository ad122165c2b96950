"""The sample process: loaded through the real use cases, and played on."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest

from annotations.phase import phase_at
from docservice.access import ANONYMOUS, open_document
from docservice.db import annotations, changes, people, rejoinders, revisions
from docservice.db.annotations import AnnotationFilter
from docservice.db.store import Store
from docservice.services import annotate, statistics, tracing
from docservice.services.demonstrating.loading import Demonstration, load
from docservice.services.demonstrating.material import Material, read_material
from docservice.services.demonstrating.playing import play
from docservice.services.errors import Conflict

SLUG = "strategischer-rahmen"
WORD = re.compile(r"\w+")


@pytest.fixture(scope="module")
def material() -> Material:
    """Return the sample content, converted once."""
    return read_material()


@pytest.fixture
def demonstration(store: Store, material: Material) -> Demonstration:
    """Return the sample process, just loaded."""
    return store.write_now(load, material, now=datetime.now(UTC))


def test_everything_of_the_sample_content_is_there(
    store: Store, demonstration: Demonstration
) -> None:
    found = store.read_now(statistics.statistics_of, ANONYMOUS, SLUG)

    content = demonstration.material
    assert found.revision == len(content.process.revisions)
    assert found.total.comments == len(content.comments)
    assert found.total.answered == len(content.answers)
    assert found.total.replies == sum(len(c.replies) for c in content.comments)
    assert found.total.support == sum(len(c.supporters) for c in content.comments)


def test_what_authors_say_about_answers_is_there(
    store: Store, demonstration: Demonstration
) -> None:
    said = {
        demonstration.annotations[answer.comment]: answer.rejoinder
        for answer in demonstration.material.answers
        if answer.rejoinder is not None
    }

    found = store.read_now(rejoinders.rejoinders_of, list(said))

    assert said
    assert {key: each.stance for key, each in found.items()} == {
        key: each.stance for key, each in said.items()
    }


def test_the_newest_revision_can_be_commented_now(
    store: Store, demonstration: Demonstration
) -> None:
    opened = store.read_now(open_document, ANONYMOUS, SLUG)

    now = datetime.now(UTC)
    phase = phase_at(opened.phases, now)
    assert phase is not None
    assert phase.kind == "commenting"
    assert opened.opens("annotate", now)
    assert opened.welcomes_guests()


def test_nothing_happened_in_the_future_or_before_its_revision(
    store: Store, demonstration: Demonstration
) -> None:
    opened = store.read_now(open_document, ANONYMOUS, SLUG)
    heads = store.read_now(revisions.list_published, opened.document.id)
    published = {head.number: head.published_at for head in heads}
    rows = store.read_now(
        annotations.list_annotations, opened.document.id, AnnotationFilter()
    )

    for row in rows:
        begun = published[row.revision]
        assert begun is not None
        assert begun < row.created_at < datetime.now(UTC)


def test_words_that_an_answer_brought_are_traced_to_its_comment(
    store: Store, demonstration: Demonstration
) -> None:
    content = demonstration.material
    made_on = {comment.key: comment.revision for comment in content.comments}
    texts = {
        revision.number: " ".join(each.text for each in revision.contents)
        for revision in content.process.revisions
    }
    brought_words = [
        answer
        for answer in content.answers
        # What stood there before was moved or merged, which changes no words.
        if answer.changed_to and answer.changed_to not in texts[made_on[answer.comment]]
    ]
    assert len(brought_words) > 60
    for answer in brought_words:
        annotation_id = demonstration.annotations[answer.comment]
        trace = store.read_now(tracing.trace_annotation, ANONYMOUS, annotation_id)
        brought = {
            word
            for change, _ in trace.changes
            if change.new
            for word in WORD.findall(change.new.text)
        }
        assert brought & set(WORD.findall(answer.changed_to)), answer.comment


def test_most_changes_have_a_cause_and_some_are_decisions(
    store: Store, demonstration: Demonstration
) -> None:
    opened = store.read_now(open_document, ANONYMOUS, SLUG)
    for number in (2, 3):
        found = store.read_now(changes.changes_to, opened.document.id, number)
        caused = [change for change in found if change.cause]
        assert len(caused) > 0.8 * len(found), number
    assert {change.cause for change in found} >= {
        "annotations",
        "editorial",
        "decision",
    }


def test_one_link_for_each_role_signs_in(
    store: Store, demonstration: Demonstration
) -> None:
    roles = []
    for invitation in demonstration.invitations:
        person = store.read_now(
            people.holder_of, invitation.secret, "link", now=datetime.now(UTC)
        )
        assert person is not None
        assert person.name == invitation.name
        assert person == demonstration.actors[person.name].person
        roles.append(person.role)
    assert sorted(roles) == ["admin", "citizen", "drafter", "moderator"]


def test_the_sample_process_is_not_written_twice(
    store: Store, demonstration: Demonstration
) -> None:
    with pytest.raises(Conflict, match="already"):
        store.write_now(load, demonstration.material, now=datetime.now(UTC))


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the pauses that would have been made; none is."""
    pauses: list[float] = []
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def skip(seconds: float) -> None:
        pauses.append(seconds)
        await pause(0)

    monkeypatch.setattr(asyncio, "sleep", skip)
    return pauses


async def test_all_live_events_play_through(
    store: Store, demonstration: Demonstration, no_waiting: list[float]
) -> None:
    before = store.read_now(statistics.statistics_of, ANONYMOUS, SLUG).total
    await play(store, demonstration)
    after = store.read_now(statistics.statistics_of, ANONYMOUS, SLUG).total

    live = demonstration.material.live
    assert after.comments - before.comments == sum(e.comment is not None for e in live)
    assert after.replies - before.replies == sum(
        e.comment is None and bool(e.body) for e in live
    )
    assert after.support - before.support == sum(
        e.comment is None and not e.body for e in live
    )
    assert sum(no_waiting) == live[-1].seconds


async def test_a_live_reply_to_what_was_hidden_meanwhile_is_left_out(
    store: Store, demonstration: Demonstration, no_waiting: list[float]
) -> None:
    live = demonstration.material.live
    key = next(e.on for e in live if e.on in demonstration.annotations and e.body)
    hidden = demonstration.annotations[key]
    moderator = demonstration.actors["Ruth Kienast"]
    store.write_now(
        annotate.moderate, moderator, hidden, hide=True, now=datetime.now(UTC)
    )
    await play(store, demonstration)

    after = store.read_now(statistics.statistics_of, ANONYMOUS, SLUG).total
    content = demonstration.material
    written = len(content.comments) + sum(e.comment is not None for e in live)
    assert after.comments == written - 1
