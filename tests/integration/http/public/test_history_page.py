"""The history of the document and of one paragraph."""

import re

import pytest

from docservice.db import revisions
from docservice.db.documents import get_document
from docservice.services.demonstrating.loading import Demonstration
from tests.integration.http.public.markup import SLUG, links, page, status, words
from tests.serving import Site

FIGURES = re.compile(r"Edited \d+.*?Unchanged \d+")
HISTORY = f"/d/{SLUG}/history"


def paragraph_with(site: Site, number: int, words_in_it: str) -> str:
    """Return the id of the paragraph of a revision that holds these words."""
    document = site.store.read_now(get_document, SLUG)
    assert document is not None
    revision = site.store.read_now(revisions.get_revision, document.id, number)
    assert revision is not None
    return str(next(p.id for p in revision.paragraphs if words_in_it in p.text))


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_revision_stands_there_newest_first(
    site: Site, sample: Demonstration, lang: str
) -> None:
    found = words(page(site, f"/{lang}{HISTORY}"))
    steps = sample.material.process.revisions
    notes = [found.index(revision.note) for revision in reversed(steps)]
    assert notes == sorted(notes)


def test_the_figures_of_a_step_are_those_of_its_comments(
    site: Site, sample: Demonstration
) -> None:
    found = page(site, f"/en{HISTORY}")
    made = sum(comment.revision == 1 for comment in sample.material.comments)
    assert f"{made} comments on this revision , {made} of them answered" in words(found)
    assert f"/en/d/{SLUG}/comments?made_on=1" in links(found)
    counted = words(page(site, f"/en/d/{SLUG}/comments?made_on=1"))
    assert f"{made} comments" in counted


@pytest.mark.parametrize("step", ["1/2", "2/3"])
def test_history_and_comparison_tell_the_same_figures(site: Site, step: str) -> None:
    newest_first = [*FIGURES.finditer(words(page(site, f"/en{HISTORY}")))]
    new = int(step[-1])
    told = newest_first[sum(number > new for number in (2, 3))].group()
    compared = FIGURES.search(words(page(site, f"/en/d/{SLUG}/compare/{step}")))
    assert compared is not None
    assert compared.group() == told


def test_all_pages_count_alike_what_comments_caused(site: Site) -> None:
    listed = f"/d/{SLUG}/changes?revision=3&show=citizens"
    told = re.search(r"(\d+) changes", words(page(site, f"/en{listed}")))
    assert told is not None
    history, compared = (
        page(site, f"/en{HISTORY}"),
        page(site, f"/en/d/{SLUG}/compare/2/3"),
    )

    assert f"/en{listed}" in links(history)
    for found in (history, compared):
        assert f"{told[1]} because of comments" in words(found)


def test_a_paragraph_shows_each_wording_against_the_one_before(site: Site) -> None:
    paragraph = paragraph_with(site, 1, "eine smarte, hochvernetzte Stadt")
    found = words(page(site, f"/de{HISTORY}/{paragraph}"))
    first, second = found.index("erster Wortlaut"), found.rindex("Entwurf 2")
    assert first < found.index("eine smarte, hochvernetzte Stadt") < second
    assert "[gestrichen: smarte, hochvernetzte ]" in found[second:]
    assert "Angeregt von: Wortklauber" in found[second:]


def test_a_paragraph_lists_what_was_said_about_each_wording(
    site: Site, sample: Demonstration
) -> None:
    paragraph = paragraph_with(site, 1, "eine smarte, hochvernetzte Stadt")
    found = page(site, f"/de{HISTORY}/{paragraph}")
    assert f"/de/c/{sample.annotations['r1-03']}" in links(found)


def test_a_deleted_paragraph_says_where_it_ended(site: Site) -> None:
    paragraph = paragraph_with(site, 2, "Auenbrück war schon immer ein Ort")
    found = words(page(site, f"/en{HISTORY}/{paragraph}"))
    assert "This paragraph is no longer in the text." in found


def test_parts_of_a_split_or_merged_paragraph_lead_to_each_other(site: Site) -> None:
    document = site.store.read_now(get_document, SLUG)
    assert document is not None
    revision = site.store.read_now(revisions.get_revision, document.id, 1)
    assert revision is not None
    found = [
        page(site, f"/en{HISTORY}/{paragraph.id}") for paragraph in revision.paragraphs
    ]
    led = [each for each in found if "In the next revision words of it" in each]
    assert led
    for each in led:
        other = next(
            href
            for href in links(each[each.index("In the next revision words of it") :])
            if href.startswith(f"/en{HISTORY}/")
        )
        assert status(site, other) == 200


@pytest.mark.parametrize("path", ["/nirgends", "/%3Cscript%3E"])
def test_there_is_no_history_of_an_unknown_paragraph(site: Site, path: str) -> None:
    assert status(site, f"/de{HISTORY}{path}") == 404


def test_there_is_no_history_of_an_unknown_document(site: Site) -> None:
    assert status(site, "/de/d/unbekannt/history") == 404
