"""The page of one change: from the words to the comments, and back."""

import re

import pytest

from docservice.db import changes
from docservice.db.changes import Incorporation, Side, StoredChange
from docservice.db.documents import get_document
from docservice.services import drafting
from docservice.services.demonstrating.loading import Demonstration
from tests import factories
from tests.integration.http.public.markup import SLUG, links, page, status, words
from tests.serving import Site

COMPARE = f"/de/d/{SLUG}/compare/1/2"


def stored(site: Site, revision: int, text: str) -> StoredChange:
    """Return the change to a revision that holds these words, old or new."""
    document = site.store.read_now(get_document, SLUG)
    assert document is not None
    listed = site.store.read_now(changes.changes_to, document.id, revision)
    return next(
        change
        for change in listed
        if any(side and text in side.text for side in (change.old, change.new))
    )


def address(change: StoredChange, lang: str = "de") -> str:
    """Return the address of a change's page."""
    return f"/{lang}/d/{SLUG}/changes/{change.id}"


def test_a_change_shows_both_wordings_and_the_comment_that_led_to_it(
    site: Site, sample: Demonstration
) -> None:
    change = stored(site, 2, "smarte, hochvernetzte")
    found = page(site, address(change))
    read = words(found)

    assert "[gestrichen: smarte, hochvernetzte ]" in read
    assert "Wer Redaktion" in read
    assert "Warum Wegen Kommentaren" in read
    assert f"/de/c/{sample.annotations['r1-03']}" in links(found)
    assert "Die Redaktion hat bestätigt" in read
    assert change.id in page(site, f"/de/c/{sample.annotations['r1-03']}")


@pytest.mark.parametrize("step", [(1, 2), (2, 3)])
def test_every_change_of_a_revision_has_a_page(
    site: Site, step: tuple[int, int]
) -> None:
    document = site.store.read_now(get_document, SLUG)
    assert document is not None
    listed = site.store.read_now(changes.changes_to, document.id, step[1])
    here = address(listed[0])
    seen = []
    while here:
        seen.append(here)
        found = page(site, here)
        following = re.search(r'href="([^"]+)" rel="next"', found)
        here = following[1] if following else ""

    assert seen == [address(change) for change in listed]


@pytest.mark.parametrize(
    "path", [COMPARE, f"/de/d/{SLUG}/compare/1/3?show=changes", "{history}"]
)
def test_comparison_and_history_lead_to_each_change(site: Site, path: str) -> None:
    change = stored(site, 2, "smarte, hochvernetzte")
    assert change.new is not None
    history = f"/de/d/{SLUG}/history/{change.new.paragraph}"

    assert address(change) in links(page(site, path.format(history=history)))


def test_a_change_leads_to_its_row_its_history_and_both_texts(site: Site) -> None:
    change = stored(site, 2, "smarte, hochvernetzte")
    found = page(site, address(change))
    assert change.new is not None

    row = next(href for href in links(found) if "row=" in href)
    there, _, anchor = row.partition("#")
    assert f'id="{anchor}"' in page(site, there)
    assert f"/de/d/{SLUG}/history/{change.new.paragraph}" in links(found)
    for number in (1, 2):
        assert f"/de/d/{SLUG}/r/{number}#p-{change.new.paragraph}" in links(found)


def test_what_came_and_what_went_say_so(site: Site) -> None:
    document = site.store.read_now(get_document, SLUG)
    assert document is not None
    listed = site.store.read_now(changes.changes_to, document.id, 3)
    came = next(change for change in listed if change.old is None)
    went = next(change for change in listed if change.new is None)

    assert "It was not in the text." in words(page(site, address(came, "en")))
    assert "It is no longer in the text." in words(page(site, address(went, "en")))


def test_a_moved_passage_says_where_it_was(site: Site) -> None:
    store, drafter = site.store, factories.actor(site.store, "drafter")
    texts = [
        f"{word} Absatz steht hier im Text." for word in ("Erster", "Zwei", "Drei")
    ]
    factories.document(store, texts, slug="zug", drafter=drafter)
    factories.next_revision(store, drafter, [*texts[1:], texts[0]], slug="zug")
    document = store.read_now(get_document, "zug")
    assert document is not None
    (change,) = store.read_now(changes.changes_to, document.id, 2)

    found = page(site, f"/de/d/zug/changes/{change.id}")

    assert "Absatz 3: verschoben" in words(found)
    assert "Verschoben von Absatz 1 in Entwurf 1." in words(found)
    assert "<del>" not in found


def test_a_decision_names_its_source(site: Site) -> None:
    document = site.store.read_now(get_document, SLUG)
    assert document is not None
    listed = site.store.read_now(changes.changes_to, document.id, 3)
    decided = next(change for change in listed if change.cause == "decision")

    read = words(page(site, address(decided)))

    assert "Warum Durch Beschluss" in read
    assert decided.note
    assert decided.note in read


def test_a_hidden_comment_is_not_named_as_a_cause(site: Site) -> None:
    store = site.store
    drafter = factories.actor(store, "drafter")
    factories.document(store, ["Ein alter Satz steht hier."], slug="still")
    with_comment = factories.annotation(
        store, factories.actor(store, "citizen", "Lärm"), "alter", slug="still"
    )
    factories.next_revision(
        store, drafter, ["Ein neuer Satz steht hier."], slug="still"
    )
    document = store.read_now(get_document, "still")
    assert document is not None
    (change,) = store.read_now(changes.changes_to, document.id, 2)
    link = Incorporation(change.id, with_comment.id, True, "")
    store.write_now(lambda unit: changes.insert_incorporations(unit.connection, [link]))
    here = f"/de/d/still/changes/{change.id}"
    assert "Lärm" in page(site, here)

    site.moderator().patch(
        f"/api/v1/annotations/{with_comment.id}", json={"state": "hidden"}
    )

    assert "Lärm" not in page(site, here)


def test_the_address_without_a_language_is_the_one_to_cite(site: Site) -> None:
    change = stored(site, 2, "smarte, hochvernetzte")
    cited = f"/d/{SLUG}/changes/{change.id}"

    answer = site.client().get(cited, headers={"Accept-Language": "en"})

    assert answer.headers["location"] == f"/en{cited}"
    assert f'<link rel="canonical" href="{site.url}{cited}">' in page(
        site, f"/de{cited}"
    )


def test_an_unknown_change_and_one_of_another_text_are_not_found(site: Site) -> None:
    factories.document(site.store, ["Ein Satz."], slug="anderes")
    change = stored(site, 2, "smarte, hochvernetzte")

    assert status(site, f"/de/d/{SLUG}/changes/unbekannt") == 404
    assert status(site, f"/de/d/anderes/changes/{change.id}") == 404


def test_a_change_of_the_draft_is_not_public(site: Site) -> None:
    store, drafter = site.store, factories.actor(site.store, "drafter")
    factories.document(store, ["Ein alter Satz."], slug="bald", drafter=drafter)
    store.write_now(drafting.begin, drafter, "bald", now=factories.NOW)
    document = store.read_now(get_document, "bald")
    assert document is not None
    side = Side("p", 0, 3, "Ein")
    row = StoredChange(
        "c-1", document.id, 2, "k" * 64, 0, "changed", side, None, None, ""
    )
    store.write_now(lambda unit: changes.insert_changes(unit.connection, [row]))

    for client in (site.client(), site.session("drafter")):
        assert client.get("/de/d/bald/changes/c-1").status_code == 404
