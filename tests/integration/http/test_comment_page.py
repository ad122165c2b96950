"""The page of one comment, and what people do there."""

import json
import re
from html import unescape
from typing import Any

import httpx
import pytest

from docservice.db import annotations, changes, documents
from docservice.db.changes import Incorporation
from docservice.db.events import Unit
from docservice.services import annotate, answering, requests, rounds
from tests import factories
from tests.serving import Site

pytestmark = pytest.mark.integration

HTML = {"Accept": "text/html"}
COUNCIL = "Der Rat berichtet einmal im Jahr über alles, was daraus geworden ist."
STAYS = (
    "Schulen bekommen schnelles Netz, und zwar alle im selben Jahr.",
    "Bibliotheken öffnen auch am Sonntag, mit Personal und mit Café.",
)
BEFORE = (
    "# Ziele",
    COUNCIL,
    "Die Stadt baut bis 2030 viele neue Radwege in allen Bezirken.",
    "Parks bleiben für alle offen, auch in der Nacht und im Winter.",
    *STAYS,
)
AFTER = (
    "# Ziele",
    "Die Stadt baut bis 2028 viele neue Radwege in allen Bezirken.",
    *STAYS,
    COUNCIL,
)


def _page(site: Site, annotation: str, lang: str = "de") -> str:
    answer = site.client().get(f"/{lang}/c/{annotation}", headers=HTML)
    assert answer.status_code == 200
    return unescape(answer.text)


def _text(page: str) -> str:
    """Return what can be read on a page, without tags."""
    main = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", main))


@pytest.fixture(scope="module")
def traced(site: Site) -> dict[str, str]:
    """Return comments by their words: reworded, moved, deleted, with an answer."""
    store = site.store
    drafter = factories.actor(store, "drafter", "Jana")
    author = factories.actor(store, "citizen", "Rike B.")
    factories.document(store, BEFORE, slug="spur", drafter=drafter)
    found = {
        quote: factories.annotation(store, author, quote, slug="spur").id
        for quote in ("bis 2030", "einmal im Jahr", "auch in der Nacht")
    }
    factories.next_revision(store, drafter, AFTER, slug="spur")
    raw = {"outcome": "accepted", "reason": "Zwei Jahre früher, **danke**."}
    store.write_now(
        answering.answer,
        drafter,
        found["bis 2030"],
        requests.answer(raw),
        now=factories.NOW,
    )
    store.write_now(rounds.publish_round, drafter, "spur", now=factories.NOW)
    return found


def test_a_reworded_passage_is_shown_then_and_now(
    site: Site, traced: dict[str, str]
) -> None:
    page = _page(site, traced["bis 2030"])

    assert "Kommentar von Rike B." in page
    assert "<mark>bis 2030</mark>" in page
    assert "Hier wurde der Kommentar geschrieben." in page
    assert "Umformuliert, jetzt in Absatz 1." in _text(page)
    assert re.search(r"<del>.*?2030.*?</del>", page)
    assert re.search(r"<ins>.*?2028.*?</ins>", page)


def test_a_moved_and_a_deleted_passage_are_told_apart(
    site: Site, traced: dict[str, str]
) -> None:
    assert "Wortgleich verschoben nach Absatz 4." in _text(
        _page(site, traced["einmal im Jahr"])
    )
    assert "Gestrichen:" in _text(_page(site, traced["auch in der Nacht"]))


def test_the_answer_is_read_aloud_in_the_language_of_the_comment(
    site: Site, traced: dict[str, str]
) -> None:
    german, english = (_page(site, traced["bis 2030"], lang) for lang in ("de", "en"))
    listed = site.client().get("/en/d/spur/comments", headers=HTML).text
    compared = (
        site.client().get("/en/d/spur/compare/1/2?view=synopsis", headers=HTML).text
    )

    reason = r"<p>Zwei Jahre früher"
    assert not re.search(rf'lang="de">\s*{reason}', german)
    for page in (english, unescape(listed), unescape(compared)):
        assert re.search(rf'lang="de">\s*{reason}', page)


def test_the_answer_and_its_reason_can_be_read(
    site: Site, traced: dict[str, str]
) -> None:
    page = _page(site, traced["bis 2030"])

    assert "Zwei Jahre früher, <strong>danke</strong>." in page
    assert "Jana" in _text(page)
    assert "Es gibt noch keine Antwort." in _text(_page(site, traced["einmal im Jahr"]))


@pytest.mark.parametrize(
    ("is_confirmed", "said"),
    [(False, "nicht bestätigt"), (True, "hat bestätigt, dass dieser Kommentar")],
)
def test_a_change_says_whether_somebody_confirmed_that_the_comment_caused_it(
    site: Site, traced: dict[str, str], is_confirmed: bool, said: str
) -> None:
    annotation = traced["bis 2030"]

    def link(unit: Unit) -> None:
        row = annotations.get_annotation(unit.connection, annotation)
        assert row is not None
        listed = changes.changes_to(unit.connection, row.document_id, 2)
        change = next(c for c in listed if c.old and c.new)
        changes.delete_incorporations(unit.connection, annotation_id=annotation)
        made = Incorporation(change.id, annotation, is_confirmed, "")
        changes.insert_incorporations(unit.connection, [made])

    site.store.write_now(link)
    page = _page(site, annotation)

    assert said in _text(page)
    assert 'href="/de/d/spur/compare/1/2"' in page
    assert "Die Stadt baut bis [gestrichen: 2030]" in _text(page)


def test_the_way_to_today_is_said_in_one_verdict_with_both_wordings(
    site: Site, traced: dict[str, str]
) -> None:
    page = _page(site, traced["bis 2030"])
    now = page[page.index('id="now"') : page.index('id="comment-h"')]

    assert "Und heute" in now
    assert re.search(r"<del>.*?2030.*?</del>", now)
    assert re.search(r"<ins>.*?2028.*?</ins>", now)
    assert "Gestrichen:" in _text(_page(site, traced["auch in der Nacht"]))


def test_nobody_is_promised_an_answer_that_will_not_come(
    site: Site, traced: dict[str, str]
) -> None:
    author = factories.actor(site.store, "citizen", "Ola")
    fields: dict[str, object] = {"motivation": "highlighting", "body": ""}
    mark = factories.annotation(
        site.store, author, "viele neue", slug="spur", fields=fields
    ).id
    gone = factories.annotation(site.store, author, "neue Radwege", slug="spur").id
    site.store.write_now(annotate.withdraw, author, gone, now=factories.NOW)

    highlight, withdrawn = _text(_page(site, mark)), _text(_page(site, gone))

    assert "Markierung von Ola" in highlight
    assert "Ola: Markierung von „viele neue“" in highlight
    assert "Kommentar von" not in highlight
    for read in (highlight, withdrawn):
        assert "bekommt eine" not in read


def test_a_comment_is_counted_with_the_lists_it_is_counted_in(
    site: Site, traced: dict[str, str]
) -> None:
    page = _page(site, traced["bis 2030"])
    counted = page[page.index('id="counted-h"') : page.index('id="cite-h"')]

    assert "einer von 3 Kommentaren zu Entwurf 1" in counted
    assert "Übernommen" in counted
    assert "Ziele" in counted
    for address in re.findall(r'href="([^"]+/comments\?[^"]+)"', counted):
        listed = site.client().get(address, headers=HTML).text
        assert f"/de/c/{traced['bis 2030']}" in listed, address
    gone = _page(site, traced["auch in der Nacht"])
    assert "keines: Seine Worte stehen nicht mehr im Text" in gone


def test_a_chapter_without_a_heading_is_known_by_its_first_words(site: Site) -> None:
    store = site.store
    factories.document(store, (COUNCIL, "# Ziele", STAYS[0]), slug="ohne-kopf")
    author = factories.actor(store, "citizen")
    made = factories.annotation(store, author, "einmal im Jahr", slug="ohne-kopf")

    assert f'lang="de">{COUNCIL}</a></dd>' in _page(site, made.id)


def test_a_withdrawn_comment_says_that_it_is_not_counted(site: Site) -> None:
    client = site.citizen()
    annotation = _annotate(client)
    client.delete(f"/api/v1/annotations/{annotation}")

    page = _page(site, annotation)

    assert "Er wird nicht mitgezählt" in page
    assert "Bitte genauer." not in page


def _linked(page: str) -> list[dict[str, Any]]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert found is not None
    read: list[dict[str, Any]] = json.loads(found[1])
    return read


def test_machines_read_the_comment_its_words_and_the_answer(
    site: Site, traced: dict[str, str]
) -> None:
    key = traced["bis 2030"]
    annotation, comment = _linked(site.client().get(f"/de/c/{key}").text)

    assert annotation["id"] == comment["@id"] == f"{site.url}/c/{key}"
    assert annotation["target"]["selector"]["exact"] == "bis 2030"
    assert annotation["target"]["source"] == f"{site.url}/d/spur/r/1"
    assert [each["name"] for each in comment["comment"]] == ["accepted"]
    followed = site.client(follow_redirects=True).get(f"/c/{key}")
    assert followed.status_code == 200


def test_no_words_end_the_element_that_machines_read(site: Site) -> None:
    annotation = _annotate(site.citizen(), body="</script><script>alert(1)</script>")

    read = _linked(site.client().get(f"/de/c/{annotation}").text)

    assert read[0]["body"][0]["value"] == "</script><script>alert(1)</script>"


def test_the_permanent_address_can_be_copied(
    site: Site, traced: dict[str, str]
) -> None:
    page = _page(site, traced["bis 2030"])

    address = f"{site.url}/c/{traced['bis 2030']}"
    assert f'<link rel="canonical" href="{address}">' in page
    assert "Rike B.: Kommentar zu „bis 2030“, in: Spur, Entwurf 1" in page
    assert f'<a href="{address}">{address}</a>' in page


@pytest.fixture
def answered(site: Site) -> tuple[httpx.Client, str]:
    """Return the author of an answered comment, signed in, and the comment."""
    author = factories.actor(site.store, "citizen", "Rike B.")
    key = factories.annotation(site.store, author, "neue Radwege").id
    site.drafter().put(
        f"/api/v1/annotations/{key}/disposition",
        json={"outcome": "declined", "reason": "Das geht nicht."},
    )
    return site.signed_in(author), key


def test_the_author_says_once_what_the_answer_is_worth(
    site: Site, answered: tuple[httpx.Client, str]
) -> None:
    author, key = answered
    address, page = f"/de/c/{key}/rejoin", f"/de/c/{key}"
    asked = author.get(page, headers=HTML).text

    mute = author.post(address, data={"reason": "Nur so."}, headers=HTML)
    curt = author.post(address, data={"stance": "disagree"}, headers=HTML)
    said = {"stance": "disagree", "reason": "Das war nicht *meine* Frage."}
    done = author.post(address, data=said, headers=HTML)
    other = author.post(address, data={"stance": "agree"}, headers=HTML)

    assert f'action="{address}"' in asked
    assert (mute.status_code, curt.status_code) == (422, 422)
    assert "Bitte sagen Sie, ob die Antwort Sie überzeugt." in mute.text
    assert "Nur so." in mute.text
    assert "Bitte sagen Sie in wenigen Worten, warum." in curt.text
    assert (done.status_code, other.status_code) == (303, 409)
    seen = _page(site, key)
    assert "Rike B. ist mit der Antwort nicht einverstanden" in seen
    assert "Das war nicht <em>meine</em> Frage." in seen
    comments = _linked(author.get(page).text)[1]["comment"]
    assert [each["name"] for each in comments] == ["declined", "disagree"]
    assert f'action="{address}"' not in author.get(page, headers=HTML).text


def test_others_are_not_asked_what_the_answer_is_worth(
    site: Site, answered: tuple[httpx.Client, str]
) -> None:
    _, key = answered
    for client in (site.client(), site.session("citizen"), site.session("drafter")):
        assert "/rejoin" not in client.get(f"/de/c/{key}", headers=HTML).text


def test_an_address_without_language_leads_to_the_readers(site: Site) -> None:
    for accepted, lang in (("en-GB, de;q=0.5", "en"), ("fr", "de")):
        answer = site.client().get("/c/abc", headers={"Accept-Language": accepted})
        assert answer.headers["location"] == f"/{lang}/c/abc"
        assert "Accept-Language" in answer.headers["vary"]


def test_the_page_speaks_english_too(site: Site, traced: dict[str, str]) -> None:
    page = _text(_page(site, traced["auch in der Nacht"], "en"))

    assert "Deleted: these words are no longer in the text." in page
    assert "The passage in every revision" in page


def test_a_comment_that_does_not_exist_is_a_page_that_says_so(site: Site) -> None:
    assert site.client().get("/de/c/nix", headers=HTML).status_code == 404


def _annotate(client: httpx.Client, **fields: object) -> str:
    body = {
        "revision": 1,
        "target": {"quote": {"exact": "neue Radwege"}},
        "body": "Bitte genauer.",
    }
    made = client.post("/api/v1/documents/rahmen/annotations", json=body | fields)
    return str(made.json()["id"])


def _reply(client: httpx.Client, annotation: str, **fields: str) -> httpx.Response:
    page = client.get(f"/de/c/{annotation}", headers=HTML).text
    hidden = re.search(r'name="key" value="([^"]+)"', page)
    usual = {"key": hidden[1] if hidden else "k" * 32, "body": "Das sehe ich auch so."}
    return client.post(f"/de/c/{annotation}/reply", headers=HTML, data=usual | fields)


def test_a_reply_is_published_once_however_often_it_is_sent(site: Site) -> None:
    annotation, citizen = _annotate(site.citizen()), site.session("citizen")

    sent = [_reply(citizen, annotation, key="r" * 32) for _ in range(2)]

    assert [answer.status_code for answer in sent] == [303, 303]
    page = citizen.get(f"/de/c/{annotation}", headers=HTML).text
    assert _text(page).count("Das sehe ich auch so.") == 1
    assert 'role="status">Ihre Antwort ist veröffentlicht.' in page


def test_an_empty_reply_is_asked_for_its_words(site: Site) -> None:
    sent = _reply(site.session("citizen"), _annotate(site.citizen()), body=" ")

    assert sent.status_code == 422
    assert "Bitte schreiben Sie Ihre Antwort." in sent.text


def test_strangers_cannot_reply_where_no_guests_are_welcome(site: Site) -> None:
    annotation = _annotate(site.citizen())

    sent = _reply(site.client(), annotation, name="Wer")

    assert sent.status_code == 403
    assert "Das sehe ich auch so." in sent.text
    assert "Bitte melden Sie sich an" in sent.text
    assert "Das sehe ich auch so." not in _page(site, annotation)


@pytest.fixture(scope="module")
def welcoming(site: Site) -> str:
    """Return a comment in a process that welcomes guests."""
    process = factories.process(site.store, slug="v-gaeste", guests=True)
    factories.document(site.store, BEFORE, slug="gaeste", within=process)
    author = factories.actor(site.store, "citizen")
    return factories.annotation(site.store, author, "neue Radwege", slug="gaeste").id


def test_a_guest_replies_under_a_name(site: Site, welcoming: str) -> None:
    annotation = welcoming

    sent = _reply(site.client(), annotation, name="Nachbar")

    assert sent.status_code == 303
    assert "Nachbar" in _page(site, annotation)
    assert _reply(site.client(), annotation, name=" ").status_code == 422


def test_a_guest_supports_under_a_name_and_is_counted_once(
    site: Site, welcoming: str
) -> None:
    guest, address = site.client(), f"/de/c/{welcoming}/support"
    offered = guest.get("/de/d/gaeste", headers=HTML).text
    fields = {"key": "s" * 43, "name": "Nachbarin"}

    sent = [guest.post(address, data=fields, headers=HTML) for _ in range(2)]

    assert f'href="/de/c/{welcoming}#support"' in offered
    assert [answer.status_code for answer in sent] == [303, 303]
    assert "<span data-support-count>1</span>" in _page(site, welcoming)


def test_a_guest_without_a_name_supports_nothing(site: Site, welcoming: str) -> None:
    before = site.client().get(f"/api/v1/annotations/{welcoming}").json()["support"]

    sent = site.client().post(
        f"/de/c/{welcoming}/support", data={"key": "t" * 43, "name": ""}, headers=HTML
    )

    assert sent.status_code == 422
    after = site.client().get(f"/api/v1/annotations/{welcoming}").json()["support"]
    assert after == before


def test_strangers_cannot_support_where_no_guests_are_welcome(site: Site) -> None:
    annotation = _annotate(site.citizen())

    sent = site.client().post(
        f"/de/c/{annotation}/support",
        data={"key": "u" * 43, "name": "Wer"},
        headers=HTML,
    )

    assert sent.status_code == 403
    assert "<span data-support-count>0</span>" in _page(site, annotation)


def test_support_is_given_and_taken_back(site: Site) -> None:
    annotation, fan = _annotate(site.citizen()), site.session("citizen")
    address = f"/de/c/{annotation}/support"

    given = fan.post(address, data={"on": "1"}, headers=HTML)
    counted = _page(site, annotation)
    fan.post(address, data={"on": "0"}, headers=HTML)

    assert given.headers["location"] == f"/de/c/{annotation}"
    assert "<span data-support-count>1</span>" in counted
    assert "<span data-support-count>0</span>" in _page(site, annotation)


def test_who_came_from_the_text_gets_back_to_it(site: Site) -> None:
    annotation, fan = _annotate(site.citizen()), site.session("citizen")

    def sent_from(referer: str) -> str:
        answer = fan.post(
            f"/de/c/{annotation}/support",
            data={"on": "1"},
            headers=HTML | {"Referer": referer},
        )
        return str(answer.headers["location"])

    text = "/de/d/rahmen/r/1?comment=x"
    assert sent_from(site.url + text) == f"{text}#c-{annotation}"
    assert sent_from(f"https://example.org{text}") == f"/de/c/{annotation}"


def test_ones_own_comment_can_be_changed(site: Site) -> None:
    author = site.session("citizen")
    annotation = _annotate(author)
    address = f"/de/c/{annotation}/edit"

    form = author.get(address, headers=HTML)
    saved = author.post(address, data={"body": "Genau: wo?", "version": "1"})

    assert ">Bitte genauer.</textarea>" in form.text
    assert saved.status_code == 303
    assert "Genau: wo?" in _page(site, annotation)


@pytest.mark.parametrize("body", ["\u200b", "\u3164 \u2800", "a\x00b"])
def test_words_that_cannot_be_kept_change_nothing(site: Site, body: str) -> None:
    author = site.session("citizen")
    annotation = _annotate(author)

    refused = author.post(f"/de/c/{annotation}/edit", data={"body": body}, headers=HTML)

    assert refused.status_code == 422
    assert "Bitte genauer." in _page(site, annotation)


def test_a_change_made_elsewhere_meanwhile_is_not_overwritten(site: Site) -> None:
    author = site.session("citizen")
    annotation = _annotate(author)
    address = f"/de/c/{annotation}/edit"
    author.post(address, data={"body": "Vom Telefon.", "version": "1"})

    late = author.post(address, data={"body": "Vom Rechner.", "version": "1"})

    assert late.status_code == 409
    assert "Vom Rechner.</textarea>" in late.text
    assert 'name="version" value="2"' in late.text
    assert "Vom Telefon." in _page(site, annotation)


def test_words_written_while_the_answer_appeared_become_a_reply(
    site: Site, answered: tuple[httpx.Client, str]
) -> None:
    author, key = answered
    address = f"/de/c/{key}/edit"

    late = author.post(
        address, data={"body": "Und wo genau?", "version": "1"}, headers=HTML
    )
    asked = author.get(address, headers=HTML)
    refused = author.patch(f"/api/v1/annotations/{key}", json={"body": "Wo?"})

    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")
    assert "answered in public" in refused.json()["detail"]
    assert (late.status_code, asked.status_code) == (409, 409)
    assert "Ihr Kommentar wurde inzwischen beantwortet" in late.text
    assert "Sie können es als Antwort veröffentlichen" in late.text
    assert "Und wo genau?</textarea>" in late.text
    assert "Ihr Kommentar wurde inzwischen beantwortet" in asked.text
    assert "als Antwort veröffentlichen" not in _text(asked.text)


def test_a_wording_written_while_the_answer_appeared_is_kept_too(site: Site) -> None:
    author = site.session("citizen")
    key = _annotate(author, motivation="editing", replacement="alte Radwege")
    site.drafter().put(
        f"/api/v1/annotations/{key}/disposition",
        json={"outcome": "declined", "reason": "Das geht nicht."},
    )

    late = author.post(
        f"/de/c/{key}/edit",
        data={"replacement": "breite Radwege", "body": "Bitte genauer."},
        headers=HTML,
    )

    assert ">breite Radwege</textarea>" in late.text


def test_words_for_a_comment_that_is_gone_are_kept(site: Site) -> None:
    author = site.session("citizen")
    key = _annotate(author)
    author.post(f"/de/c/{key}/withdraw", data={"sure": "1"})

    late = author.post(f"/de/c/{key}/edit", data={"body": "Doch noch."}, headers=HTML)

    assert late.status_code == 409
    assert "Ihr Kommentar lässt sich nicht mehr ändern." in late.text
    assert "Doch noch.</textarea>" in late.text


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"body": " "}, "Bitte schreiben Sie Ihren Kommentar."),
        ({"body": "a" * 5001}, "höchstens 5000 Zeichen"),
    ],
)
def test_a_change_without_sense_is_named(
    site: Site, fields: dict[str, str], message: str
) -> None:
    author = site.session("citizen")
    annotation = _annotate(author)

    sent = author.post(f"/de/c/{annotation}/edit", data=fields, headers=HTML)

    assert sent.status_code == 422
    assert message in sent.text


def test_a_changed_wording_can_be_looked_at_first(site: Site) -> None:
    author = site.session("citizen")
    annotation = _annotate(
        author, motivation="editing", replacement="alte Radwege", body=""
    )
    address = f"/de/c/{annotation}/edit"
    wording = {"replacement": "breite Radwege", "version": "1"}

    seen = author.post(address, data=wording | {"step": "preview"}, headers=HTML)
    saved = author.post(address, data=wording, headers=HTML)

    assert re.search(r"<ins>.*?breite.*?</ins>", seen.text)
    assert saved.status_code == 303
    assert "breite" in _page(site, annotation)


def test_withdrawing_asks_first_and_then_takes_the_words_away(site: Site) -> None:
    author = site.session("citizen")
    annotation = _annotate(author, body="Zu schnell geschrieben.")
    address = f"/de/c/{annotation}/withdraw"

    asked = author.post(address, headers=HTML)
    still = _page(site, annotation)
    done = author.post(address, data={"sure": "1"}, headers=HTML)

    assert "Ihren Kommentar zurückziehen?" in asked.text
    assert "Zu schnell geschrieben." in still
    assert done.status_code == 303
    assert "Zu schnell geschrieben." not in _page(site, annotation)


@pytest.mark.parametrize("action", ["edit", "withdraw"])
def test_nobody_acts_on_somebody_elses_comment(site: Site, action: str) -> None:
    annotation = _annotate(site.citizen())
    fields = {"sure": "1", "body": "Fremd", "version": "1"}

    for client, status in ((site.session("drafter"), 403), (site.client(), None)):
        answer = client.post(f"/de/c/{annotation}/{action}", data=fields, headers=HTML)
        assert answer.status_code in ((401, 403) if status is None else (status,))
    assert "Bitte genauer." in _page(site, annotation)


def test_a_moderator_hides_and_restores_a_comment(site: Site) -> None:
    annotation, moderator = _annotate(site.citizen()), site.session("moderator")
    address = f"/de/c/{annotation}/moderate"

    moderator.post(address, data={"do": "hide"}, headers=HTML)
    hidden = _page(site, annotation)
    moderator.post(address, data={"do": "restore"}, headers=HTML)

    assert "Bitte genauer." not in hidden
    assert "Bitte genauer." in _page(site, annotation)


def test_moderating_twice_is_told_once(site: Site) -> None:
    annotation, moderator = _annotate(site.citizen()), site.session("moderator")
    address = f"/de/c/{annotation}/moderate"
    _reply(site.session("citizen"), annotation)
    page = moderator.get(f"/de/c/{annotation}", headers=HTML).text
    reply = re.search(rf"/de/c/{annotation}/replies/[^/]+/moderate", page)
    assert reply is not None

    def newest() -> int:
        found = site.store.read_now(documents.get_document, "rahmen")
        return found.seq if found else 0

    before = newest()
    for path in (address, reply[0]):
        for do in ("hide", "hide", "restore", "restore"):
            sent = moderator.post(path, data={"do": do}, headers=HTML)
            assert sent.status_code == 303

    assert newest() - before == 4


def test_a_decision_that_does_not_exist_is_named(site: Site) -> None:
    annotation, moderator = _annotate(site.citizen()), site.session("moderator")
    address = f"/de/c/{annotation}/moderate"
    moderator.post(address, data={"do": "hide"})

    for data in ({"do": "delete"}, {}):
        sent = moderator.post(address, data=data)
        problem = sent.json()
        assert (sent.status_code, problem["field"]) == (422, "do")
    assert "Bitte genauer." not in _page(site, annotation)


def test_who_is_no_moderator_hides_nothing(site: Site) -> None:
    annotation = _annotate(site.citizen())

    for client in (site.session("citizen"), site.session("drafter"), site.client()):
        answer = client.post(
            f"/de/c/{annotation}/moderate", data={"do": "hide"}, headers=HTML
        )
        assert answer.status_code in (401, 403)
    assert "Bitte genauer." in _page(site, annotation)


def test_replies_are_withdrawn_by_their_author_and_hidden_by_moderators(
    site: Site,
) -> None:
    annotation, author = _annotate(site.citizen()), site.session("citizen")
    _reply(author, annotation, body="Meine Antwort.")
    own = author.get(f"/de/c/{annotation}", headers=HTML).text
    path = re.search(rf"/de/c/{annotation}/replies/[^/]+/withdraw", own)
    assert path is not None
    address = path[0].removesuffix("withdraw")

    denied = site.session("citizen").post(f"{address}withdraw", headers=HTML)
    assert denied.status_code == 403
    moderator = site.session("moderator")
    moderator.post(f"{address}moderate", data={"do": "hide"}, headers=HTML)
    assert "Meine Antwort." not in _page(site, annotation)
    moderator.post(f"{address}moderate", data={"do": "restore"}, headers=HTML)
    assert "Meine Antwort." in _page(site, annotation)
    author.post(f"{address}withdraw", headers=HTML)
    assert "Meine Antwort." not in _page(site, annotation)
