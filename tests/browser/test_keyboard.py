"""Everything by keyboard alone: the focus is seen, never caught, and comes back."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.keyboard import leave_by_tab, press_tab_to
from tests.browser.reader import connected, mark, paragraph, publish, told
from tests.browser.town import Town
from tests.browser.windows import Windows

pytestmark = pytest.mark.browser

WORDS = "Abfälle nimmt jeder wieder mit."


@pytest.fixture
def page(windows: Windows, slug: str) -> Page:
    opened = windows.open(f"/en/d/{slug}", role="citizen", name="Rike B.")
    connected(opened)
    return opened


def test_from_the_start_of_the_page_to_a_published_comment(page: Page) -> None:
    press_tab_to(page, page.get_by_role("link", name="Skip to the text"))
    page.keyboard.press("Enter")
    expect(page.locator("#text")).to_be_focused()
    begin = paragraph(page, WORDS).locator(".cbtn")
    press_tab_to(page, begin)
    page.keyboard.press("Enter")
    form = page.get_by_role("dialog")
    expect(form.get_by_label("The whole paragraph")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(form.get_by_label(WORDS)).to_be_checked()
    press_tab_to(page, form.get_by_label("Your comment"))
    page.keyboard.type("Nur mit der Tastatur.")
    press_tab_to(page, form.get_by_role("button", name="Publish"))
    page.keyboard.press("Enter")
    told(page, "Your comment is published.")
    expect(begin).to_be_focused()


def test_a_reply_and_support(windows: Windows, page: Page, slug: str) -> None:
    writer = windows.open(f"/en/d/{slug}", role="citizen", name="Ben O.")
    paragraph(writer, WORDS).locator(".cbtn").press("Enter")
    publish(writer.get_by_role("dialog"), "Es fehlen Eimer am Bootshaus.")
    told(writer, "Your comment is published.")

    link = paragraph(page, WORDS).locator(".cnt")
    expect(link).to_be_visible()
    link.focus()
    page.keyboard.press("Enter")
    card = page.get_by_role("dialog").locator(".card")
    expect(card).to_be_visible()
    support = card.get_by_role("button", name="support this comment")
    press_tab_to(page, support)
    page.keyboard.press("Space")
    expect(support).to_have_attribute("aria-pressed", "true")
    expect(support).to_be_focused()
    press_tab_to(page, card.get_by_role("link", name="Reply"))
    page.keyboard.press("Enter")
    expect(card.get_by_label("Your reply")).to_be_focused()
    page.keyboard.type("Und am Spielplatz.")
    press_tab_to(page, card.get_by_role("button", name="Send"))
    page.keyboard.press("Enter")
    told(page, "Your reply is published.")
    expect(card).to_be_focused()
    page.keyboard.press("Escape")
    expect(link).to_be_focused()


def test_marked_words_are_reached_by_a_shortcut_and_left_by_escape(page: Page) -> None:
    mark(page, WORDS)
    toolbar = page.get_by_role("toolbar", name="Marked words")
    expect(toolbar).to_be_visible()
    page.keyboard.press("Alt+k")
    expect(toolbar.get_by_role("button", name="Comment on it")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(toolbar.get_by_role("button", name="Ask")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Escape")
    expect(toolbar).to_be_hidden()
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.press("Alt+k")
    page.keyboard.press("Enter")
    form = page.get_by_role("dialog")
    expect(form.get_by_label("Your comment")).to_be_focused()
    page.keyboard.type("Ein Anfang")
    page.keyboard.press("Escape")
    expect(form).to_be_hidden()
    expect(paragraph(page, WORDS)).to_be_focused()


@pytest.mark.parametrize("path", ["", "/comments", "/compare/1/2", "/statistics"])
def test_tab_goes_through_a_page_and_out_of_it(
    windows: Windows, slug: str, path: str
) -> None:
    if path.startswith("/compare"):
        slug = "strategischer-rahmen"
    page = windows.open(f"/en/d/{slug}{path}")
    found = leave_by_tab(page)
    assert found[0] == "Skip to the content"
    assert "Accessibility" in found[-5:]


def test_tab_stays_in_an_open_dialog_and_escape_leaves_it(page: Page) -> None:
    begin = paragraph(page, WORDS).locator(".cbtn")
    begin.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    press_tab_to(page, dialog.get_by_role("button", name="Publish"))
    for _ in range(30):
        page.keyboard.press("Tab")
        # Beyond its end the browser's own controls come, which count as the body.
        inside = "document.activeElement.closest('dialog, body') !== null"
        outside = "document.activeElement.closest('main, header, footer') !== null"
        assert page.evaluate(inside)
        assert not page.evaluate(outside)
    page.keyboard.press("Escape")
    expect(begin).to_be_focused()


def test_a_comment_is_answered_at_the_desk(windows: Windows, town: Town) -> None:
    page = windows.open(f"/en/d/{town.slug}/desk?revision=3", role="drafter")
    press_tab_to(page, page.get_by_role("link", name="Skip to the list"))
    page.keyboard.press("Enter")
    rows = page.locator("[data-row]")
    first, second = (rows.nth(n).locator("a") for n in (0, 1))
    press_tab_to(page, first)
    page.keyboard.press("j")
    expect(second).to_be_focused()
    page.keyboard.press("k")
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    detail = page.locator("#detail")
    expect(detail).to_be_focused()
    outcome = detail.get_by_label("Outcome")
    press_tab_to(page, outcome)
    page.keyboard.type("Noted")
    expect(outcome).to_have_value("noted")
    press_tab_to(page, detail.get_by_label("Reason, for everybody"))
    page.keyboard.type("Danke für den Hinweis.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#status")).to_have_text("The answer is saved.")
    expect(rows.first).to_contain_text("Noted")
    expect(detail.get_by_role("button", name="Save the answer")).to_be_focused()
