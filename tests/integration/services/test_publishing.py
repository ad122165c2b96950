"""From a text to the next revision: the gate, races, and nothing lost."""

import asyncio

import pytest

from docservice.access import ANONYMOUS, Actor, NotFound
from docservice.db import anchors, annotations
from docservice.db.annotations import AnnotationFilter
from docservice.db.documents import get_document
from docservice.db.store import Store
from docservice.services import (
    annotate,
    answering,
    causes,
    comparing,
    drafting,
    publishing,
    requests,
    statistics,
    tracing,
)
from docservice.services.assessment import Assessment
from docservice.services.causes import Decision
from docservice.services.drafting import Spot
from docservice.services.errors import Conflict, Invalid, Stale
from docservice.services.gate import GateClosed
from docservice.services.publishing import NewText
from tests import factories
from tests.factories import NOW, contents

OLD = [
    "# Leitbild",
    "Die Stadt stellt bis 2030 alle Anträge digital bereit.",
    "Der Weg ins Amt bleibt allen offen, die ihn gehen wollen.",
    "Wir messen jedes Jahr, was erreicht ist, und veröffentlichen das Ergebnis.",
]
NEW = [
    "# Leitbild",
    "Der Weg ins Amt bleibt allen offen, die ihn gehen wollen.",
    "Die Stadt stellt bis 2028 alle Anträge digital und in Leichter Sprache bereit.",
]


def _assess(store: Store, drafter: Actor) -> Assessment:
    return store.read_now(
        publishing.assess_text,
        drafter,
        "rahmen",
        NewText(label="Entwurf 2", contents=contents(*NEW)),
    )


def test_every_annotation_gets_a_verdict_in_the_next_revision(store: Store) -> None:
    drafter = factories.actor(store, "drafter")
    citizen = factories.actor(store, "citizen")
    factories.document(store, OLD, drafter=drafter)
    quotes = {
        "alle Anträge digital": "changed",
        "Der Weg ins Amt": "moved",
        "jedes Jahr": "orphan",
        "Leitbild": "kept",
    }
    ids = {factories.annotation(store, citizen, q).id: q for q in quotes}

    factories.next_revision(store, drafter, NEW)

    traces = {
        quote: store.read_now(tracing.trace_annotation, ANONYMOUS, key)
        for key, quote in ids.items()
    }
    found = {quote: t.anchors[-1].anchor.verdict for quote, t in traces.items()}
    moved = {found["Der Weg ins Amt"], found["alle Anträge digital"]}
    assert found["jedes Jahr"] == "orphan"
    assert found["Leitbild"] == "kept"
    assert moved <= {"moved", "changed", "kept"}
    assert [len(t.anchors) for t in traces.values()] == [2, 2, 2, 2]


def test_a_dry_run_stores_nothing(store: Store) -> None:
    drafter = factories.actor(store, "drafter")
    factories.document(store, OLD, drafter=drafter)
    before = store.read_now(get_document, "rahmen")

    assessment = _assess(store, drafter)

    assert assessment.changes
    assert store.read_now(get_document, "rahmen") == before


def test_the_gate_lists_what_is_open(store: Store) -> None:
    drafter = factories.actor(store, "drafter")
    citizen = factories.actor(store, "citizen")
    factories.document(store, OLD, drafter=drafter)
    open_one = factories.annotation(store, citizen, "alle Anträge").id
    answered = factories.annotation(store, citizen, "jedes Jahr").id
    store.write_now(
        answering.answer,
        drafter,
        answered,
        requests.answer({"outcome": "noted", "reason": "Danke."}),
        now=NOW,
    )

    gate = _assess(store, drafter).gate

    assert gate.unanswered == (open_one,)
    assert gate.uncaused
    assert not gate.is_clear


def test_a_required_gate_opens_only_with_a_public_reason(store: Store) -> None:
    drafter = factories.actor(store, "drafter")
    factories.document(
        store, OLD, drafter=drafter, within=factories.process(store, gate="require")
    )
    assessment = _assess(store, drafter)

    with pytest.raises(GateClosed):
        store.write_now(publishing.publish, drafter, assessment, now=NOW)
    published = store.write_now(
        publishing.publish, drafter, assessment, now=NOW, override="Frist des Rates."
    )

    assert published.head.override_reason == "Frist des Rates."


async def test_remarks_made_while_a_revision_is_published_are_all_carried(
    store: Store,
) -> None:
    drafter = factories.actor(store, "drafter")
    citizen = factories.actor(store, "citizen")
    factories.document(store, OLD, drafter=drafter)
    assessment = _assess(store, drafter)
    request = factories.remark("alle Anträge digital")

    await asyncio.gather(
        *(
            store.write(annotate.annotate, citizen, "rahmen", request, now=NOW)
            for _ in range(20)
        ),
        store.write(publishing.publish, drafter, assessment, now=NOW),
        *(
            store.write(annotate.annotate, citizen, "rahmen", request, now=NOW)
            for _ in range(20)
        ),
    )

    document = store.read_now(get_document, "rahmen")
    assert document is not None
    made = store.read_now(
        annotations.list_annotations, document.id, AnnotationFilter(made_on=1)
    )
    placed = store.read_now(anchors.anchors_in, document.id, 2, None)
    assert len(made) == 40
    assert set(placed) == {row.id for row in made}


def test_a_second_publication_on_the_same_base_is_stale(store: Store) -> None:
    drafter = factories.actor(store, "drafter")
    factories.document(store, OLD, drafter=drafter)
    assessment = _assess(store, drafter)
    store.write_now(publishing.publish, drafter, assessment, now=NOW)

    with pytest.raises(Stale):
        store.write_now(publishing.publish, drafter, assessment, now=NOW)


def test_a_slug_is_taken_once_and_well_formed(store: Store) -> None:
    factories.document(store, OLD)

    with pytest.raises(Conflict):
        factories.document(store, OLD)
    with pytest.raises(Invalid, match="slug"):
        factories.document(store, OLD, slug="Mit Leerzeichen")


@pytest.mark.parametrize("label", ["Entwurf\n2", "Entwurf \u202e2", "E" * 301])
def test_a_label_is_one_line_that_can_be_read(store: Store, label: str) -> None:
    drafter = factories.actor(store, "drafter")
    factories.document(store, OLD, drafter=drafter)
    text = NewText(label=label, contents=contents(*NEW))
    with pytest.raises(Invalid, match="label"):
        store.read_now(publishing.assess_text, drafter, "rahmen", text)


def test_a_draft_is_edited_paragraph_by_paragraph_and_notices_others(
    store: Store,
) -> None:
    drafter = factories.actor(store, "drafter")
    factories.document(store, OLD, drafter=drafter)
    store.write_now(drafting.begin, drafter, "rahmen", now=NOW)
    draft = store.read_now(drafting.open_draft, drafter, "rahmen")
    spot = Spot("rahmen", draft.head.version, draft.revision.paragraphs[1].id)

    store.write_now(
        drafting.edit, drafter, spot, contents("Ganz anders.", "Und mehr."), now=NOW
    )

    with pytest.raises(Stale):
        store.write_now(drafting.edit, drafter, spot, (), now=NOW)
    after = store.read_now(drafting.open_draft, drafter, "rahmen").revision
    assert after.texts[1:3] == ("Ganz anders.", "Und mehr.")
    assert after.paragraphs[1].id == spot.paragraph


def test_paragraphs_are_inserted_moved_and_deleted(store: Store) -> None:
    drafter = factories.actor(store, "drafter")
    factories.document(store, OLD, drafter=drafter)
    store.write_now(drafting.begin, drafter, "rahmen", now=NOW)

    def spot(index: int) -> Spot:
        draft = store.read_now(drafting.open_draft, drafter, "rahmen")
        return Spot("rahmen", draft.head.version, draft.revision.paragraphs[index].id)

    store.write_now(drafting.insert_after, drafter, spot(3), contents("Neu."), now=NOW)
    store.write_now(drafting.move, drafter, spot(4), -3, now=NOW)
    store.write_now(drafting.edit, drafter, spot(2), (), now=NOW)

    after = store.read_now(drafting.open_draft, drafter, "rahmen").revision
    assert after.texts == (OLD[0][2:], "Neu.", OLD[2], OLD[3])


def test_a_decision_made_in_the_preview_survives_edits_elsewhere(store: Store) -> None:
    drafter = factories.actor(store, "drafter")
    citizen = factories.actor(store, "citizen")
    factories.document(store, OLD, drafter=drafter)
    asked = factories.annotation(store, citizen, "bis 2030").id
    store.write_now(
        drafting.begin,
        drafter,
        "rahmen",
        now=NOW,
        new=NewText(label="Entwurf 2", contents=contents(*NEW)),
    )
    first = store.read_now(publishing.assess_draft, drafter, "rahmen").changes[0]
    store.write_now(
        causes.decide,
        drafter,
        "rahmen",
        Decision(first.key, None, "", (asked,)),
        now=NOW,
    )
    draft = store.read_now(drafting.open_draft, drafter, "rahmen")
    spot = Spot("rahmen", draft.head.version, draft.revision.paragraphs[1].id)
    store.write_now(
        drafting.insert_after, drafter, spot, contents("Etwas Neues."), now=NOW
    )

    assessment = store.read_now(publishing.assess_draft, drafter, "rahmen")
    store.write_now(publishing.publish, drafter, assessment, now=NOW)

    decided = {c.key: c for c in assessment.changes}[first.key]
    assert (decided.cause, decided.confirmed) == ("annotations", (asked,))
    store.write_now(
        answering.answer,
        drafter,
        asked,
        requests.answer({"outcome": "accepted", "reason": "Ja."}),
        now=NOW,
    )
    trace = tracing.trace_resource(
        store.read_now(tracing.trace_annotation, ANONYMOUS, asked)
    )
    assert [c["confirmed"] for c in trace["changes"]] == [True]


def test_a_move_is_asked_for_caused_and_traced_like_other_changes(
    store: Store,
) -> None:
    drafter = factories.actor(store, "drafter")
    citizen = factories.actor(store, "citizen")
    factories.document(store, OLD, drafter=drafter)
    asked = factories.annotation(store, citizen, "Der Weg ins Amt")
    worded = factories.annotation(
        store,
        citizen,
        "allen offen",
        fields={"motivation": "editing", "replacement": "offen"},
    )
    for key in (asked.id, worded.id):
        accepted = requests.answer({"outcome": "accepted", "reason": "Gern."})
        store.write_now(answering.answer, drafter, key, accepted, now=NOW)
    store.write_now(drafting.begin, drafter, "rahmen", now=NOW)
    draft = store.read_now(drafting.open_draft, drafter, "rahmen")
    spot = Spot("rahmen", 1, draft.revision.paragraphs[2].id)
    store.write_now(drafting.move, drafter, spot, -2, now=NOW)

    before = store.read_now(publishing.assess_draft, drafter, "rahmen")

    (change,) = before.changes
    assert (change.kind, before.gate.uncaused) == ("moved", (change.key,))
    # Who proposed other words is not said to have asked for another place.
    assert [each.annotation_id for each in change.proposals] == [asked.id]

    decision = Decision(change.key, None, "", (asked.id,))
    store.write_now(causes.decide, drafter, "rahmen", decision, now=NOW)
    draft = store.read_now(drafting.open_draft, drafter, "rahmen")
    spot = Spot("rahmen", draft.head.version, draft.revision.paragraphs[0].id)
    reworded = contents(OLD[2].replace("wollen", "möchten"))
    store.write_now(drafting.edit, drafter, spot, reworded, now=NOW)

    after = store.read_now(publishing.assess_draft, drafter, "rahmen")

    moved, words = after.changes
    assert (moved.key, moved.cause) == (change.key, "annotations")
    assert (words.kind, after.gate.uncaused) == ("changed", (words.key,))

    store.write_now(publishing.publish, drafter, after, now=NOW)
    trace = store.read_now(tracing.trace_annotation, ANONYMOUS, asked.id)
    found = tracing.trace_resource(trace)["changes"]
    assert [(each["kind"], each["confirmed"]) for each in found] == [("moved", True)]
    assert found[0]["old"] == OLD[2]
    assert found[0]["new"] == OLD[2].replace("wollen", "möchten")


def test_a_discarded_draft_leaves_nothing_behind(store: Store) -> None:
    drafter = factories.actor(store, "drafter")
    factories.document(store, OLD, drafter=drafter)
    store.write_now(drafting.begin, drafter, "rahmen", now=NOW)
    with pytest.raises(Conflict):
        store.write_now(drafting.begin, drafter, "rahmen", now=NOW)

    store.write_now(drafting.discard, drafter, "rahmen", now=NOW)

    with pytest.raises(NotFound):
        store.read_now(drafting.open_draft, drafter, "rahmen")


def test_answers_of_a_process_are_public_with_the_revision(store: Store) -> None:
    drafter = factories.actor(store, "drafter")
    citizen = factories.actor(store, "citizen")
    factories.document(store, OLD, drafter=drafter, within=factories.process(store))
    asked = factories.annotation(store, citizen, "bis 2030").id
    mine = requests.answer({"outcome": "declined", "reason": "Zu früh.", "note": "!"})
    store.write_now(answering.answer, drafter, asked, mine, now=NOW, version=0)

    def seen() -> object:
        trace = store.read_now(tracing.trace_annotation, citizen, asked)
        return tracing.trace_resource(trace)["annotation"]["disposition"]

    assert seen() is None
    factories.next_revision(store, drafter, NEW)
    shown = seen()
    assert isinstance(shown, dict)
    assert shown["outcome"] == "declined"
    assert "note" not in shown


def test_two_drafters_cannot_overwrite_each_others_answer(store: Store) -> None:
    drafter = factories.actor(store, "drafter")
    citizen = factories.actor(store, "citizen")
    factories.document(store, OLD, drafter=drafter)
    asked = factories.annotation(store, citizen, "bis 2030").id
    mine = requests.answer({"outcome": "noted", "reason": "Eins."})
    store.write_now(answering.answer, drafter, asked, mine, now=NOW, version=0)

    with pytest.raises(Stale):
        store.write_now(answering.answer, drafter, asked, mine, now=NOW, version=0)


def test_statistics_and_comparison_count_the_same_comments(store: Store) -> None:
    drafter = factories.actor(store, "drafter")
    citizen = factories.actor(store, "citizen")
    factories.document(store, OLD, drafter=drafter)
    for quote in ("bis 2030", "Der Weg", "jedes Jahr"):
        factories.annotation(store, citizen, quote)
    factories.next_revision(store, drafter, NEW)

    figures = store.read_now(statistics.statistics_of, ANONYMOUS, "rahmen", 1)
    compared = store.read_now(comparing.compare_revisions, ANONYMOUS, "rahmen", 1, 2)

    assert figures.total.comments == 3
    assert sum(c.tally.comments for c in figures.chapters) == 3
    remarks = store.read_now(comparing.count_remarks, compared)
    assert sum(remarks.values()) == 3
