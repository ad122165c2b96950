"""Sign-in links by mail and from the operator, sign-out, and guests."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from docservice.db import people
from docservice.db.store import Store
from docservice.services import accounts
from tests import factories
from tests.integration.http.steps import ANNOTATIONS, problem, remark
from tests.mailing import BASE, SENDER, Mailbox, free_port, mail_server, text_of
from tests.serving import Site, serving
from tests.sockets import wait_until

pytestmark = pytest.mark.integration

PAGE = {"Accept": "text/html"}


@contextmanager
def mailing(folder: Path) -> Iterator[tuple[Site, Mailbox]]:
    """Run the service beside a mail server."""
    mailbox = Mailbox()
    with (
        mail_server(mailbox) as smtp,
        Store.open(f"sqlite:///{folder / 'mail.db'}") as store,
        serving(
            store,
            base_url=BASE,
            smtp_url=smtp,
            mail_from=SENDER,
            site_name="Stadt im Text",
        ) as url,
    ):
        yield Site(url, store), mailbox


def sign_in_link(mailbox: Mailbox) -> str:
    """Return the path of the link in the newest mail."""
    found = re.search(rf"{BASE}(/\S+)", text_of(mailbox.mails[-1]))
    assert found
    return found[1]


def link(site: Site, role: people.Role = "citizen", name: str = "Rike B.") -> str:
    """Return the path of a new sign-in link."""
    issued = site.store.write_now(
        accounts.invite, name=name, role=role, now=datetime.now(UTC)
    )
    return f"/de/sign-in/{issued.secret}"


def test_a_link_shows_a_button_and_only_the_button_signs_in(site: Site) -> None:
    address, browser = link(site), site.client(headers=PAGE)

    looked = [browser.get(address), browser.get(address)]
    pressed = browser.post(address, data={"next": "/de/d/rahmen"})
    home = browser.get("/de/")

    assert [answer.status_code for answer in looked] == [200, 200]
    assert "set-cookie" not in looked[0].headers
    assert (pressed.status_code, pressed.headers["location"]) == (303, "/de/d/rahmen")
    assert "Rike B." in home.text


def test_a_link_works_once(site: Site) -> None:
    address = link(site)
    site.client(headers=PAGE).post(address, data={})

    browser = site.client(headers=PAGE)
    for again in (browser.get(address), browser.post(address, data={})):
        assert again.status_code == 410
        assert "set-cookie" not in again.headers
        assert "funktioniert nicht mehr" in again.text


def test_the_cookie_is_out_of_reach_for_scripts_and_foreign_pages(site: Site) -> None:
    answer = site.client(headers=PAGE).post(link(site), data={})

    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith("randnotiz_session=")
    assert {"httponly", "samesite=lax", "path=/"} <= set(cookie.split("; "))
    assert "secure" not in cookie  # the test speaks http
    assert "max-age=2592000" in cookie


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "/a\r\nSet-Cookie: x=y",
        "javascript:alert(1)",
        "de/",
    ],
)
def test_signing_in_never_leads_to_another_site(site: Site, target: str) -> None:
    answer = site.client(headers=PAGE).post(link(site), data={"next": target})

    assert answer.headers["location"] == "/de/"


def test_a_page_for_others_leads_to_signing_in_and_from_there_to_it(site: Site) -> None:
    answer = site.client(headers=PAGE).get("/de/d/rahmen/desk")

    assert answer.status_code == 401
    assert 'href="/de/sign-in?next=%2Fde%2Fd%2Frahmen%2Fdesk"' in answer.text


def test_signing_out_ends_the_session_for_good(site: Site) -> None:
    browser = site.client(headers=PAGE)
    browser.post(link(site), data={})
    secret = browser.cookies["randnotiz_session"]

    out = browser.post("/de/sign-out")

    assert (out.status_code, out.headers["location"]) == (303, "/de/")
    assert "randnotiz_session" not in browser.cookies
    stolen = site.client(cookies={"randnotiz_session": secret})
    problem(stolen.post(ANNOTATIONS, json=remark()), 401, "unauthenticated")


def test_an_unknown_token_is_an_error_and_an_ended_session_is_not(site: Site) -> None:
    token = site.client("unknown").get("/api/v1/documents")
    session = site.client(cookies={"randnotiz_session": "unknown"}).get(
        "/api/v1/documents"
    )

    problem(token, 401, "unauthenticated")
    assert token.headers["www-authenticate"] == "Bearer"
    assert session.status_code == 200


def test_without_a_mail_server_the_page_says_whom_to_ask(site: Site) -> None:
    page = site.client(headers=PAGE).get("/de/sign-in")
    sent = site.client().post("/de/sign-in", data={"email": "a@example.org"})

    assert "verschickt keine Mails" in page.text
    assert "Wir schicken" not in page.text
    assert "<form" not in page.text.split("<main")[1].split("</main>")[0]
    problem(sent, 404, "not_found")


def test_a_mailed_link_signs_in_and_the_answer_tells_nothing(tmp_path: Path) -> None:
    with mailing(tmp_path) as (site, mailbox), site.client(headers=PAGE) as browser:
        known = browser.post(
            "/de/sign-in",
            data={"email": "Rike@Example.org", "name": "Rike B.", "next": "/de/d/x"},
        )
        wait_until(lambda: len(mailbox.mails) == 1)
        again = browser.post("/de/sign-in", data={"email": "rike@example.org"})
        wait_until(lambda: len(mailbox.mails) == 2)

        assert (known.status_code, again.status_code) == (200, 200)
        assert main(known.text) == main(again.text)
        mail = mailbox.mails[0]
        assert mail["To"] == "Rike@Example.org"
        assert mail["From"] == "text@example.org"
        assert str(mail["Subject"]).startswith("Stadt im Text: ")
        assert sign_in_link(mailbox).startswith("/de/sign-in/")
        signed = browser.post(sign_in_link(mailbox), data={})
        assert signed.status_code == 303
        assert "secure" in signed.headers["set-cookie"].lower()


def test_an_address_names_nobody_to_everybody(site: Site) -> None:
    issued = site.store.write_now(
        accounts.request_link,
        email="erika.mustermann@example.org",
        name=" ",
        now=datetime.now(UTC),
        lang="de",
    )

    assert re.fullmatch(r"Person \d{4}", issued.person.name)


@pytest.mark.parametrize(
    "email", ["", "nobody", "a@b", "a b@example.org", "a@x.de\r\nBcc: b@x.de"]
)
def test_what_is_no_address_is_named_beside_the_field(
    tmp_path: Path, email: str
) -> None:
    with mailing(tmp_path) as (site, mailbox), site.client(headers=PAGE) as browser:
        refused = browser.post("/de/sign-in", data={"email": email, "name": "R"})

    assert refused.status_code == 422
    assert 'id="email-error"' in refused.text
    assert mailbox.mails == []


def test_a_mail_server_that_is_gone_changes_nothing_for_the_visitor(
    tmp_path: Path,
) -> None:
    with (
        Store.open(f"sqlite:///{tmp_path / 'a.db'}") as store,
        serving(
            store, base_url=BASE, smtp_url=f"smtp://127.0.0.1:{free_port()}"
        ) as url,
        Site(url, store).client(headers=PAGE) as browser,
    ):
        answer = browser.post("/de/sign-in", data={"email": "a@example.org"})

    assert answer.status_code == 200


def test_asking_for_links_has_a_limit(tmp_path: Path) -> None:
    with (
        Store.open(f"sqlite:///{tmp_path / 'a.db'}") as store,
        serving(store, sign_ins_per_min=2) as url,
        Site(url, store).client() as client,
    ):
        codes = [client.post("/de/sign-in/x", data={}).status_code for _ in range(3)]

    assert codes == [410, 410, 429]


@pytest.fixture(scope="module")
def welcoming(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return a service with a document whose process welcomes guests."""
    folder = tmp_path_factory.mktemp("guests")
    with Store.open(f"sqlite:///{folder / 'test.db'}") as store:
        within = factories.process(store, guests=True)
        factories.document(store, ["hundert Kilometer neue Radwege"], within=within)
        with serving(store) as url, ExitStack() as clients:
            yield Site(url, store, clients)


def test_a_guest_takes_part_under_a_name_alone(welcoming: Site) -> None:
    browser = welcoming.client()

    joined = browser.post(
        "/de/guest",
        data={"document": "rahmen", "name": "Kim"},
        headers={"Accept": "application/json"},
    )
    made = browser.post(ANNOTATIONS, json=remark())

    assert joined.status_code == 201
    assert (joined.json()["name"], joined.json()["guest"]) == ("Kim", True)
    assert made.status_code == 201
    assert made.json()["author"] == joined.json()


def test_a_guests_form_leads_back_to_the_text(welcoming: Site) -> None:
    joined = welcoming.client().post(
        "/de/guest", data={"document": "rahmen", "name": "Kim"}
    )

    assert (joined.status_code, joined.headers["location"]) == (303, "/de/d/rahmen")


def test_a_guest_needs_a_name_and_an_invitation(site: Site, welcoming: Site) -> None:
    nameless = welcoming.client().post(
        "/de/guest", data={"document": "rahmen", "name": " "}
    )
    uninvited = site.client().post(
        "/de/guest", data={"document": "rahmen", "name": "Kim"}
    )
    nowhere = site.client().post("/de/guest", data={"document": "x", "name": "Kim"})

    assert problem(nameless, 422, "invalid")["field"] == "name"
    problem(uninvited, 403, "forbidden")
    problem(nowhere, 404, "not_found")


def main(page: str) -> str:
    """Return the content of a page without its frame."""
    return page.split("<main")[1].split("</main>", maxsplit=1)[0]
