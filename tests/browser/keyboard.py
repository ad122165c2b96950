"""People who use nothing but keys."""

from playwright.sync_api import Locator, Page

MOST_TABS = 400

# What has the focus is seen if it has a mark of its own and is not wholly covered, as
# WCAG 2.4.7 and 2.4.11 ask. Radio buttons show it on the label around them.
HIDDEN = """() => {
  const focused = document.activeElement;
  const rings = [focused, focused.closest("label")].filter(Boolean).some(each => {
    const style = getComputedStyle(each);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
      || style.boxShadow !== "none";
  });
  const box = focused.getBoundingClientRect();
  const points = [0.1, 0.5, 0.9].flatMap(x => [0.1, 0.5, 0.9].map(y =>
    [box.left + x * box.width, box.top + y * box.height]));
  const seen = points.some(([x, y]) => {
    const top = document.elementFromPoint(x, y);
    return top && (focused.contains(top) || top.contains(focused));
  });
  const name = focused.outerHTML.slice(0, 120);
  return rings ? seen ? null : `covered: ${name}` : `no mark: ${name}`;
}"""


def has_focus(page: Page, wanted: Locator) -> bool:
    """Return whether `wanted` has the focus, asked at once: it may be made anew."""
    return wanted.and_(page.locator(":focus")).count() > 0


def press_tab_to(page: Page, wanted: Locator, key: str = "Tab") -> None:
    """Press Tab until `wanted` has the focus; every stop on the way has to be seen."""
    for _ in range(MOST_TABS):
        page.keyboard.press(key)
        hidden = page.evaluate(HIDDEN)
        assert hidden is None, hidden
        if has_focus(page, wanted):
            return
    raise AssertionError(f"no way by {key} to {wanted}")


def leave_by_tab(page: Page) -> list[str]:
    """Press Tab until the page is left; return the texts of all stops.

    Every stop has to be seen, and none may come twice.
    """
    page.evaluate("window.stops = new Set()")
    found: list[str] = []
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            return found
        hidden = page.evaluate(HIDDEN)
        assert hidden is None, hidden
        assert not page.evaluate("stops.has(document.activeElement)")
        page.evaluate("void stops.add(document.activeElement)")
        found.append(page.evaluate("document.activeElement.textContent"))
    raise AssertionError("the page is never left")
