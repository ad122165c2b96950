"""What the desk's form refuses, and that it says why."""

from html import unescape

import pytest

from docservice.services import requests
from docservice.services.answering import answer
from docservice.services.text_blocks import keep_block
from tests import factories
from tests.factories import NOW
from tests.integration.http.drafters.forms import fields_of
from tests.integration.http.drafters.office import Office

pytestmark = pytest.mark.integration

SAME = {"outcome": "duplicate_of", "reason": "Dasselbe steht dort."}
NOTED = {"outcome": "noted", "reason": "Danke."}


def _same_as(office: Office, key: str, other: str) -> None:
    request = requests.answer(SAME | {"duplicate_of": other})
    office.site.store.write_now(answer, office.drafter, key, request, now=NOW)


@pytest.mark.parametrize(
    "link",
    [
        "{id}",
        "{url}/c/{id}",
        "{url}/de/c/{id}#reply",
        "{url}/en/c/{id}?x=1",
        "/de/c/{id}/",
        "{url}/de/d/{slug}/desk?answer=all&comment={id}#detail",
        "{url}/de/d/{slug}/desk/c/{id}",
    ],
)
def test_own_addresses_of_every_kind_name_a_comment(office: Office, link: str) -> None:
    key, other = office.comment("bis 2030"), office.comment("Busse fahren")
    address = link.format(id=other, url=office.site.url, slug=office.slug)

    sent = office.post(f"desk/c/{key}", SAME | {"duplicate_link": address})

    assert sent.status_code == 303


@pytest.mark.parametrize(
    "link",
    ["https://anders.example/de/c/{id}", "//anders.example/de/c/{id}", "/de/d/{id}"],
)
def test_foreign_addresses_name_no_comment(office: Office, link: str) -> None:
    key, other = office.comment("bis 2030"), office.comment("Busse fahren")

    sent = office.post(
        f"desk/c/{key}", SAME | {"duplicate_link": link.format(id=other)}
    )

    assert sent.status_code == 422
    assert "Bitte nennen Sie einen anderen Kommentar" in unescape(sent.text)


def test_another_choice_replaces_an_address_that_was_pasted(office: Office) -> None:
    key, near, far = (
        office.comment(quote) for quote in ("bis 2030", "hundert Kilometer", "Busse")
    )
    office.post(f"desk/c/{key}", SAME | {"duplicate_link": f"/de/c/{far}"})

    form = fields_of(office.get("desk", answer="all", comment=key), f"desk/c/{key}")
    office.post(f"desk/c/{key}", form | {"duplicate_of": [near]})
    again = fields_of(office.get("desk", answer="all", comment=key), f"desk/c/{key}")

    assert (form["duplicate_of"], form["duplicate_link"]) == ([far], [""])
    assert again["duplicate_of"] == [near]


def test_comments_are_not_answered_with_each_other(office: Office) -> None:
    first, second, third = (
        office.comment(quote) for quote in ("bis 2030", "Busse fahren", "Parks bleiben")
    )
    _same_as(office, first, second)
    _same_as(office, second, third)

    sent = office.post(f"desk/c/{third}", SAME | {"duplicate_link": first})

    assert sent.status_code == 422
    assert "führt zu diesem zurück" in unescape(sent.text)


def test_why_it_is_not_in_the_text_is_not_dropped_where_it_was_declined(
    office: Office,
) -> None:
    key = office.comment("bis 2030")
    fields = {"outcome": "declined", "reason": "Nein.", "without_change": "Steht da."}

    sent = office.post(f"desk/c/{key}", fields)

    page = unescape(sent.text)
    assert sent.status_code == 422
    assert "sagt man nur zu etwas, das übernommen wurde" in page
    assert "Steht da.</textarea>" in page


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (" ", "Bitte geben Sie eine Begründung an."),
        ("x" * 200_000, "Bitte kürzen Sie die Begründung."),
    ],
)
def test_a_missing_reason_and_one_too_long_are_told_apart(
    office: Office, reason: str, said: str
) -> None:
    key = office.comment("bis 2030")

    sent = office.post(f"desk/c/{key}", NOTED | {"reason": reason[:150_000]})

    assert sent.status_code == 422
    assert said in unescape(sent.text)


def test_gaps_of_text_blocks_are_not_decided(office: Office) -> None:
    first, second = office.comment("bis 2030"), office.comment("Busse fahren")
    body = "Wir prüfen [Rest] bis [Datum]."
    office.site.store.write_now(
        keep_block, office.drafter, office.slug, "Prüfung", body, now=NOW
    )
    left = NOTED | {"reason": "Wir prüfen [Rest] bis [Datum], wie Sie schreiben [sic]."}

    one = office.post(f"desk/c/{first}", left)
    many = office.post("desk/answer", left | {"chosen": [f"{first}:0", f"{second}:0"]})
    proposed = office.post(f"desk/c/{first}", left | {"state": "proposed"})
    decided = office.post("desk/decide", {"chosen": [f"{first}:1"]})

    for sent in (one, many, decided):
        assert sent.status_code == 422
        assert (
            "Bitte füllen Sie noch aus oder löschen Sie: [Rest], [Datum]<" in sent.text
        )
    assert proposed.status_code == 303


def test_words_in_brackets_that_no_text_block_has_may_stand(office: Office) -> None:
    key = office.comment("bis 2030")

    sent = office.post(f"desk/c/{key}", NOTED | {"reason": "So steht es da [sic]."})

    assert sent.status_code == 303


def test_who_calls_nobody_in_a_note_is_told(office: Office) -> None:
    factories.actor(office.site.store, "drafter", "Emil Krause")
    key = office.comment("bis 2030")
    note = "@Emil, bitte. Kontakt: amt@stadt.example. @Emil Krause weiß es."

    office.post(f"desk/c/{key}", NOTED | {"note": note})
    page = office.get("desk", answer="all", comment=key)

    assert "@Emil in der Notiz ruft niemanden." in page


def test_comments_are_found_by_their_authors(office: Office) -> None:
    ozlem = factories.actor(office.site.store, "citizen", "Özlem Kara")
    found = factories.annotation(
        office.site.store, ozlem, "bis 2030", slug=office.slug
    ).id
    other = office.comment("Busse fahren")

    page = office.get("desk", answer="all", q="KARA özlem")

    assert f'data-row="{found}"' in page
    assert f'data-row="{other}"' not in page
    assert "1 Kommentar" in page
