"""What drafters do in the editor, in the words of its German interface."""

from datetime import UTC, datetime

from playwright.sync_api import Locator, Page, expect

from docservice.access import Actor
from docservice.db.people import Role
from docservice.services import accounts, annotate, drafting, requests
from tests.browser.town import Town
from tests.browser.windows import Windows

LEASH = "Hunde werden an der Leine geführt."
PROPOSED = "Hunde sind willkommen, an der Leine."

# Words are looked for in text nodes, so they must not run over a mark. The editor
# overhears the selection for 50 ms after it has set it (a timer set later ends later),
# and hears of one by an event that a key pressed at once would overtake.
PUT_CURSOR = """async ([words, isAfter]) => {
  await new Promise(resolve => setTimeout(resolve, 60));
  const text = document.querySelector("#collab-text");
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    text.focus();
    const selection = getSelection();
    const offset = at + (isAfter ? words.length : 0);
    const isThere = selection.isCollapsed
      && selection.anchorNode === node && selection.anchorOffset === offset;
    if (isThere) return;
    return new Promise(resolve => {
      document.addEventListener("selectionchange", () => resolve(), { once: true });
      selection.collapse(node, offset);
    });
  }
  throw new Error(`the draft has no words ${words}`);
}"""

HEAR_SELECTION = "() => new Promise(resolve => setTimeout(resolve, 60))"


def somebody(town: Town, role: Role, name: str = "Kai") -> Actor:
    """Return somebody new with a role."""
    issued = town.store.write_now(
        accounts.new_token, name=name, role=role, now=datetime.now(UTC)
    )
    return Actor(issued.person)


def begin(town: Town, slug: str) -> None:
    """Begin the next draft of a text."""
    drafter = somebody(town, "drafter")
    town.store.write_now(drafting.begin, drafter, slug, now=datetime.now(UTC))


def remark(town: Town, slug: str, exact: str, body: str, replacement: str = "") -> str:
    """Comment on words of the first revision, with other words or without; its id."""
    raw: dict[str, object] = {
        "revision": 1,
        "target": {"quote": {"exact": exact}},
        "motivation": "editing" if replacement else "commenting",
        "body": body,
    }
    if replacement:
        raw["replacement"] = replacement
    made = town.store.write_now(
        annotate.annotate,
        somebody(town, "citizen"),
        slug,
        requests.remark(raw),
        now=datetime.now(UTC),
    )
    return made.id


def propose(town: Town, slug: str) -> str:
    """Propose other words for a rule; the comment's id."""
    return remark(town, slug, LEASH, "Freundlicher.", PROPOSED)


def write_as(windows: Windows, slug: str, name: str, width: int = 1280) -> Page:
    """Open the editor as a new drafter, and wait until it is connected."""
    page = windows.open(f"/de/d/{slug}/draft", role="drafter", name=name, width=width)
    expect(page.locator("[data-state=connected]")).to_be_visible()
    return page


def text_of(page: Page) -> Locator:
    """Return the text that is written in."""
    return page.get_by_role("textbox", name="Text des Entwurfs")


def card_of(page: Page, annotation: str) -> Locator:
    """Return a comment beside the draft."""
    return page.locator(f'[data-card="{annotation}"]')


def put_cursor_after(page: Page, words: str) -> None:
    """Put the cursor behind words of the draft."""
    page.evaluate(PUT_CURSOR, [words, True])


def put_cursor_before(page: Page, words: str) -> None:
    """Put the cursor before words of the draft."""
    page.evaluate(PUT_CURSOR, [words, False])


def select_from(page: Page, words: str, size: int) -> None:
    """Select as many characters as asked for from where words of the draft begin."""
    put_cursor_before(page, words)
    for _ in range(size):
        page.keyboard.press("Shift+ArrowRight")
    page.evaluate(HEAR_SELECTION)


def select_down(page: Page, paragraphs: int = 1) -> None:
    """Select whole paragraphs from the cursor, at the start of one, on."""
    begun = page.evaluate("getSelection().toString().split('\\n\\n').length")
    for _press in range(paragraphs * 3):  # a paragraph has more than one line
        count = page.evaluate("getSelection().toString().split('\\n\\n').length")
        if count == begun + paragraphs:
            break
        page.keyboard.press("Shift+ArrowDown")
    page.evaluate(HEAR_SELECTION)


def press_tool(page: Page, name: str) -> None:
    """Press a button of the editor's toolbar."""
    page.get_by_role("toolbar").get_by_role("button", name=name, exact=True).click()
