"""Files to take away: every link leads to one, and nobody gets what is not public."""

import csv
import io
import zipfile
from pathlib import Path

import httpx
import pytest

from docservice.services.demonstrating.loading import Demonstration
from tests import factories
from tests.accessible_pdf import require_accessible
from tests.converters import replace_pandoc
from tests.integration.http.public.markup import SLUG, element, links, page, words
from tests.integration.http.steps import problem
from tests.office import read_docx
from tests.serving import Site

pytestmark = pytest.mark.integration

PAGES = {
    f"/de/d/{SLUG}": "Der Text mit Kommentaren und Änderungen",
    f"/de/d/{SLUG}/comments": "Alle Antworten mit Begründung",
    f"/de/d/{SLUG}/compare/1/3": "Synopse mit Kommentaren und Antworten",
}
BEGINNINGS = {
    "docx": b"PK",
    "odt": b"PK",
    "pdf": b"%PDF-",
    "xlsx": b"PK",
    "csv": b"\xef\xbb\xbf",
    "json": b"[",
    "ndjson": b"{",
    "html": b"<!DOCTYPE html>",
    "md": b"#",
}
ADDRESSES = (
    "r/1/text.html",
    "r/1/text.docx?comments=1&changes=1",
    "comments.csv",
    "answers.json",
    "compare/1/1/synopsis.csv",
)

ANSWERS = f"/de/d/{SLUG}/answers.docx"
NOT_MADE = (503, "file_not_made")


def get(site: Site, path: str) -> httpx.Response:
    found = site.client().get(path)
    assert found.status_code == 200, (path, found.text[:500])
    return found


@pytest.mark.parametrize("path", PAGES)
def test_every_file_that_a_page_offers_is_there(site: Site, path: str) -> None:
    section = element(page(site, path), '<section class="downloads')
    offered = links(section)

    assert PAGES[path] in words(section)
    assert len(set(offered)) == len(offered) > 4
    for address in offered:
        answer = get(site, address)
        kind = address.partition("?")[0].rpartition(".")[2]
        assert answer.content.startswith(BEGINNINGS[kind]), address
        disposition = answer.headers["content-disposition"]
        assert disposition.startswith(f'attachment; filename="{SLUG}-')
        assert disposition.endswith(f'.{kind}"')


def test_a_text_comes_with_what_the_address_asks_for(
    site: Site, sample: Demonstration
) -> None:
    address = f"/de/d/{SLUG}/r/2/text.docx"
    plain = [text for text in read_docx(get(site, address).content).accepted if text]
    answer = get(site, f"{address}?comments=1&changes=1")
    reviewed = read_docx(answer.content)
    name = f'filename="{SLUG}-2-kommentare-aenderungen.docx"'

    assert [text for text in reviewed.accepted if text] == plain
    assert name in answer.headers["content-disposition"]
    assert reviewed.changes > 0
    assert len(reviewed.quotes()) > 10


def test_an_office_file_says_which_revision_it_holds(site: Site) -> None:
    parts = {
        "docx": ("word/foot.xml", "docProps/core.xml"),
        "odt": ("styles.xml", "meta.xml"),
    }
    for kind, (foot, properties) in parts.items():
        for query in ("", "?comments=1"):
            file = get(site, f"/de/d/{SLUG}/r/1/text.{kind}{query}").content
            with zipfile.ZipFile(io.BytesIO(file)) as archive:
                told = archive.read(properties).decode()
                assert "Strategischer Rahmen" in archive.read(foot).decode()
            assert "Strategischer Rahmen" in told
            assert ">Redaktion<" in told
            assert "1970" not in told


def test_a_file_speaks_the_language_of_the_page(site: Site) -> None:
    for lang, title, sign in (("de", "Ergebnis", ";"), ("en", "Outcome", ",")):
        answer = get(site, f"/{lang}/d/{SLUG}/answers.csv")
        text = io.StringIO(answer.content.decode("utf-8-sig"))
        (head, *_) = csv.reader(text, delimiter=sign)
        assert title in head


def test_a_synopsis_the_wrong_way_round_leads_to_the_right_one(site: Site) -> None:
    compare = f"/de/d/{SLUG}/compare"
    answer = site.client().get(f"{compare}/2/1/synopsis.json?show=changes")

    assert answer.status_code == 303
    assert answer.headers["location"] == f"{compare}/1/2/synopsis.json?show=changes"


def test_a_synopsis_holds_the_rows_that_its_page_shows(site: Site) -> None:
    compare = f"/de/d/{SLUG}/compare/1/2"
    counts = []
    for show, name, title in (
        ("all", "synopse-1-2.", ""),
        ("changes", "synopse-1-2-nur-aenderungen.", " (Nur Änderungen)"),
        ("citizens", "-nur-aus-kommentaren.", " (Nur was auf Kommentare zurückgeht)"),
    ):
        shown = page(site, f"{compare}?view=side&show={show}")
        offered = links(element(shown, '<section class="downloads'))
        (csv_address,) = (each for each in offered if ".csv" in each)
        (html_address,) = (each for each in offered if ".html" in each)
        answer = get(site, csv_address)
        file = io.StringIO(answer.content.decode("utf-8-sig"))
        rows = list(csv.reader(file, delimiter=";"))[1:]
        heading = words(element(get(site, html_address).text, "<h1>"))

        assert len(rows) == shown.count('<article class="synopsis__row')
        assert name in answer.headers["content-disposition"]
        assert heading.endswith(f"Entwurf 2{title}")
        counts.append(len(rows))
    assert counts[0] > counts[1] > counts[2] > 0


@pytest.mark.parametrize("address", ADDRESSES)
def test_nobody_but_drafters_gets_what_is_not_public(site: Site, address: str) -> None:
    slug = f"geheim-{ADDRESSES.index(address)}"
    within = factories.process(site.store, public=False, slug=slug)
    factories.document(site.store, ["# Titel", "Worte."], slug=slug, within=within)
    path = f"/de/d/{slug}/{address}"

    statuses = {
        name: client.get(path).status_code
        for name, client in (
            ("anonymous", site.client()),
            ("citizen", site.citizen()),
            ("moderator", site.moderator()),
            ("drafter", site.drafter()),
        )
    }

    assert statuses == {
        "anonymous": 404,
        "citizen": 404,
        "moderator": 404,
        "drafter": 200,
    }


@pytest.mark.parametrize(
    "address",
    [
        "r/1/text.exe",
        "r/9/text.docx",
        "r/1/text.html?comments=1",
        "comments.md",
        "compare/1/9/synopsis.csv",
    ],
)
def test_a_file_that_nobody_makes_is_not_found(site: Site, address: str) -> None:
    assert site.client().get(f"/de/d/{SLUG}/{address}").status_code == 404


def test_what_takes_too_long_in_a_format_is_offered_in_others(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docservice.services.exporting.printed.TIME_S", 0.001)
    for address in ("r/1/text.pdf", "answers.pdf"):
        told = problem(site.client().get(f"/de/d/{SLUG}/{address}"), *NOT_MADE)
        assert "please take another format" in told["detail"]
        assert "docx" in told["formats"]


@pytest.mark.parametrize(
    "address", ["r/3/text.pdf", "answers.pdf", "compare/1/3/synopsis.pdf"]
)
def test_what_is_printed_of_a_whole_process_can_be_read_aloud(
    site: Site, address: str
) -> None:
    require_accessible(get(site, f"/de/d/{SLUG}/{address}").content)


@pytest.fixture(params=["", "#!/bin/sh\nexit 251\n"], ids=["missing", "no memory"])
def without_pandoc(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Take pandoc away, or let it fail as it does when its memory is used up."""
    replace_pandoc(request.param, tmp_path, monkeypatch)


@pytest.mark.usefixtures("without_pandoc")
def test_a_converter_that_fails_leads_to_files_that_can_be_made(site: Site) -> None:
    for address in ("answers.docx", "r/1/text.odt", "r/2/text.docx?comments=1"):
        path = f"/de/d/{SLUG}/{address}"
        told = problem(site.client().get(path), *NOT_MADE)
        shown = site.client().get(path, headers={"Accept": "text/html"})
        section = element(shown.text, '<section class="downloads')

        assert shown.status_code == told["status"]
        assert "Diese Datei ließ sich nicht erstellen" in words(shown.text)
        stem, _, query = path.partition("?")
        assert links(section) == [
            f"{stem.rpartition('.')[0]}.{suffix}{'?' if query else ''}{query}"
            for suffix in told["formats"]
        ]
    (suffix, *_) = problem(site.client().get(ANSWERS), *NOT_MADE)["formats"]
    instead = get(site, f"{ANSWERS.removesuffix('docx')}{suffix}")
    assert instead.content.startswith(BEGINNINGS[suffix])
