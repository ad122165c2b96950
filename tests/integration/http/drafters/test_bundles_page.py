"""Bundles: proposed for what says the same, decided by a person, answered at once."""

import re
from html import unescape

import httpx
import pytest

from docservice.access import ANONYMOUS
from docservice.db.events import since
from docservice.services import tracing
from tests import factories
from tests.integration.http.drafters.office import Office

pytestmark = pytest.mark.integration

PLACE = "hundert Kilometer neue Radwege"
BODY = "Bitte mehr Bänke an jedem Radweg"
NOTED = {"outcome": "noted", "reason": "Danke, gesehen.", "state": "decided"}


def _alike(office: Office, count: int = 3) -> list[str]:
    return [
        office.comment(PLACE, body=f"{BODY}{' endlich' * number}")
        for number in range(count)
    ]


def _groups(page: str) -> list[list[str]]:
    forms = re.findall(r'<form[^>]*class="panel stack bundle".*?</form>', page, re.S)
    return [re.findall(r'name="chosen" value="([^"]+)"', each) for each in forms]


def _bundle(office: Office, keys: list[str], **fields: object) -> httpx.Response:
    return office.post("desk/bundles", {"do": "bundle", "chosen": keys, **fields})


def _answers(office: Office, key: str) -> list[str]:
    store = office.site.store
    found = store.read_now(tracing.trace_annotation, office.drafter, key)
    return [each.value.reason for each in found.answers]


def test_comments_that_say_the_same_are_proposed_with_what_speaks_for_it(
    office: Office,
) -> None:
    keys = _alike(office, 2)
    office.comment("Parks bleiben", body="Wer schließt ab?")

    page = office.get("desk/bundles")

    assert _groups(page) == [keys]
    assert "92 % der Wörter sind gleich" in page
    assert "an derselben Stelle" in page


def test_what_a_person_bundles_is_a_bundle_and_not_proposed_again(
    office: Office,
) -> None:
    first, second, third = _alike(office)

    sent = _bundle(office, [first, second], listed=[first, second, third])

    assert sent.status_code == 303
    assert _groups(office.get("desk/bundles", show="made")) == [[first, second]]
    # What was left out was said to be something else, and so is not proposed with it.
    assert _groups(office.get("desk/bundles")) == []
    row = office.get("desk").partition(f'data-row="{first}"')[2]
    assert "in einem Bündel von 2" in row.partition("</li>")[0]


def test_a_new_copy_is_proposed_to_join_the_bundle(office: Office) -> None:
    first, second = _alike(office, 2)
    _bundle(office, [first, second])
    late = office.comment(PLACE, body=BODY)

    assert _groups(office.get("desk/bundles")) == [[first, late]]
    _bundle(office, [first, late])

    assert _groups(office.get("desk/bundles", show="made")) == [[first, second, late]]


def test_two_bundles_become_one(office: Office) -> None:
    first, second, third = _alike(office)
    other = office.comment("Parks bleiben", body="Etwas ganz anderes.")
    _bundle(office, [first, second])
    _bundle(office, [third, other])

    _bundle(office, [second, third])

    made = _groups(office.get("desk/bundles", show="made"))
    assert made == [[first, second, third, other]]


def test_what_does_not_say_the_same_is_not_proposed_again(office: Office) -> None:
    keys = _alike(office, 2)

    for _ in range(2):  # said twice is as good as once
        sent = office.post("desk/bundles", {"do": "refuse", "listed": keys})
        assert sent.status_code == 303

    assert _groups(office.get("desk/bundles")) == []


def test_who_is_left_alone_is_in_no_bundle(office: Office) -> None:
    first, second = _alike(office, 2)
    _bundle(office, [first, second])

    sent = office.post("desk/bundles/leave", {"chosen": [second], "show": "made"})

    assert sent.status_code == 303
    assert _groups(office.get("desk/bundles", show="made")) == []


@pytest.mark.parametrize("page", ["desk/bundles", "desk/bundles/leave"])
def test_a_bundle_of_too_few_is_refused(office: Office, page: str) -> None:
    _alike(office)

    sent = office.post(page, {"do": "bundle"})

    assert sent.status_code == 422
    assert "Bitte wählen Sie Kommentare dieses Textes" in sent.text


def test_one_alone_is_no_bundle(office: Office) -> None:
    (key,) = _alike(office, 1)

    assert _bundle(office, [key]).status_code == 422


def test_comments_of_another_text_cannot_be_bundled(office: Office) -> None:
    (key,) = _alike(office, 1)
    factories.document(
        office.site.store, ["Ein Absatz."], slug=f"{office.slug}-2", drafter=None
    )
    other = factories.annotation(
        office.site.store, office.citizen, "Absatz", slug=f"{office.slug}-2"
    )

    assert _bundle(office, [key, other.id]).status_code == 404


def test_one_answer_serves_the_bundle_and_each_keeps_its_own(office: Office) -> None:
    first, second, third = _alike(office)
    _bundle(office, [first, second, third])

    page = office.get("desk", answer="all", comment=first)
    assert f'value="{second}:0" checked' in page
    sent = office.post(
        f"desk/c/{first}", NOTED | {"version": "0", "also": [f"{second}:0"]}
    )

    assert sent.status_code == 303
    assert _answers(office, first) == _answers(office, second) == ["Danke, gesehen."]
    assert _answers(office, third) == []
    made = office.get("desk/bundles", show="made")
    assert "Bündel: 2 von 3 beantwortet" in made


def test_what_a_text_block_leaves_open_is_filled_for_each(office: Office) -> None:
    store, slug = office.site.store, office.slug
    erna, kai = (factories.actor(store, "citizen", name) for name in ("Erna", "Kai"))
    first = factories.annotation(store, erna, "Busse fahren", slug=slug).id
    second = factories.annotation(store, kai, "Parks bleiben", slug=slug).id
    office.post(
        "desk/blocks", {"name": "Dank", "body": "[Name], „[Zitat]“, [Absatz], [Amt]."}
    )
    assert "Erna, „Busse fahren“, 2, [Amt]." in unescape(
        office.get("desk", comment=first)
    )
    _bundle(office, [first, second])
    assert "[Name], „[Zitat]“, [Absatz], [Amt]." in unescape(
        office.get("desk", comment=first)
    )

    office.post(
        f"desk/c/{first}",
        NOTED
        | {"reason": "[Name], „[Zitat]“, [Absatz], Amt 5."}
        | {"version": "0", "also": [f"{second}:0"]},
    )

    assert _answers(office, first) == ["Erna, „Busse fahren“, 2, Amt 5."]
    assert _answers(office, second) == ["Kai, „Parks bleiben“, 3, Amt 5."]


def test_what_was_answered_apart_is_not_ticked(office: Office) -> None:
    first, second, third = _alike(office)
    _bundle(office, [first, second, third])
    office.post(f"desk/c/{first}", NOTED | {"version": "0", "also": [f"{second}:0"]})
    office.post(
        f"desk/c/{third}",
        {"outcome": "declined", "reason": "Anders.", "version": "0"},
    )

    page = office.get("desk", answer="all", comment=first)

    assert f'value="{second}:1" checked' in page
    assert f'value="{third}:1"><' in page


def test_nothing_is_answered_where_one_of_the_bundle_was_meanwhile(
    office: Office,
) -> None:
    first, second = _alike(office, 2)
    _bundle(office, [first, second])
    office.post(
        f"desk/c/{second}", {"outcome": "declined", "reason": "Nein.", "version": "0"}
    )

    sent = office.post(
        f"desk/c/{first}", NOTED | {"version": "0", "also": [f"{second}:0"]}
    )

    assert sent.status_code == 412
    page = unescape(sent.text)
    assert "einen Kommentar dieses Bündels beantwortet" in page
    assert "Danke, gesehen." in page
    assert f'value="{second}:1"><' in page
    assert _answers(office, first) == []
    assert _answers(office, second) == ["Nein."]


def test_the_desk_lists_one_bundle(office: Office) -> None:
    first, second, _ = _alike(office)
    _bundle(office, [first, second])
    made = office.get("desk/bundles", show="made")
    (bundle,) = re.findall(r'href="[^"]*/desk\?bundle=([^"&]+)', made)

    page = office.get("desk", bundle=bundle, answer="all")

    assert re.findall(r'data-row="([^"]+)"', page) == [first, second]
    assert "Ein Bündel" in page


def test_everybody_sees_what_was_answered_together(office: Office) -> None:
    first, second, third = _alike(office)
    _bundle(office, [first, second, third])
    office.post(f"desk/c/{first}", NOTED | {"version": "0", "also": [f"{second}:0"]})
    public = f"/de/c/{first}"
    visitor = office.site.client()

    assert "Gemeinsam beantwortet" not in visitor.get(public).text
    office.publish_answers()
    page = visitor.get(public).text

    assert "Gemeinsam beantwortet mit 1 anderen Kommentar" in page
    assert f"/de/c/{second}" in page
    assert f"/de/c/{third}" not in page
    trace = visitor.get(f"/api/v1/annotations/{first}/trace").json()
    assert trace["together"] == [second]


def test_a_withdrawn_comment_is_answered_with_none(office: Office) -> None:
    first, second = _alike(office, 2)
    _bundle(office, [first, second])
    office.post(f"desk/c/{first}", NOTED | {"version": "0", "also": [f"{second}:0"]})
    office.publish_answers()
    office.site.moderator().patch(
        f"/api/v1/annotations/{second}", json={"state": "hidden"}
    )

    found = office.site.store.read_now(tracing.trace_annotation, ANONYMOUS, first)

    assert found.together == ()
    assert "also" not in office.get("desk", answer="all", comment=first)


def test_changes_are_linked_with_all_of_the_bundle(office: Office) -> None:
    store = office.site.store
    first, second = _alike(office, 2)
    _bundle(office, [first, second])
    texts = ["# Verkehr", "Die Stadt baut bis 2029 hundert Kilometer neue Radwege."]
    factories.next_revision(store, office.drafter, texts, slug=office.slug)
    page = office.get("desk", answer="all", comment=first)
    change = re.findall(r'name="changes" value="([^"]+)"', page)

    office.post(
        f"desk/c/{first}",
        NOTED
        | {"version": "0", "also": [f"{second}:0"]}
        | {"with_changes": "1", "changes": change},
    )

    for key in (first, second):
        found = store.read_now(tracing.trace_annotation, office.drafter, key)
        linked = [change.id for change, link in found.changes if link.is_confirmed]
        assert linked == change


def test_what_is_said_of_bundles_stays_in_the_team(office: Office) -> None:
    keys = _alike(office, 2)
    _bundle(office, keys)
    office.post("desk/bundles/leave", {"chosen": [keys[0]]})
    office.post("desk/bundles", {"do": "refuse", "listed": keys})
    document = office.site.store.read_now(
        tracing.trace_annotation, ANONYMOUS, keys[0]
    ).opened.document

    log = office.site.store.read_now(since, document.id, 0)

    told = [each for each in log if each.type.startswith("bundle.")]
    assert [each.type for each in told] == [
        "bundle.made",
        "bundle.left",
        "bundle.refused",
    ]
    assert all(each.is_internal for each in told)


def test_answers_for_a_bundle_are_all_or_none(office: Office) -> None:
    first, second, third = _alike(office, 3)
    request = {"outcome": "duplicate_of", "reason": "Steht dort.", "state": "decided"}
    like = request | {"version": "0", "duplicate_link": f"/de/c/{third}"}
    assert office.post(f"desk/c/{second}", like).status_code == 303

    # The third would be like the second, which is like the third.
    sent = office.post(
        f"desk/c/{first}",
        request
        | {
            "version": "0",
            "also": [f"{third}:0"],
            "duplicate_link": f"/de/c/{second}",
        },
    )

    assert sent.status_code == 422
    assert _answers(office, third) == []
    assert _answers(office, first) == []
