"""Two drafters answer at the desk at once: no word and no link of either is lost."""

from html import unescape

import httpx
import pytest
from sqlalchemy import Connection

from docservice.access import open_document
from docservice.db import dispositions
from docservice.db.dispositions import StoredDisposition
from docservice.services import requests
from docservice.services.answering import answer
from docservice.services.assessment import DraftChange
from docservice.services.previewed import preview
from tests import factories
from tests.factories import NOW
from tests.integration.http.drafters.forms import fields_of
from tests.integration.http.drafters.office import TEXTS, Office, session_of

pytestmark = pytest.mark.integration

ACCEPTED = {"outcome": "accepted", "reason": "Gern."}
DECLINED = {"outcome": "declined", "reason": "Leider zu teuer."}


@pytest.fixture
def colleague(office: Office) -> httpx.Client:
    """Return the client of another drafter."""
    return session_of(office.site, factories.actor(office.site.store, "drafter", "Q"))


def _page(office: Office, client: httpx.Client, key: str) -> str:
    query = {"answer": "all", "comment": key}
    return client.get(f"{office.path}/desk", params=query).text


def _form(office: Office, client: httpx.Client, key: str) -> dict[str, object]:
    return dict(fields_of(_page(office, client, key), f"desk/c/{key}"))


def _changes(office: Office) -> tuple[DraftChange, ...]:
    return office.site.store.read_now(preview, office.drafter, office.slug).changes


def _versions(office: Office, key: str) -> list[StoredDisposition]:
    return office.site.store.read_now(dispositions.all_versions, [key]).get(key, [])


def _seq(office: Office) -> int:
    def read(connection: Connection) -> int:
        return open_document(connection, office.drafter, office.slug).document.seq

    return office.site.store.read_now(read)


def _two_changes(office: Office) -> tuple[str, str]:
    office.edit(1, TEXTS[1].replace("2030", "2028"))
    office.edit(2, TEXTS[2].replace("öfter", "häufiger"))
    one, two = (each.key for each in _changes(office))
    return one, two


def test_a_link_of_a_colleague_is_shown_and_stays_with_ones_own(
    office: Office, colleague: httpx.Client
) -> None:
    key = office.comment("bis 2030")
    one, two = _two_changes(office)
    theirs = _form(office, colleague, key) | ACCEPTED | {"changes": [two]}
    mine = _form(office, office.client, key) | ACCEPTED | {"changes": [one]}
    office.post(f"desk/c/{key}", mine)

    refused = colleague.post(f"{office.path}/desk/c/{key}", data=theirs)
    form = fields_of(refused.text, f"desk/c/{key}")
    saved = colleague.post(f"{office.path}/desk/c/{key}", data=form)

    assert refused.status_code == 412
    assert "Verknüpft ist er mit diesen Änderungen" in unescape(refused.text)
    assert set(form["changes"]) == {one, two}
    assert form["linked"] == [one]
    assert saved.status_code == 303
    assert [each.confirmed for each in _changes(office)] == [(key,), (key,)]


def test_a_link_that_came_from_the_preview_is_not_taken_by_an_older_form(
    office: Office, colleague: httpx.Client
) -> None:
    key = office.comment("bis 2030")
    one, _ = _two_changes(office)
    theirs = _form(office, colleague, key) | DECLINED
    office.post("draft/preview/causes", {"key": one, f"with-{one}": key})

    colleague.post(f"{office.path}/desk/c/{key}", data=theirs)

    assert _changes(office)[0].confirmed == (key,)


def test_a_link_taken_away_meanwhile_does_not_come_back_unasked(
    office: Office, colleague: httpx.Client
) -> None:
    key = office.comment("bis 2030")
    one, two = _two_changes(office)
    first = _form(office, office.client, key) | ACCEPTED | {"changes": [one, two]}
    office.post(f"desk/c/{key}", first)
    theirs = _form(office, colleague, key) | DECLINED
    office.post(f"desk/c/{key}", _form(office, office.client, key) | {"changes": [two]})

    saved = colleague.post(f"{office.path}/desk/c/{key}", data=theirs)

    assert saved.status_code == 303
    assert [each.confirmed for each in _changes(office)] == [(), (key,)]


def test_an_answer_that_says_the_same_is_no_new_version(office: Office) -> None:
    key = office.comment("bis 2030")
    office.post(f"desk/c/{key}", _form(office, office.client, key) | ACCEPTED)
    seq = _seq(office)

    again = office.post(f"desk/c/{key}", _form(office, office.client, key))
    page = unescape(office.get("desk"))
    part = office.client.post(
        f"{office.path}/desk/c/{key}",
        params={"part": "detail"},
        data=_form(office, office.client, key),
    )
    many = office.post("desk/answer", ACCEPTED | {"chosen": f"{key}:1"})

    assert (again.status_code, part.status_code, many.status_code) == (303, 200, 303)
    assert "Nichts geändert" in page
    assert "<template data-said>Nichts geändert" in unescape(part.text)
    assert [each.value.version for each in _versions(office, key)] == [1]
    assert _seq(office) == seq


def test_a_link_makes_no_new_version_of_a_public_answer(office: Office) -> None:
    key = office.comment("bis 2030")
    one, _ = _two_changes(office)
    office.post(f"desk/c/{key}", _form(office, office.client, key) | ACCEPTED)
    office.publish_answers()

    sent = office.post(
        f"desk/c/{key}", _form(office, office.client, key) | {"changes": [one]}
    )

    assert sent.status_code == 303
    assert "Die Antwort ist gespeichert" in unescape(office.get("desk"))
    assert _changes(office)[0].confirmed == (key,)
    (only,) = _versions(office, key)
    assert only.value.state == "published"


def test_what_was_proposed_is_decided_with_the_same_words(office: Office) -> None:
    key, store = office.comment("bis 2030"), office.site.store
    for state in ("proposed", "decided"):
        request = requests.answer(ACCEPTED | {"state": state})
        store.write_now(answer, office.drafter, key, request, now=NOW)

    assert [each.value.state for each in _versions(office, key)] == [
        "proposed",
        "decided",
    ]


def test_a_member_with_an_answer_of_its_own_meanwhile_keeps_it(
    office: Office, colleague: httpx.Client
) -> None:
    first, second, third = (
        office.comment(quote) for quote in ("bis 2030", "Busse fahren", "Parks bleiben")
    )
    office.post("desk/bundles", {"do": "bundle", "chosen": [first, second, third]})
    mine = _form(office, office.client, first) | ACCEPTED
    colleague.post(f"{office.path}/desk/c/{second}", data=DECLINED | {"version": "0"})

    refused = office.post(f"desk/c/{first}", mine)
    form = fields_of(refused.text, f"desk/c/{first}")
    saved = office.post(f"desk/c/{first}", form)

    assert mine["also"] == [f"{second}:0", f"{third}:0"]
    assert refused.status_code == 412
    assert "Q, " in refused.text
    assert "„Leider zu teuer.“" in unescape(refused.text)
    assert form["also"] == [f"{third}:0"]
    assert saved.status_code == 303
    reasons = {key: _versions(office, key)[-1].value.reason for key in (second, third)}
    assert reasons == {second: "Leider zu teuer.", third: "Gern."}


def test_a_refused_bundle_tells_of_an_answer_that_came_between(
    office: Office, colleague: httpx.Client
) -> None:
    first, second = office.comment("bis 2030"), office.comment("Busse fahren")
    office.post("desk/bundles", {"do": "bundle", "chosen": [first, second]})
    mine = _form(office, office.client, first) | ACCEPTED | {"reason": ""}
    colleague.post(f"{office.path}/desk/c/{second}", data=DECLINED | {"version": "0"})

    refused = office.post(f"desk/c/{first}", mine)

    assert refused.status_code == 422
    assert "also" not in fields_of(refused.text, f"desk/c/{first}")
    assert "„Leider zu teuer.“" in unescape(refused.text)


def test_of_several_those_answered_meanwhile_are_named_and_left_alone(
    office: Office, colleague: httpx.Client
) -> None:
    first, second = office.comment("bis 2030"), office.comment("Busse fahren")
    colleague.post(f"{office.path}/desk/c/{second}", data=DECLINED | {"version": "0"})

    refused = office.post(
        "desk/answer",
        ACCEPTED | {"back": "answer=all", "chosen": [f"{first}:0", f"{second}:0"]},
    )
    form = fields_of(refused.text, "desk/answer")
    saved = office.post("desk/answer", form)

    assert refused.status_code == 412
    assert "„Leider zu teuer.“" in unescape(refused.text)
    assert form["chosen"] == [f"{first}:0"]
    assert saved.status_code == 303
    assert _versions(office, second)[-1].value.reason == "Leider zu teuer."
