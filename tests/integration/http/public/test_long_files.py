"""Long files are made in the background, once for all, and by a page that tells of it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from docservice.db.store import Store
from docservice.services.exporting.length import LONG_PARAGRAPHS
from docservice.services.pandoc.process import program
from tests import factories
from tests.converters import replace_pandoc
from tests.integration.http.public.markup import element, links, words
from tests.integration.http.public.service import site_on
from tests.integration.http.steps import problem
from tests.serving import Site
from tests.sockets import wait_until

pytestmark = pytest.mark.integration

PAGE = {"Accept": "text/html"}
FILE = "/de/d/rahmen/r/1/text.docx"
TEXTS = ["# Titel", *(f"Satz {number}." for number in range(LONG_PARAGRAPHS))]


@pytest.fixture
def site(store: Store) -> Iterator[Site]:
    """Return a service with a long text, open to all."""
    factories.document(store, TEXTS)
    with site_on(store) as served:
        yield served


@pytest.fixture
def go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the path of a file for which the converter waits; it notes each run."""
    here = tmp_path / "go"
    script = f"""#!/bin/sh
echo >>{tmp_path / "begun"}
until test -e {here}; do sleep 0.02; done
exec {program()} "$@"
"""
    replace_pandoc(script, tmp_path, monkeypatch)
    yield here
    here.touch()


def begin(client: httpx.Client, path: str = FILE) -> str:
    """Follow the link to a file as a browser does; return where it leads."""
    led = client.get(path, headers=PAGE)
    assert led.status_code == 303, led.text
    return str(led.headers["location"])


def shown(client: httpx.Client, path: str) -> str:
    """Return the page that tells of a file."""
    found = client.get(path, headers=PAGE)
    assert found.status_code == 200, found.text
    assert found.headers["content-type"].startswith("text/html")
    return found.text


def is_ready(client: httpx.Client, path: str) -> bool:
    return "Ihre Datei ist fertig" in shown(client, path)


def link(markup: str) -> str:
    """Return the one link in the state of a file."""
    (address,) = links(element(markup, '<section class="panel stack" id="making"'))
    return address


def test_a_long_file_is_made_while_a_page_tells_of_it(site: Site, go: Path) -> None:
    client = site.client()
    path = begin(client)
    waiting = shown(client, path)

    assert path.startswith(f"{FILE}?making=")
    assert "Ihre Datei wird erstellt" in words(waiting)
    assert link(waiting) == path
    go.touch()
    wait_until(lambda: is_ready(client, path))
    address = link(shown(client, path))
    for _ in range(2):
        file = site.client().get(address, headers=PAGE)
        assert file.content.startswith(b"PK")
        assert file.headers["content-length"] == str(len(file.content))
        assert 'filename="rahmen-1.docx"' in file.headers["content-disposition"]


def test_everybody_who_wants_the_same_gets_it_of_one_making(
    site: Site, go: Path
) -> None:
    with ThreadPoolExecutor() as pool:
        path = begin(site.client())
        programs = [pool.submit(site.client().get, FILE) for _ in range(3)]
        same = begin(site.citizen())
        other = begin(site.client(), f"{FILE}?comments=1")
        go.touch()
        answers = [each.result() for each in programs]

    assert same == path != other
    assert [answer.status_code for answer in answers] == [200] * 3
    assert len({answer.content for answer in answers}) == 1
    wait_until(lambda: is_ready(site.client(), other))
    assert len((go.parent / "begun").read_text()) == 2


def test_what_was_said_since_makes_another_file(site: Site) -> None:
    client = site.client()
    before = begin(client)
    factories.annotation(site.store, factories.actor(site.store, "citizen"), "Satz 7.")

    assert begin(client) != before
    wait_until(lambda: is_ready(client, before))


def test_only_who_may_read_the_text_gets_its_file(site: Site) -> None:
    within = factories.process(site.store, public=False)
    factories.document(site.store, TEXTS, slug="geheim", within=within)
    secret = FILE.replace("rahmen", "geheim")
    drafter = site.drafter()
    path = begin(drafter, secret)
    wait_until(lambda: is_ready(drafter, path))
    address = link(shown(drafter, path))

    assert site.drafter().get(address).content.startswith(b"PK")
    for stranger in (site.client(), site.citizen(), site.moderator(), site.guest()):
        for refused in (secret, path, address):
            problem(stranger.get(refused), 404, "not_found")
    # The key opens nothing where another text can be read.
    key = address.partition("?")[2]
    led = site.client().get(f"{FILE}?{key}")
    assert (led.status_code, led.headers["location"]) == (303, FILE)


def test_a_file_that_is_gone_is_begun_again(site: Site) -> None:
    for name in ("making", "made"):
        led = site.client().get(f"{FILE}?{name}=unknown", headers=PAGE)
        assert (led.status_code, led.headers["location"]) == (303, FILE)


def test_where_no_file_comes_about_the_page_offers_others(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_pandoc("#!/bin/sh\nexit 251\n", tmp_path, monkeypatch)
    client = site.client()
    path = begin(client)
    wait_until(lambda: client.get(path, headers=PAGE).status_code == 503)
    told = client.get(path, headers=PAGE).text

    assert "Diese Datei ließ sich nicht erstellen" in words(told)
    problem(client.get(FILE), 503, "file_not_made")


def test_what_is_sent_row_by_row_is_sent_at_once(site: Site) -> None:
    for file in ("comments.csv", "compare/1/1/synopsis.html"):
        answer = site.client().get(f"/de/d/rahmen/{file}", headers=PAGE)
        assert answer.status_code == 200
        assert "attachment" in answer.headers["content-disposition"]
