"""Every step that people need, in a browser that runs no script."""

import pytest
from playwright.sync_api import expect

from tests.browser.reader import comment_link, paragraph
from tests.browser.town import Town
from tests.browser.windows import Windows

pytestmark = pytest.mark.browser

WORDS = "Hunde werden an der Leine geführt."


def test_the_sample_text_is_read_and_its_comments_are_listed(windows: Windows) -> None:
    page = windows.open(script=False)
    expect(page.locator(".para").nth(50)).to_be_visible()
    expect(page.locator(".card").first).to_be_visible()
    page.locator(".cnt:visible").first.click()
    expect(page.locator("main article, main li").first).to_be_visible()
    assert "/comments" in page.url


def test_a_guest_comments_under_a_name_and_keeps_it(
    windows: Windows, slug: str
) -> None:
    page = windows.open(f"/en/d/{slug}", script=False)
    comment_link(page, WORDS).click()
    page.get_by_label(WORDS).check()
    page.get_by_label("Your comment").fill("Auch an der langen Leine?")
    page.get_by_label("Your name or pseudonym").fill("Gast Gundula")
    page.get_by_role("button", name="Publish the comment").click()
    card = page.locator(".card").filter(has_text="Auch an der langen Leine?")
    expect(card.first).to_contain_text("Gast Gundula")
    page.goto(f"/en/d/{slug}")
    expect(paragraph(page, WORDS).locator("[data-count]")).to_have_text("1 comment")
    # The form made a session: now the name is known.
    comment_link(page, WORDS).click()
    expect(page.get_by_label("Your name or pseudonym")).to_have_count(0)


def test_the_form_says_what_is_missing_and_keeps_what_is_written(
    windows: Windows, slug: str
) -> None:
    windows.expect("422:")
    page = windows.open(f"/en/d/{slug}", role="citizen", script=False)
    comment_link(page, WORDS).click()
    page.get_by_label("Certain words").check()
    page.get_by_label("The exact words").fill("Katzen werden")
    page.get_by_label("Your comment").fill("Und Katzen?")
    page.get_by_role("button", name="Publish the comment").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("The exact words")).to_have_attribute(
        "aria-invalid", "true"
    )
    expect(page.get_by_label("Your comment")).to_have_value("Und Katzen?")


def test_a_proposed_wording_is_previewed_and_then_published(
    windows: Windows, slug: str
) -> None:
    page = windows.open(f"/en/d/{slug}", role="citizen", script=False)
    comment_link(page, WORDS).click()
    page.get_by_label(WORDS).check()
    page.get_by_label("Proposed wording").check()
    page.get_by_label("Your wording").fill("Hunde werden an der kurzen Leine geführt.")
    page.get_by_role("button", name="Preview the wording").click()
    expect(page.locator("#preview ins")).to_contain_text("kurzen")
    page.get_by_role("button", name="Publish the comment").click()
    expect(page.locator(".card ins").first).to_contain_text("kurzen")


def test_somebody_signs_in_by_link_replies_and_supports(
    windows: Windows, town: Town, slug: str
) -> None:
    writer = windows.open(f"/en/d/{slug}", role="citizen", script=False)
    comment_link(writer, WORDS).click()
    writer.get_by_label("Your comment").fill("Bitte mit Ausnahme der Hundewiese.")
    writer.get_by_role("button", name="Publish the comment").click()

    page = windows.open(town.link("citizen", "Ben O."), script=False)
    page.get_by_role("main").get_by_role("button").click()
    expect(page.get_by_role("banner")).to_contain_text("Ben O.")
    page.goto(f"/en/d/{slug}")
    page.locator(".card").get_by_role("link", name="Reply").click()
    page.get_by_label("Your reply").fill("Es gibt doch keine Hundewiese.")
    page.get_by_role("button", name="Publish the reply").click()
    expect(page.locator(".reply")).to_contain_text("Es gibt doch keine Hundewiese.")
    support = page.locator(".card").get_by_role("button", name="support this comment")
    expect(support).to_have_attribute("aria-pressed", "false")
    support.click()
    expect(support).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-support-count]")).to_have_text("1")


def test_a_comment_is_answered_at_the_desk(windows: Windows, slug: str) -> None:
    writer = windows.open(f"/en/d/{slug}", role="citizen", script=False)
    comment_link(writer, WORDS).click()
    writer.get_by_label("Your comment").fill("Bitte mit Ausnahme der Hundewiese.")
    writer.get_by_role("button", name="Publish the comment").click()

    page = windows.open(f"/en/d/{slug}/desk", role="drafter", script=False)
    page.locator("[data-row] a").click()
    page.locator("#detail").get_by_label("Outcome").select_option("Declined")
    page.locator("#detail").get_by_label("Reason, for").fill("Es gibt hier keine.")
    page.get_by_role("button", name="Save the answer").click()
    expect(page.locator("main")).to_contain_text("The answer is saved.")
    expect(page.locator("[data-row]")).to_have_count(0)  # nothing is open any more
    page.get_by_role("link", name="Publish 1 decided answer").click()
    page.get_by_role("button", name="Yes, publish them now").click()

    writer.goto(f"/en/d/{slug}")
    expect(writer.locator(".card")).to_contain_text("Es gibt hier keine.")
