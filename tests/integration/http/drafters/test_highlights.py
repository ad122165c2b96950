"""Highlights are counted by themselves: all pages say the same of a text."""

import re
from html import unescape

import pytest

from docservice.access import ANONYMOUS
from docservice.services import answering, requests
from docservice.services.desk import Wanted, read_desk
from docservice.services.history import document_history
from docservice.services.margin import read_revision
from docservice.services.overview import Search, search_comments
from docservice.services.processes import show_process
from docservice.services.statistics import Tally, statistics_of
from tests.factories import NOW
from tests.integration.http.drafters.office import Office

pytestmark = pytest.mark.integration

COMMENTS, HIGHLIGHTS = 4, 3
MARKED: dict[str, object] = {"motivation": "highlighting", "body": ""}


@pytest.fixture
def marked(office: Office) -> str:
    """Let the office's text have comments of all kinds and highlights; return one's id."""
    answered = office.comment("bis 2030")
    office.comment("Busse", motivation="questioning")
    office.comment("Abend", motivation="editing", replacement="Morgen", body="")
    office.comment("Parks bleiben")
    office.comment("hundert", **MARKED)
    office.comment("in der Nacht", **MARKED)
    key = office.comment("Winter", **MARKED)
    request = requests.answer({"outcome": "noted", "reason": "Ja.", "state": "decided"})
    for each in (answered, key):
        office.site.store.write_now(
            answering.answer, office.drafter, each, request, now=NOW
        )
    return key


def _listed(office: Office, address: str) -> int:
    answer = office.client.get(unescape(address))
    heading = re.search(r'<h2 id="found-h">\s*([\d.]+)', answer.text)
    assert heading is not None, address
    return int(heading[1])


def _figures(tally: Tally) -> tuple[int, int]:
    return tally.comments, tally.highlights


@pytest.mark.usefixtures("marked")
def test_all_counts_of_a_text_agree(office: Office) -> None:
    read, slug = office.site.store.read_now, office.slug

    figures = read(statistics_of, ANONYMOUS, slug)
    found = read(search_comments, ANONYMOUS, slug, Search())
    of_kind = Search(motivation="highlighting")
    highlighted = read(search_comments, ANONYMOUS, slug, of_kind)
    desk = read(read_desk, office.drafter, slug, Wanted(), now=NOW)
    margin = read(read_revision, ANONYMOUS, slug).margin
    _, (step,) = read(document_history, ANONYMOUS, slug)
    (document,) = read(show_process, ANONYMOUS, f"verfahren-{slug}").documents

    both = (COMMENTS, HIGHLIGHTS)
    assert _figures(figures.total) == both
    assert [_figures(part.tally) for part in figures.revisions] == [both]
    assert sum(part.tally.comments for part in figures.chapters) == COMMENTS
    assert sum(part.tally.highlights for part in figures.chapters) == HIGHLIGHTS
    assert sum(part.tally.comments for part in figures.kinds) == COMMENTS
    assert sum(figures.total.outcomes.values()) == COMMENTS
    assert sum(figures.total.verdicts.values()) == COMMENTS
    assert (found.total, found.comments, found.highlights) == (COMMENTS, *both)
    assert highlighted.total == HIGHLIGHTS
    assert (desk.total, desk.queues["all"], desk.progress.total) == (COMMENTS,) * 3
    assert desk.progress.answered == desk.queues["answered"] == 1
    assert len(desk.rows) == COMMENTS
    assert desk.counts["motivation"]["highlighting"] == HIGHLIGHTS
    assert sum(desk.counts["chapter"].values()) == COMMENTS
    assert (margin.total, sum(margin.counts.values())) == (COMMENTS, COMMENTS)
    assert (step.comments, step.highlights) == both
    assert document.comments == COMMENTS


@pytest.mark.usefixtures("marked")
def test_each_figure_leads_to_the_list_that_it_counts(office: Office) -> None:
    found = office.get("statistics")
    cells = re.findall(
        r'<a href="([^"]*/comments[^"]*)">(?:<span class="figure__value">)?(\d+)<',
        found,
    )
    assert sum("motivation=highlighting" in address for address, _ in cells) == 3
    for address, count in cells:
        if "order=" not in address:  # people and support, who are not what is listed
            assert _listed(office, address) == int(count), address

    (address,) = re.findall(
        r'<a href="([^"]*)">3 Markierungen</a>', office.get("comments")
    )
    assert _listed(office, address) == HIGHLIGHTS
    (address,) = re.findall(
        r'<a href="([^"]*)">3 Markierungen</a>', office.get("history")
    )
    assert _listed(office, address) == HIGHLIGHTS


@pytest.mark.usefixtures("marked")
def test_highlights_are_a_column_of_the_tables_and_a_figure_of_the_api(
    office: Office,
) -> None:
    table = office.client.get(f"{office.path}/statistics/chapters.csv").text
    told = office.client.get(f"/api/v1/documents/{office.slug}/statistics").json()

    head, *rows = [line.split(";") for line in table.lstrip("\ufeff").splitlines()]
    at = head.index("Markierungen")
    assert [int(row[at]) for row in rows] == [1, 2]
    assert (told["total"]["comments"], told["total"]["highlights"]) == (4, 3)


def test_the_desk_lists_highlights_where_they_are_asked_for(
    office: Office, marked: str
) -> None:
    every = re.findall(r'data-row="([^"]+)"', office.get("desk", answer="all"))
    highlights = re.findall(
        r'data-row="([^"]+)"', office.get("desk", motivation="highlighting")
    )

    assert (len(every), len(highlights)) == (COMMENTS, HIGHLIGHTS)
    assert marked in highlights


def test_a_highlight_says_that_it_is_counted_as_one(
    office: Office, marked: str
) -> None:
    page = office.client.get(f"/de/c/{marked}").text

    found = re.search(r'<a href="([^"]*)">eine von 3 Markierungen in', page)
    assert found is not None
    assert _listed(office, found[1]) == HIGHLIGHTS
