"""Every page of the service, and how to get to its dialogs and states."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.resources import files

from playwright.sync_api import Page, expect

from docservice.db.people import Role
from docservice.services import drafting, rounds
from docservice.services.demonstrating.loading import FACES
from docservice.services.importing import read_document
from docservice.services.publishing import NewText
from tests.browser.drafting import press_tool, put_cursor_after
from tests.browser.reader import connected, mark
from tests.browser.town import Town

OK, FORBIDDEN, NOT_FOUND, GONE = 200, 403, 404, 410
# Comments of the sample process: one that changed the text, and a citizen's own.
TRACED, OWN = "r1-05", "r2-29"
# One whose words the draft deletes.
ORPHAN = "r3-02"
# One whose author is not content with the answer.
DOUBTED = "r2-07"
MARKED = "412 Ideen"
UNDRAFTED = "ohne-entwurf"
# What the draft of revision 4 changes, so that its preview has something of each kind.
EDITS = (
    ("Bis Ende 2029", "Bis Mitte 2029"),
    ("Sie stehen gleichberechtigt nebeneinander.", ""),
    ("Manchmal ist die beste Lösung eine Bank unter einem Baum.", "Oft reicht Papier."),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A page: `path` below the language, who looks, and what is done to get there.

    What stands in braces there is of the sample process, see `names`. `status` is the
    answer's.
    """

    name: str
    path: str
    role: Role | None = None
    act: Callable[[Page], None] | None = None
    status: int = OK

    def show(self, page: Page, town: Town) -> None:
        """Go there."""
        answer = page.goto("/de" + self.path.format_map(names(town)))
        assert answer is not None
        assert answer.status == self.status
        if self.act is not None:
            self.act(page)


def names(town: Town) -> dict[str, str]:
    """Return what the paths of places name."""
    paragraphs = town.paragraphs()
    return {
        "slug": town.slug,
        "process": town.sample.material.process.slug,
        "comment": town.sample.annotations[TRACED],
        "change": town.change(town.sample.annotations[TRACED]),
        "orphan": town.sample.annotations[ORPHAN],
        "doubted": town.sample.annotations[DOUBTED],
        "own": town.sample.annotations[OWN],
        "paragraph": next(p.id for p in paragraphs if MARKED in p.text),
        "heading": next(p.id for p in paragraphs if p.content.kind == "heading"),
        "link": town.link("citizen").rpartition("/")[2],
    }


def prepare(town: Town) -> None:
    """Begin the next draft of the sample text, and publish a text that has none.

    A day is set on which the text's answers become public.
    """
    town.publish(UNDRAFTED)
    source = files("docservice") / "demo_data/revision-3.md"
    text = source.read_text("utf-8")
    for old, new in EDITS:
        assert old in text, old
        text = text.replace(old, new)
    contents = read_document(text.encode(), "entwurf-4.md").contents
    town.store.write_now(
        drafting.begin,
        town.sample.actors[FACES["drafter"]],
        town.slug,
        new=NewText(label="Entwurf 4", contents=contents),
        now=datetime.now(UTC),
    )
    town.store.write_now(
        rounds.plan_round,
        town.sample.actors[FACES["drafter"]],
        town.slug,
        datetime.now(UTC) + timedelta(days=3),
        now=datetime.now(UTC),
    )


def open_composer(page: Page) -> None:
    """Open the dialog in which a comment is written, with a proposed wording."""
    page.locator("[data-comment]").nth(3).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Änderungsvorschlag").check()
    dialog.locator("#composer-replacement").fill("Ein ganz anderer Satz.")
    expect(dialog.locator("ins").first).to_be_visible()


def open_sheet(page: Page) -> None:
    """Open the dialog with the threads of a paragraph, and a reply begun in it."""
    page.locator(".cnt:visible").first.click()
    dialog = page.get_by_role("dialog")
    dialog.locator("[data-answer]").first.click()
    expect(dialog.locator(".reply-form")).to_be_visible()


def mark_words(page: Page) -> None:
    """Mark words, so that there is a toolbar."""
    connected(page)
    mark(page, MARKED)
    expect(page.get_by_role("toolbar")).to_be_visible()


def show_words(page: Page) -> None:
    """Go from a comment to its words; a message in the corner leads back."""
    page.locator(".cnt:visible").first.click()
    page.get_by_role("dialog").locator("[data-show]").first.click()
    expect(page.locator(".toast")).to_be_visible()


def write_together(page: Page) -> None:
    """Suggest words, work on a comment and open the form for its answer."""
    expect(page.locator("[data-collab-status][data-state=connected]")).to_be_visible()
    put_cursor_after(page, MARKED)
    press_tool(page, "Änderungen nur vorschlagen")
    page.keyboard.type(" und mehr")
    press_tool(page, "Änderungen nur vorschlagen")
    opener = page.locator(".collab-opener")
    if opener.is_visible():
        opener.click()
    page.locator("[data-collab-suggestions] summary").click()
    card = page.locator("[data-card]").first
    card.get_by_role("button", name="Daran arbeiten").click()
    card.get_by_role("button", name="Antwort").click()
    expect(card.locator("form")).to_be_visible()


def open_details(page: Page) -> None:
    """Open all that is folded."""
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")


def send(page: Page) -> None:
    """Send the page's form with what is in it, which is not enough."""
    page.locator("main form button.btn--primary").first.click()


def send_no_time(page: Page) -> None:
    """Set a time that is none."""
    page.locator("#at").fill("")
    send(page)
    expect(page.locator("#at-error")).to_be_visible()


TEXT = "/d/{slug}"
PLACES = (
    Place("home", "/"),
    Place("process", "/p/{process}"),
    Place("reading", TEXT),
    Place("reading-signed-in", TEXT, "citizen", connected),
    Place("reading-older", f"{TEXT}/r/1"),
    Place("reading-marked", TEXT, None, mark_words),
    Place("reading-words", TEXT, None, show_words),
    Place("reading-composer", TEXT, None, open_composer),
    Place("reading-sheet", TEXT, "citizen", open_sheet),
    Place("comment-form", f"{TEXT}/r/3/p/{{paragraph}}/comment"),
    Place("comment-form-refused", f"{TEXT}/r/3/p/{{paragraph}}/comment", None, send),
    Place("comment-form-heading", f"{TEXT}/r/3/p/{{heading}}/comment", "citizen"),
    Place("comments", f"{TEXT}/comments"),
    Place("comments-none", f"{TEXT}/comments?q=Zugspitze"),
    Place(
        "comments-of-paragraph", f"{TEXT}/comments?revision=3&paragraph={{paragraph}}"
    ),
    Place("comment", "/c/{comment}"),
    Place("comment-moderated", "/c/{comment}", "moderator"),
    Place("comment-own", "/c/{own}", "citizen"),
    Place("compare", f"{TEXT}/compare/1/2"),
    Place("compare-synopsis", f"{TEXT}/compare/2/3?view=synopsis"),
    Place("changes", f"{TEXT}/changes?show=citizens"),
    Place("change", f"{TEXT}/changes/{{change}}"),
    Place("origins", f"{TEXT}/origins"),
    Place("origins-since", f"{TEXT}/origins?since=2"),
    Place("history", f"{TEXT}/history"),
    Place("history-of-paragraph", f"{TEXT}/history/{{paragraph}}"),
    Place("statistics", f"{TEXT}/statistics", None, open_details),
    Place("log", f"{TEXT}/log"),
    Place("desk", f"{TEXT}/desk", "drafter"),
    Place("desk-comment", f"{TEXT}/desk?comment={{own}}", "drafter", open_details),
    Place(
        "desk-unconvinced",
        f"{TEXT}/desk?stance=disagree&comment={{doubted}}",
        "drafter",
    ),
    Place("text-blocks", f"{TEXT}/desk/blocks", "drafter"),
    Place("desk-publish", f"{TEXT}/desk/publish", "drafter"),
    Place("desk-publish-refused", f"{TEXT}/desk/publish", "drafter", send_no_time),
    Place("bundles", f"{TEXT}/desk/bundles", "drafter"),
    Place("desk-none", f"{TEXT}/desk?q=Zugspitze", "drafter"),
    Place("draft-none", f"/d/{UNDRAFTED}/draft", "drafter"),
    Place("draft", f"{TEXT}/draft", "drafter", open_details),
    Place("draft-together", f"{TEXT}/draft", "drafter", write_together),
    Place("draft-paragraph", f"{TEXT}/draft/p/{{paragraph}}", "drafter"),
    Place("draft-insert", f"{TEXT}/draft/p/{{paragraph}}/insert", "drafter"),
    Place("preview", f"{TEXT}/draft/preview", "drafter", open_details),
    Place("preview-places", f"{TEXT}/draft/preview/places", "drafter"),
    Place("preview-place", f"{TEXT}/draft/preview/places/{{orphan}}", "drafter"),
    Place("preview-publish", f"{TEXT}/draft/preview/publish", "drafter"),
    Place("sign-in", "/sign-in"),
    Place("sign-in-link", "/sign-in/{link}"),
    Place("sign-in-void", "/sign-in/verbraucht", status=GONE),
    Place("mails", "/mails", "citizen"),
    Place("help", "/help"),
    Place("accessibility", "/accessibility"),
    Place("not-found", "/d/gibt-es-nicht", status=NOT_FOUND),
    Place("forbidden", f"{TEXT}/desk", "citizen", status=FORBIDDEN),
)
