"""Commenting by the paragraph's own button: no selection is ever needed."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reader import comments_on, connected, open_form, publish, told
from tests.browser.windows import Windows

pytestmark = pytest.mark.browser

PARAGRAPH = (
    "Die Wiese ist jeden Tag von sieben bis zweiundzwanzig Uhr geöffnet."
    " Musik ist bis zwanzig Uhr erlaubt, wenn sie niemanden stört."
)


@pytest.fixture
def page(windows: Windows, slug: str) -> Page:
    opened = windows.open(f"/en/d/{slug}")
    connected(opened)
    return opened


def quoted(page: Page, slug: str) -> str:
    """Return the words that the only comment of a text speaks of."""
    answer = page.context.request.get(f"/api/v1/documents/{slug}/annotations")
    (only,) = answer.json()["items"]
    return str(only["target"]["quote"]["exact"])


def test_the_whole_paragraph_is_chosen_at_first(page: Page, slug: str) -> None:
    publish(open_form(page, PARAGRAPH), "Gut so.", "Gast Gundula")
    told(page, "Your comment is published.")
    assert quoted(page, slug) == PARAGRAPH
    assert comments_on(page, PARAGRAPH) == 1


def test_a_sentence_can_be_chosen(page: Page, slug: str) -> None:
    form = open_form(page, PARAGRAPH)
    sentence = "Musik ist bis zwanzig Uhr erlaubt, wenn sie niemanden stört."
    form.get_by_label(sentence).check()
    expect(form.locator(".composer__passage")).to_have_text(sentence)
    publish(form, "Im Sommer gern länger.", "Gast Gundula")
    told(page, "Your comment is published.")
    assert quoted(page, slug) == sentence


def test_exact_words_can_be_chosen(page: Page, slug: str) -> None:
    form = open_form(page, PARAGRAPH)
    form.get_by_label("Certain words").check()
    form.get_by_label("From the word").select_option("7 sieben")
    form.get_by_label("To the word").select_option("9 zweiundzwanzig")
    publish(form, "Warum nicht ab sechs?", "Gast Gundula")
    told(page, "Your comment is published.")
    assert quoted(page, slug) == "sieben bis zweiundzwanzig"


def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(page: Page) -> None:
    form = open_form(page, PARAGRAPH)
    publish(form, "")
    expect(form.get_by_label("Your comment")).to_be_focused()
    publish(form, "Hier fehlt nur der Name.")
    expect(form.get_by_label("Your name or pseudonym")).to_be_focused()
    expect(form.get_by_label("Your comment")).to_have_value("Hier fehlt nur der Name.")
    publish(form, "Hier fehlt nichts mehr.", "Gast Gundula")
    told(page, "Your comment is published.")
