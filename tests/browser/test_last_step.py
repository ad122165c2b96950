"""Publishing while colleagues write: what is left out is told to both sides."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.drafting import (
    LEASH,
    begin,
    press_tool,
    put_cursor_after,
    text_of,
    write_as,
)
from tests.browser.town import Town
from tests.browser.windows import Windows

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _begun(town: Town, slug: str) -> None:
    begin(town, slug)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_preview_leads_to_suggestions_that_nobody_decided(
    windows: Windows, slug: str, width: int
) -> None:
    jana = write_as(windows, slug, "Jana", width)
    put_cursor_after(jana, LEASH)
    press_tool(jana, "Änderungen nur vorschlagen")
    jana.keyboard.type(" Auch kleine.")
    expect(text_of(jana)).to_contain_text("Auch kleine.")
    expect(jana.locator("[data-state=connected]")).to_be_visible()
    ingo = windows.open(
        f"/de/d/{slug}/draft/preview", role="drafter", name="Ingo", width=width
    )
    ingo.get_by_role("link", name="Jetzt entscheiden").click()

    expect(ingo.locator("#suggestions li")).to_contain_text("Auch kleine.")
    expect(ingo.get_by_role("button", name=re.compile("^Annehmen"))).to_be_visible()


def test_who_publishes_and_who_writes_hear_of_words_that_come_too_late(
    windows: Windows, slug: str
) -> None:
    ingo, lea = write_as(windows, slug, "Ingo"), write_as(windows, slug, "Lea")
    put_cursor_after(ingo, LEASH)
    ingo.keyboard.type(" Auch kleine.")
    expect(text_of(lea)).to_contain_text("Auch kleine.")
    jana = windows.open(
        f"/de/d/{slug}/draft/preview/publish", role="drafter", name="Jana"
    )
    expect(jana.locator("[data-writing]")).to_contain_text("Ingo schreibt gerade")

    ingo.keyboard.type(" Und große.")
    expect(text_of(lea)).to_contain_text("Und große.")
    jana.get_by_role("button", name="Ja, für alle veröffentlichen").click()

    expect(jana.locator(".notice")).to_contain_text("Jemand hat noch geschrieben")
    expect(ingo.locator("[data-collab-notice]")).to_contain_text("Ihre letzten Wörter")
    expect(lea.locator(".toast")).to_be_visible()
    expect(lea.locator("[data-collab-notice]")).to_be_hidden()
    expect(text_of(ingo)).to_contain_text("Auch kleine. Und große.")
