"""What the reading page shows, and how it stays true while others write."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.reader import (
    comments_on,
    connected,
    drag_over,
    open_form,
    paragraph,
    publish,
    told,
    until,
)
from tests.browser.town import Town
from tests.browser.windows import Windows

pytestmark = pytest.mark.browser

COUNTS = """JSON.stringify(Object.fromEntries(
  [...document.querySelectorAll(".para")].map(p => [p.dataset.pid, p.dataset.comments])
))"""


def test_every_paragraph_reads_exactly_as_it_is_stored(
    windows: Windows, town: Town
) -> None:
    page = windows.open()
    number = page.locator("#text").get_attribute("data-revision")
    address = f"/api/v1/documents/{town.slug}/revisions/{number}"
    stored = page.context.request.get(address).json()["paragraphs"]
    shown = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll(".para")]
          .filter(p => p.dataset.kind !== "table")
          .map(p => [p.dataset.pid, p.querySelector("[data-text]").textContent]))"""
    )
    assert shown == {p["id"]: p["text"] for p in stored if p["kind"] != "table"}


def test_commented_words_are_highlighted_and_can_be_switched_off(
    windows: Windows,
) -> None:
    page = windows.open("/en/d/strategischer-rahmen")
    painted = "[...CSS.highlights.values()].reduce((sum, each) => sum + each.size, 0)"
    until(page, f"{painted} > 20")
    page.get_by_role("switch", name="Highlights").click()
    until(page, f"{painted} === 0")


def test_from_the_words_to_the_thread_and_back(windows: Windows) -> None:
    page = windows.open("/en/d/strategischer-rahmen", width=390, touch=True)
    page.get_by_role("link", name=re.compile(r"^\d+ comment")).first.tap()
    card = page.get_by_role("dialog").locator(".card").first
    card.locator("[data-show]").tap()
    expect(page.locator(".para:focus")).to_have_count(1)
    page.get_by_role("button", name="Back to the comment").tap()
    expect(card).to_be_visible()


def test_a_click_on_commented_words_opens_their_thread_beside_them(
    windows: Windows, slug: str
) -> None:
    page = windows.open(f"/en/d/{slug}", role="citizen")
    connected(page)
    drag_over(page, "Abfälle nimmt jeder")
    page.get_by_role("toolbar").get_by_role("button", name="Comment on it").click()
    publish(page.get_by_role("dialog"), "Und jede.")
    told(page, "Your comment is published.")
    page.reload()
    connected(page)
    words = paragraph(page, "Abfälle nimmt jeder").locator("[data-text]")
    words.click(position={"x": 20, "y": 12})
    expect(page.locator("#margin .card.is-active")).to_contain_text("Und jede.")


@pytest.mark.parametrize("width", [390, 1280])
def test_whoever_comes_back_is_told_of_a_comment_that_was_begun(
    windows: Windows, slug: str, width: int
) -> None:
    page = windows.open(f"/en/d/{slug}", role="citizen", width=width)
    connected(page)
    begun = page.locator(".begun")
    expect(begun).to_be_hidden()
    open_form(page, "Abfälle nimmt jeder").get_by_label("Your comment").fill("Und jede")
    page.reload()
    expect(begun).to_contain_text("You have begun a comment that is not published yet.")
    told(page, "You have begun a comment")

    begun.get_by_role("button", name="Discard").click()
    expect(begun).to_be_hidden()
    page.get_by_role("button", name="Undo").click()
    begun.get_by_role("button", name="Go on writing").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Your comment")).to_have_value("Und jede")
    publish(dialog, "Und jede.")
    told(page, "Your comment is published.")
    expect(begun).to_be_hidden()


def test_page_and_events_make_the_same_counts_as_a_fresh_page(
    windows: Windows, slug: str
) -> None:
    older = windows.open(f"/en/d/{slug}")
    writer = windows.open(f"/en/d/{slug}", role="citizen")
    connected(older)
    for words in ("Die Uferwiese gehört", "Hunde werden", "Hunde werden"):
        publish(open_form(writer, words), f"Zu: {words}")
        told(writer, "Your comment is published.")
        writer.evaluate("document.getElementById('toasts').replaceChildren()")
    fresh = windows.open(f"/en/d/{slug}")
    assert comments_on(fresh, "Hunde werden") == 2
    wanted = fresh.evaluate(COUNTS)
    until(older, f"{COUNTS} === {json.dumps(wanted)}")
    chapters = (
        "[...document.querySelectorAll('.toc [data-count]')].map(e => e.innerText)"
    )
    assert older.evaluate(chapters) == fresh.evaluate(chapters)


def test_the_chosen_appearance_holds_on_the_next_page(windows: Windows) -> None:
    page = windows.open("/en/")
    toggle = page.get_by_role("button", name="Dark appearance")
    toggle.click()
    page.goto("/en/help")
    expect(toggle).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_on_paper_there_are_text_and_comments_and_no_navigation(
    windows: Windows,
) -> None:
    page = windows.open("/en/d/strategischer-rahmen")
    page.emulate_media(media="print")
    for text in [*page.locator(".para [data-text]").all()[:9], page.locator("h1")]:
        expect(text).to_be_visible()
    expect(page.locator(".card").first).to_be_visible()
    controls = page.locator("nav, button, select, [role=switch], .skip, footer.foot")
    expect(controls.filter(visible=True)).to_have_count(0)
    on_paper = page.pdf(format="A4")
    assert len(re.findall(rb"/Type /Page\b", on_paper)) > 4
