"""One comment with a word that does not end leaves the page to everybody else."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.reader import comment_link, paragraph, publish, told
from tests.browser.windows import Windows

pytestmark = pytest.mark.browser

WORD = "https://example.org/" + "Donaudampfschifffahrt" * 20
PLACE = "Hunde werden"

# Where the rightmost part of each card ends, beyond what can be seen.
BEYOND = """cards => Math.max(...cards.map(card =>
  Math.max(...[card, ...card.querySelectorAll("*:not(.vh)")].map(
    part => part.getBoundingClientRect().right)) - innerWidth))"""


def beyond(cards: Locator) -> float:
    """Return by how many pixels the widest card leaves the window."""
    expect(cards.first).to_be_visible()
    return float(cards.evaluate_all(BEYOND))


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return int(
        page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    )


def test_a_long_word_is_broken_wherever_a_comment_is_shown(
    windows: Windows, slug: str
) -> None:
    phone = windows.open(f"/en/d/{slug}", role="citizen", width=390, touch=True)
    comment_link(phone, PLACE).tap()
    publish(phone.get_by_role("dialog"), WORD)
    told(phone, "Your comment is published.")
    paragraph(phone, PLACE).locator(".cnt").tap()
    assert beyond(phone.get_by_role("dialog").locator(".card")) <= 0
    for width in (390, 1280):
        page = windows.open(f"/en/d/{slug}", width=width)
        assert overflow(page) <= 0
        page.goto(f"/en/d/{slug}/comments")
        assert beyond(page.locator(".card")) <= 0
        page.locator(".card a[href*='/c/']").first.click()
        page.wait_for_url("**/c/**")
        assert overflow(page) <= 0
