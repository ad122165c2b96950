"""Annotations, threads and answers over the API."""

import json

import pytest

from tests.integration.http.steps import (
    ANNOTATIONS,
    QUOTE,
    annotated,
    new_document,
    problem,
    remark,
)
from tests.serving import Site

pytestmark = pytest.mark.integration


def paragraph(site: Site) -> tuple[str, str]:
    """Return id and text of the paragraph with the astral character."""
    text = site.client().get("/api/v1/documents/rahmen/revisions/1").json()
    found = text["paragraphs"][2]
    return found["id"], found["text"]


def test_offsets_count_code_points(site: Site) -> None:
    pid, text = paragraph(site)
    start = text.index("😀 Das")
    target = {
        "start": {"paragraph": pid, "offset": start},
        "end": {"paragraph": pid, "offset": start + len("😀 Das")},
    }

    made = annotated(site.citizen(), target=target)

    assert made["target"]["quote"]["exact"] == "😀 Das"
    assert made["anchor"]["verdict"] == "kept"
    assert made["supported"] is False


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"revision": 0}, "revision"),
        ({"revision": 9}, "revision"),
        ({"revision": True}, "revision"),
        ({"revision": 2**70}, "revision"),
        ({"target": {}}, "target.start"),
        ({"target": []}, "target"),
        ({"target": {"quote": {"exact": "steht nicht da"}}}, "target.quote.exact"),
        ({"motivation": "shouting"}, "motivation"),
        ({"body": ""}, "body"),
        ({"body": 5}, "body"),
        ({"body": "x" * 5001}, "body"),
        ({"body": "a\x00b"}, "body"),
        ({"body": "\ud83d"}, "body"),
        ({"replacement": "x"}, "replacement"),
        ({"motivation": "editing"}, "replacement"),
    ],
)
def test_a_malformed_annotation_is_refused_with_its_field(
    site: Site, changed: dict[str, object], field: str
) -> None:
    body = json.dumps(remark() | changed)

    refused = site.citizen().post(
        ANNOTATIONS, content=body, headers={"Content-Type": "application/json"}
    )

    assert problem(refused, 422, "invalid")["field"] == field


def test_offsets_beyond_the_paragraph_are_refused(site: Site) -> None:
    pid, text = paragraph(site)
    target = {
        "start": {"paragraph": pid, "offset": 0},
        "end": {"paragraph": pid, "offset": len(text) + 1},
    }

    refused = site.citizen().post(ANNOTATIONS, json=remark(target=target))

    assert problem(refused, 422, "invalid")["field"] == "target.end.offset"


def test_a_resend_with_its_key_makes_nothing_new(site: Site) -> None:
    citizen = site.citizen()
    headers = {"Idempotency-Key": "einmal"}

    first = citizen.post(ANNOTATIONS, json=remark(), headers=headers)
    second = citizen.post(ANNOTATIONS, json=remark(), headers=headers)
    other = citizen.post(ANNOTATIONS, json=remark("Anderes"), headers=headers)

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    problem(other, 409, "conflict")


@pytest.mark.parametrize("path", ["documents", "documents/schluessel/revisions"])
def test_a_key_makes_creating_and_publishing_harmless_to_resend(
    site: Site, path: str
) -> None:
    drafter = site.drafter()
    if "revisions" in path:
        new_document(site, "schluessel", "# Titel\n\nAlter Satz.")
    body = {"slug": "s-1", "title": "T", "markdown": "# Titel\n\nNeuer Satz."}
    headers = {"Idempotency-Key": "k"}

    first = drafter.post(f"/api/v1/{path}", json=body, headers=headers)
    second = drafter.post(f"/api/v1/{path}", json=body, headers=headers)
    other = drafter.post(
        f"/api/v1/{path}", json=body | {"markdown": "Anders."}, headers=headers
    )

    assert first.status_code == 201, first.text
    assert (second.status_code, second.json()) == (201, first.json())
    problem(other, 409, "conflict")


def test_an_author_edits_and_others_read_the_new_words(site: Site) -> None:
    citizen = site.citizen()
    made = annotated(citizen)
    address = f"/api/v1/annotations/{made['id']}"
    etag = citizen.get(address).headers["etag"]

    changed = citizen.patch(
        address, json={"body": "Besser."}, headers={"If-Match": etag}
    )
    late = citizen.patch(address, json={"body": "Zu spät."}, headers={"If-Match": etag})

    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    problem(late, 412, "stale")
    assert site.client().get(address).json()["body"] == "Besser."


def test_support_by_others_does_not_stand_in_the_way_of_an_edit(site: Site) -> None:
    citizen = site.citizen()
    address = f"/api/v1/annotations/{annotated(citizen)['id']}"
    etag = citizen.get(address).headers["etag"]
    site.citizen().put(f"{address}/support")

    changed = citizen.patch(
        address, json={"body": "Besser."}, headers={"If-Match": etag}
    )

    assert changed.status_code == 200


@pytest.mark.parametrize(
    ("header", "status"), [('"1"', 200), ("*", 200), ('"9"', 412), ("1", 400)]
)
def test_if_match_takes_the_version_alone_too(
    site: Site, header: str, status: int
) -> None:
    citizen = site.citizen()
    address = f"/api/v1/annotations/{annotated(citizen)['id']}"

    answer = citizen.patch(address, json={"body": "X"}, headers={"If-Match": header})

    assert answer.status_code == status


def test_what_the_reader_has_is_not_sent_again(site: Site) -> None:
    client = site.client()
    first = client.get("/api/v1/documents/rahmen/revisions/1")

    again = client.get(
        "/api/v1/documents/rahmen/revisions/1",
        headers={"If-None-Match": first.headers["etag"]},
    )

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"].removeprefix("W/") == first.headers[
        "etag"
    ].removeprefix("W/")


def test_nobody_edits_or_withdraws_what_is_somebody_elses(site: Site) -> None:
    address = f"/api/v1/annotations/{annotated(site.citizen())['id']}"
    other = site.citizen()

    problem(other.patch(address, json={"body": "Meins"}), 403, "forbidden")
    problem(other.delete(address), 403, "forbidden")


def test_a_withdrawn_annotation_keeps_its_place_without_its_words(site: Site) -> None:
    citizen = site.citizen()
    address = f"/api/v1/annotations/{annotated(citizen)['id']}"

    assert citizen.delete(address).status_code == 204
    found = site.client().get(address).json()

    assert (found["state"], found["body"]) == ("withdrawn", "")
    assert found["target"]["quote"]["exact"] == QUOTE


def test_a_withdrawal_of_what_was_changed_meanwhile_is_refused(site: Site) -> None:
    citizen = site.citizen()
    address = f"/api/v1/annotations/{annotated(citizen)['id']}"
    etag = citizen.get(address).headers["etag"]
    citizen.patch(address, json={"body": "Neu."})

    late = citizen.delete(address, headers={"If-Match": etag})

    problem(late, 412, "stale")
    assert citizen.get(address).json()["state"] == "visible"


def test_a_moderator_hides_and_restores_what_drafters_still_read(site: Site) -> None:
    address = f"/api/v1/annotations/{annotated(site.citizen(), body='Pfui')['id']}"
    moderator = site.moderator()

    hidden = moderator.patch(address, json={"state": "hidden"})
    seen = [
        client.get(address).json()["body"]
        for client in (
            site.client(),
            site.drafter(),
        )
    ]
    moderator.patch(address, json={"state": "visible"})

    assert hidden.json()["state"] == "hidden"
    assert seen == ["", "Pfui"]
    assert site.client().get(address).json()["body"] == "Pfui"


@pytest.mark.parametrize("body", [{}, {"body": "x", "state": "hidden"}, {"body": " "}])
def test_an_edit_has_to_say_one_thing(site: Site, body: dict[str, str]) -> None:
    citizen = site.citizen()
    address = f"/api/v1/annotations/{annotated(citizen)['id']}"

    problem(citizen.patch(address, json=body), 422, "invalid")


def test_replies_are_read_hidden_and_withdrawn(site: Site) -> None:
    made = annotated(site.citizen())
    author = site.citizen()
    replies = f"/api/v1/annotations/{made['id']}/replies"

    sent = author.post(replies, json={"body": "Dem stimme ich zu."})
    address = sent.headers["location"]
    hidden = site.moderator().patch(address, json={"state": "hidden"})
    blank = site.client().get(address).json()

    assert sent.status_code == 201
    assert hidden.json()["state"] == "hidden"
    assert blank["body"] == ""
    assert author.delete(address).status_code == 204
    assert site.client().get(address).json()["state"] == "withdrawn"


def test_support_counts_each_person_once(site: Site) -> None:
    address = f"/api/v1/annotations/{annotated(site.citizen())['id']}"
    one, two = site.citizen(), site.citizen()

    counts = [
        one.put(f"{address}/support").json()["support"],
        one.put(f"{address}/support").json()["support"],
        two.put(f"{address}/support").json()["support"],
    ]
    supported = one.get(address).json()["supported"]
    back = one.delete(f"{address}/support").json()

    assert counts == [1, 1, 2]
    assert supported is True
    assert (back["support"], back["supported"]) == (1, False)


def test_nobody_supports_what_is_their_own(site: Site) -> None:
    author = site.citizen()
    address = f"/api/v1/annotations/{annotated(author)['id']}"

    refused = author.put(f"{address}/support")
    back = author.delete(f"{address}/support")

    assert "your own comment" in problem(refused, 409, "conflict")["detail"]
    assert back.json()["support"] == 0


def test_an_answer_is_public_with_its_reason_and_without_its_note(site: Site) -> None:
    address = f"/api/v1/annotations/{annotated(site.citizen())['id']}"
    drafter = site.drafter()

    answered = drafter.put(
        f"{address}/disposition",
        json={"outcome": "noted", "reason": "Kommt *später*.", "note": "intern"},
    )

    assert answered.status_code == 200, answered.text
    assert answered.json()["disposition"]["note"] == "intern"
    public = site.client().get(address).json()["disposition"]
    assert (public["outcome"], public["state"]) == ("noted", "published")
    assert "note" not in public
    assert public["reason_html"] == "<p>Kommt <em>später</em>.</p>"


def test_two_drafters_do_not_overwrite_each_others_answer(site: Site) -> None:
    address = f"/api/v1/annotations/{annotated(site.citizen())['id']}"
    one, two = site.drafter(), site.drafter()
    etag = two.get(address).headers["etag"]
    answer = {"outcome": "noted", "reason": "Gesehen."}
    one.put(f"{address}/disposition", json=answer)

    late = two.put(f"{address}/disposition", json=answer, headers={"If-Match": etag})

    problem(late, 412, "stale")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"outcome": "maybe"}, "outcome"),
        ({"reason": ""}, "reason"),
        ({"outcome": "duplicate_of"}, "duplicate_of"),
        ({"outcome": "duplicate_of", "duplicate_of": "x"}, "duplicate_of"),
        ({"changes": ["x"]}, "changes"),
        ({"changes": "x"}, "changes"),
    ],
)
def test_a_malformed_answer_is_refused_with_its_field(
    site: Site, changed: dict[str, object], field: str
) -> None:
    address = f"/api/v1/annotations/{annotated(site.citizen())['id']}"
    body = {"outcome": "noted", "reason": "Gesehen."} | changed

    refused = site.drafter().put(f"{address}/disposition", json=body)

    assert problem(refused, 422, "invalid")["field"] == field


def test_a_person_corrects_where_an_annotation_stands(site: Site) -> None:
    new_document(site, "anker", "# T\n\nHier stehen alte Worte.\n\nUnd Bäume.")
    drafter = site.drafter()
    made = (
        site.citizen()
        .post(
            "/api/v1/documents/anker/annotations",
            json={
                "revision": 1,
                "target": {"quote": {"exact": "alte Worte"}},
                "body": "Wo?",
            },
        )
        .json()
    )
    drafter.post(
        "/api/v1/documents/anker/revisions", json={"markdown": "# T\n\nUnd Bäume."}
    )
    text = drafter.get("/api/v1/documents/anker/revisions/2").json()
    pid = text["paragraphs"][1]["id"]
    address = f"/api/v1/annotations/{made['id']}/anchors/2"
    place = {
        "start": {"paragraph": pid, "offset": 4},
        "end": {"paragraph": pid, "offset": 9},
    }

    moved = drafter.put(address, json=place)
    gone = drafter.put(address, json={"verdict": "orphan"})

    assert moved.status_code == 200, moved.text
    anchor = moved.json()["anchor"]
    assert (anchor["verdict"], anchor["new"], anchor["confirmed"]) == (
        "changed",
        "Bäume",
        True,
    )
    assert gone.json()["anchor"]["verdict"] == "orphan"
    problem(drafter.put(address, json={}), 422, "invalid")
    problem(drafter.put(address.replace("/2", "/9"), json=place), 404, "not_found")
    far = place | {"end": {"paragraph": pid, "offset": 99}}
    refused = problem(drafter.put(address, json=far), 422, "invalid")
    assert refused["field"] == "end.offset"
    assert "the paragraph, which has 10 characters" in refused["detail"]
    strange = place | {"start": {"paragraph": "p-none", "offset": 0}}
    refused = problem(drafter.put(address, json=strange), 422, "invalid")
    assert refused["field"] == "start.paragraph"
    backward = {"start": place["end"], "end": place["start"]}
    refused = problem(drafter.put(address, json=backward), 422, "invalid")
    assert refused["detail"] == "end needs to lie after start"


def test_a_list_for_a_revision_that_is_missing_is_refused_with_its_field(
    site: Site,
) -> None:
    refused = site.client().get("/api/v1/documents/rahmen/annotations?revision=9")

    assert problem(refused, 422, "invalid")["field"] == "revision"


@pytest.mark.parametrize("unseen", ["\u200b", "\u3164", "\u034f \u00ad"])
def test_words_that_nobody_can_see_are_empty(site: Site, unseen: str) -> None:
    citizen, drafter = site.citizen(), site.drafter()
    made = annotated(citizen)
    address = f"/api/v1/annotations/{made['id']}"
    comment = {
        "revision": 1,
        "target": {"quote": {"exact": made["target"]["quote"]["exact"]}},
        "body": unseen,
    }

    refused = [
        citizen.post("/api/v1/documents/rahmen/annotations", json=comment),
        citizen.post(f"{address}/replies", json={"body": unseen}),
        citizen.patch(address, json={"body": unseen}),
    ]
    answer = {"outcome": "noted", "reason": unseen}
    reason = drafter.put(f"{address}/disposition", json=answer)

    for each in refused:
        assert problem(each, 422, "invalid")["field"] == "body"
    assert problem(reason, 422, "invalid")["detail"] == "reason is empty"


def test_a_list_is_filtered_by_paragraph_state_and_answer(site: Site) -> None:
    new_document(site, "filter", "# T\n\nErster Absatz.\n\nZweiter Absatz.")
    address = "/api/v1/documents/filter/annotations"
    citizen, drafter = site.citizen(), site.drafter()
    first, second = (
        citizen.post(
            address,
            json={"revision": 1, "target": {"quote": {"exact": words}}, "body": "X"},
        ).json()
        for words in ("Erster Absatz", "Zweiter Absatz")
    )
    drafter.put(
        f"/api/v1/annotations/{first['id']}/disposition",
        json={"outcome": "declined", "reason": "Nein."},
    )
    citizen.delete(f"/api/v1/annotations/{second['id']}")

    def ids(**query: str) -> list[str]:
        page = site.client().get(address, params=query).json()
        return [item["id"] for item in page["items"]]

    pid = first["target"]["start"]["paragraph"]
    assert ids() == [first["id"], second["id"]]
    assert ids(paragraph=pid) == [first["id"]]
    assert ids(state="withdrawn") == [second["id"]]
    assert ids(disposition="declined") == [first["id"]]
    assert ids(disposition="none") == [second["id"]]
    assert ids(revision="1", limit="1") == [first["id"]]
    problem(site.client().get(f"{address}?state=lost"), 422, "invalid")
    problem(site.client().get(f"{address}?revision=0"), 422, "invalid")
