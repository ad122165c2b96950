"""Feeds of a text: what they hold, and that they are cheap to ask again."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from docservice.services import annotate
from tests import factories
from tests.integration.http.steps import annotated
from tests.serving import Site

pytestmark = pytest.mark.integration

ATOM = "{http://www.w3.org/2005/Atom}"


def test_revisions_comments_and_answers_are_in_the_feed(site: Site) -> None:
    made = annotated(site.citizen("Rike <B>"), body="Bitte & danke.\x0b")
    answer = {"outcome": "declined", "reason": "Zu teuer."}
    site.drafter().put(f"/api/v1/annotations/{made['id']}/disposition", json=answer)

    atom = site.client().get("/de/d/rahmen/feed.atom")
    feed = site.client().get("/de/d/rahmen/feed.json")

    assert atom.headers["content-type"] == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(atom.content)  # noqa: S314 - our own
    titles = [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")]
    assert titles[:2] == [
        "Antwort an Rike <B>: Nicht übernommen",
        "Kommentar von Rike <B>",
    ]
    assert titles[-1] == "Neue Fassung: Entwurf 1"
    assert feed.headers["content-type"] == "application/feed+json"
    items = feed.json()["items"]
    assert [item["title"] for item in items] == titles
    assert items[0]["url"].endswith(f"/de/c/{made['id']}")
    assert "<p>Zu teuer.</p>" in items[0]["content_html"]
    assert items[1]["id"] == f"urn:uuid:{made['id']}"


def test_a_feed_that_did_not_change_is_not_sent_again(site: Site) -> None:
    client = site.client()
    first = client.get("/en/d/rahmen/feed.atom")

    again = client.get(
        "/en/d/rahmen/feed.atom", headers={"If-None-Match": first.headers["etag"]}
    )
    annotated(site.citizen())
    later = client.get(
        "/en/d/rahmen/feed.atom", headers={"If-None-Match": first.headers["etag"]}
    )

    assert (again.status_code, again.content) == (304, b"")
    assert later.status_code == 200


def test_what_is_hidden_leaves_the_feed(site: Site) -> None:
    made = annotated(site.citizen(), body="Geheimes Wort")
    moderator = factories.actor(site.store, "moderator")
    before = site.client().get("/de/d/rahmen/feed.json")

    site.store.write_now(
        annotate.moderate, moderator, made["id"], hide=True, now=datetime.now(UTC)
    )

    assert "Geheimes Wort" in before.text
    assert "Geheimes Wort" not in site.client().get("/de/d/rahmen/feed.json").text


def test_highlights_are_not_in_the_feed(site: Site) -> None:
    made = annotated(site.citizen("Mara"), motivation="highlighting", body="")

    assert made["id"] not in site.client().get("/de/d/rahmen/feed.json").text


def test_a_text_that_is_not_public_has_no_feed(site: Site) -> None:
    within = factories.process(site.store, public=False, slug="intern")
    factories.document(site.store, ["Ein Satz."], slug="intern", within=within)

    for client in (site.client(), site.drafter()):
        assert client.get("/de/d/intern/feed.atom").status_code == 404
        assert client.get("/de/d/intern/feed.json").status_code == 404
    assert site.client().get("/de/d/intern/log").status_code == 404


def test_pages_of_a_text_lead_to_its_feeds(site: Site) -> None:
    for path in ("/de/d/rahmen", "/de/d/rahmen/statistics"):
        page = site.client(headers={"Accept": "text/html"}).get(path).text
        assert 'type="application/atom+xml"' in page
        assert 'href="/de/d/rahmen/feed.json"' in page
        assert 'href="/de/d/rahmen/log"' in page
