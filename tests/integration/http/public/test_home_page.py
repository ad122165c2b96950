"""The first page: languages, what one can do now, what is not for everybody."""

from pathlib import Path

import pytest

from docservice.db.documents import NewProcess, insert_process
from docservice.db.store import Store
from tests import factories
from tests.integration.http.public.markup import SLUG, links, page, status, words
from tests.integration.http.public.service import site_on
from tests.serving import Site


@pytest.mark.parametrize(
    ("asked", "home"),
    [
        ("de-DE,de;q=0.9,en;q=0.5", "/de/"),
        ("en-GB,en;q=0.8", "/en/"),
        ("fr;q=0.9,en;q=0.3,de;q=0.2", "/en/"),
        ("fr", "/de/"),
        ("", "/de/"),
    ],
)
def test_the_root_leads_to_the_language_that_the_browser_asks_for(
    site: Site, asked: str, home: str
) -> None:
    response = site.client().get("/", headers={"Accept-Language": asked})
    assert response.status_code == 307
    assert response.headers["location"] == home
    assert "Accept-Language" in response.headers["vary"]


@pytest.mark.parametrize(
    ("lang", "heading", "action"),
    [
        ("de", "Das können Sie jetzt kommentieren", "Lesen und kommentieren: "),
        ("en", "You can comment on this now", "Read and comment: "),
    ],
)
def test_an_open_process_leads_to_its_newest_revision(
    site: Site, lang: str, heading: str, action: str
) -> None:
    found = page(site, f"/{lang}/")
    assert heading in words(found)
    assert f"{action}Entwurf 3 mit Ergänzungen des Stadtrats" in words(found)
    assert f"/{lang}/d/{SLUG}" in links(found)
    assert f"/{lang}/p/auenbrueck-vernetzt" in links(found)


@pytest.mark.parametrize("number", ["0", "2", "-1", "x", "99999999999999999999"])
def test_the_list_has_no_such_page(site: Site, number: str) -> None:
    assert status(site, f"/de/?page={number}") == 404


def test_a_service_without_texts_says_so(tmp_path: Path) -> None:
    with (
        Store.open(f"sqlite:///{tmp_path / 'test.db'}") as store,
        site_on(store) as empty,
    ):
        found = page(empty, "/en/")
    assert "There is no text here yet" in words(found)


def test_a_process_that_is_not_public_is_shown_to_drafters_only(
    tmp_path: Path,
) -> None:
    new = NewProcess(
        slug="geheim",
        title="Noch geheim",
        summary="",
        lang="de",
        links={},
        is_public=False,
    )
    with Store.open(f"sqlite:///{tmp_path / 'test.db'}") as store:
        store.write_now(
            lambda unit: insert_process(unit.connection, new, now=factories.NOW)
        )
        with site_on(store) as site:
            for path in ("/de/", "/de/p/geheim"):
                client = site.client(site.token("citizen"))
                assert "Noch geheim" not in client.get(path).text
                client = site.client(site.token("drafter"))
                assert "Noch geheim" in client.get(path).text
            assert status(site, "/de/p/geheim") == 404
