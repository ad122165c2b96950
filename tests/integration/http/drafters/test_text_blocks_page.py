"""Text blocks: kept for all drafters of a text, and filled in for a comment."""

from html import unescape

import pytest

from docservice.services import text_blocks
from tests.integration.http.drafters.office import Office

pytestmark = pytest.mark.integration

BODY = "Danke, [Name]. Zu „[Zitat]“ in Absatz [absatz] prüft das [Amt] einen Weg."


def _kept(office: Office, name: str = "Prüfung", body: str = BODY) -> int:
    return office.post("desk/blocks", {"name": name, "body": body}).status_code


def test_a_block_is_filled_in_for_the_comment_in_hand(office: Office) -> None:
    key = office.comment("bis 2030")
    assert _kept(office) == 303

    page = unescape(office.get("desk", comment=key))

    assert (
        'value="Danke, Rike. Zu „bis 2030“ in Absatz 1 prüft das [Amt] einen Weg."'
        ">Prüfung</option>"
    ) in page


def test_what_is_not_known_of_a_comment_stays_to_be_filled_in(office: Office) -> None:
    key = office.comment("Verkehr")  # a heading, which has no number
    _kept(office)

    assert "in Absatz [absatz] prüft" in office.get("desk", comment=key)


def test_the_same_name_replaces_what_was_kept(office: Office) -> None:
    _kept(office)
    _kept(office, body="Anders.")

    page = office.get("desk/blocks")

    assert page.count("<h2 id=") == 2  # the block, and the form
    assert "Anders." in page


def test_a_block_can_be_deleted(office: Office) -> None:
    _kept(office)
    _, (block,) = office.site.store.read_now(
        text_blocks.read_blocks, office.drafter, office.slug
    )

    assert office.post(f"desk/blocks/{block.id}/delete", {}).status_code == 303
    assert "Es gibt noch keine Textbausteine." in office.get("desk/blocks")
    assert office.post(f"desk/blocks/{block.id}/delete", {}).status_code == 404


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("", BODY, "Bitte geben Sie einen Namen"),
        ("x" * 61, BODY, "Bitte geben Sie einen Namen"),
        ("a\nb", BODY, "Bitte geben Sie einen Namen"),
        ("Prüfung", " ", "Bitte schreiben Sie einen Text"),
    ],
)
def test_a_block_needs_a_name_and_words(
    office: Office, name: str, body: str, said: str
) -> None:
    sent = office.post("desk/blocks", {"name": name, "body": body})

    assert sent.status_code == 422
    assert said in unescape(sent.text)


def test_there_is_an_end_to_how_many_can_be_kept(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_blocks, "MOST_BLOCKS", 1)

    assert [_kept(office), _kept(office), _kept(office, "Zweite")] == [303, 303, 422]
