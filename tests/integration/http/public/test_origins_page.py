"""Since when each sentence of the newest revision stands so, and because of what."""

import re

import pytest

from docservice.access import ANONYMOUS
from docservice.db import changes
from docservice.db.changes import Incorporation
from docservice.db.documents import get_document
from docservice.db.store import Store
from docservice.services.sentence_origins import PARAGRAPHS, sentence_origins
from tests import factories
from tests.integration.http.public.markup import SLUG, links, page, status, words
from tests.serving import Site

ORIGINS = f"/d/{SLUG}/origins"
STAYS = "Parks bleiben für alle offen."
BEFORE = "Die Stadt baut bis 2030 neue Radwege."
AFTER = "Die Stadt baut bis 2028 neue Radwege."
LATER = "Schulen bekommen schnelles Netz."


@pytest.fixture(scope="module")
def grown(site: Site) -> str:
    """Return a text of three revisions, the second because of a comment."""
    store, slug = site.store, "gewachsen"
    drafter = factories.actor(store, "drafter")
    factories.document(store, [f"{STAYS} {BEFORE}", "Ende."], slug=slug)
    author = factories.actor(store, "citizen", "Rike B.")
    remark = factories.annotation(store, author, "2030", slug=slug)
    factories.next_revision(store, drafter, [f"{STAYS} {AFTER}", "Ende."], slug=slug)
    factories.next_revision(
        store, drafter, ["Ende.", f"{STAYS} {AFTER} {LATER}"], slug=slug
    )
    document = store.read_now(get_document, slug)
    assert document is not None
    (change,) = store.read_now(changes.changes_to, document.id, 2)
    link = Incorporation(change.id, remark.id, True, "")
    store.write_now(lambda unit: changes.insert_incorporations(unit.connection, [link]))
    return slug


def _since(store: Store, slug: str) -> dict[str, int]:
    found = store.read_now(sentence_origins, ANONYMOUS, slug, since=None, page=1)
    texts = found.revision.texts
    return {
        each.origin.span.of(texts[index]): each.origin.since
        for index, listed in found.paragraphs
        for each in listed
    }


def test_a_sentence_is_as_old_as_the_newest_of_its_words(
    site: Site, grown: str
) -> None:
    assert _since(site.store, grown) == {"Ende.": 1, STAYS: 1, AFTER: 2, LATER: 3}


def test_a_sentence_names_the_comment_and_the_change_that_gave_it_its_words(
    site: Site, grown: str
) -> None:
    document = site.store.read_now(get_document, grown)
    assert document is not None
    (change,) = site.store.read_now(changes.changes_to, document.id, 2)

    found = page(site, f"/de/d/{grown}/origins")
    stretch = found[found.index(AFTER) : found.index(LATER)]

    assert "Angeregt von: Rike B." in words(stretch)
    assert f"/de/d/{grown}/changes/{change.id}" in links(stretch)
    before = found[found.index(STAYS) : found.index(AFTER)]
    assert "Angeregt" not in before


def test_each_figure_counts_the_sentences_it_leads_to(site: Site) -> None:
    found = page(site, f"/de{ORIGINS}")
    counted = dict(re.findall(r'href="([^"]*since=\d)"[^>]*>(\d+)<', found))
    assert len(counted) == 3
    for address, count in counted.items():
        number = int(address[-1])
        listed = site.store.read_now(
            sentence_origins, ANONYMOUS, SLUG, since=number, page=1
        )
        sentences = [each for _, found in listed.paragraphs for each in found]
        assert len(sentences) == int(count)
        assert {each.origin.since for each in sentences} == {number}
        assert "Was seit" in words(page(site, address))


def test_every_sentence_that_is_no_older_than_its_revision_has_a_reason(
    site: Site,
) -> None:
    found = site.store.read_now(sentence_origins, ANONYMOUS, SLUG, since=3, page=1)

    stretches = [each for _, listed in found.paragraphs for each in listed]
    assert stretches
    assert all(each.reasons for each in stretches)
    assert {r.change.revision for each in stretches for r in each.reasons} == {3}


def test_a_heading_is_one_piece_and_a_long_text_comes_in_pages(site: Site) -> None:
    texts = ["# 4. Ziele", *(f"Satz {n} steht hier." for n in range(PARAGRAPHS))]
    factories.document(site.store, texts, slug="lang")

    first, last = (page(site, f"/de/d/lang/origins?page={n}") for n in (1, 9))

    assert "4. Ziele" in first
    assert 'rel="next"' in first
    assert 'rel="prev"' in last
    assert f"Satz {PARAGRAPHS - 1} steht" in last
    assert f"Satz {PARAGRAPHS - 1} steht" not in first


@pytest.mark.parametrize("query", ["since=99", "since=x", "page=-1", "since=9999999"])
def test_what_cannot_be_meant_is_not_found(site: Site, query: str) -> None:
    assert status(site, f"/de{ORIGINS}?{query}") == 404


def test_history_leads_there(site: Site) -> None:
    assert f"/en{ORIGINS}" in links(page(site, f"/en/d/{SLUG}/history"))
    assert status(site, "/de/d/unbekannt/origins") == 404
