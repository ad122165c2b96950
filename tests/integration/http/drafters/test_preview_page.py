"""The preview: what it shows, what can be put right in it, and publishing."""

import re
from collections.abc import Callable, Sequence
from html import unescape

import pytest
from sqlalchemy import Connection

from docservice.access import ANONYMOUS
from docservice.db import changes, documents, revisions
from docservice.db.changes import Incorporation
from docservice.db.events import Unit
from docservice.services import (
    annotate,
    answering,
    drafting,
    publishing,
    requests,
    tracing,
)
from docservice.services.causes import Decision, decide
from docservice.services.drafting import Spot, open_draft
from docservice.services.errors import Invalid
from docservice.services.previewed import preview
from tests.factories import NOW
from tests.integration.http.drafters.forms import fields_of
from tests.integration.http.drafters.office import TEXTS, Office

pytestmark = pytest.mark.integration


def _keys(page: str) -> list[str]:
    return re.findall(r'name="key" value="(\w+)"', page)


def _version(page: str) -> str:
    return str(re.findall(r'name="version" value="(\d+)"', page)[0])


def _accepted(office: Office, key: str) -> None:
    request = requests.answer({"outcome": "accepted", "reason": "Gern."})
    office.site.store.write_now(answering.answer, office.drafter, key, request, now=NOW)


def test_without_a_draft_the_way_leads_to_beginning_one(office: Office) -> None:
    answer = office.client.get(f"{office.path}/draft/preview")

    assert answer.status_code == 303
    assert answer.headers["location"] == f"{office.path}/draft"


def test_words_lineage_and_the_gate_are_shown(office: Office) -> None:
    office.comment("Busse fahren")
    office.edit(1, TEXTS[1].replace("2030", "2028"))

    page = unescape(office.get("draft/preview"))

    assert re.search(r'<del><span class="vh">[^<]+</span>2030', page)
    assert re.search(r'<ins><span class="vh">[^<]+</span>2028', page)
    assert "Geändert" in page
    assert "1 Kommentar ohne beschlossene Antwort" in page
    assert "1 Änderung ohne Grund" in page
    assert TEXTS[2] not in page
    assert TEXTS[2] in unescape(office.get("draft/preview", show="all"))


def test_a_moved_paragraph_and_its_old_place_lead_to_each_other(
    office: Office,
) -> None:
    office.post("draft/begin", {})
    draft = office.site.store.read_now(open_draft, office.drafter, office.slug)
    spot = Spot(office.slug, 1, draft.revision.paragraphs[1].id)
    office.site.store.write_now(drafting.move, office.drafter, spot, 3, now=NOW)

    page = office.get("draft/preview")

    links = re.findall(r'href="[^"]*#(row-\d+)">Verschoben [^<]*Absatz', page)
    assert len(links) == 2
    assert all(f'id="{link}"' in page for link in links)


def test_a_move_gets_its_cause_and_the_comments_page_tells_of_it(
    office: Office,
) -> None:
    key = office.comment("Busse fahren", body="Das gehört an den Anfang.")
    _accepted(office, key)
    office.post("draft/begin", {})
    draft = office.site.store.read_now(open_draft, office.drafter, office.slug)
    index = next(
        n for n, text in enumerate(draft.revision.texts) if "Busse fahren" in text
    )
    spot = Spot(office.slug, 1, draft.revision.paragraphs[index].id)
    office.site.store.write_now(drafting.move, office.drafter, spot, -9, now=NOW)
    told = f"Verschoben von Absatz {index} in "
    page = office.get("draft/preview")
    (change,) = _keys(page)
    hunk = page[page.index('class="preview-hunk') :]
    assert told in hunk
    assert "er wurde angenommen und betrifft diese Wörter" in hunk

    office.post(
        "draft/preview/causes",
        {"key": change, f"cause-{change}": "", f"with-{change}": key},
    )
    last_step = office.get("draft/preview/publish")
    office.post(
        "draft/preview/publish",
        fields_of(last_step, "draft/preview/publish") | {"label": ["Zweite"]},
    )

    comment = office.site.client().get(f"/de/c/{key}").text
    effect = comment[comment.index('class="panel effect"') :]
    assert told in effect
    assert "bestätigt" in effect
    compared = office.get("compare/1/2")
    assert "Angeregt von" in compared


def test_a_taken_proposal_is_offered_with_its_evidence_and_confirmed(
    office: Office,
) -> None:
    key = office.comment("2030", motivation="editing", replacement="2028")
    office.edit(1, TEXTS[1].replace("2030", "2028"))
    page = office.get("draft/preview")
    assert "der vorgeschlagene Wortlaut steht jetzt wörtlich im Text" in page
    (change,) = _keys(page)

    sent = office.post(
        "draft/preview/causes",
        {"key": change, f"cause-{change}": "", f"with-{change}": key},
    )

    assert sent.status_code == 303
    found = office.site.store.read_now(preview, office.drafter, office.slug)
    assert [each.confirmed for each in found.changes] == [(key,)]
    assert found.gate.uncaused == ()


def test_wording_speaks_louder_than_the_passage_and_that_than_what_was_worked_on(
    office: Office,
) -> None:
    other = office.comment("Parks bleiben")
    near = office.comment("bis 2030")
    asked = office.comment("2030", motivation="editing", replacement="2028")
    _accepted(office, near)
    office.edit(1, TEXTS[1].replace("2030", "2028"))
    office.wrote_for(other, asked)

    found = office.site.store.read_now(preview, office.drafter, office.slug)

    (change,) = found.changes
    assert [(each.annotation_id, each.evidence) for each in change.proposals] == [
        (asked, "wording:literal:1.00"),
        (near, "overlap:accepted"),
        (other, "focus"),
    ]


def test_a_wording_taken_over_and_accepted_is_linked_by_itself(office: Office) -> None:
    key = office.comment("2030", motivation="editing", replacement="2028")
    other = office.comment("Parks bleiben", motivation="editing", replacement="Wald")
    office.edit(1, TEXTS[1].replace("2030", "2028"))
    office.wrote_for(key, other)
    before = office.site.store.read_now(preview, office.drafter, office.slug)
    _accepted(office, key)
    _accepted(office, other)

    after = office.site.store.read_now(preview, office.drafter, office.slug)
    office.site.store.write_now(publishing.publish, office.drafter, after, now=NOW)

    assert [each.confirmed for each in before.changes] == [()]
    assert [(each.cause, each.confirmed) for each in after.changes] == [
        ("annotations", (key,))
    ]
    assert (after.gate.uncaused, after.gate.unlinked) == ((), (other,))
    links = {(link.annotation_id, link.is_confirmed) for link in _links(office)}
    assert links == {(key, True), (other, False)}


def test_what_the_preview_decides_comes_before_what_was_taken_over(
    office: Office,
) -> None:
    store = office.site.store
    key = office.comment("2030", motivation="editing", replacement="2028")
    office.edit(1, TEXTS[1].replace("2030", "2028"))
    office.wrote_for(key)
    _accepted(office, key)
    (taken,) = store.read_now(preview, office.drafter, office.slug).changes

    decision = Decision(taken.key, "editorial", "", ())
    store.write_now(decide, office.drafter, office.slug, decision, now=NOW)

    (decided,) = store.read_now(preview, office.drafter, office.slug).changes
    assert (taken.cause, taken.confirmed) == ("annotations", (key,))
    assert (decided.cause, decided.confirmed) == ("editorial", ())


def _links(office: Office) -> Sequence[Incorporation]:
    def read(connection: Connection) -> Sequence[Incorporation]:
        document = documents.get_document(connection, office.slug)
        assert document is not None
        led = changes.changes_to(connection, document.id, 2)
        return changes.incorporations_of(connection, change_ids=[c.id for c in led])

    return office.site.store.read_now(read)


def test_a_wording_taken_in_several_places_is_found_in_each(office: Office) -> None:
    key = office.comment(
        TEXTS[1], motivation="editing", replacement=f"Heute {TEXTS[1]} Immer."
    )
    office.edit(1, f"Heute {TEXTS[1]} Immer.")

    found = office.site.store.read_now(preview, office.drafter, office.slug)

    assert [
        (each.annotation_id, each.evidence)
        for change in found.changes
        for each in change.proposals
    ] == [(key, "wording:literal:1.00")] * 2


def test_all_suggestions_are_confirmed_with_one_button(office: Office) -> None:
    key = office.comment("bis 2030")
    _accepted(office, key)
    office.edit(1, TEXTS[1].replace("2030", "2028"))
    office.edit(4, TEXTS[4].replace("Winter", "Sommer"))
    page = office.get("draft/preview")

    office.post(
        "draft/preview/causes", {"key": _keys(page), "for_all": "proposals-page"}
    )
    office.post(
        "draft/preview/causes", {"for_all": "editorial-text", "all_note": "Stil."}
    )

    found = office.site.store.read_now(preview, office.drafter, office.slug)
    assert {(c.cause, c.confirmed) for c in found.changes} == {
        ("annotations", (key,)),
        ("editorial", ()),
    }
    assert found.gate.uncaused == ()


def test_a_change_because_of_comments_names_them(office: Office) -> None:
    office.edit(1, "Ganz neu.")
    (change, *_) = _keys(office.get("draft/preview"))

    sent = office.post(
        "draft/preview/causes",
        {"key": change, f"cause-{change}": "annotations", f"note-{change}": "Weil."},
    )

    assert sent.status_code == 422
    assert "auf die eine Änderung zurückgeht" in unescape(sent.text)
    assert 'value="Weil."' in sent.text


def test_a_comment_that_does_not_exist_is_no_cause(office: Office) -> None:
    office.edit(1, "Ganz neu.")
    (change, *_) = _keys(office.get("draft/preview"))
    form = {"key": change, f"note-{change}": "Weil.", f"with-{change}": "nope"}

    sent = office.post("draft/preview/causes", form | {f"cause-{change}": ""})
    named = office.post(
        "draft/preview/causes", form | {f"cause-{change}": "annotations"}
    )

    assert (sent.status_code, named.status_code) == (422, 422)
    assert "auf die eine Änderung zurückgeht" in unescape(sent.text)
    assert 'value="Weil."' in sent.text


def test_a_decision_names_its_source(office: Office) -> None:
    office.edit(1, TEXTS[1].replace("2030", "2028"))
    (key,) = _keys(office.get("draft/preview"))
    form = {"key": [key], f"cause-{key}": "decision", f"note-{key}": " "}

    sent = office.post("draft/preview/causes", form)
    store, decision = office.site.store, Decision(key, "decision", "", ())
    with pytest.raises(Invalid, match="note names the source"):
        store.write_now(decide, office.drafter, office.slug, decision, now=NOW)
    form[f"note-{key}"] = "Senatsbeschluss vom 3. November"
    named = office.post("draft/preview/causes", form)

    assert sent.status_code == 422
    assert "wer das beschlossen hat" in unescape(sent.text)
    assert f'aria-describedby="note-{key}-error"' in sent.text
    assert named.status_code == 303
    assert store.read_now(preview, office.drafter, office.slug).gate.uncaused == ()


def test_several_changes_by_one_decision_name_its_source(office: Office) -> None:
    office.edit(1, TEXTS[1].replace("2030", "2028"))
    (key,) = _keys(office.get("draft/preview"))
    form = {"key": [key], "for_all": "decision-page", "all_note": ""}

    sent = office.post("draft/preview/causes", form)
    named = office.post("draft/preview/causes", form | {"all_note": "Senat"})

    assert sent.status_code == 422
    assert 'aria-describedby="all_note-error"' in sent.text
    assert named.status_code == 303


def test_a_decision_without_a_source_from_before_is_open(office: Office) -> None:
    store = office.site.store
    office.edit(1, TEXTS[1].replace("2030", "2028"))
    (key,) = _keys(office.get("draft/preview"))
    decision = Decision(key, "decision", "Senat", ())
    stored = store.write_now(decide, office.drafter, office.slug, decision, now=NOW)
    store.write_now(
        lambda unit: changes.set_cause(unit.connection, stored.id, "decision", "")
    )
    office.edit(2, TEXTS[2])  # the assessment is made anew

    found = store.read_now(preview, office.drafter, office.slug)

    assert found.gate.uncaused == (key,)


def test_choices_survive_an_edit_by_somebody_else(office: Office) -> None:
    office.edit(1, TEXTS[1].replace("2030", "2028"))
    office.edit(4, TEXTS[4].replace("Winter", "Sommer"))
    first, second = _keys(office.get("draft/preview"))
    office.edit(1, TEXTS[1])

    sent = office.post(
        "draft/preview/causes",
        {
            "key": [first, second],
            f"cause-{first}": "ideas",
            f"cause-{second}": "editorial",
            f"note-{second}": "Klarer so.",
        },
    )

    assert sent.status_code == 409
    assert 'value="Klarer so."' in sent.text
    assert '<option value="editorial" selected>' in sent.text


def test_every_comments_place_is_listed_by_what_became_of_it(office: Office) -> None:
    office.comment("bis 2030")
    office.comment("Busse fahren")
    office.comment("Parks bleiben")
    office.edit(1, TEXTS[1].replace("bis 2030", "schon bis 2028"))
    office.edit(4, "Etwas ganz anderes.")

    others = unescape(office.get("draft/preview/places"))
    kept = unescape(office.get("draft/preview/places", show="kept"))

    assert "bis 2030" in others
    assert "Parks bleiben" in others
    assert "„Busse fahren“" not in others
    assert "„Busse fahren“" in kept


def test_a_withdrawn_comment_is_among_no_figure_of_the_preview(office: Office) -> None:
    office.comment("bis 2030")
    gone = office.comment("hundert Kilometer")
    office.edit(1, TEXTS[1].replace("bis 2030", "schon bis 2030"))
    office.site.store.write_now(annotate.withdraw, office.citizen, gone, now=NOW)

    rows = unescape(office.get("draft/preview"))
    last_step = unescape(office.get("draft/preview/publish"))
    places = unescape(office.get("draft/preview/places", show="kept"))

    assert "1 Kommentar behält seine Worte" in rows
    assert "1 Kommentar" in last_step
    assert "2 Kommentare" not in rows + last_step
    assert "Stelle unverändert</span></a> <b>1</b>" in rows
    assert "Stelle unverändert (1)" in places


def test_a_place_is_corrected_by_paragraph_and_words(office: Office) -> None:
    key = office.comment("Parks bleiben")
    office.edit(4, "Grünflächen sind immer zugänglich.")
    draft = office.site.store.read_now(open_draft, office.drafter, office.slug)
    paragraph = draft.revision.paragraphs[4].id
    form = f"draft/preview/places/{key}"

    wrong = office.post(
        form, {"choice": "words", "words": "Wälder", "paragraph": paragraph}
    )
    right = office.post(
        form, {"choice": "words", "words": "Grünflächen sind", "paragraph": paragraph}
    )

    empty = office.post(form, {"choice": "words", "words": " ", "paragraph": ""})

    assert wrong.status_code == 422
    assert 'value="Wälder"' in unescape(wrong.text)
    assert empty.status_code == 422
    assert "Bitte wählen Sie einen Absatz oder geben Sie Wörter ein." in empty.text
    assert right.status_code == 303
    found = office.site.store.read_now(preview, office.drafter, office.slug)
    corrected = found.anchors[key]
    assert corrected.confirmed_by == office.drafter.id
    assert corrected.anchor.new == "Grünflächen sind"


def test_a_corrected_place_is_left_to_the_comparison_again(office: Office) -> None:
    key = office.comment("Parks bleiben")
    office.edit(1, TEXTS[1].replace("2030", "2028"))
    draft = office.site.store.read_now(open_draft, office.drafter, office.slug)
    heading = draft.revision.paragraphs[0].id
    form = f"draft/preview/places/{key}"

    office.post(form, {"choice": "words", "words": "", "paragraph": heading})
    page = unescape(office.get(form))
    office.post(form, {"choice": "compared"})
    again = unescape(office.get(form))

    assert "Wo ihn jemand eingeordnet hat" in page
    assert "Wieder dem Vergleich überlassen" in page
    assert page.count("<mark>Parks bleiben</mark>") == 2  # before, and released
    assert "Wo der Vergleich ihn eingeordnet hat" in again
    assert "Wieder dem Vergleich überlassen" not in again
    found = office.site.store.read_now(preview, office.drafter, office.slug)
    assert found.anchors[key].confirmed_by is None
    office.post(
        "draft/preview/publish",
        {"label": "Neu", "version": _version(office.get("draft/preview/publish"))},
    )
    with office.site.client() as anybody:
        published = anybody.get(f"/api/v1/annotations/{key}").json()["anchor"]
    assert (published["revision"], published["verdict"]) == (2, "kept")


def test_a_person_says_that_words_are_gone(office: Office) -> None:
    key = office.comment("Parks bleiben")
    office.edit(4, "Parks bleiben zu.")

    sent = office.post(f"draft/preview/places/{key}", {"choice": "gone"})

    assert sent.status_code == 303
    found = office.site.store.read_now(preview, office.drafter, office.slug)
    assert found.anchors[key].anchor.verdict == "orphan"
    assert found.anchors[key].confirmed_by == office.drafter.id


def test_the_last_step_says_what_will_happen_and_publishes(office: Office) -> None:
    key = office.comment("bis 2030")
    _accepted(office, key)
    office.edit(1, TEXTS[1].replace("2030", "2028"))
    page = unescape(office.get("draft/preview/publish"))
    assert "Fassung 2 erscheint nach „Entwurf 1“." in page
    assert "1 beschlossene Antwort wird öffentlich." in page

    sent = office.post(
        "draft/preview/publish",
        fields_of(page, "draft/preview/publish")
        | {"label": ["Entwurf 2"], "note": ["Kürzer."]},
    )

    assert sent.headers["location"] == f"{office.path}/r/2"
    read = unescape(office.get("r/2"))
    assert "Die neue Fassung ist veröffentlicht." in read
    assert "bis 2028" in read
    trace = office.site.store.read_now(tracing.trace_annotation, ANONYMOUS, key)
    assert [each.revision for each in trace.anchors] == [1, 2]
    assert trace.answers[-1].value.state == "published"


def test_a_revision_needs_a_name(office: Office) -> None:
    office.edit(1, "Neu.")
    page = office.get("draft/preview/publish")

    sent = office.post(
        "draft/preview/publish",
        {"version": _version(page), "label": " ", "note": "Mein Hinweis"},
    )

    assert sent.status_code == 422
    assert "Bitte geben Sie einen Namen" in unescape(sent.text)
    assert "Mein Hinweis</textarea>" in sent.text


def test_a_draft_from_before_with_a_label_that_is_taken_needs_another(
    office: Office,
) -> None:
    office.edit(1, "Ein anderer Satz.")
    draft = office.site.store.read_now(open_draft, office.drafter, office.slug)

    def as_older_releases_let(unit: Unit) -> None:
        head = draft.head
        revisions.touch_draft(unit.connection, head, label="Entwurf 1", note="")

    office.site.store.write_now(as_older_releases_let)
    page = office.get("draft/preview/publish")
    form = {"version": _version(page), "note": ""}

    refused = office.post("draft/preview/publish", form | {"label": "Entwurf 1"})
    published = office.post("draft/preview/publish", form | {"label": "Entwurf 2"})

    assert refused.status_code == 422
    assert "den noch keine Fassung trägt" in unescape(refused.text)
    assert published.status_code == 303
    assert "Entwurf 2" in office.get("history")


def test_a_draft_edited_meanwhile_is_looked_at_again(office: Office) -> None:
    office.edit(1, "Neu.")
    page = office.get("draft/preview/publish")
    office.edit(2, "Auch neu.")

    sent = office.post(
        "draft/preview/publish",
        {
            "version": _version(page),
            "label": "Mein Name",
            "note": "",
            "reason-uncaused": "Eilt.",
        },
    )

    assert sent.status_code == 412
    assert 'value="Mein Name"' in sent.text
    assert "Eilt.</textarea>" in sent.text
    assert office.client.get(f"{office.path}/r/2").status_code == 404


def test_a_required_gate_asks_for_a_reason(
    office_with: Callable[[str], Office],
) -> None:
    office = office_with("require")
    office.comment("bis 2030")
    office.edit(1, "Neu.")
    form = {"label": "Entwurf 2", "note": "", "reason-unanswered": "Frist des Rates."}
    page = office.get("draft/preview/publish")

    refused = office.post(
        "draft/preview/publish",
        form | {"version": _version(page), "reason-uncaused": " "},
    )
    done = office.post(
        "draft/preview/publish",
        form | {"version": _version(refused.text), "reason-uncaused": "Redaktion."},
    )

    said = unescape(refused.text)
    assert refused.status_code == 409
    assert "Es ist noch etwas offen." in said
    assert "Frist des Rates.</textarea>" in said
    assert re.findall(r'aria-describedby="(reason-\w+)-error"', said) == [
        "reason-uncaused"
    ]
    assert done.status_code == 303
    history = unescape(office.site.client().get(f"{office.path}/history").text)
    assert "1 Kommentar ohne beschlossene Antwort: " in history
    assert '<q lang="de">Frist des Rates.</q>' in history
    shown = office.site.client().get(f"/api/v1/documents/{office.slug}/revisions/2")
    assert shown.json()["open"] == [
        {"list": "unanswered", "size": 1, "reason": "Frist des Rates."},
        {"list": "uncaused", "size": 1, "reason": "Redaktion."},
    ]


def test_a_final_gate_lets_nobody_pass(office_with: Callable[..., Office]) -> None:
    office = office_with("require", final=True)
    office.comment("bis 2030")
    office.edit(1, "Neu.")
    draft = office.site.store.read_now(open_draft, office.drafter, office.slug)
    version = draft.head.version
    page = office.get("draft/preview/publish")

    refused = office.post(
        "draft/preview/publish",
        {"version": str(version), "label": "Entwurf 2"}
        | {f"reason-{name}": "Eilt." for name in ("unanswered", "uncaused")},
    )

    assert "veröffentlichen</" not in page.partition("Das wird geschehen")[2]
    assert 'name="label"' not in page
    assert 'value="Entwurf 2"' in refused.text
    assert refused.status_code == 409
    assert "bis alles erledigt ist" in unescape(refused.text)
    assert office.client.get(f"{office.path}/r/2").status_code == 404


def test_the_gate_leads_to_accepted_comments_without_a_change(office: Office) -> None:
    key = office.comment("bis 2030")
    excused = office.comment("Busse fahren öfter")
    accepted = {"outcome": "accepted", "reason": "Gern.", "version": "0"}
    office.edit(4, "Neu.")
    office.post(f"desk/c/{key}", accepted)
    office.post(f"desk/c/{excused}", accepted | {"without_change": "Steht schon da."})

    page = unescape(office.get("draft/preview"))
    listed = office.get("desk", unlinked="1")

    assert "1 übernommener Kommentar ohne Änderung im Text" in page
    assert "desk?unlinked=1" in page
    assert re.findall(r'data-row="([^"]+)"', listed) == [key]
    assert "Übernommen ohne Änderung" in listed
    assert "Steht schon da." in office.get("desk", answer="all", comment=excused)


def test_the_preview_speaks_english_too(office: Office) -> None:
    office.edit(1, "Neu.")

    page = office.client.get(f"/en/d/{office.slug}/draft/preview").text

    assert "What is still open" in page
    assert "Änderung" not in page


def test_answers_decided_after_the_look_do_not_become_public_unasked(
    office: Office,
) -> None:
    key = office.comment("Busse fahren")
    office.edit(1, TEXTS[1].replace("2030", "2028"))
    form = fields_of(office.get("draft/preview/publish"), "draft/preview/publish")
    form |= {"label": ["Zweite"], "note": ["Neu ist die Frist."]}
    _accepted(office, key)

    refused = office.post("draft/preview/publish", form)
    again = fields_of(refused.text, "draft/preview/publish")
    published = office.post("draft/preview/publish", again)

    page = unescape(refused.text)
    assert refused.status_code == 412
    assert "Inzwischen würden andere Antworten öffentlich" in page
    assert "1 beschlossene Antwort wird öffentlich" in page
    assert again["note"] == ["Neu ist die Frist."]
    assert published.status_code == 303
