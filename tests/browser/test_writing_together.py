"""The draft's editor: two drafters at once, comments beside it, keyboard, no network."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from docservice.access import Actor
from docservice.db.people import Role
from docservice.services import accounts, annotate, drafting, requests
from tests.browser.town import Town
from tests.browser.windows import Windows

pytestmark = pytest.mark.browser

LEASH = "Hunde werden an der Leine geführt."
PROPOSED = "Hunde sind willkommen, an der Leine."


def _somebody(town: Town, role: Role) -> Actor:
    issued = town.store.write_now(
        accounts.new_token, name="Kai", role=role, now=datetime.now(UTC)
    )
    return Actor(issued.person)


@pytest.fixture
def proposal(town: Town, slug: str) -> str:
    """Begin a draft of a text for which somebody proposed other words; its id."""
    citizen, drafter = _somebody(town, "citizen"), _somebody(town, "drafter")
    raw = {
        "revision": 1,
        "target": {"quote": {"exact": LEASH}},
        "motivation": "editing",
        "replacement": PROPOSED,
        "body": "Freundlicher.",
    }
    made = town.store.write_now(
        annotate.annotate, citizen, slug, requests.remark(raw), now=datetime.now(UTC)
    )
    town.store.write_now(drafting.begin, drafter, slug, now=datetime.now(UTC))
    return made.id


def _open(windows: Windows, slug: str, name: str) -> Page:
    page = windows.open(f"/de/d/{slug}/draft", role="drafter", name=name)
    expect(page.locator("[data-state=connected]")).to_be_visible()
    return page


def _text(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Text des Entwurfs")


def _put_cursor_after(page: Page, words: str) -> None:
    page.evaluate(
        """words => {
          const walker = document.createTreeWalker(
            document.querySelector("#collab-text"), NodeFilter.SHOW_TEXT);
          for (let node; (node = walker.nextNode());) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            document.querySelector("#collab-text").focus();
            getSelection().collapse(node, at + words.length);
            return;
          }
          throw new Error(`no ${words}`);
        }""",
        words,
    )


def test_two_drafters_write_and_see_each_other(
    windows: Windows, slug: str, proposal: str
) -> None:
    jana, ingo = _open(windows, slug, "Jana"), _open(windows, slug, "Ingo")
    expect(jana.get_by_text("Auch hier: Ingo")).to_be_visible()

    _put_cursor_after(ingo, LEASH)
    ingo.keyboard.type(" Auch kleine.")
    _put_cursor_after(jana, "Abfälle nimmt jeder wieder mit.")
    jana.keyboard.type(" Wirklich.")

    for page in (jana, ingo):
        expect(_text(page)).to_contain_text(f"{LEASH} Auch kleine.")
        expect(_text(page)).to_contain_text("wieder mit. Wirklich.")
    busy = jana.locator("#collab-text > .is-busy")
    expect(busy).to_have_attribute("data-busy", "Ingo arbeitet hier")
    jana.keyboard.press("Control+z")
    expect(_text(ingo)).not_to_contain_text("Wirklich")
    expect(_text(ingo)).to_contain_text("Auch kleine")


def test_a_proposed_wording_is_taken_over_and_answered_in_place(
    windows: Windows, town: Town, slug: str, proposal: str
) -> None:
    page = _open(windows, slug, "Jana")
    card = page.locator(f'[data-card="{proposal}"]')
    expect(card).to_contain_text("Stelle unverändert")

    card.get_by_role("button", name="Übernehmen").click()

    expect(_text(page)).to_contain_text(PROPOSED)
    expect(_text(page)).not_to_contain_text(LEASH)
    expect(card.get_by_label("Ergebnis")).to_have_value("accepted")
    card.get_by_role("button", name="Antwort speichern").click()
    expect(card).to_contain_text("Übernommen")
    expect(card).to_contain_text("Stelle geändert")
    preview = windows.open(
        f"/de/d/{slug}/draft/preview", role="drafter", name="Jana zwei"
    )
    expect(preview.locator("#main")).to_contain_text("sind willkommen")
    row = preview.locator(".preview-row", has_text="sind willkommen")
    cause = row.locator("label", has_text="Kai: Freundlicher.").first
    expect(cause).to_contain_text(re.compile("geöffnet|Wort für Wort|Vorschlags"))
    trace = page.context.request.get(f"/api/v1/annotations/{proposal}/trace").json()
    assert trace["dispositions"][0]["outcome"] == "accepted"


def test_what_is_written_without_a_connection_is_merged_later(
    windows: Windows, slug: str, proposal: str
) -> None:
    windows.expect("ERR_INTERNET_DISCONNECTED", "WebSocket")
    jana, ingo = _open(windows, slug, "Jana"), _open(windows, slug, "Ingo")
    jana.context.set_offline(True)
    expect(jana.locator("[data-state=offline]")).to_be_visible(timeout=60_000)
    _put_cursor_after(jana, LEASH)
    jana.keyboard.type(" Ohne Netz.")
    _put_cursor_after(ingo, "Abfälle nimmt jeder wieder mit.")
    ingo.keyboard.type(" Mit Netz.")
    expect(_text(jana)).not_to_contain_text("Mit Netz.")

    jana.context.set_offline(False)

    for page in (jana, ingo):
        expect(_text(page)).to_contain_text("Ohne Netz.", timeout=60_000)
        expect(_text(page)).to_contain_text("Mit Netz.", timeout=60_000)


def test_the_toolbar_is_one_stop_and_suggestions_are_a_list(
    windows: Windows, slug: str, proposal: str
) -> None:
    page = _open(windows, slug, "Jana")
    _put_cursor_after(page, LEASH)
    page.keyboard.press("Alt+F10")
    expect(page.get_by_role("button", name="Rückgängig")).to_be_focused()
    page.keyboard.press("End")
    suggest = page.get_by_role("button", name="Änderungen nur vorschlagen")
    expect(suggest).to_be_focused()
    page.keyboard.press("Enter")
    expect(suggest).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(_text(page)).to_be_focused()

    page.keyboard.type(" Auch Katzen.")

    expect(page.locator("#collab-text ins")).to_have_text(" Auch Katzen.")
    listed = page.locator(".collab-suggestions li")
    expect(listed).to_contain_text("Jana")
    page.locator("summary", has_text="1 Änderungsvorschlag").click()
    listed.get_by_role("button", name="Ablehnen").click()
    expect(_text(page)).not_to_contain_text("Katzen")


def test_only_drafters_find_the_editor(windows: Windows, slug: str) -> None:
    windows.expect("403: GET")
    page = windows.open(f"/de/d/{slug}/draft", role="citizen", name="Kai")
    expect(page.locator("[data-collab]")).to_have_count(0)
