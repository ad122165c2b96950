"""The page on which decided answers are published together, now or later."""

import re
from datetime import UTC, datetime
from html import unescape

import httpx
import pytest

from docservice.services import answering, requests, rounds
from tests.factories import NOW
from tests.integration.http.drafters.office import Office

pytestmark = pytest.mark.integration

PAGE = "desk/publish"
AT = "2100-06-01T10:30"


def _send(office: Office, do: str, **fields: str) -> httpx.Response:
    """Press a button on the page as it is; the second form is the one for now."""
    marks = re.findall(r'name="seen" value="([^"]*)"', office.get(PAGE))
    return office.post(PAGE, {"do": do, "seen": marks[do == "now"], **fields})


def _plan(office: Office, at: str = AT) -> int:
    return _send(office, "plan", at=at).status_code


def _decided(office: Office) -> None:
    request = requests.answer({"outcome": "noted", "reason": "Danke."})
    key = office.comment("bis 2030")
    office.site.store.write_now(answering.answer, office.drafter, key, request, now=NOW)


def test_the_time_is_that_of_the_process_and_stands_on_the_desk(
    office: Office,
) -> None:
    _decided(office)
    assert "1 beschlossene Antwort veröffentlichen" in office.get("desk")

    assert _plan(office) == 303

    found = office.site.store.read_now(rounds.read_round, office.drafter, office.slug)
    assert found.planned is not None
    assert found.planned.at == datetime(2100, 6, 1, 8, 30, tzinfo=UTC)  # in summer
    said = "werden am 1. Juni 2100, 10:30 MESZ öffentlich"
    assert said in unescape(office.get("desk"))
    page = unescape(office.get(PAGE))
    assert said in page
    assert "Das hat Jana festgelegt" in page
    assert f'name="at" value="{AT}"' in page


def test_the_time_is_changed_and_cancelled(office: Office) -> None:
    _plan(office)
    assert _plan(office, "2100-12-24T08:00") == 303
    assert "24. Dezember 2100, 08:00 MEZ" in office.get(PAGE)

    assert _send(office, "cancel").status_code == 303

    assert "2100" not in office.get(PAGE)
    assert "2100" not in office.get("desk")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Bitte geben Sie einen Tag mit Uhrzeit an."),
        ("morgen", "Bitte geben Sie einen Tag mit Uhrzeit an."),
        ("9999-99-99T10:00", "Bitte geben Sie einen Tag mit Uhrzeit an."),
        ("2020-01-01T10:00", "Dieser Zeitpunkt ist vorbei."),
        ("0001-01-01T00:00", "Bitte geben Sie einen Tag mit Uhrzeit an."),
    ],
)
def test_what_is_no_time_to_come_is_refused_and_stays_to_be_corrected(
    office: Office, typed: str, said: str
) -> None:
    sent = office.post(PAGE, {"do": "plan", "at": typed})

    assert sent.status_code == 422
    page = unescape(sent.text)
    assert said in page
    assert f'name="at" value="{typed}" aria-invalid="true"' in page


def test_answers_are_published_at_once_and_the_time_stays_for_the_next(
    office: Office,
) -> None:
    _decided(office)
    _plan(office)

    _send(office, "now")

    assert "Öffentlich gewordene Antworten: 1." in office.get("desk")
    page = unescape(office.get(PAGE))
    assert "Keine Antwort wartet" in page
    assert "1. Juni 2100" in page
    assert "Ja, jetzt veröffentlichen" not in page


def test_what_was_decided_after_the_look_is_not_published_unasked(
    office: Office,
) -> None:
    _decided(office)
    seen = re.findall(r'name="seen" value="(\w+)"', office.get(PAGE))[-1]
    _decided(office)

    refused = office.post(PAGE, {"do": "now", "seen": seen})
    waiting = office.get(PAGE)
    done = _send(office, "now")

    assert refused.status_code == 412
    assert "Inzwischen warten andere Antworten" in unescape(refused.text)
    assert "2 Antworten sind beschlossen" in refused.text
    assert "2 Antworten sind beschlossen" in waiting
    assert done.status_code == 303
    assert "Öffentlich gewordene Antworten: 2." in office.get("desk")


@pytest.mark.parametrize("do", ["plan", "cancel"])
def test_a_time_that_a_colleague_set_meanwhile_is_not_overwritten(
    office: Office, do: str
) -> None:
    _plan(office)

    refused = office.post(PAGE, {"do": do, "seen": "", "at": "2100-12-24T08:00"})

    page = unescape(refused.text)
    assert refused.status_code == 412
    assert "Jemand anderes hat den Zeitpunkt inzwischen geändert" in page
    assert 'name="at" value="2100-12-24T08:00"' in page
    assert "1. Juni 2100, 10:30" in unescape(office.get("desk"))
