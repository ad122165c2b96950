"""The comparison tells what became of each paragraph, by lineage and not by place."""

import re

import pytest

from docservice.db.store import Store
from docservice.services import causes, drafting, publishing
from docservice.services.publishing import NewText
from tests import factories
from tests.integration.http.lineage_cases import (
    CASES,
    FOUR,
    ONE,
    THREE,
    TWO,
    Case,
)
from tests.integration.http.public.markup import element, page, words
from tests.integration.http.public.service import site_on
from tests.integration.http.rows import told_rows
from versions.paragraph import Content, Mark

COMPARE = "/de/d/rahmen/compare/1/2"
ROW = "synopsis__row"


def publish_both(store: Store, case: Case) -> None:
    drafter = factories.actor(store, "drafter")
    factories.document(store, case.old, drafter=drafter)
    factories.next_revision(store, drafter, case.new)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_each_thing_that_may_become_of_a_paragraph_is_told(
    store: Store, case: Case
) -> None:
    publish_both(store, case)
    with site_on(store) as site:
        for view in ("inline", "side", "synopsis"):
            found = told_rows(page(site, f"{COMPARE}?view={view}"), ROW)
            changed = [row for row in found if row[1] != ("Unverändert",)]
            assert changed == [(r.name, r.badges, r.ways) for r in case.rows], view


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_every_wording_stands_beside_what_became_of_it(
    store: Store, case: Case
) -> None:
    publish_both(store, case)
    with site_on(store) as site:
        found = page(site, f"{COMPARE}?view=side")
    sides: dict[str, list[str]] = {"old": [], "new": []}
    for side, texts in sides.items():
        for part in re.findall(rf'<div class="synopsis__{side}".*?</div>', found, re.S):
            texts += [
                words(p) for p in re.findall(r'<p class="diff.*?</p>', part, re.S)
            ]
    for side, paragraphs in (("old", case.old), ("new", case.new)):
        shown = " ".join(re.sub(r"\[\w+: | ?\]", "", " ".join(sides[side])).split())
        for word in " ".join(paragraphs).split():
            assert word in shown
        assert len(shown.split()) == len(" ".join(paragraphs).split())


def test_a_comment_on_the_second_part_of_a_split_paragraph_stands_there(
    store: Store,
) -> None:
    drafter = factories.actor(store, "drafter")
    citizen = factories.actor(store, "citizen")
    factories.document(store, [ONE, f"{TWO} {THREE}"], drafter=drafter)
    first = factories.annotation(store, citizen, "jedes Jahr").id
    second = factories.annotation(store, citizen, "ohne Barrieren").id
    factories.next_revision(store, drafter, [ONE, TWO, THREE])
    with site_on(store) as site:
        found = page(site, f"{COMPARE}?view=synopsis")
    for row, remark in (("row-1", first), ("row-2", second)):
        article = _row(found, row)
        assert [remark] == re.findall(r'id="r-([\w-]+)"', article)


def test_comments_on_a_moved_passage_stand_at_its_new_place(store: Store) -> None:
    drafter = factories.actor(store, "drafter")
    citizen = factories.actor(store, "citizen")
    factories.document(store, [ONE, TWO, THREE, FOUR], drafter=drafter)
    remark = factories.annotation(store, citizen, "alle Menschen").id
    factories.next_revision(store, drafter, [TWO, THREE, FOUR, ONE])
    with site_on(store) as site:
        found = page(site, f"{COMPARE}?view=synopsis")
    assert f'id="r-{remark}"' not in _row(found, "row-0")
    assert f'id="r-{remark}"' in _row(found, "row-4")


@pytest.mark.parametrize(
    ("old", "new", "badge", "said"),
    [
        (
            Content("paragraph", ONE),
            Content("paragraph", ONE, marks=(Mark(4, 9, "strong"),)),
            "Nur Formatierung",
            "neu formatiert: fett",
        ),
        (
            Content("paragraph", ONE),
            Content("heading", ONE, 2),
            "Nur Formatierung",
            "Die Art des Absatzes, sein Rang oder seine Nummer hat sich geändert.",
        ),
    ],
)
def test_what_only_looks_other_is_told_apart(
    store: Store, old: Content, new: Content, badge: str, said: str
) -> None:
    drafter = factories.actor(store, "drafter")
    created = publishing.NewDocument(
        slug="rahmen", title="Rahmen", lang="de", label="Entwurf 1", contents=(old,)
    )
    store.write_now(publishing.create_document, drafter, created, now=factories.NOW)
    text = NewText(label="Entwurf 2", contents=(new,))
    draft = store.read_now(publishing.assess_text, drafter, "rahmen", text)
    store.write_now(publishing.publish, drafter, draft, now=factories.NOW)
    with site_on(store) as site:
        row = _row(page(site, COMPARE), "row-0")
    assert badge in words(row)
    assert said in words(row)
    assert "<ins>" not in row
    assert "<del>" not in row


def test_a_way_to_a_row_that_the_filter_hides_leads_to_the_whole_text(
    store: Store,
) -> None:
    drafter = factories.actor(store, "drafter")
    citizen = factories.actor(store, "citizen")
    factories.document(store, [ONE, f"{TWO} {THREE}"], drafter=drafter)
    asked = factories.annotation(store, citizen, "jedes Jahr").id
    new = [ONE, TWO.replace("jedes Jahr", "alle zwei Jahre"), THREE]
    text = NewText(label="Entwurf 2", contents=factories.contents(*new))
    store.write_now(drafting.begin, drafter, "rahmen", now=factories.NOW, new=text)
    draft = store.read_now(publishing.assess_draft, drafter, "rahmen")
    (change,) = [c for c in draft.changes if c.new and "zwei" in c.new.text]
    decision = causes.Decision(change.key, "annotations", "", (asked,))
    store.write_now(causes.decide_all, drafter, "rahmen", [decision], now=factories.NOW)
    draft = store.read_now(publishing.assess_draft, drafter, "rahmen")
    store.write_now(publishing.publish, drafter, draft, now=factories.NOW)
    with site_on(store) as site:
        found = page(site, f"{COMPARE}?show=citizens")
        (address,) = re.findall(r'<a href="([^"]*)#row-2">', found)
        assert "show" not in address
        assert 'id="row-2"' in page(site, address.replace("&amp;", "&"))


def _row(found: str, name: str) -> str:
    opening = re.search(rf'<article class="[^"]*" id="{name}"', found)
    assert opening is not None
    return element(found, opening[0])
