"""People are told by mail what became of what they wrote."""

import re
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import httpx
import pytest
from sqlalchemy import Connection, select, update

from annotations.disposition import Stance
from docservice.access import Actor
from docservice.db import people, subscriptions
from docservice.db.events import Unit
from docservice.db.tables import mail, process
from docservice.services import annotate, answering, rejoining, requests, rounds
from docservice.services.rejoining import Rejoining
from tests import factories
from tests.factories import NOW
from tests.integration.http.drafters.office import session_of
from tests.integration.notifying.conftest import GUEST, TEXTS, Post
from tests.mailing import BASE, html_of, mails_link, text_of
from tests.sockets import wait_until

JANA = "jana@example.org"

pytestmark = pytest.mark.integration


def confirmed(post: Post) -> tuple[httpx.Client, str]:
    """Comment, and confirm the address; return a strange browser and the link.

    Two mails have come then: the question and the receipt.
    """
    post.comment()
    link = mails_link(post.mailbox.wait(1))
    browser = post.site.client(headers={"Accept": "text/html"})
    assert browser.post(link, data={"do": "confirm"}).status_code == 303
    post.mailbox.wait(2)
    return browser, link


def drafter_with_address(post: Post) -> Actor:
    """Return a drafter whom mails reach."""
    fields: dict[str, Any] = {"name": "Jana", "role": "drafter", "lang": "de"}
    person = post.store.write_now(
        lambda unit: people.insert_person(
            unit.connection, email=JANA, now=NOW, **fields
        )
    )
    return Actor(person)


def test_before_confirming_a_guest_gets_a_question_and_nothing_else(post: Post) -> None:
    post.comment(name="www.example.com")
    question = post.mailbox.wait(1)
    (made,) = post.annotations()
    citizen = factories.actor(post.store, "citizen", "Rike")
    post.store.write_now(
        annotate.reply, citizen, made["id"], "Gute Idee.", now=datetime.now(UTC)
    )
    post.comment("andere@example.org", "Alex")
    post.mailbox.wait(2)  # the reply came before; its mail would have, too

    assert len(post.mailbox.to(GUEST)) == 1
    assert question["Subject"] == "Stadt im Text: Bitte bestätigen Sie Ihre Adresse"
    assert question["Auto-Submitted"] == "auto-generated"
    assert "zu einem Kommentar zu „Rahmen“ angegeben" in text_of(question)

    browser = post.site.client(headers={"Accept": "text/html"})
    browser.post(mails_link(question), data={"do": "confirm"})
    later = post.mailbox.wait(3)
    assert later["To"] == GUEST
    assert "Ihr Kommentar ist veröffentlicht" in text_of(later)
    assert made["id"] in text_of(later)
    assert "Rike hat auf Ihren Kommentar geantwortet" in text_of(later)


def test_no_stranger_can_send_words_by_it(post: Post) -> None:
    """Whoever types somebody else's address chooses the name and the comment."""
    post.comment(name="Reich werden auf www.example.com")

    question = post.mailbox.wait(1)

    for said in (text_of(question), html_of(question), str(question["Subject"])):
        assert "Reich werden" not in said
        assert "Bitte 200." not in said


def test_who_refuses_is_not_asked_again(post: Post) -> None:
    post.comment()
    question = post.mailbox.wait(1)
    browser = post.site.client(headers={"Accept": "text/html"})
    refusal = browser.get(f"{mails_link(question)}/stop")
    assert refusal.headers["location"] == mails_link(question)
    assert (
        "Nein, schreiben Sie mir nicht mehr" in browser.get(mails_link(question)).text
    )

    browser.post(mails_link(question), data={"do": "stop"})
    post.comment(name="Wieder")
    post.comment("andere@example.org", "Alex")
    post.mailbox.wait(2)

    assert len(post.mailbox.to(GUEST)) == 1
    assert "Die Mails sind abgeschaltet" in browser.get(mails_link(question)).text


def test_an_address_that_is_left_later_gets_receipts(post: Post) -> None:
    browser = post.comment(email="")
    (made,) = post.annotations()
    session = browser.cookies["randnotiz_session"]
    browser = post.site.client(cookies={"randnotiz_session": session})

    refused = browser.post(
        "/de/mails",
        data={"do": "give", "email": "kim@"},
        headers={"Accept": "application/json"},
    )
    taken = browser.post(
        "/de/mails",
        data={"do": "give", "email": GUEST},
        headers={"Accept": "application/json"},
    )
    question = post.mailbox.wait(1)
    browser.post(mails_link(question), data={"do": "confirm"})

    assert (refused.status_code, refused.json()["field"]) == (422, "email")
    assert taken.status_code == 204
    receipt = post.mailbox.wait(2)
    assert "Ihr Kommentar ist veröffentlicht" in str(receipt["Subject"])
    assert made["id"] in text_of(receipt)


def test_opening_the_link_confirms_nothing(post: Post) -> None:
    post.comment()
    link = mails_link(post.mailbox.wait(1))

    page = post.site.client().get(link)

    assert "Ja, schreiben Sie mir" in page.text
    assert 'name="referrer" content="no-referrer"' in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "wait" not in page.headers.get("set-cookie", "")


def test_the_link_leads_a_guest_back_to_what_the_guest_wrote(post: Post) -> None:
    browser, link = confirmed(post)
    (made,) = post.annotations()

    entered = browser.post(link, data={"do": "enter"})
    # The service is told to be reached over https, the test speaks http.
    session = entered.cookies["randnotiz_session"]
    browser = post.site.client(cookies={"randnotiz_session": session})
    edited = browser.post(f"/de/c/{made['id']}/edit", data={"body": "Lieber 300."})
    withdrawn = browser.post(f"/de/c/{made['id']}/withdraw", data={"sure": "1"})

    assert entered.headers["location"] == f"/de/c/{made['id']}"
    assert [edited.status_code, withdrawn.status_code] == [303, 303]


def test_what_a_mail_says_of_a_comment_leads_a_guest_back_to_it(post: Post) -> None:
    strange, link = confirmed(post)
    receipt, (made,) = post.mailbox.mails[1], post.annotations()
    author = post.store.read_now(people.get_person, made["author"]["id"])
    factories.annotation(post.store, Actor(author), "Parks bleiben")  # a later one
    way = f"{link}?comment={made['id']}"
    assert f"{BASE}{way}" in text_of(receipt).splitlines()

    page = strange.get(way)
    entered = strange.post(
        link, data={"do": "enter", "comment": made["id"], "at": "rejoin"}
    )
    session = entered.cookies["randnotiz_session"]
    browser = post.site.client(cookies={"randnotiz_session": session})

    assert page.status_code == 200
    assert "Zu meinem Kommentar" in page.text
    assert f'name="comment" value="{made["id"]}"' in page.text
    assert "randnotiz_session" not in page.headers.get("set-cookie", "")
    assert entered.headers["location"] == f"/de/c/{made['id']}#rejoin"
    assert "Zurückziehen" in browser.get(f"/de/c/{made['id']}").text
    assert browser.get(way).headers["location"] == f"/de/c/{made['id']}"


def test_who_could_not_come_back_is_asked_before_signing_out(post: Post) -> None:
    made = post.comment()
    session = made.cookies["randnotiz_session"]
    browser = post.site.client(
        cookies={"randnotiz_session": session}, headers={"Accept": "text/html"}
    )
    forms = {"Content-Type": "application/x-www-form-urlencoded"}

    asked = browser.post("/de/sign-out", headers=forms)
    link = mails_link(post.mailbox.wait(1))
    assert asked.status_code == 200
    assert "Endgültig abmelden" in asked.text
    assert browser.get("/de/mails").status_code == 200

    browser.post(link, data={"do": "confirm"})
    left = browser.post("/de/sign-out", headers=forms)
    assert left.status_code == 303

    again = post.comment(email="").cookies["randnotiz_session"]
    sure = post.site.client(cookies={"randnotiz_session": again})
    assert sure.post("/de/sign-out", data={"sure": "1"}).status_code == 303
    sure.cookies.set("randnotiz_session", again)
    assert sure.get("/de/mails").status_code == 401


def test_a_mail_leads_to_nobody_elses_comment(post: Post) -> None:
    strange, link = confirmed(post)
    (made,) = post.annotations()
    citizen = factories.actor(post.store, "citizen", "Rike")
    other = factories.annotation(post.store, citizen, "Parks bleiben")

    for wanted in (other.id, "nobody", "x" * 100):
        entered = strange.post(link, data={"do": "enter", "comment": wanted, "at": "x"})
        assert entered.headers["location"] == f"/de/c/{made['id']}"


@pytest.mark.parametrize("outcome", ["accepted", "declined"])
def test_an_answer_comes_with_reason_and_change(post: Post, outcome: str) -> None:
    confirmed(post)
    (made,) = post.annotations()
    request = requests.answer({"outcome": outcome, "reason": "Weil & deshalb."})
    post.store.write_now(
        answering.answer, post.drafter, made["id"], request, now=datetime.now(UTC)
    )
    assert len(post.mailbox.mails) == 2  # decided, not published

    post.store.write_now(
        rounds.publish_round, post.drafter, "rahmen", now=datetime.now(UTC)
    )

    told = post.mailbox.wait(3)
    word = {"accepted": "Übernommen", "declined": "Nicht übernommen"}[outcome]
    assert word in text_of(told)
    assert "Weil & deshalb." in text_of(told)
    assert "Weil &amp; deshalb." in html_of(told)
    assert "Sie können einmal sagen, ob diese Antwort Sie überzeugt" in text_of(told)
    assert f"?comment={made['id']}&at=rejoin" in text_of(told)
    assert f"?comment={made['id']}&amp;at=rejoin" in html_of(told)


def answered(post: Post, annotation_id: str, **fields: str) -> None:
    """Answer a comment and publish the answer."""
    request = requests.answer(fields)
    now = datetime.now(UTC)
    post.store.write_now(
        answering.answer, post.drafter, annotation_id, request, now=now
    )
    post.store.write_now(rounds.publish_round, post.drafter, "rahmen", now=now)


def test_an_answer_that_is_changed_tells_what_it_said_before(post: Post) -> None:
    confirmed(post)
    (made,) = post.annotations()
    answered(post, made["id"], outcome="declined", reason="Zu teuer.")
    first = post.mailbox.wait(3)
    answered(post, made["id"], outcome="accepted", reason="Es geht doch.")

    changed = post.mailbox.wait(4)

    assert "hat Ihren Kommentar beantwortet" in str(first["Subject"])
    # Python folds a long header with a space too many.
    subject = " ".join(str(changed["Subject"]).split())
    assert "hat seine Antwort auf Ihren Kommentar geändert" in subject
    for said in (text_of(changed), html_of(changed)):
        assert "Die Antwort: Übernommen" in said
        assert "Sie ersetzt die frühere Antwort: Nicht übernommen" in said
        assert "Zu teuer." in said


def test_an_answer_that_says_the_same_again_is_no_news(post: Post) -> None:
    confirmed(post)
    (made,) = post.annotations()
    answered(post, made["id"], outcome="declined", reason="Zu teuer.")
    post.mailbox.wait(3)

    answered(post, made["id"], outcome="declined", reason="Zu teuer.", note="Intern.")
    post.comment("andere@example.org", "Alex")
    post.mailbox.wait(4)  # the answer came before; its mail would have, too

    assert len(post.mailbox.to(GUEST)) == 3


def test_a_new_revision_tells_what_became_of_ones_words_in_one_mail(post: Post) -> None:
    confirmed(post)
    (made,) = post.annotations()
    request = requests.answer({"outcome": "accepted", "reason": "Gern."})
    post.store.write_now(
        answering.answer, post.drafter, made["id"], request, now=datetime.now(UTC)
    )
    texts = (TEXTS[0], TEXTS[1].replace("hundert", "zweihundert"), TEXTS[2])
    factories.next_revision(post.store, post.drafter, texts)

    told = post.mailbox.wait(3)

    text = text_of(told)
    assert told["Subject"] == "Stadt im Text: 3 Neuigkeiten zu „Rahmen“"
    assert "Die Worte, zu denen Sie kommentiert haben, sind geändert" in text
    assert "Jetzt: Die Stadt baut bis 2030 *zweihundert* Kilometer" in text
    assert "Eine neue Fassung ist veröffentlicht" in text
    assert len(post.mailbox.to(GUEST)) == 3


def test_one_changed_word_in_a_long_passage_is_shown_where_it_is(post: Post) -> None:
    confirmed(post)
    (made,) = post.annotations()
    author = post.store.read_now(people.get_person, made["author"]["id"])
    long = TEXTS[1] + " Sie sind für alle da, die zu Fuß und mit dem Rad kommen." * 6
    before = f"{long} Das Licht bleibt an. {long}"
    factories.next_revision(post.store, post.drafter, (TEXTS[0], before, TEXTS[2]))
    factories.annotation(post.store, Actor(author), before, fields={"revision": 2})
    after = before.replace("bleibt an", "geht an")

    factories.next_revision(post.store, post.drafter, (TEXTS[0], after, TEXTS[2]))

    def tells(mail: EmailMessage) -> bool:
        return "Das Licht" in text_of(mail) and "Jetzt:" in text_of(mail)

    wait_until(lambda: any(tells(mail) for mail in post.mailbox.mails))
    (told,) = [mail for mail in post.mailbox.mails if tells(mail)]
    assert "Bisher: … " in text_of(told)
    assert "Das Licht *bleibt* an." in text_of(told)
    assert "Das Licht *geht* an." in text_of(told)
    assert re.search(r"Das Licht <del[^>]*>bleibt</del> an\.", html_of(told))
    assert re.search(r"Das Licht <ins[^>]*>geht</ins> an\.", html_of(told))
    assert text_of(told).count("Das Licht") == 2


def test_english_readers_get_english(post: Post) -> None:
    post.comment(lang="en")

    told = post.mailbox.wait(1)

    assert told["Subject"] == "Stadt im Text: Please confirm your address"
    assert '<html lang="en">' in html_of(told)


def test_one_click_ends_all_mails(post: Post) -> None:
    confirmed(post)
    told, (made,) = post.mailbox.mails[0], post.annotations()
    assert told["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = str(told["List-Unsubscribe"]).strip("<>").partition("example.org")[2]

    looked = post.site.client().get(stop)
    stopped = post.site.client().post(stop, data={"List-Unsubscribe": "One-Click"})
    citizen = factories.actor(post.store, "citizen")
    post.store.write_now(
        annotate.reply, citizen, made["id"], "Ja.", now=datetime.now(UTC)
    )
    post.comment("andere@example.org", "Alex")
    post.mailbox.wait(3)

    assert (looked.status_code, stopped.status_code) == (303, 200)
    assert len(post.mailbox.to(GUEST)) == 2


def test_what_was_switched_off_is_not_told(post: Post) -> None:
    browser, link = confirmed(post)
    (made,) = post.annotations()
    kinds = ["receipt", "answer", "passage", "moderation", "revision", "phase"]
    browser.post(link, data={"do": "choose", "kind": kinds})
    citizen = factories.actor(post.store, "citizen")
    post.store.write_now(
        annotate.reply, citizen, made["id"], "Ja.", now=datetime.now(UTC)
    )
    moderator = factories.actor(post.store, "moderator")
    post.store.write_now(
        annotate.moderate, moderator, made["id"], hide=True, now=datetime.now(UTC)
    )

    told = post.mailbox.wait(3)

    assert "ausgeblendet" in str(told["Subject"])
    assert "Bitte 200." not in text_of(told)
    assert "geantwortet" not in text_of(told)


def test_a_forged_link_opens_nothing(post: Post) -> None:
    _, link = confirmed(post)

    for forged in (link[:-3] + "xyz", "/de/mails/abc", link.replace(".", "x.", 1)):
        assert post.site.client().get(forged).status_code == 404
        assert post.site.client().post(forged + "/stop").status_code == 404
    assert post.site.client().get("/de/mails").status_code == 401
    assert post.site.client().post("/de/mails", data={"do": "stop"}).status_code == 401


def test_an_address_is_asked_three_times_a_day_at_most(post: Post) -> None:
    for number in range(5):
        post.comment("opfer@example.org", f"Gast {number}")
    post.comment("andere@example.org", "Alex")
    while not post.mailbox.to("andere@example.org"):
        post.mailbox.wait(len(post.mailbox.mails) + 1)

    assert len(post.mailbox.to("opfer@example.org")) == 3


def test_no_address_is_ever_shown(post: Post) -> None:
    browser, _ = confirmed(post)
    (made,) = post.annotations()
    paths = (
        "/api/v1/documents/rahmen/events",
        "/api/v1/documents/rahmen/annotations",
        f"/api/v1/annotations/{made['id']}",
        f"/api/v1/annotations/{made['id']}/trace",
        f"/de/c/{made['id']}",
        "/de/d/rahmen",
        "/de/d/rahmen/comments",
    )
    clients = [post.site.client(), browser, post.site.admin(), post.site.drafter()]

    for client in clients:
        for path in paths:
            answer = client.get(path)
            assert answer.status_code == 200
            assert GUEST not in answer.text, path


def test_a_document_that_is_no_longer_public_is_not_told_of(post: Post) -> None:
    confirmed(post)
    (made,) = post.annotations()
    citizen = factories.actor(post.store, "citizen")

    def reply_and_close(unit: Unit) -> None:
        annotate.reply(unit, citizen, made["id"], "Ja.", now=datetime.now(UTC))
        unit.connection.execute(update(process).values(is_public=False))

    post.store.write_now(reply_and_close)
    states = select(mail.c.state).order_by(mail.c.id)
    wait_until(
        lambda: (
            post.store.read_now(lambda c: list(c.scalars(states)))
            == ["sent", "sent", "dropped"]
        )
    )

    assert len(post.mailbox.to(GUEST)) == 2


@pytest.mark.parametrize(
    ("stance", "subject"),
    [("agree", "Kim ist mit"), ("disagree", "nicht einverstanden")],
)
def test_who_answered_is_told_whether_the_answer_convinces(
    post: Post, stance: Stance, subject: str
) -> None:
    answerer = drafter_with_address(post)
    post.comment()
    (made,) = post.annotations()
    author = post.store.read_now(people.get_person, made["author"]["id"])
    request = requests.answer({"outcome": "declined", "reason": "Weil & deshalb."})
    now = datetime.now(UTC)
    post.store.write_now(answering.answer, answerer, made["id"], request, now=now)
    post.store.write_now(rounds.publish_round, post.drafter, "rahmen", now=now)

    said = Rejoining(stance, "Gelesen & verstanden.")
    post.store.write_now(rejoining.rejoin, Actor(author), made["id"], said, now=now)

    told = post.mailbox.wait(2)
    assert told["To"] == JANA
    assert subject in str(told["Subject"])
    text = text_of(told)
    assert "Der Kommentar gilt diesen Worten:" in text
    assert "Ihre Antwort: Nicht übernommen" in text
    assert "Weil & deshalb." in text
    assert "Gelesen & verstanden." in text
    assert "Gelesen &amp; verstanden." in html_of(told)


def test_only_who_answers_can_switch_what_authors_say_about_answers(
    post: Post,
) -> None:
    answerer = drafter_with_address(post)
    at_desk = session_of(post.site, answerer)
    browser, link = confirmed(post)

    assert "ob meine Antwort überzeugt" in at_desk.get("/de/mails").text
    assert "ob meine Antwort überzeugt" not in browser.get(link).text
    at_desk.post("/de/mails", data={"do": "choose", "kind": ["reply"]})
    browser.post(link, data={"do": "choose", "kind": ["reply"]})

    def off(connection: Connection, person_id: str) -> frozenset[str]:
        row = subscriptions.get_subscription(connection, person_id)
        return row.off if row else frozenset()

    (made,) = post.annotations()
    assert "rejoinder" in post.store.read_now(off, str(answerer.id))
    assert "rejoinder" not in post.store.read_now(off, made["author"]["id"])
