"""Citizens' remarks: what is stored, what is refused, what is told."""

from datetime import timedelta

import pytest

from annotations.phase import Phase
from docservice.access import (
    ANONYMOUS,
    AccessError,
    Actor,
    Forbidden,
    NotFound,
    NotSignedIn,
    PhaseClosed,
)
from docservice.db import events
from docservice.db.documents import Stage, get_document
from docservice.db.store import Store
from docservice.db.tables import person
from docservice.services import annotate, requests
from docservice.services.annotate import Edit
from docservice.services.errors import Conflict, Invalid, Stale
from tests import factories
from tests.factories import NOW

TEXTS = [
    "# Leitbild",
    "Die Stadt stellt bis 2030 alle Anträge digital bereit. Der Weg ins Amt bleibt.",
    "Zweiter Absatz mit é, 😀 und 👩‍👩‍👧 darin.",
]


@pytest.fixture
def citizen(store: Store) -> Actor:
    """Return a citizen, beside a document to comment on."""
    factories.document(store, TEXTS)
    return factories.actor(store, "citizen", "Rike")


def test_an_annotation_keeps_its_selectors_in_code_points(
    store: Store, citizen: Actor
) -> None:
    written = factories.annotation(store, citizen, "und 👩‍👩‍👧 darin")

    target = written.resource["target"]
    assert target["quote"] == {
        "exact": "und 👩‍👩‍👧 darin",
        "prefix": "Zweiter Absatz mit é, 😀 ",
        "suffix": ".",
    }
    assert (target["start"]["offset"], target["end"]["offset"]) == (24, 39)
    assert written.resource["anchor"]["verdict"] == "kept"


def test_the_event_carries_the_same_resource(store: Store, citizen: Actor) -> None:
    written = factories.annotation(store, citizen, "alle Anträge")

    document = store.read_now(get_document, "rahmen")
    assert document is not None
    document_id = document.id
    (_, event) = store.read_now(events.since, document_id, 0)
    assert (event.seq, event.type) == (written.seq, "annotation.created")
    assert written.id in event.data


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"target": {"quote": {"exact": "Steht hier nicht"}}}, "target.quote.exact"),
        (
            {"target": {"quote": {"exact": "alle anträge digital"}}},
            "target.quote.exact",
        ),
        ({"target": {"quote": {"exact": "d"}}}, "target.quote.exact"),
        ({"target": {"quote": {"exact": "   "}}}, "target.quote.exact"),
        ({"target": {}}, "target.start"),
        ({"revision": 7}, "revision"),
    ],
)
def test_a_passage_that_is_not_there_is_refused_by_field(
    store: Store, citizen: Actor, change: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        factories.annotation(store, citizen, "alle Anträge", fields=change)

    assert refused.value.field == field


def test_an_empty_target_is_told_both_that_it_may_be(
    store: Store, citizen: Actor
) -> None:
    with pytest.raises(Invalid, match=r"start and end.* or a quote"):
        factories.annotation(store, citizen, "", fields={"target": {}})


def test_a_quote_that_stands_twice_is_found_by_its_context(store: Store) -> None:
    factories.document(store, ["Das Amt hilft.", "Auch das Amt hilft."], slug="zwei")
    citizen = factories.actor(store, "citizen")
    quote = {"exact": "Amt hilft", "prefix": "Auch das "}

    written = factories.annotation(
        store, citizen, "", slug="zwei", fields={"target": {"quote": quote}}
    )

    assert written.resource["target"]["start"]["offset"] == 9


def test_a_resent_key_is_answered_with_the_first_result(
    store: Store, citizen: Actor
) -> None:
    request = factories.remark("alle Anträge")
    first = store.write_now(
        annotate.annotate, citizen, "rahmen", request, now=NOW, key="k"
    )

    again = store.write_now(
        annotate.annotate, citizen, "rahmen", request, now=NOW, key="k"
    )

    assert (again.id, again.seq, again.is_resend) == (first.id, first.seq, True)


def test_a_resend_after_the_phase_ended_is_still_answered(store: Store) -> None:
    day = timedelta(days=1)
    phase = Phase("commenting", "Kommentieren", NOW - day, NOW + day)
    within = factories.process(store, Stage("", (phase,)))
    factories.document(store, TEXTS, within=within)
    who = factories.actor(store, "citizen")
    request = factories.remark("alle Anträge")
    first = store.write_now(annotate.annotate, who, "rahmen", request, now=NOW, key="k")

    again = store.write_now(
        annotate.annotate, who, "rahmen", request, now=NOW + 2 * day, key="k"
    )

    assert (again.id, again.is_resend) == (first.id, True)


def test_a_key_of_another_document_is_no_resend(store: Store, citizen: Actor) -> None:
    factories.document(store, TEXTS, slug="zwei")
    request = factories.remark("alle Anträge")
    store.write_now(annotate.annotate, citizen, "rahmen", request, now=NOW, key="k")

    with pytest.raises(Conflict):
        store.write_now(annotate.annotate, citizen, "zwei", request, now=NOW, key="k")


def test_a_key_used_for_another_request_is_refused(
    store: Store, citizen: Actor
) -> None:
    store.write_now(
        annotate.annotate,
        citizen,
        "rahmen",
        factories.remark("alle Anträge"),
        now=NOW,
        key="k",
    )

    with pytest.raises(Conflict):
        store.write_now(
            annotate.annotate,
            citizen,
            "rahmen",
            factories.remark("Der Weg"),
            now=NOW,
            key="k",
        )


def test_two_people_may_use_the_same_key(store: Store, citizen: Actor) -> None:
    other = factories.actor(store, "citizen", "Timo")
    request = factories.remark("alle Anträge")
    ids = {
        store.write_now(annotate.annotate, who, "rahmen", request, now=NOW, key="k").id
        for who in (citizen, other)
    }

    assert len(ids) == 2


def test_nobody_comments_without_a_name(store: Store, citizen: Actor) -> None:
    with pytest.raises(NotSignedIn):
        factories.annotation(store, ANONYMOUS, "alle Anträge")


def test_guests_comment_only_where_the_process_welcomes_them(store: Store) -> None:
    guest = factories.guest(store)
    factories.document(store, TEXTS, slug="frei")
    open_process = factories.process(store, guests=True)
    factories.document(store, TEXTS, slug="offen", within=open_process)

    with pytest.raises(Forbidden):
        factories.annotation(store, guest, "alle Anträge", slug="frei")
    assert factories.annotation(store, guest, "alle Anträge", slug="offen").seq


def test_a_closed_phase_refuses_citizens_and_says_so(store: Store) -> None:
    day = timedelta(days=1)
    stage = Stage(
        "Stufe 1",
        (
            Phase("commenting", "Kommentieren", NOW - 3 * day, NOW - day),
            Phase("drafting", "Überarbeitung", NOW - day, NOW + day),
        ),
    )
    factories.document(store, TEXTS, within=factories.process(store, stage))
    citizen = factories.actor(store, "citizen")

    with pytest.raises(PhaseClosed, match="Überarbeitung"):
        factories.annotation(store, citizen, "alle Anträge")
    early = store.write_now(
        annotate.annotate,
        citizen,
        "rahmen",
        factories.remark("alle Anträge"),
        now=NOW - 2 * day,
    )
    assert store.write_now(annotate.reply, citizen, early.id, "Ja!", now=NOW).seq == 3


def test_a_person_who_was_blocked_loses_the_right_at_once(
    store: Store, citizen: Actor
) -> None:
    store.write_now(
        lambda unit: unit.connection.execute(
            person.update().where(person.c.id == citizen.id).values(blocked_at=NOW)
        )
    )

    with pytest.raises(NotSignedIn):
        factories.annotation(store, citizen, "alle Anträge")


def test_support_counts_people_not_clicks(store: Store, citizen: Actor) -> None:
    written = factories.annotation(store, citizen, "alle Anträge")
    one = factories.actor(store, "citizen", "Sefa")
    other = factories.actor(store, "citizen", "Timo")

    counts = [
        store.write_now(annotate.support, who, written.id, on=on, now=NOW).resource[
            "support"
        ]
        for who, on in [
            (one, True),
            (one, True),
            (other, True),
            (one, False),
        ]
    ]

    assert counts == [1, 1, 2, 1]


def test_only_the_author_edits_and_withdraws(store: Store, citizen: Actor) -> None:
    written = factories.annotation(store, citizen, "alle Anträge")
    other = factories.actor(store, "citizen", "Timo")
    words = Edit("Neue Worte.", None, 1)

    with pytest.raises(Forbidden):
        store.write_now(annotate.edit, other, written.id, words, now=NOW)
    with pytest.raises(Forbidden):
        store.write_now(annotate.withdraw, other, written.id, now=NOW)
    edited = store.write_now(annotate.edit, citizen, written.id, words, now=NOW)
    assert (edited.resource["body"], edited.resource["version"]) == ("Neue Worte.", 2)


def test_an_edit_of_what_was_changed_meanwhile_overwrites_nothing(
    store: Store, citizen: Actor
) -> None:
    written = factories.annotation(store, citizen, "alle Anträge")
    store.write_now(annotate.edit, citizen, written.id, Edit("Eins.", None, 1), now=NOW)

    with pytest.raises(Stale):
        store.write_now(
            annotate.edit, citizen, written.id, Edit("Zwei.", None, 1), now=NOW
        )


def test_a_withdrawn_annotation_keeps_its_place_and_loses_its_words(
    store: Store, citizen: Actor
) -> None:
    written = factories.annotation(store, citizen, "alle Anträge")

    gone = store.write_now(annotate.withdraw, citizen, written.id, now=NOW)

    assert gone.resource["state"] == "withdrawn"
    assert gone.resource["body"] == ""
    assert gone.resource["target"]["quote"]["exact"] == "alle Anträge"
    again = store.write_now(annotate.withdraw, citizen, written.id, now=NOW)
    assert (again.seq, again.is_resend) == (gone.seq, True)
    with pytest.raises(Conflict):
        store.write_now(annotate.reply, citizen, written.id, "Schade", now=NOW)


def test_only_moderators_hide_and_restore(store: Store, citizen: Actor) -> None:
    written = factories.annotation(store, citizen, "alle Anträge")
    moderator = factories.actor(store, "moderator")
    drafter = factories.actor(store, "drafter")

    for nobody in (ANONYMOUS, citizen, drafter):
        with pytest.raises(AccessError):
            store.write_now(annotate.moderate, nobody, written.id, hide=True, now=NOW)
    hidden = store.write_now(
        annotate.moderate, moderator, written.id, hide=True, now=NOW
    )
    shown = store.write_now(
        annotate.moderate, moderator, written.id, hide=False, now=NOW
    )

    assert (hidden.resource["body"], shown.resource["body"]) == ("", "Bitte genauer.")


def test_what_does_not_exist_is_said_so(store: Store, citizen: Actor) -> None:
    with pytest.raises(NotFound):
        factories.annotation(store, citizen, "alle Anträge", slug="nirgends")
    with pytest.raises(NotFound):
        store.write_now(annotate.reply, citizen, "nichts", "Hallo", now=NOW)


def test_a_process_that_is_not_public_hides_its_documents(store: Store) -> None:
    hidden = factories.process(store, public=False)
    factories.document(store, TEXTS, within=hidden)

    with pytest.raises(NotFound):
        factories.annotation(store, factories.actor(store, "citizen"), "alle Anträge")


def test_a_remark_on_an_old_page_is_carried_to_the_newest_revision(
    store: Store, citizen: Actor
) -> None:
    drafter = factories.actor(store, "drafter")
    factories.next_revision(store, drafter, [TEXTS[2], "Ganz neu.", TEXTS[1]])

    written = factories.annotation(store, citizen, "alle Anträge")

    assert written.resource["revision"] == 1
    assert written.resource["anchor"]["revision"] == 2
    assert written.resource["anchor"]["verdict"] in ("kept", "moved")


def test_requests_are_compared_by_content() -> None:
    same = (
        requests.fingerprint(factories.remark("a")),
        requests.fingerprint(factories.remark("a")),
    )

    assert same[0] == same[1]
    assert same[0] != requests.fingerprint(factories.remark("b"))


def test_publishing_is_not_for_citizens(store: Store, citizen: Actor) -> None:
    with pytest.raises(Forbidden):
        factories.next_revision(store, citizen, TEXTS)
    with pytest.raises(Forbidden):
        factories.document(store, TEXTS, slug="neu", drafter=citizen)
