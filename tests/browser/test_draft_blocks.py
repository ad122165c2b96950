"""Tables and footnotes in the editor, and that they reach the draft as the pages read it."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.drafting import (
    begin,
    press_tool,
    put_cursor_after,
    text_of,
    write_as,
)
from tests.browser.town import Town
from tests.browser.windows import Windows

pytestmark = pytest.mark.browser

LAST = "aller Art ist untersagt."
CELLS = ("Wann", "Was", "Montag", "Grillen", "Dienstag", "Spielen")


@pytest.fixture(autouse=True)
def _begun(town: Town, slug: str) -> None:
    begin(town, slug)


def _forms(windows: Windows, slug: str) -> Locator:
    """Return the draft as it stands in rows, whatever the editor shows."""
    page = windows.open(
        f"/de/d/{slug}/draft", role="drafter", name="Ingo", script=False
    )
    return page.locator("#text")


def _markers(items: Locator) -> list[str]:
    shown: list[str] = items.evaluate_all("all => all.map(e => e.dataset.marker)")
    return shown


def test_a_table_is_written_by_keys_alone(windows: Windows, slug: str) -> None:
    page = write_as(windows, slug, "Jana")
    put_cursor_after(page, LAST)
    page.keyboard.press("Enter")
    press_tool(page, "Tabelle einfügen")
    for cell in CELLS[:4]:
        page.keyboard.type(cell)
        page.keyboard.press("Tab")
    expect(text_of(page)).not_to_be_focused()  # beyond the last cell Tab leads on
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.keyboard.type(CELLS[4])
    page.keyboard.press("Tab")
    page.keyboard.type(CELLS[5])

    table = page.locator("#collab-text .collab-table")
    expect(table).to_have_text("Wann\tWas\nMontag\tGrillen\nDienstag\tSpielen")
    press_tool(page, "Spalte rechts einfügen")
    press_tool(page, "Diese Spalte entfernen")
    rows = _forms(windows, slug).locator("table")
    expect(rows.locator("th, td")).to_have_count(len(CELLS))
    expect(rows.locator("th").first).to_have_text("Wann")


def test_a_list_is_counted_on_put_deeper_and_counted_anew(
    windows: Windows, slug: str
) -> None:
    page = write_as(windows, slug, "Jana")
    put_cursor_after(page, LAST)
    page.keyboard.press("Enter")
    press_tool(page, "Nummerierte Liste")
    for words in ("Igel", "Katzen", "Vögel"):
        page.keyboard.type(words)
        page.keyboard.press("Enter")
    page.keyboard.press("Enter")  # at an empty item it ends the list
    expect(page.locator("#collab-text > p").last).to_have_text("")
    put_cursor_after(page, "Igel")
    page.keyboard.press("Enter")
    page.keyboard.type("Große")
    items = page.locator("#collab-text > .collab-item")
    expect(items).to_have_text(["Igel", "Große", "Katzen", "Vögel"])
    press_tool(page, "Liste neu nummerieren")
    assert _markers(items) == ["1.", "2.", "3.", "4."]

    press_tool(page, "Eine Ebene tiefer")
    put_cursor_after(page, "Katzen")
    press_tool(page, "Liste neu nummerieren")

    assert _markers(items) == ["1.", "1.", "2.", "3."]
    expect(items.nth(1)).to_have_attribute("data-level", "2")
    rows = _forms(windows, slug).locator(".para__marker")
    expect(rows).to_have_text(["1.", "1.", "2.", "3."])


def test_a_footnote_is_written_changed_and_taken_away(
    windows: Windows, slug: str
) -> None:
    page = write_as(windows, slug, "Jana")
    put_cursor_after(page, "am Bootshaus")
    press_tool(page, "Fußnote")
    page.get_by_label("Wortlaut der Fußnote").fill("Siehe den Plan.")
    page.keyboard.press("Enter")
    note = text_of(page).get_by_role("img", name="Siehe den Plan.")
    expect(note).to_be_visible()
    expect(text_of(page)).to_be_focused()

    note.dblclick()
    field = page.get_by_label("Text der Fußnote")
    expect(field).to_have_value("Siehe den Plan.")
    field.fill("Siehe Plan 2.")
    page.keyboard.press("Enter")
    changed = text_of(page).get_by_role("img", name="Siehe Plan 2.")
    expect(changed).to_be_visible()
    expect(_forms(windows, slug)).to_contain_text("Siehe Plan 2.")

    changed.dblclick()
    field.fill("")
    page.keyboard.press("Enter")
    expect(changed).to_have_count(0)
    expect(text_of(page)).to_contain_text("am Bootshaus gestattet")


def test_who_saves_a_paragraph_in_a_form_comes_back_to_it(
    windows: Windows, slug: str
) -> None:
    page = write_as(windows, slug, "Ingo")
    page.locator("summary", has_text="Absatz für Absatz, in Formularen").click()
    row = page.locator(".draft-par").filter(has_text=LAST)
    row.get_by_role("link", name="Bearbeiten").click()
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.locator("[data-state=connected]")).to_be_visible()
    expect(row).to_be_in_viewport()
