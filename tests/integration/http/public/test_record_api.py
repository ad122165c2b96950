"""The public record for programs: it says the same as the pages, and is as described."""

from typing import Any

import pytest
import schemathesis
from schemathesis.specs.openapi.checks import response_schema_conformance

from docservice.http.api.declaration import PREFIX
from docservice.http.api.openapi import openapi_of
from docservice.http.api.routing import API
from tests import factories
from tests.integration.http.public.markup import SLUG, page, words
from tests.integration.http.steps import problem
from tests.serving import Site

pytestmark = pytest.mark.integration

SCHEMA = schemathesis.openapi.from_dict(openapi_of(API))
DOCUMENT = "/documents/{slug}"
CHANGES = f"{DOCUMENT}/revisions/{{number}}/changes"
CHANGE = f"{DOCUMENT}/changes/{{id}}"
ORIGINS = f"{DOCUMENT}/origins"
STATISTICS = f"{DOCUMENT}/statistics"


def read(
    site: Site, path: str, query: dict[str, object] | None = None, **parts: object
) -> Any:
    """Return what an operation answers, which has to be as it is described."""
    case = SCHEMA[path]["GET"].Case(
        path_parameters={"slug": SLUG, **parts}, query=query or {}
    )
    answer = case.call(base_url=f"{site.url}{PREFIX}")
    case.validate_response(answer, checks=[response_schema_conformance])
    assert answer.status_code == 200, answer.text
    return answer.json()


def all_changes(site: Site, number: int, **query: object) -> list[Any]:
    """Return all changes of a revision, page by page."""
    found: list[Any] = []
    cursor: dict[str, object] = {}
    while True:
        part = read(site, CHANGES, {**query, **cursor, "limit": 7}, number=number)
        found += part["items"]
        if part["next_cursor"] is None:
            return found
        assert len(part["items"]) == 7
        cursor = {"cursor": part["next_cursor"]}


def test_the_changes_of_a_revision_are_those_of_its_page(site: Site) -> None:
    listed = all_changes(site, 2)
    caused = all_changes(site, 2, show="citizens")
    shown = page(site, f"/de/d/{SLUG}/changes?revision=2")

    assert len({each["id"] for each in listed}) == len(listed) > 7
    assert all(f"/changes/{each['id']}" in shown for each in listed[:50])
    assert 0 < len(caused) < len(listed)
    assert [each for each in listed if each["annotations"]] == [
        each for each in caused if each["annotations"]
    ]
    assert all_changes(site, 1) == []


def test_a_comparison_names_what_its_changes_answer(site: Site) -> None:
    path = f"{DOCUMENT}/compare/{{old}}/{{new}}"
    rows = read(site, path, old=1, new=2)["paragraphs"]
    told = {each["id"]: each["annotations"] for row in rows for each in row["changes"]}
    listed = {each["id"]: each["annotations"] for each in all_changes(site, 2)}

    assert any(told.values())
    assert told == {key: listed[key] for key in told}


def test_a_change_tells_what_led_to_it_and_leads_on(site: Site) -> None:
    listed = all_changes(site, 2)
    first = next(each for each in listed if each["annotations"])
    story = read(site, CHANGE, id=first["id"])

    assert story["change"] == first
    assert [each["id"] for each in story["annotations"]] == first["annotations"]
    assert story["revision"]["number"] == 2
    assert story["role"] == "drafter"
    place = listed.index(first)
    assert story["next"] == listed[place + 1]["id"]
    assert page(site, f"/de{story['url']}")


def test_every_sentence_has_an_origin(site: Site) -> None:
    found = read(site, ORIGINS)
    sentences = [each for item in found["items"] for each in item["sentences"]]
    younger = read(site, ORIGINS, {"since": 2})
    revised = [each for item in younger["items"] for each in item["sentences"]]

    counted = {each["revision"]: each["sentences"] for each in found["counts"]}
    assert sum(counted.values()) == len(sentences)
    assert found["next_cursor"] is None
    assert len(revised) == counted[2] > 0
    assert all(each["since"] == 2 for each in revised)
    assert all(not each["changes"] for each in sentences if each["since"] == 1)
    known = {each["id"] for each in all_changes(site, 2)}
    assert {change for each in revised for change in each["changes"]} <= known


def test_the_figures_are_those_of_the_page(site: Site) -> None:
    found = read(site, STATISTICS)
    shown = words(page(site, f"/de/d/{SLUG}/statistics"))
    first = read(site, STATISTICS, {"revision": 1})

    assert found["revision"] == 3
    assert f"{found['total']['comments']} " in shown
    assert sum(found["total"]["outcomes"].values()) == found["total"]["comments"]
    assert (
        sum(part["tally"]["comments"] for part in found["kinds"])
        == (found["total"]["comments"])
    )
    assert all(part["title"] for part in found["chapters"])
    assert first["words"] is None


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("revisions/9/changes", 404, "not_found"),
        ("revisions/2/changes?show=all", 422, "invalid"),
        ("revisions/2/changes?motivation=x", 422, "invalid"),
        ("changes/unknown", 404, "not_found"),
        ("origins?since=9", 404, "not_found"),
        ("origins?cursor=x", 422, "invalid"),
        ("statistics?revision=9", 404, "not_found"),
        ("statistics?revision=x", 422, "invalid"),
    ],
)
def test_what_is_not_there_is_said(
    site: Site, address: str, status: int, code: str
) -> None:
    problem(site.client().get(f"{PREFIX}/documents/{SLUG}/{address}"), status, code)


def test_nobody_but_drafters_reads_what_is_not_public(site: Site) -> None:
    within = factories.process(site.store, public=False, slug="geheim")
    factories.document(site.store, ["# Titel", "Worte."], slug="geheim", within=within)
    drafter, others = site.drafter(), (site.client(), site.citizen(), site.moderator())
    for address in ("revisions/1/changes", "origins", "statistics"):
        path = f"{PREFIX}/documents/geheim/{address}"
        assert drafter.get(path).status_code == 200
        for client in others:
            problem(client.get(path), 404, "not_found")


def test_a_change_is_found_in_its_own_document_only(site: Site) -> None:
    (change, *_) = all_changes(site, 2)
    factories.document(site.store, ["# Titel", "Worte."], slug="andere")
    path = f"{PREFIX}/documents/andere/changes/{change['id']}"
    problem(site.drafter().get(path), 404, "not_found")
