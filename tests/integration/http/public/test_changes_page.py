"""The list of the changes that led to a revision: what figures of words point to."""

import re

import pytest

from docservice.services.change_list import PER_PAGE
from tests import factories
from tests.integration.http.public.markup import SLUG, links, page, status, words
from tests.serving import Site

CHANGES = f"/de/d/{SLUG}/changes"


def test_every_change_is_listed_once_over_all_pages(site: Site) -> None:
    seen: list[str] = []
    following = f"{CHANGES}?revision=2"
    while following:
        found = page(site, following)
        seen += re.findall(r'<h3[^>]*><a href="[^"]*/changes/([^"]+)"', found)
        on = re.search(r'rel="next" href="([^"]+)"', found)
        following = on[1].replace("&amp;", "&") if on else ""

    total = re.search(
        r"in (\d+) Änderungen", words(page(site, f"{CHANGES}?revision=2"))
    )
    assert total is not None
    assert len(seen) == len(set(seen)) == int(total[1])


def test_only_what_citizens_caused_is_less_than_all(site: Site) -> None:
    found = page(site, f"{CHANGES}?revision=3&show=citizens")
    everything = page(site, f"{CHANGES}?revision=3")
    asked, listed = words(found), words(everything)

    assert 0 < found.count("<h3 id=") < everything.count("<h3 id=")
    assert asked.count("Angeregt von") == found.count("<h3 id=")
    assert "Redaktionell" in listed
    assert "Redaktionell" not in asked
    assert f"{CHANGES}?revision=3" in links(found)


def test_a_word_that_replaces_another_counts_twice_and_a_move_for_nothing(
    site: Site,
) -> None:
    store, drafter = site.store, factories.actor(site.store, "drafter")
    texts = [
        f"{each} Absatz steht hier im Text." for each in ("Erster", "Zwei", "Drei")
    ]
    factories.document(store, texts, slug="worte", drafter=drafter)
    moved = [*texts[1:], texts[0]]
    factories.next_revision(store, drafter, moved, slug="worte")
    again = [moved[0].replace("hier", "dort"), *moved[1:]]
    factories.next_revision(store, drafter, again, slug="worte")

    of_move = words(page(site, "/de/d/worte/changes?revision=2"))
    of_word = words(page(site, "/de/d/worte/changes"))

    assert "0 geänderte Wörter in 1 Änderung" in of_move
    assert "Verschoben: Erster Absatz" in of_move
    assert "2 geänderte Wörter in 1 Änderung" in of_word


def test_before_the_first_revision_there_was_nothing_to_change(site: Site) -> None:
    assert "gab es keinen Text" in words(page(site, f"{CHANGES}?revision=1"))


def test_long_lists_come_in_pages(site: Site) -> None:
    store, drafter = site.store, factories.actor(site.store, "drafter")
    old = [f"Der Absatz {n} steht seit alters her so." for n in range(PER_PAGE + 1)]
    factories.document(store, old, slug="viel", drafter=drafter)
    new = [text.replace("alters", f"Tag {n}") for n, text in enumerate(old)]
    factories.next_revision(store, drafter, new, slug="viel")

    first, last = (page(site, f"/de/d/viel/changes?page={n}") for n in (1, 2))

    assert first.count("<h3 id=") == PER_PAGE
    assert last.count("<h3 id=") == 1
    assert 'rel="prev"' in last


@pytest.mark.parametrize(
    "query", ["revision=99", "revision=x", "page=99", "page=-1", "page=9999999"]
)
def test_what_cannot_be_meant_is_not_found(site: Site, query: str) -> None:
    assert status(site, f"{CHANGES}?{query}") == 404


def test_words_that_name_nothing_known_narrow_nothing(site: Site) -> None:
    everything = words(page(site, CHANGES))
    found = words(page(site, f"{CHANGES}?motivation=x&show=y"))
    total = re.compile(r"\d+ geänderte Wörter")

    assert total.findall(found) == total.findall(everything)
    assert "0 geänderte Wörter" in words(page(site, f"{CHANGES}?chapter=nirgends"))
