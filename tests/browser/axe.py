"""What axe, the accessibility checker of Deque, finds in a page."""

from pathlib import Path

from playwright.sync_api import Page

SOURCE = Path(__file__).parents[2] / "static/node_modules/axe-core/axe.min.js"
# All rules that are on by default, and the one for targets of 24 pixels (WCAG 2.5.8).
ALL_RULES = "{resultTypes: ['violations'], rules: {'target-size': {enabled: true}}}"
# What depends on the window's width alone.
SIZE_RULES = "{resultTypes: ['violations'], runOnly: ['target-size']}"
# Bars that float would make axe believe that what lies below them just now is covered
# for good, so they are laid down; what a dialog shows is over everything anyway.
RUN = """async () => {
  const floating = [...document.querySelectorAll("body *")].filter(each =>
    ["fixed", "sticky"].includes(getComputedStyle(each).position)
    && !each.closest("dialog"));
  for (const each of floating) each.style.setProperty("position", "static", "important");
  const found = await axe.run(document, OPTIONS);
  for (const each of floating) each.style.removeProperty("position");
  return found.violations;
}"""


def violations(page: Page, options: str = ALL_RULES) -> list[str]:
    """Return a line for each element that breaks a rule."""
    # The debugger's own evaluation is not bound by the page's strict policy.
    if not page.evaluate("'axe' in window"):
        page.evaluate(SOURCE.read_text("utf-8"))
    return [
        f"{rule['id']}: {node['html'][:160]}"
        for rule in page.evaluate(RUN.replace("OPTIONS", options))
        for node in rule["nodes"]
    ]


def overflow_px(page: Page) -> int:
    """Return by how much the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
