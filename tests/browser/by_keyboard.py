"""Answer and publish the sample process with keys alone, and say how long it took.

`python -m tests.browser.by_keyboard` does what a drafter does who never takes the
mouse: answers every comment, writes a sentence into the next draft, looks at the
preview, gives the reasons and publishes. A script thinks of no answer, so the seconds
are those of the pages; the keys are a person's, words not counted.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.browser.keyboard import has_focus
from tests.browser.reader import until
from tests.browser.studio import studio

MOST_TABS = 400
REASON = "Danke für den Hinweis. Wir haben ihn geprüft und nehmen ihn zur Kenntnis."
SENTENCE = " Einmal im Jahr berichtet die Stadt darüber."


@dataclass
class Keyboard:
    """Presses keys on a page, and counts them."""

    page: Page
    pressed: int = 0

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def type(self, words: str) -> None:
        """Type words, or the beginning of an option's name."""
        self.page.keyboard.type(words)

    def go_to(self, wanted: Locator, key: str = "Tab") -> None:
        """Press Tab until `wanted` has the focus."""
        for _ in range(MOST_TABS):
            if has_focus(self.page, wanted):
                return
            self.press(key)
        raise AssertionError(f"no way by {key} to {wanted}")

    def follow(self, wanted: Locator, key: str = "Tab") -> None:
        """Press Tab until a link or button has the focus, and then Enter."""
        self.go_to(wanted, key)
        self.press("Enter")


def answer_all(keyboard: Keyboard) -> str:
    """Answer every comment that the desk lists, from the first to the last."""
    page = keyboard.page
    keyboard.follow(page.get_by_role("link", name="All comments"))
    rows = page.locator("[data-row]")
    expect(rows.first).to_be_visible()
    until(page, "document.readyState === 'complete'")
    detail = page.locator("#detail")
    count = rows.count()
    keyboard.press("j")
    for number in range(count):
        keyboard.press("a")
        expect(detail.get_by_label("Outcome")).to_be_focused()
        keyboard.type("Noted")
        keyboard.go_to(detail.get_by_label("Reason, for everybody"))
        keyboard.press("Control+a")
        keyboard.type(REASON)
        here = page.url
        keyboard.press("Control+Shift+Enter")
        if number < count - 1:
            until(page, f"location.href !== {here!r}")
    noted = rows.filter(has_text="Noted").filter(has_text="not public yet")
    expect(noted).to_have_count(count)
    return f"{count} comments answered"


def write(keyboard: Keyboard) -> str:
    """Begin the next draft and add a sentence to one of its paragraphs."""
    page = keyboard.page
    keyboard.press("Escape", "g")
    keyboard.follow(page.get_by_role("link", name="Next draft", exact=True))
    keyboard.follow(page.get_by_role("button", name="Begin the draft"))
    expect(page.locator("[data-state=connected]")).to_be_visible()
    text = page.get_by_role("textbox", name="Text of the draft")
    keyboard.go_to(text)
    keyboard.press("Control+Home", "ArrowDown", "ArrowDown", "End")
    keyboard.type(SENTENCE)
    expect(text).to_contain_text(SENTENCE.strip())
    return "a sentence written into the next draft"


def publish(keyboard: Keyboard) -> str:
    """Look at the preview, call the change editorial, and publish."""
    page = keyboard.page
    keyboard.follow(page.get_by_role("link", name="Preview and publish"), "Shift+Tab")
    expect(page.get_by_role("heading", name="What changes")).to_be_visible()
    keyboard.follow(page.locator("summary", has_text="Several at once"))
    name = "All others in the whole text are editorial"
    keyboard.follow(page.get_by_role("button", name=name))
    expect(page.get_by_text("Nothing: every comment is answered")).to_be_visible()
    keyboard.follow(page.get_by_role("link", name="On to publishing"))
    keyboard.follow(page.get_by_role("button", name="Yes, publish for everybody"))
    expect(page.locator("#text")).to_contain_text(SENTENCE.strip())
    return "published"


PARTS: tuple[Callable[[Keyboard], str], ...] = (answer_all, write, publish)


def main() -> None:
    """Do it, and print what each part took."""
    with studio() as windows:
        desk = f"/en/d/{windows.town.slug}/desk"
        keyboard = Keyboard(windows.open(desk, role="drafter"))
        for part in PARTS:
            started, before = time.monotonic(), keyboard.pressed
            said = part(keyboard)
            took = time.monotonic() - started
            print(f"{said}: {took:.1f} s, {keyboard.pressed - before} keys", flush=True)


if __name__ == "__main__":
    main()
