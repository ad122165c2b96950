"""Documents and revisions over the API."""

from pathlib import Path

import pytest

from tests.integration.http.steps import annotated, new_document, problem
from tests.serving import Site

pytestmark = pytest.mark.integration

API = "/api/v1/documents"


def test_a_document_made_from_markdown_can_be_read_back(site: Site) -> None:
    body = {
        "slug": "neu",
        "title": "Ein neuer Text",
        "lang": "de",
        "label": "Entwurf 1",
        "markdown": "# Anfang\n\nEin Satz mit **Gewicht**. 😀\n",
    }

    made = site.drafter().post(API, json=body)

    assert made.status_code == 201
    assert made.headers["location"] == f"{API}/neu"
    assert made.json()["newest"] == 1
    assert site.client().get(made.headers["location"]).json() == made.json()
    text = site.client().get(f"{API}/neu/revisions/1").json()
    assert (text["label"], text["status"]) == ("Entwurf 1", "published")
    kinds = [(p["kind"], p["text"]) for p in text["paragraphs"]]
    assert kinds == [("heading", "Anfang"), ("paragraph", "Ein Satz mit Gewicht. 😀")]
    marks = text["paragraphs"][1]["marks"]
    assert marks == [{"start": 13, "end": 20, "kind": "strong", "value": ""}]


def test_a_file_in_a_form_becomes_a_document_with_its_own_title(
    site: Site, tmp_path: Path
) -> None:
    file = tmp_path / "entwurf.html"
    file.write_text("<h1>Titel der Datei</h1><p>Ein Absatz.</p>")

    with file.open("rb") as opened:
        made = site.drafter().post(
            API,
            data={"slug": "datei", "lang": "de"},
            files={"file": ("entwurf.html", opened, "text/html")},
        )

    assert made.status_code == 201, made.text
    assert made.json()["title"] == "Titel der Datei"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"slug": "Große Worte"}, "slug"),
        ({"slug": 7}, "slug"),
        ({"title": " ", "markdown": "Ohne Überschrift."}, "title"),
        ({"lang": "Deutsch!"}, "lang"),
        ({"markdown": ""}, "markdown"),
        ({"markdown": None}, "markdown"),
        ({"label": 5}, "label"),
    ],
)
def test_a_field_that_breaks_a_rule_is_named(
    site: Site, changed: dict[str, object], field: str
) -> None:
    body = {"slug": "x", "title": "X", "lang": "de", "markdown": "Ein Satz."}

    refused = site.drafter().post(API, json=body | changed)

    assert problem(refused, 422, "invalid")["field"] == field


def test_a_file_that_cannot_be_imported_is_refused_with_a_remedy(site: Site) -> None:
    refused = site.drafter().post(
        API,
        data={"slug": "kaputt", "title": "Kaputt"},
        files={"file": ("a.docx", b"PK\x03\x04 no zip", "application/zip")},
    )

    found = problem(refused, 422, "file_refused")
    assert found["field"] == "file"
    assert site.client().get(f"{API}/kaputt").status_code == 404


def test_a_slug_can_be_taken_only_once(site: Site) -> None:
    new_document(site, "einmal")
    body = {"slug": "einmal", "title": "X", "markdown": "Satz."}

    refused = site.drafter().post(API, json=body)

    assert problem(refused, 409, "conflict")["field"] == "slug"


def test_a_list_is_paged_without_gap_or_repeat(site: Site) -> None:
    for number in range(5):
        new_document(site, f"seite-{number}")
    client = site.client()

    seen: list[str] = []
    cursor = None
    for _ in range(50):
        parameters = {"limit": "2"} | ({"cursor": cursor} if cursor else {})
        page = client.get(API, params=parameters).json()
        seen += [item["slug"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break

    assert seen == sorted(set(seen))
    assert {f"seite-{number}" for number in range(5)} <= set(seen)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=many", "limit"),
        ("limit=1&limit=2", "limit"),
        ("cursor=%C3%A4", "cursor"),
        ("cursor=/w", "cursor"),
    ],
)
def test_a_wrong_page_is_refused(site: Site, query: str, field: str) -> None:
    refused = site.client().get(f"{API}?{query}")

    assert problem(refused, 422, "invalid")["field"] == field


def test_a_preview_says_where_each_annotation_goes_and_stores_nothing(
    site: Site,
) -> None:
    new_document(site, "vorschau", "# Kapitel\n\nHier stehen alte Worte.\n\nBleibt so.")
    citizen, drafter = site.citizen(), site.drafter()
    made = citizen.post(
        f"{API}/vorschau/annotations",
        json={
            "revision": 1,
            "target": {"quote": {"exact": "Bleibt so."}},
            "body": "Gut!",
        },
    ).json()
    body = {"markdown": "# Kapitel\n\nHier stehen neue Worte.\n\nBleibt so."}

    shown = drafter.post(f"{API}/vorschau/revisions?dry_run=true", json=body)

    assert shown.status_code == 200
    preview = shown.json()
    assert preview["verdicts"] == {"kept": 1}
    assert preview["gate"]["unanswered"] == [made["id"]]
    texts = [(c["old"]["text"], c["new"]["text"]) for c in preview["changes"]]
    assert texts == [("alte", "neue")]
    assert drafter.get(f"{API}/vorschau").json()["newest"] == 1


def test_a_published_revision_carries_annotations_and_can_be_compared(
    site: Site,
) -> None:
    new_document(site, "weiter", "# Kapitel\n\nHier stehen alte Worte.\n\nBleibt so.")
    drafter = site.drafter()
    made = (
        site.citizen()
        .post(
            f"{API}/weiter/annotations",
            json={
                "revision": 1,
                "target": {"quote": {"exact": "alte Worte"}},
                "motivation": "editing",
                "replacement": "neue Worte",
                "body": "",
            },
        )
        .json()
    )
    body = {
        "markdown": "# Kapitel\n\nHier stehen neue Worte.\n\nBleibt so.",
        "label": "Entwurf 2",
    }

    published = drafter.post(f"{API}/weiter/revisions", json=body)

    assert published.status_code == 201, published.text
    assert published.headers["location"] == f"{API}/weiter/revisions/2"
    assert published.json()["number"] == 2
    numbers = [
        item["number"]
        for item in drafter.get(f"{API}/weiter/revisions").json()["items"]
    ]
    assert numbers == [1, 2]
    rows = drafter.get(f"{API}/weiter/compare/1/2").json()["paragraphs"]
    (hunk,) = [hunk for row in rows for hunk in row["hunks"]]
    assert (hunk["old_text"], hunk["new_text"]) == ("alte", "neue")
    trace = drafter.get(f"/api/v1/annotations/{made['id']}/trace").json()
    assert [anchor["verdict"] for anchor in trace["anchors"]] == ["kept", "changed"]


def test_a_text_that_changes_nothing_is_a_conflict_unless_label_or_note_do(
    site: Site,
) -> None:
    new_document(site, "gleich", "# Kapitel\n\nHier stehen *alte* Worte.")
    drafter, address = site.drafter(), f"{API}/gleich/revisions"
    body = {"markdown": "# Kapitel\n\nHier stehen *alte* Worte."}

    same = drafter.post(address, json=body)
    dry = drafter.post(f"{address}?dry_run=true", json=body)
    noted = drafter.post(address, json=body | {"note": "So beschlossen."})
    again = drafter.post(address, json=body | {"note": "So beschlossen."})
    marked = drafter.post(address, json={"markdown": body["markdown"].replace("*", "")})

    refusal = "nothing changed against revision 1; "
    assert problem(same, 409, "conflict")["detail"].startswith(refusal)
    assert dry.status_code == 200
    assert noted.json()["number"] == 2
    problem(again, 409, "conflict")
    assert marked.json()["number"] == 3


def test_a_revision_that_is_sent_again_is_answered_as_before(site: Site) -> None:
    new_document(site, "nochmal", "Hier stehen alte Worte.")
    drafter, address = site.drafter(), f"{API}/nochmal/revisions"
    body, headers = {"markdown": "Neue Worte."}, {"Idempotency-Key": "einmal"}

    first, second = (
        drafter.post(address, json=body, headers=headers) for _ in range(2)
    )
    other = drafter.post(address, json=body, headers={"Idempotency-Key": "neu"})

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    problem(other, 409, "conflict")


def test_events_are_dense_and_begin_after_the_number_that_is_known(site: Site) -> None:
    new_document(site, "ereignisse")
    target = {"quote": {"exact": "Ein Satz."}}
    for number in range(4):
        site.citizen().post(
            f"{API}/ereignisse/annotations",
            json={"revision": 1, "target": target, "body": str(number)},
        )
    client = site.client()

    page = client.get(f"{API}/ereignisse/events?since=1&limit=3").json()
    rest = client.get(
        f"{API}/ereignisse/events", params={"cursor": page["next_cursor"]}
    ).json()

    assert [event["seq"] for event in page["items"]] == [2, 3, 4]
    assert [event["seq"] for event in rest["items"]] == [5]
    assert {event["type"] for event in rest["items"]} == {"annotation.created"}
    assert rest["next_cursor"] is None


def test_words_that_were_withdrawn_are_gone_from_the_log(site: Site) -> None:
    citizen = site.citizen()
    made = annotated(citizen, body="Das nehme ich zurück")
    citizen.delete(f"/api/v1/annotations/{made['id']}")

    events = site.client().get(f"{API}/rahmen/events?limit=200").text

    assert "Das nehme ich zurück" not in events
