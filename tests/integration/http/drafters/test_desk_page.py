"""The desk: what it lists, counts and stores, and that no word is lost."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape

import pytest

from annotations.disposition import Stance
from docservice.access import ANONYMOUS
from docservice.services import (
    annotate,
    desk,
    drafting,
    rejoining,
    requests,
    tracing,
)
from docservice.services.answering import answer
from docservice.services.operator import operator
from docservice.services.publishing import NewText
from docservice.services.rejoining import Rejoining
from tests import factories
from tests.factories import NOW
from tests.integration.http.drafters.office import TEXTS, Office, session_of

pytestmark = pytest.mark.integration

NOTED = {"outcome": "noted", "reason": "Danke, gesehen.", "state": "decided"}


def _listed(page: str) -> list[str]:
    return re.findall(r'data-row="([^"]+)"', page)


def _answered(office: Office, key: str) -> None:
    office.site.store.write_now(
        answer, office.drafter, key, requests.answer(NOTED), now=NOW
    )


def test_nobody_is_asked_for_who_only_stands_for_the_command_line(
    office: Office,
) -> None:
    office.site.store.write_now(operator, now=NOW)
    key = office.comment("bis 2030")

    page = office.get("desk", comment=key)

    assert "@Jana" in page
    assert "Operator" not in page


def test_comments_stand_in_the_order_of_the_text(office: Office) -> None:
    last = office.comment("Parks bleiben")
    first = office.comment("bis 2030")

    assert _listed(office.get("desk")) == [first, last]
    assert _listed(office.get("desk", sort="newest")) == [first, last]


def test_comments_are_read_aloud_in_their_own_language(office: Office) -> None:
    office.comment("bis 2030")

    german = office.get("desk")
    english = office.client.get(f"/en/d/{office.slug}/desk").text

    row = r'<a class="desk-row__title"[^>]* lang="de"'
    assert not re.search(row, german)
    assert re.search(row, english)


def test_most_supported_comments_can_stand_first(office: Office) -> None:
    office.comment("bis 2030")
    liked = office.comment("Parks bleiben")
    office.site.store.write_now(
        annotate.support, office.drafter, liked, on=True, now=NOW
    )

    assert _listed(office.get("desk", sort="support"))[0] == liked
    assert _listed(office.get("desk", support="1")) == [liked]


def test_filters_narrow_the_list_and_say_what_they_leave(office: Office) -> None:
    traffic = office.comment("bis 2030", motivation="questioning")
    green = office.comment("Parks bleiben", body="Wer schließt ab?")
    _answered(office, green)
    page = office.get("desk", answer="all")
    chapter = re.findall(r'value="([^"]+)">Grün \(1\)', page)[0]

    assert _listed(office.get("desk", chapter=chapter)) == [green]
    assert _listed(office.get("desk", motivation="questioning")) == [traffic]
    assert _listed(office.get("desk", answer="open")) == [traffic]
    assert _listed(office.get("desk", answer="answered")) == [green]
    assert _listed(office.get("desk", outcome="noted")) == [green]
    assert _listed(office.get("desk", q="SCHLIESST")) == [green]
    assert _listed(office.get("desk", q="schließt vielleicht")) == []
    assert _listed(office.get("desk", verdict="orphan")) == []
    assert "1 von 2 Kommentaren beantwortet" in page


def test_a_paragraph_is_asked_for_by_its_number(office: Office) -> None:
    traffic = office.comment("bis 2030")
    green = office.comment("Parks bleiben")
    _answered(office, green)
    page = office.get("desk", paragraph="3", answer="all")

    assert _listed(page) == [green]
    assert "Absatz 3" in page
    assert re.search(r">Beantwortet \(1\)", page)
    assert _listed(office.get("desk", paragraph="1")) == [traffic]
    assert _listed(office.get("desk", paragraph="4")) == []
    assert _listed(office.get("desk", paragraph="eins")) == [traffic, green]
    opened = unescape(office.get("desk", comment=traffic))
    assert f'href="{office.path}/desk?answer=all&paragraph=1"' in opened


def test_an_answer_is_stored_and_the_list_found_again(office: Office) -> None:
    key = office.comment("bis 2030")

    sent = office.post(
        f"desk/c/{key}", NOTED | {"version": "0", "back": "answer=open&sort=newest"}
    )

    assert sent.status_code == 303
    assert sent.headers["location"].endswith(
        f"/desk?answer=open&sort=newest&comment={key}"
    )
    page = office.get("desk", comment=key)
    assert "Die Antwort ist gespeichert." in page
    assert "Danke, gesehen." in page
    assert "noch nicht öffentlich" in page
    trace = office.site.store.read_now(tracing.trace_annotation, ANONYMOUS, key)
    assert trace.answers == ()


def test_who_answers_at_the_same_time_keeps_both_texts(office: Office) -> None:
    key = office.comment("bis 2030")
    _answered(office, key)

    sent = office.post(
        f"desk/c/{key}",
        {"outcome": "declined", "reason": "Leider zu teuer.", "version": "0"},
    )

    page = unescape(sent.text)
    assert sent.status_code == 412
    assert "Danke, gesehen." in page
    assert "Leider zu teuer.</textarea>" in page
    assert 'name="version" value="1"' in page
    again = office.post(
        f"desk/c/{key}",
        {"outcome": "declined", "reason": "Leider zu teuer.", "version": "1"},
    )
    assert again.status_code == 303


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"outcome": "", "reason": "Weil."}, "Bitte wählen Sie ein Ergebnis."),
        ({"outcome": "noted", "reason": " "}, "Bitte geben Sie eine Begründung an"),
        (
            {"outcome": "duplicate_of", "reason": "Gleich.", "duplicate_link": "/c/x"},
            "Bitte nennen Sie einen anderen Kommentar",
        ),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    office: Office, fields: dict[str, str], said: str
) -> None:
    key = office.comment("bis 2030")

    sent = office.post(f"desk/c/{key}", {**fields, "note": "Mit Kai reden"})

    assert sent.status_code == 422
    assert said in unescape(sent.text)
    assert "Mit Kai reden</textarea>" in sent.text


def test_the_address_of_a_comment_names_a_duplicate(office: Office) -> None:
    key, other = office.comment("bis 2030"), office.comment("Busse fahren")

    sent = office.post(
        f"desk/c/{key}",
        {
            "outcome": "duplicate_of",
            "reason": "Dasselbe steht dort.",
            "duplicate_link": f"{office.site.url}/de/c/{other}#reply",
        },
    )

    assert sent.status_code == 303


def test_several_comments_get_one_answer(office: Office) -> None:
    keys = [office.comment(quote) for quote in ("bis 2030", "Busse fahren")]

    sent = office.post("desk/answer", NOTED | {"chosen": [f"{k}:0" for k in keys]})

    assert sent.status_code == 303
    assert "2 von 2 Kommentaren beantwortet" in office.get("desk")


def test_several_are_answered_all_or_none(office: Office) -> None:
    first, second = office.comment("bis 2030"), office.comment("Busse fahren")
    _answered(office, second)

    sent = office.post("desk/answer", NOTED | {"chosen": [f"{first}:0", f"{second}:0"]})

    assert sent.status_code == 412
    assert "Danke, gesehen.</textarea>" in sent.text
    assert f'value="{first}:0" aria-labelledby="t-{first}" checked' in sent.text
    assert "1 von 2 Kommentaren beantwortet" in office.get("desk")


def test_comments_are_assigned_to_a_drafter(office: Office) -> None:
    key, other = office.comment("bis 2030"), office.comment("Busse fahren")
    assert office.drafter.id is not None

    sent = office.post(
        "desk/assign", {"chosen": f"{key}:0", "assignee": office.drafter.id}
    )

    assert sent.status_code == 303
    assert _listed(office.get("desk", assignee="me")) == [key]
    assert _listed(office.get("desk", assignee="nobody")) == [other]


@pytest.mark.parametrize("page", ["answer", "assign"])
def test_nothing_chosen_is_said(office: Office, page: str) -> None:
    sent = office.post(f"desk/{page}", NOTED | {"assignee": "nobody"})

    assert sent.status_code == 422
    assert "Bitte wählen Sie zuerst mindestens einen Kommentar" in unescape(sent.text)


def test_decided_answers_are_published_at_once(office: Office) -> None:
    key = office.comment("bis 2030")
    _answered(office, key)
    assert "1 beschlossene Antwort veröffentlichen" in office.get("desk")

    office.publish_answers()

    trace = office.site.store.read_now(tracing.trace_annotation, ANONYMOUS, key)
    assert [each.value.reason for each in trace.answers] == ["Danke, gesehen."]


def test_the_script_gets_the_comment_in_hand_alone(office: Office) -> None:
    key = office.comment("bis 2030")

    part = office.get("desk", comment=key, part="detail")

    assert "<html" not in part
    assert f'data-detail="{key}"' in part
    assert f'id="row-{key}"' in part
    assert "<mark>bis 2030</mark>" in part


def test_the_comment_in_hand_shows_its_place_in_the_newest_revision(
    office: Office,
) -> None:
    texts = [*TEXTS, "Spielplätze kommen dazu."]
    factories.next_revision(office.site.store, office.drafter, texts, slug=office.slug)
    key = office.comment("Spielplätze", revision=2)

    part = office.get("desk", comment=key, part="detail")

    assert "<mark>Spielplätze</mark>" in part


def test_the_desk_speaks_english_too(office: Office) -> None:
    office.comment("bis 2030")

    page = office.client.get(f"/en/d/{office.slug}/desk").text

    assert "0 of 1 comments answered" in page
    assert "Kommentare" not in page


def test_a_desk_without_comments_says_so(office: Office) -> None:
    assert "Kein Kommentar passt zu diesen Filtern" in office.get("desk")


def test_the_desk_begins_with_what_waits_for_oneself(office: Office) -> None:
    free, mine = office.comment("bis 2030"), office.comment("Busse fahren")
    theirs, done = office.comment("Parks bleiben"), office.comment("im Winter")
    kai = factories.actor(office.site.store, "drafter", "Kai")
    for key, who in ((mine, office.drafter), (theirs, kai)):
        office.post("desk/assign", {"chosen": f"{key}:0", "assignee": str(who.id)})
    _answered(office, done)

    assert _listed(office.get("desk")) == [free, mine]
    assert _listed(office.get("desk", answer="open")) == [free, mine, theirs]
    assert len(_listed(office.get("desk", answer="all"))) == 4


def test_new_comments_are_a_list_of_their_own(office: Office) -> None:
    office.comment("bis 2030")
    fresh = office.site.store.write_now(
        annotate.annotate,
        office.citizen,
        office.slug,
        factories.remark("Parks bleiben"),
        now=datetime.now(UTC),
    ).id

    assert _listed(office.get("desk", new="1")) == [fresh]


def test_comments_that_the_draft_loses_are_a_list_of_their_own(office: Office) -> None:
    office.comment("bis 2030")
    lost = office.comment("Parks bleiben")
    assert "Stelle fehlt im Entwurf" not in office.get("desk")
    store = office.site.store
    new = NewText(label="Entwurf 2", contents=factories.contents(*TEXTS[:3]))
    store.write_now(drafting.begin, office.drafter, office.slug, now=NOW, new=new)

    assert "Stelle fehlt im Entwurf" in office.get("desk")
    assert _listed(office.get("desk", lost="1")) == [lost]


def test_a_filter_is_kept_under_a_name_and_forgotten(office: Office) -> None:
    office.comment("bis 2030")
    query = "answer=open&motivation=commenting&sort=support"

    kept = office.post("desk/filters", {"name": " Nur Meinungen ", "back": query})

    assert kept.status_code == 303
    page = office.get("desk", answer="open", motivation="commenting", sort="support")
    assert "Nur Meinungen" in page
    (key,) = set(re.findall(r"desk/filters/([^/]+)/delete", page))
    other = factories.actor(office.site.store, "drafter", "Kai")
    colleague = replace(office, client=session_of(office.site, other))
    assert "Nur Meinungen" not in colleague.get("desk")
    assert colleague.post(f"desk/filters/{key}/delete", {}).status_code == 404
    assert office.post(f"desk/filters/{key}/delete", {}).status_code == 303
    assert "Nur Meinungen" not in office.get("desk")


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "zwei\nZeilen"])
def test_a_filter_needs_a_name(office: Office, name: str) -> None:
    sent = office.post("desk/filters", {"name": name, "back": "answer=open"})

    assert sent.status_code == 422
    assert "höchstens 60 Zeichen" in unescape(sent.text)


def test_a_list_longer_than_a_screen_comes_in_pages(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "ONE_PAGE", 2)
    monkeypatch.setattr(desk, "PER_PAGE", 1)
    keys = [office.comment("bis 2030") for _ in range(3)]

    first = office.get("desk")
    last = office.client.get(f"{office.path}/desk?answer=open&page=3").text

    assert [_listed(first), _listed(last)] == [keys[:1], keys[2:]]
    assert "Nächste Seite" in first
    assert "Nächste Seite" not in last
    assert "Vorige Seite" in last


def test_counts_follow_what_happens(office: Office) -> None:
    key = office.comment("bis 2030")
    office.get("desk")

    _answered(office, key)

    assert "1 von 1 Kommentaren beantwortet" in office.get("desk")


def _undone(office: Office, key: str, version: int) -> int:
    fields = {"version": str(version), "back": "answer=all"}
    return office.post(f"desk/c/{key}/undo", fields).status_code


def test_the_last_answer_is_taken_back_by_a_further_version(office: Office) -> None:
    key = office.comment("bis 2030")
    _answered(office, key)
    office.post(
        f"desk/c/{key}", {"outcome": "declined", "reason": "Nein.", "version": "1"}
    )

    assert _undone(office, key, 2) == 303
    page = office.get("desk", answer="all", comment=key)
    assert "Alle 3 Fassungen der Antwort" in page
    assert "Danke, gesehen.</textarea>" in page
    assert _undone(office, key, 3) == 303  # twice is as if nothing was done
    again = office.get("desk", answer="all", comment=key)
    assert "Nein.</textarea>" in again


def test_a_first_answer_that_is_taken_back_is_open_again(office: Office) -> None:
    key = office.comment("bis 2030")
    _answered(office, key)
    assert _listed(office.get("desk", answer="open")) == []

    assert _undone(office, key, 1) == 303

    page = office.get("desk", answer="open", comment=key)
    assert _listed(page) == [key]
    assert "Danke, gesehen.</textarea>" in page


def test_a_first_answer_that_is_public_is_not_taken_back(office: Office) -> None:
    key = office.comment("bis 2030")
    _answered(office, key)
    office.publish_answers()

    refused = office.post(f"desk/c/{key}/undo", {"version": "1", "back": "answer=all"})

    assert refused.status_code == 422
    assert "Davor gibt es keine Antwort, und diese ist öffentlich" in refused.text
    assert "Letzte Antwort zurücknehmen" not in refused.text
    assert "Danke, gesehen." in office.client.get(f"/de/c/{key}").text


def test_what_taking_back_does_not_reach_is_said(office: Office) -> None:
    first, second = office.comment("bis 2030"), office.comment("Busse fahren")
    office.post("desk/bundles", {"do": "bundle", "chosen": [first, second]})
    fields = NOTED | {"version": "0", "also": [f"{second}:0"]}
    office.post(f"desk/c/{first}", fields)
    shown = office.get("desk", answer="all", comment=first)

    assert _undone(office, first, 1) == 303
    alone = office.get("desk")
    office.post(f"desk/c/{second}", NOTED | {"reason": "Gesehen.", "version": "1"})
    office.publish_answers()
    assert _undone(office, second, 2) == 303
    public = office.get("desk")

    assert "Verknüpfungen mit Änderungen bleiben, wie sie sind." in shown
    assert "nur bei diesem Kommentar des Bündels" in alone
    assert "Öffentlich bleibt die letzte zu lesen" in public


def test_only_the_answer_that_was_seen_is_taken_back(office: Office) -> None:
    key = office.comment("bis 2030")
    page = office.get("desk", comment=key)
    assert "Letzte Antwort zurücknehmen" not in page
    _answered(office, key)
    office.post(f"desk/c/{key}", NOTED | {"reason": "Gesehen.", "version": "1"})

    sent = office.post(f"desk/c/{key}/undo", {"version": "1"})

    assert sent.status_code == 412
    assert "Es wurde nichts zurückgenommen" in unescape(sent.text)
    assert "Letzte Antwort zurücknehmen" in sent.text


def test_who_is_called_in_a_note_finds_it(office: Office) -> None:
    called = office.comment("bis 2030")
    other = office.comment("Parks bleiben")
    note = NOTED | {"state": "proposed", "version": "0"}
    office.post(f"desk/c/{called}", note | {"note": "@Jana, bitte entscheiden."})
    office.post(f"desk/c/{other}", note | {"note": "Jana weiß es, 100 % @Kim."})

    page = office.get("desk", mentioned="1")

    assert _listed(page) == [called]
    assert re.search(r'Erwähnt mich <span class="number">1</span>', page)
    assert "@Jana" in page


def test_who_looks_after_a_comment_knows_by_when(office: Office) -> None:
    key = office.comment("bis 2030")
    fields = {"chosen": f"{key}:0", "assignee": office.drafter.id or ""}

    refused = office.post("desk/assign", fields | {"due_on": "bald"})
    done = office.post("desk/assign", fields | {"due_on": "2126-12-03"})

    assert refused.status_code == 422
    assert "Bitte geben Sie einen Tag an" in unescape(refused.text)
    assert done.status_code == 303
    page = office.get("desk", comment=key)
    assert "fällig am 03.12.2126" in page
    assert 'name="due_on" value="2126-12-03"' in page


def test_what_should_be_answered_by_now_is_overdue(office: Office) -> None:
    late, answered, today, marked = (
        office.comment("bis 2030"),
        office.comment("Busse"),
        office.comment("Parks bleiben"),
        office.comment("hundert", motivation="highlighting", body=""),
    )
    for key, day in (
        (late, "2020-02-29"),
        (answered, "2020-02-29"),
        (marked, "2020-02-29"),
        (today, "2126-12-03"),
    ):
        fields = {"chosen": f"{key}:0", "assignee": office.drafter.id or ""}
        office.post("desk/assign", fields | {"due_on": day})
    _answered(office, answered)

    page = office.get("desk", overdue="1")

    assert _listed(page) == [late]
    assert "überfällig, war fällig am 29.02.2020" in page
    assert re.search(r'Überfällig <span class="number">1</span>', page)
    assert "überfällig" not in office.get("desk", answer="answered")


def test_a_longer_name_in_a_note_calls_somebody_else(office: Office) -> None:
    factories.actor(office.site.store, "drafter", "Jana Wiesner")
    key, other = office.comment("bis 2030"), office.comment("Parks bleiben")
    note = NOTED | {"version": "0"}
    office.post(f"desk/c/{key}", note | {"note": "@Jana Wiesner, bitte."})
    office.post(f"desk/c/{other}", note | {"note": "@Janas Liste, @jana!"})

    assert _listed(office.get("desk", mentioned="1")) == [other]


def _rejoin(office: Office, key: str, stance: Stance, reason: str = "") -> None:
    said, now = Rejoining(stance, reason), datetime.now(UTC)
    office.site.store.write_now(rejoining.rejoin, office.citizen, key, said, now=now)


def test_answers_that_do_not_convince_are_a_list_of_their_own(office: Office) -> None:
    doubted, settled = office.comment("bis 2030"), office.comment("Parks bleiben")
    for key in (doubted, settled, office.comment("Busse fahren")):
        _answered(office, key)
    office.publish_answers()
    _rejoin(office, doubted, "disagree", "Das war *nicht* meine Frage.")
    _rejoin(office, settled, "agree")

    page = office.get("desk", stance="disagree", comment=doubted)

    assert _listed(page) == [doubted]
    assert re.search(r'Antwort überzeugt nicht <span class="number">1</span>', page)
    assert "überzeugt nicht</span>" in page
    assert "Das war <em>nicht</em> meine Frage." in page
    assert "Rike ist mit der Antwort nicht einverstanden" in page
    assert _listed(office.get("desk", stance="agree")) == [settled]


def test_who_is_answered_anew_has_not_said_anything_about_that(office: Office) -> None:
    key = office.comment("bis 2030")
    _answered(office, key)
    office.publish_answers()
    _rejoin(office, key, "disagree", "Warum?")
    office.post(f"desk/c/{key}", NOTED | {"version": "1", "reason": "Weil es so ist."})

    page = office.get("desk", stance="disagree")

    assert _listed(page) == []
    assert "Antwort überzeugt nicht <span" in page
    shown = office.get("desk", answer="all", comment=key)
    assert "Rike ist mit der Antwort nicht einverstanden" in shown
    assert "Das galt einer früheren Antwort" in shown


def test_a_page_beyond_the_last_one_is_the_last_one(office: Office) -> None:
    key = office.comment("bis 2030")

    page = office.client.get(f"{office.path}/desk", params={"page": "7"}).text

    assert _listed(page) == [key]
    assert 'rel="prev"' not in page


def test_from_a_comment_that_left_the_list_the_way_leads_to_its_head(
    office: Office,
) -> None:
    key = office.comment("bis 2030")
    before = office.get("desk", answer="open", comment=key)
    _answered(office, key)

    after = office.get("desk", answer="open", comment=key)

    assert f'href="{office.path}/desk?answer=open#row-{key}"' in before
    assert f'href="{office.path}/desk?answer=open#list"' in after
    assert "Die einzige Fassung der Antwort" in after


def test_a_refused_form_leads_scripts_to_an_address_that_can_be_asked(
    office: Office,
) -> None:
    key = office.comment("bis 2030")

    page = office.post(f"desk/c/{key}/undo", {"version": "1", "back": "answer=open"})

    address = f"{office.path}/desk?answer=open&amp;comment={key}"
    assert f'data-address="{address}"' in page.text
