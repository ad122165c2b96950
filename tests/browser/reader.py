"""What people do on the reading page, in the words of its English interface."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.windows import WAIT_MS

# The text node that holds the words, as a range; inline marks would split it.
RANGE = """words => {
  for (const text of document.querySelectorAll("[data-text]")) {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.data.indexOf(words);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + words.length);
      return range;
    }
  }
  throw new Error(`the page has no words ${words}`);
}"""


def until(page: Page, condition: str) -> None:
    """Wait until a JavaScript expression holds in the page.

    `page.wait_for_function` evaluates its string again at each look, which the
    page's Content-Security-Policy refuses from the second one on.
    """
    page.evaluate(
        f"""async (condition) => {{
          const end = performance.now() + {WAIT_MS};
          while (!({condition})) {{
            if (performance.now() > end) throw new Error(`not so: ${{condition}}`);
            await new Promise((resume) => setTimeout(resume, 20));
          }}
        }}""",
        condition,
    )


def connected(page: Page) -> None:
    """Wait until the page hears what others do."""
    expect(page.locator("[data-presence]")).to_have_text(re.compile(r"^\d"))


def paragraph(page: Page, words: str) -> Locator:
    """Return the paragraph of the text that holds these words."""
    return page.locator(".para").filter(has_text=words)


def comments_on(page: Page, words: str) -> int:
    """Return how many comments the page counts for a paragraph."""
    return int(str(paragraph(page, words).get_attribute("data-comments")))


def mark(page: Page, words: str) -> None:
    """Mark words as finger or caret do: all that the page hears is the selection."""
    page.evaluate(
        f"""words => {{
          const range = ({RANGE})(words);
          range.startContainer.parentElement.scrollIntoView({{block: "center"}});
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }}""",
        words,
    )


def drag_over(page: Page, words: str) -> None:
    """Mark words with the mouse; they have to stand in one line."""
    paragraph(page, words).scroll_into_view_if_needed()
    box = page.evaluate(f"words => ({RANGE})(words).getBoundingClientRect()", words)
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 1, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, middle)
    page.mouse.move(box["x"] + box["width"] - 1, middle)
    page.mouse.up()


def comment_link(page: Page, words: str) -> Locator:
    """Return what begins a comment at a paragraph, shown when one points there."""
    where = paragraph(page, words)
    where.hover()
    return where.get_by_role("link", name=re.compile("^Comment"))


def open_form(page: Page, words: str) -> Locator:
    """Begin a comment at a paragraph; return the dialog with the form."""
    comment_link(page, words).click()
    return page.get_by_role("dialog")


def publish(dialog: Locator, body: str, name: str = "") -> None:
    """Write a comment, as a guest under a name, and send it."""
    dialog.get_by_label("Your comment").fill(body)
    if name:
        dialog.get_by_label("Your name or pseudonym").fill(name)
    dialog.get_by_role("button", name="Publish").click()


def told(page: Page, sentence: str) -> None:
    """Wait until the page says something in a corner."""
    expect(page.locator("#toasts")).to_contain_text(sentence)
