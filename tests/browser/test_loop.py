"""The main job from end to end: two citizens and a drafter, all at the same time."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.reader import (
    comment_link,
    comments_on,
    connected,
    drag_over,
    mark,
    open_form,
    paragraph,
    publish,
    told,
    until,
)
from tests.browser.town import SAMPLE
from tests.browser.windows import Windows

pytestmark = pytest.mark.browser

MUSIC = "bis zwanzig Uhr erlaubt"
FREE, FREELY = "Die Anmeldung ist kostenlos", "Die Anmeldung ist kostenlos und formlos"
DRIVING = "Das Befahren mit Fahrzeugen aller Art ist untersagt."
PUSHING = "Räder werden geschoben, Kinderwagen sind willkommen."
EDITED = (
    SAMPLE.read_text("utf-8")
    .replace(MUSIC, "bis zweiundzwanzig Uhr erlaubt")
    .replace(FREE, FREELY)
    .replace(DRIVING, PUSHING)
)
PUBLISHED = "Your comment is published."


@dataclass(frozen=True, slots=True)
class Scene:
    """A text and who has it open: Anna on a phone, Ben and the drafter at desks."""

    slug: str
    anna: Page
    ben: Page
    drafter: Page

    def address(self, path: str = "") -> str:
        """Return the address of a page of the text."""
        return f"/en/d/{self.slug}{path}"


@pytest.fixture
def scene(windows: Windows, slug: str) -> Scene:
    address = f"/en/d/{slug}"
    found = Scene(
        slug,
        windows.open(address, role="citizen", name="Anna A.", width=390, touch=True),
        windows.open(address, role="citizen", name="Ben B."),
        windows.open(f"{address}/desk", role="drafter"),
    )
    connected(found.anna)
    connected(found.ben)
    return found


def test_from_marked_words_to_the_next_revision_and_the_trace(scene: Scene) -> None:
    anna_comments_while_ben_reads(scene)
    ben_replies_and_supports(scene)
    ben_proposes_a_wording(scene)
    anna_asks_about_a_paragraph(scene)
    the_drafter_answers(scene)
    the_drafter_writes_the_next_draft(scene)
    the_drafter_looks_at_the_preview(scene)
    the_drafter_publishes_and_both_are_told(scene)
    anna_follows_her_comment(scene)


def anna_comments_while_ben_reads(scene: Scene) -> None:
    """Show a comment to another reader, without moving what they read."""
    anna, ben = scene.anna, scene.ben
    ben.mouse.wheel(0, 350)
    until(ben, "scrollY >= 350")  # the wheel scrolls gently
    resting = paragraph(ben, "Hunde werden").bounding_box()
    mark(anna, MUSIC)
    anna.get_by_role("toolbar").get_by_role("button", name="Comment on it").tap()
    form = anna.get_by_role("dialog")
    expect(form.locator(".composer__passage")).to_have_text(MUSIC)
    publish(form, "Im Sommer wird es erst um zehn dunkel.")
    told(anna, PUBLISHED)
    expect(ben.get_by_role("button", name="Show 1 new comment")).to_be_visible()
    expect(paragraph(ben, MUSIC).locator("[data-count]")).to_have_text("1 comment")
    assert paragraph(ben, "Hunde werden").bounding_box() == resting


def ben_replies_and_supports(scene: Scene) -> None:
    """Let an open thread grow on the other side, and its support too."""
    anna, ben = scene.anna, scene.ben
    paragraph(anna, MUSIC).locator(".cnt").tap()
    theirs = anna.get_by_role("dialog").locator(".card")
    expect(theirs).to_contain_text("Im Sommer")
    ben.get_by_role("button", name="Show 1 new comment").click()
    card = ben.locator("#margin .card").filter(has_text="Im Sommer")
    expect(card).to_be_focused()
    card.get_by_role("link", name="Reply").click()
    card.get_by_label("Your reply").fill("Und im Winter?")
    card.get_by_role("button", name="Send").click()
    told(ben, "Your reply is published.")
    expect(card.locator(".reply")).to_contain_text("Und im Winter?")
    card.get_by_role("button", name="support this comment").click()
    expect(card.locator("[data-support-count]")).to_have_text("1")
    expect(theirs.locator(".reply")).to_contain_text("Und im Winter?")
    expect(theirs.locator("[data-support-count]")).to_have_text("1")
    anna.get_by_role("dialog").get_by_role("button", name="Close").tap()


def ben_proposes_a_wording(scene: Scene) -> None:
    """Propose a wording, and see what it changes before and after it is sent."""
    ben = scene.ben
    drag_over(ben, FREE)
    ben.get_by_role("toolbar").get_by_role("button", name="Reword").click()
    form = ben.get_by_role("dialog")
    form.get_by_label("Your wording").fill(FREELY)
    expect(form.locator("ins")).to_contain_text("formlos")
    publish(form, "Sonst braucht man dafür wieder ein Formular.")
    told(ben, PUBLISHED)
    news = scene.anna.get_by_role("button", name="Show 1 new comment")
    expect(news).to_be_visible()
    news.tap()
    sheet = scene.anna.get_by_role("dialog")
    expect(sheet.locator(".card ins")).to_contain_text("formlos")
    sheet.get_by_role("button", name="Close").tap()


def anna_asks_about_a_paragraph(scene: Scene) -> None:
    """Comment on words that will be gone in the next revision."""
    form = open_form(scene.anna, DRIVING)
    form.get_by_label("Question").check()
    publish(form, "Auch mit dem Rad und dem Kinderwagen?")
    told(scene.anna, PUBLISHED)
    assert comments_on(scene.anna, DRIVING) == 1


def the_drafter_answers(scene: Scene) -> None:
    """Give every comment an outcome with a reason, without leaving the list."""
    desk = scene.drafter
    desk.reload()
    expect(desk.get_by_role("heading", name="0 of 3 comments answered")).to_be_visible()
    for words, outcome, reason in (
        ("Im Sommer", "Accepted", "Das gilt nun das ganze Jahr."),
        ("ein Formular", "Accepted", "Mit Ihren Worten."),
        ("dem Kinderwagen", "Accepted in part", "Räder werden geschoben."),
    ):
        row = desk.locator("[data-row]").filter(has_text=words)
        row.get_by_role("link").click()
        detail = desk.locator("#detail")
        expect(detail.locator(".card")).to_contain_text(words)
        detail.get_by_label("Outcome").select_option(outcome)
        detail.get_by_label("Reason, for everybody to read").fill(reason)
        detail.get_by_role("button", name="Save the answer").click()
        expect(row).to_contain_text(outcome)


def the_drafter_writes_the_next_draft(scene: Scene) -> None:
    """Edit in the form beside the comments, then take in a file with all edits."""
    page = scene.drafter
    page.get_by_role("link", name="Next draft").click()
    page.get_by_role("button", name="Begin the draft").click()
    written = page.get_by_role("textbox", name="Text of the draft")
    expect(written).to_contain_text(MUSIC)  # from here on the forms are folded
    page.locator("summary", has_text="Paragraph by paragraph, in forms").click()
    of_music = page.locator(".draft-par").filter(has_text=MUSIC)
    of_music.get_by_role("link", name="Edit").click()
    expect(page.locator("#comments .card")).to_contain_text("Im Sommer")
    source = page.locator("#source")
    source.fill(source.input_value().replace(MUSIC, "bis einundzwanzig Uhr erlaubt"))
    page.get_by_role("button", name="Save", exact=True).click()
    expect(written).to_contain_text("einundzwanzig")
    page.locator("summary", has_text="Replace the draft by a file").click()
    file = FilePayload(
        name="entwurf.md", mimeType="text/markdown", buffer=EDITED.encode()
    )
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Take in the file").click()
    # A file without faults leads back to the draft by itself.
    expect(written).to_contain_text(PUSHING)


def the_drafter_looks_at_the_preview(scene: Scene) -> None:
    """Put the comment whose words are gone where it belongs, by hand."""
    page = scene.drafter
    page.get_by_role("link", name="See what publishing would do").click()
    row = page.get_by_role("article", name="Paragraph 3")
    expect(row.locator("ins").first).to_contain_text("zweiundzwanzig")
    page.get_by_role("link", name="Places of the comments").click()
    place = page.locator(".preview-place").filter(has_text="Befahren")
    place.get_by_role("link", name="Check the place").click()
    page.get_by_role("radio", name="Somewhere else").check()
    page.get_by_label("The exact words").fill("Räder werden geschoben")
    page.get_by_role("button", name="Save the place").click()
    page.get_by_role("link", name="Back to the preview").click()
    confirm_all_reasons(page)
    page.get_by_role("link", name="Only without a reason").click()
    expect(page.get_by_text("Every change has a reason.").first).to_be_visible()


def confirm_all_reasons(page: Page) -> None:
    """Take the comments that were suggested, and call the rest editorial."""
    for name in ("Confirm all suggested", "All others in the whole text are editorial"):
        page.locator("summary", has_text="Several at once").click()
        page.get_by_role("button", name=name).click()


def the_drafter_publishes_and_both_are_told(scene: Scene) -> None:
    """Offer the new revision to who reads the old one, without a reload."""
    page = scene.drafter
    page.goto(scene.address("/draft/preview"))
    page.get_by_role("link", name="On to publishing").click()
    page.get_by_label("Name of the revision").fill("Entwurf 2")
    for reader in (scene.anna, scene.ben):
        reader.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.get_by_role("button", name="Yes, publish for everybody").click()
    for reader in (scene.anna, scene.ben):
        banner = reader.get_by_role("region", name="Newer revision")
        expect(banner).to_contain_text("There is a newer revision: Entwurf 2.")
        expect(banner).to_be_in_viewport()
        expect(paragraph(reader, MUSIC)).to_be_visible()
        banner.get_by_role("link").click()
        changed = paragraph(reader, "zweiundzwanzig Uhr erlaubt")
        expect(changed).to_contain_text("Changed after 1 comment")
    mine = paragraph(scene.anna, PUSHING)
    expect(mine.locator("[data-count]")).to_have_text("1 comment")
    expect(comment_link(scene.anna, PUSHING)).to_be_visible()


def anna_follows_her_comment(scene: Scene) -> None:
    """Read where a comment stood, where it stands, and what it changed."""
    anna = scene.anna
    anna.goto(scene.address("/comments"))
    anna.get_by_role("link", name=MUSIC).first.click()
    part = part_of(anna, "The words it was made on (Entwurf 1)")
    expect(part.locator("mark")).to_have_text(MUSIC)
    part = part_of(anna, "Answer of the drafting team")
    expect(part).to_contain_text("Das gilt nun das ganze Jahr.")
    part = part_of(anna, "What it changed in the text")
    expect(part.locator("del").first).to_contain_text("zwanzig")
    expect(part.locator("ins").first).to_contain_text("zweiundzwanzig")
    steps = part_of(anna, "The passage in every revision").get_by_role("listitem")
    expect(steps).to_have_count(2)
    expect(steps.nth(0)).to_contain_text("The comment was made here.")
    expect(steps.nth(1)).to_contain_text("Reworded.")
    expect(steps.nth(1).locator("ins")).to_contain_text("zweiundzwanzig")
    anna.goto(scene.address("/comments"))
    anna.get_by_role("link", name="Das Befahren").first.click()
    steps = part_of(anna, "The passage in every revision").get_by_role("listitem")
    expect(steps.nth(1)).to_contain_text("checked by a person")
    steps.nth(1).get_by_role("link").last.click()
    expect(paragraph(anna, PUSHING)).to_be_in_viewport()


def part_of(page: Page, heading: str) -> Locator:
    """Return a section of the page by its heading."""
    return page.get_by_role("region", name=heading)
