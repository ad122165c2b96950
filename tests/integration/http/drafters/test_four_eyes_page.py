"""Four eyes at the desk: one drafter proposes, another one decides."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape

import pytest

from tests import factories
from tests.integration.http.drafters.forms import fields_of
from tests.integration.http.drafters.office import Office, session_of

pytestmark = pytest.mark.integration

CHOICE = re.compile(r'name="state" value="(\w+)" checked')
FORM = {"outcome": "noted", "reason": "Danke, gesehen.", "version": "0"}


@pytest.fixture
def office(office_with: Callable[..., Office]) -> Office:
    """Return a text in a process that asks for four eyes."""
    return office_with("advise", four_eyes=True)


def _colleague(office: Office) -> Office:
    drafter = factories.actor(office.site.store, "drafter", "Ines")
    client = session_of(office.site, drafter)
    return replace(office, drafter=drafter, client=client)


def test_the_forms_propose_and_say_why(office: Office) -> None:
    key = office.comment("bis 2030")

    page = office.get("desk", comment=key)

    assert CHOICE.findall(page) == ["proposed", "proposed"]
    assert page.count("stehen zwei Menschen hinter jeder Antwort") == 2


def test_elsewhere_the_forms_decide(office_with: Callable[..., Office]) -> None:
    office = office_with("advise")
    key = office.comment("bis 2030")

    page = office.get("desk", comment=key)

    assert CHOICE.findall(page) == ["decided", "decided"]
    assert "stehen zwei Menschen hinter jeder Antwort" not in page


def test_deciding_alone_is_refused_and_no_word_is_lost(office: Office) -> None:
    key = office.comment("bis 2030")

    refused = office.post(f"desk/c/{key}", FORM | {"state": "decided"})

    assert refused.status_code == 422
    assert "beschließt jemand anderes, was Sie formulieren" in refused.text
    assert "Danke, gesehen." in refused.text


def test_a_colleague_decides_the_chosen_proposals(office: Office) -> None:
    key, other = office.comment("bis 2030"), office.comment("Parks bleiben")
    for each in (key, other):
        office.post(f"desk/c/{each}", FORM | {"state": "proposed"})
    chosen = {"chosen": [f"{key}:1", f"{other}:1"]}

    listed = office.get("desk", answer="proposed")
    alone = office.post("desk/decide", chosen)
    done = _colleague(office).post("desk/decide", chosen)

    assert "von Ihnen vorgeschlagen" in listed
    assert (alone.status_code, done.status_code) == (422, 303)
    page = office.get("desk", answer="answered")
    assert set(re.findall(r'data-row="([^"]+)"', page)) == {key, other}


@pytest.mark.parametrize(
    ("chosen", "status", "said"),
    [
        ([], 422, "mindestens einen Kommentar"),
        (["{key}:0"], 412, "Es wurde nichts gespeichert"),
    ],
)
def test_what_was_not_seen_is_not_decided(
    office: Office, chosen: list[str], status: int, said: str
) -> None:
    key = office.comment("bis 2030")
    office.post(f"desk/c/{key}", FORM | {"state": "proposed"})
    fields = {"chosen": [each.format(key=key) for each in chosen]}

    refused = _colleague(office).post("desk/decide", fields)

    assert refused.status_code == status
    assert said in refused.text


def test_of_the_chosen_proposals_ones_own_are_named(office: Office) -> None:
    key, other = office.comment("bis 2030"), office.comment("Parks bleiben")
    colleague = _colleague(office)
    office.post(f"desk/c/{key}", FORM | {"state": "proposed", "reason": "Von mir."})
    colleague.post(f"desk/c/{other}", FORM | {"state": "proposed"})
    listed = office.get("desk", answer="proposed")
    chosen = {"back": "answer=proposed", "chosen": [f"{key}:1", f"{other}:1"]}

    refused = office.post("desk/decide", chosen)
    form = fields_of(refused.text, "desk/answer")
    done = office.post("desk/decide", form)

    page = unescape(refused.text)
    assert "vorgeschlagen von Ines" in listed
    assert refused.status_code == 422
    assert "Diese Antworten haben Sie selbst vorgeschlagen" in page
    assert "„Von mir.“" in page
    assert form["chosen"] == [f"{other}:1"]
    assert done.status_code == 303
