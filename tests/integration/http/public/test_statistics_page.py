"""Figures: each is the length of the list that it leads to."""

import csv
import io
import re

import pytest

from docservice.http.pages.statistics import write_csv
from docservice.services.demonstrating.loading import Demonstration
from tests import factories
from tests.integration.http.public.markup import SLUG, links, page, status, words
from tests.serving import Site

STATISTICS = f"/d/{SLUG}/statistics"
TABLES = ["outcomes", "waits", "verdicts", "revisions", "chapters", "kinds"]


def listed(site: Site, address: str) -> int:
    """Return how many comments, or changed words, the list at an address holds."""
    heading = re.search(r'<h2 id="found-h">(.*?)</h2>', page(site, address), re.DOTALL)
    assert heading is not None
    return int(words(heading[1]).split()[0].replace(",", ""))


@pytest.mark.parametrize("revision", [1, 3])
def test_every_figure_is_the_length_of_the_list_it_leads_to(
    site: Site, revision: int
) -> None:
    found = page(site, f"/en{STATISTICS}?revision={revision}")
    cells = re.findall(
        r'<td class="is-number"><a href="([^"]*)">([\d,]+)<', found, re.DOTALL
    )
    assert len(cells) > 40
    for address, count in cells:
        number = int(count.replace(",", ""))
        assert listed(site, address.replace("&amp;", "&")) == number, address


def test_as_many_people_are_counted_as_the_list_names(site: Site) -> None:
    found = page(site, f"/en{STATISTICS}")
    cells = re.findall(r'is-people"><a href="([^"]*)">(\d+)<', found)
    assert len(cells) > 5
    for address, count in cells:
        people = set()
        following = address.replace("&amp;", "&")
        while following:
            at = page(site, following)
            people |= set(re.findall(r'data-author="([^"]+)"', at))
            on = re.search(r'rel="next" href="([^"]+)"', at)
            following = on[1].replace("&amp;", "&") if on else ""
        assert len(people) == int(count), address


def test_the_key_figures_are_those_of_the_sample(
    site: Site, sample: Demonstration
) -> None:
    found = words(page(site, f"/en{STATISTICS}"))
    content = sample.material
    assert f"{len(content.comments)} comments" in found
    assert f"{len(content.answers)} of them answered" in found
    # The share is that of one step, while the figures beside it are over all.
    assert re.search("% of the words that “[^”]+” changed, because of comments", found)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_each_chart_is_described_in_words(site: Site, lang: str) -> None:
    found = page(site, f"/{lang}{STATISTICS}")
    charts = re.findall(r'<svg class="bars" role="img".*?</desc>', found, re.DOTALL)
    assert len(charts) == len(TABLES)
    for chart in charts:
        title, description = re.findall(r"<(?:title|desc)[^>]*>(.*?)<", chart)
        assert title
        assert re.search(r"\d", description)
    assert "style=" not in found


@pytest.mark.parametrize("name", TABLES)
def test_each_chart_can_be_taken_as_csv(
    site: Site, sample: Demonstration, name: str
) -> None:
    address = f"/de{STATISTICS}/{name}.csv?revision=3"
    assert address in links(page(site, f"/de{STATISTICS}"))
    client = site.client()
    response = client.get(address)
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert f'filename="{SLUG}-3-{name}.csv"' in response.headers["content-disposition"]
    rows = list(
        csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";")
    )
    counts = [int(row[1]) for row in rows[1:]]
    total = len(sample.material.comments)
    if name in ("chapters", "waits"):
        assert 0 < sum(counts) <= total
    else:
        assert sum(counts) == total
    assert ("Geänderte Wörter" in rows[0]) == (name in ("revisions", "chapters"))
    assert all(len(row) == len(rows[0]) for row in rows)


def test_the_page_says_what_is_of_the_revision_and_what_of_today(site: Site) -> None:
    found = words(page(site, f"/de{STATISTICS}?revision=1"))

    assert "Stellen und geänderte Wörter nach dem Stand von" in found
    assert "sind die von heute." in found


def test_a_spreadsheet_takes_no_cell_for_a_formula() -> None:
    written = write_csv([["=1+1", "+2", "-3", "@x", "a=b", '"q", é']], "en").decode(
        "utf-8-sig"
    )
    assert next(csv.reader([written])) == [
        "'=1+1",
        "'+2",
        "'-3",
        "'@x",
        "a=b",
        '"q", é',
    ]


def test_a_text_without_comments_has_no_figures_yet(site: Site) -> None:
    factories.document(site.store, ["# Titel", "Ein Satz."], slug="leer")
    assert "No comments yet" in words(page(site, "/en/d/leer/statistics"))


@pytest.mark.parametrize(
    "path", ["?revision=9", "?revision=0", "?revision=x", "?revision=²", "/all.csv"]
)
def test_there_are_no_such_figures(site: Site, path: str) -> None:
    assert status(site, f"/de{STATISTICS}{path}") == 404
