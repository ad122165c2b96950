"""Two revisions beside each other: words, reasons, and ways of showing them."""

import re

import pytest

from docservice.db.store import Store
from docservice.services import drafting
from docservice.services.demonstrating.loading import Demonstration
from tests import factories
from tests.integration.http.public.markup import (
    SLUG,
    element,
    links,
    page,
    status,
    words,
)
from tests.integration.http.public.service import site_on
from tests.serving import Site

COMPARE = f"/d/{SLUG}/compare"
MODES = ["inline", "side", "synopsis"]


def rows(markup: str) -> list[str]:
    return re.findall(r'<article class="synopsis__row.*?</article>', markup, re.DOTALL)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("pair", ["1/2", "2/3", "1/3"])
def test_every_paragraph_of_both_revisions_is_in_a_row(
    site: Site, sample: Demonstration, mode: str, pair: str
) -> None:
    found = page(site, f"/de{COMPARE}/{pair}?view={mode}")
    shown = re.sub(r"\W+", "", words(found))
    for number in map(int, pair.split("/")):
        for content in sample.material.process.revisions[number - 1].contents:
            if content.kind == "table":
                continue
            longest = max(re.split(r"[.,:;]", content.text), key=len)
            for word in longest.split():
                assert re.sub(r"\W+", "", word) in shown, content.text


@pytest.mark.parametrize(
    ("lang", "removed", "added"),
    [("de", "[gestrichen:", "[neu:"), ("en", "[removed:", "[added:")],
)
def test_listeners_are_told_in_words_what_goes_and_what_comes(
    site: Site, lang: str, removed: str, added: str
) -> None:
    found = page(site, f"/{lang}{COMPARE}/1/2")
    for tag, label in (("del", removed), ("ins", added)):
        parts = re.findall(rf"<{tag}>.*?</{tag}>", found, re.DOTALL)
        assert parts
        assert all(words(part).startswith(label) for part in parts)
        assert all(words(part).endswith("]") for part in parts)


def test_a_moved_passage_and_its_signpost_lead_to_each_other(site: Site) -> None:
    found = page(site, f"/de{COMPARE}/1/2")
    signposts = [row for row in rows(found) if "is-signpost" in row]
    assert signposts
    for signpost in signposts:
        (address,) = [href for href in links(signpost) if href.startswith("#")]
        arrived = next(row for row in rows(found) if f'id="{address[1:]}"' in row)
        here = re.search(r'id="(row-\d+)"', signpost)
        assert here is not None
        assert f"#{here[1]}" in links(arrived)


def test_unchanged_stretches_are_folded(site: Site) -> None:
    found = page(site, f"/en{COMPARE}/2/3")
    folded = re.findall(r'<details class="fold">.*?</details>', found, re.DOTALL)
    assert folded
    assert all("<del>" not in each and "<ins>" not in each for each in folded)
    kept = sum(len(rows(each)) for each in folded)
    assert kept == found.count('class="synopsis__row is-kept"')


def test_only_changes_leaves_out_what_stayed(site: Site) -> None:
    found = page(site, f"/en{COMPARE}/2/3?show=changes")
    assert "is-kept" not in found
    everything = page(site, f"/en{COMPARE}/2/3")
    kept = everything.count("is-kept")
    assert f"{kept} paragraphs are not shown." in words(found)


def test_only_what_citizens_caused_names_a_comment_in_every_row(site: Site) -> None:
    found = rows(page(site, f"/en{COMPARE}/2/3?show=citizens"))
    assert 5 < len(found) < len(rows(page(site, f"/en{COMPARE}/2/3?show=changes")))
    for row in found:
        assert "Asked for by:" in words(row)
        assert any(href.startswith("/en/c/") for href in links(row))


def test_a_decision_of_the_council_is_named_with_its_note(site: Site) -> None:
    found = page(site, f"/de{COMPARE}/2/3")
    row = next(row for row in rows(found) if "[gestrichen: vier ]" in words(row))
    assert "Durch Beschluss" in words(row)
    assert "Der Stadtrat wünscht eine frühere Überprüfung." in words(row)


def test_the_synopsis_has_the_comment_and_its_answer_between_the_wordings(
    site: Site, sample: Demonstration
) -> None:
    found = page(site, f"/de{COMPARE}/1/2?view=synopsis")
    annotation = sample.annotations["r1-03"]
    row = next(row for row in rows(found) if f'id="r-{annotation}"' in row)
    old, between, new = (
        words(element(row, f'<div class="synopsis__{part}"'))
        for part in ("old", "between", "new")
    )
    assert "smarte, hochvernetzte" in old
    assert "Drei Modewörter in einem Satz." in between
    assert "Wir haben Ihre Fassung wörtlich übernommen." in between
    assert "smarte, hochvernetzte" not in new


def test_reasons_of_changes_on_the_way_are_told_across_several_revisions(
    site: Site,
) -> None:
    found = words(page(site, f"/de{COMPARE}/1/3"))
    assert "In Entwurf 2:" in found
    assert "In Entwurf 3 mit Ergänzungen des Stadtrats:" in found


def test_revisions_in_the_wrong_order_are_put_right(site: Site) -> None:
    client = site.client()
    response = client.get(f"/de{COMPARE}/3/1?view=side")
    assert response.status_code == 303
    assert response.headers["location"] == f"/de{COMPARE}/1/3?view=side"


def test_the_picker_leads_to_an_address_that_can_be_kept(site: Site) -> None:
    client = site.client()
    response = client.get(f"/de{COMPARE}?old=2&new=1&view=synopsis&show=citizens")
    assert response.headers["location"] == (
        f"/de{COMPARE}/1/2?view=synopsis&show=citizens"
    )
    assert client.get(f"/de{COMPARE}?old=x&new=1").status_code == 404


def test_a_revision_compared_with_itself_has_no_changes(site: Site) -> None:
    found = page(site, f"/en{COMPARE}/2/2?show=changes")
    assert "The two revisions have the same words." in words(found)


@pytest.mark.parametrize("path", ["1/9", "0/1", "9/9", "1/999999999"])
def test_there_is_no_comparison_with_an_unknown_revision(site: Site, path: str) -> None:
    assert status(site, f"/de{COMPARE}/{path}") == 404


def test_without_a_pair_it_is_what_the_newest_revision_changed(site: Site) -> None:
    found = site.client().get(f"/de{COMPARE}?view=side")

    assert found.status_code == 303
    assert found.headers["location"] == f"/de{COMPARE}/2/3?view=side"
    assert status(site, f"/de{COMPARE}?old=x") == 404


def test_without_a_second_revision_it_is_the_history(store: Store) -> None:
    factories.document(store, ["Ein Satz."])
    with site_on(store) as site:
        found = site.client().get("/de/d/rahmen/compare")

    assert found.headers["location"] == "/de/d/rahmen/history"


def test_a_draft_is_not_compared_and_foreign_markup_stays_text(store: Store) -> None:
    drafter = factories.actor(store, "drafter")
    factories.document(store, ["Ein <b>Satz</b> & mehr."], drafter=drafter)
    factories.next_revision(store, drafter, ["Ein <i>Satz</i> & <script>mehr."])
    store.write_now(drafting.begin, drafter, "rahmen", now=factories.NOW)
    with site_on(store) as site:
        found = page(site, "/de/d/rahmen/compare/1/2")
        assert status(site, "/de/d/rahmen/compare/2/3") == 404
    assert "<script>mehr" not in found
    assert "&lt;script&gt;" in found
