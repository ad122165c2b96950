"""The list of all comments."""

import re

import pytest

from docservice.access import ANONYMOUS
from docservice.db.annotations import Order
from docservice.services import annotate
from docservice.services.margin import open_revision
from docservice.services.overview import PER_PAGE
from tests import factories
from tests.serving import Site

pytestmark = pytest.mark.integration

HTML = {"Accept": "text/html"}
TEXTS = (
    "## Verkehr",
    "Busse fahren öfter.",
    "Radwege werden breiter.",
    "## Grün",
    "Parks bleiben offen.",
)
LIST = "/de/d/liste/comments"


@pytest.fixture(scope="module")
def ids(site: Site) -> dict[str, str]:
    """Return the ids of comments on a document with two chapters, by their words."""
    store = site.store
    factories.document(store, TEXTS, slug="liste")
    author = factories.actor(store, "citizen", "Rike B.")
    found = {}
    remarks: tuple[tuple[str, dict[str, object]], ...] = (
        ("Busse", {"body": "Wie oft denn?", "motivation": "questioning"}),
        ("Radwege", {"body": "Auch in der Altstadt 100 %."}),
        ("Parks", {"body": "", "motivation": "editing", "replacement": "Alle Parks"}),
        ("offen", {"body": "Auch nachts_"}),
    )
    for quote, fields in remarks:
        made = factories.annotation(store, author, quote, slug="liste", fields=fields)
        found[quote] = made.id
    fan = factories.actor(store, "citizen", "Fan")
    now = factories.NOW
    store.write_now(annotate.support, fan, found["Radwege"], on=True, now=now)
    store.write_now(annotate.withdraw, author, found["offen"], now=now)
    return found


def _shown(site: Site, query: str = "") -> list[str]:
    page = site.client().get(f"{LIST}?{query}", headers=HTML)
    assert page.status_code == 200
    return re.findall(r'<article class="card" id="c-([^"]+)"', page.text)


def test_every_comment_is_listed_with_its_place_and_the_way_to_its_trace(
    site: Site, ids: dict[str, str]
) -> None:
    page = site.client().get(LIST, headers=HTML).text

    assert _shown(site) == [ids["Busse"], ids["Radwege"], ids["Parks"]]
    assert "3 Kommentare" in page
    assert re.search(r'href="/de/d/liste/r/1#p-\w+">Absatz 2', page)
    assert f'href="/de/c/{ids["Busse"]}"' in page


@pytest.mark.parametrize(
    ("query", "quotes"),
    [
        ("motivation=questioning", ["Busse"]),
        ("motivation=editing", ["Parks"]),
        ("q=ALTSTADT", ["Radwege"]),
        ("q=100+%25.", ["Radwege"]),
        ("q=_", []),
        ("q=Alle+Parks", ["Parks"]),
        ("disposition=open", ["Busse", "Radwege", "Parks"]),
        ("disposition=accepted", []),
        ("disposition=any", []),
        ("state=withdrawn", ["offen"]),
        ("state=all", ["Busse", "Radwege", "Parks", "offen"]),
        ("order=newest", ["Parks", "Radwege", "Busse"]),
        ("order=support", ["Radwege", "Busse", "Parks"]),
        ("page=2", []),
        (
            "page=99999999999999999999&revision=0&order=wild",
            ["Busse", "Radwege", "Parks"],
        ),
        ("mine=1", ["Busse", "Radwege", "Parks"]),
    ],
)
def test_the_list_is_narrowed_and_sorted_as_the_address_says(
    site: Site, ids: dict[str, str], query: str, quotes: list[str]
) -> None:
    assert _shown(site, query) == [ids[quote] for quote in quotes]


def test_a_chapter_and_a_paragraph_narrow_the_list(
    site: Site, ids: dict[str, str]
) -> None:
    _, revision = site.store.read_now(open_revision, ANONYMOUS, "liste", 1)
    traffic, buses, _, green, _ = (paragraph.id for paragraph in revision.paragraphs)

    assert _shown(site, f"chapter={traffic}") == [ids["Busse"], ids["Radwege"]]
    assert _shown(site, f"chapter={green}") == [ids["Parks"]]
    assert _shown(site, f"paragraph={buses}") == [ids["Busse"]]
    assert _shown(site, "chapter=nix") == []


def test_an_empty_result_leads_back_to_everything(
    site: Site, ids: dict[str, str]
) -> None:
    page = site.client().get(f"{LIST}?q=Seilbahn", headers=HTML).text

    assert ids
    assert "Dazu gibt es keinen Kommentar." in page
    assert f'href="{LIST}"' in page
    assert 'value="Seilbahn"' in page


def test_ones_own_comments_can_be_sought_by_who_is_signed_in(site: Site) -> None:
    factories.document(site.store, TEXTS, slug="eigene")
    mine, others = site.session("citizen"), site.session("citizen")
    for client in (mine, others):
        body = {
            "revision": 1,
            "target": {"quote": {"exact": "Parks"}},
            "body": "Von mir.",
        }
        client.post("/api/v1/documents/eigene/annotations", json=body)

    page = mine.get("/de/d/eigene/comments?mine=1", headers=HTML).text

    assert "1 Kommentar" in page
    assert page.count('<article class="card"') == 1
    assert 'name="mine" value="1" checked' in page
    assert 'name="mine"' not in site.client().get(LIST, headers=HTML).text


@pytest.mark.parametrize("order", ["oldest", "newest", "support"])
def test_the_pages_of_a_long_list_hold_each_comment_once(
    site: Site, order: Order
) -> None:
    slug = f"lang-{order}"
    factories.document(site.store, TEXTS, slug=slug)
    author = factories.actor(site.store, "citizen")
    made = {
        factories.annotation(site.store, author, "Parks", slug=slug).id
        for _ in range(PER_PAGE + 3)
    }
    address, seen = f"/de/d/{slug}/comments?order={order}", []
    while address:
        page = site.client().get(address, headers=HTML).text
        seen += re.findall(r'<article class="card" id="c-([^"]+)"', page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = following[1].replace("&amp;", "&") if following else ""

    assert len(seen) == PER_PAGE + 3
    assert set(seen) == made


def test_a_hidden_comments_words_are_not_found_by_searching(site: Site) -> None:
    factories.document(site.store, TEXTS, slug="versteckt")
    author = factories.actor(site.store, "citizen")
    fields: dict[str, object] = {"body": "Eine Beleidigung"}
    hidden = factories.annotation(
        site.store, author, "Parks", slug="versteckt", fields=fields
    )
    moderator = factories.actor(site.store, "moderator")
    site.store.write_now(
        annotate.moderate, moderator, hidden.id, hide=True, now=factories.NOW
    )
    address = "/de/d/versteckt/comments?state=all"

    listed = site.client().get(address, headers=HTML).text
    sought = site.client().get(f"{address}&q=Beleidigung", headers=HTML).text

    assert f'id="c-{hidden.id}"' in listed
    assert "Eine Beleidigung" not in listed
    assert f'id="c-{hidden.id}"' not in sought


def test_the_list_speaks_english_too(site: Site, ids: dict[str, str]) -> None:
    page = site.client().get("/en/d/liste/comments", headers=HTML).text

    assert ids
    assert "All comments" in page
    assert "3 comments" in page
