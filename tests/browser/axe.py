"""What axe, the accessibility checker of Deque, finds in a page."""

from pathlib import Path

from playwright.sync_api import Page

SOURCE = Path(__file__).parents[2] / "static/node_modules/axe-core/axe.min.js"
# All rules that are on by default, and the one for targets of 24 pixels (WCAG 2.5.8).
OPTIONS = "{resultTypes: ['violations'], rules: {'target-size': {enabled: true}}}"


def violations(page: Page) -> list[str]:
    """Return a line for each element that breaks a rule."""
    # The debugger's own evaluation is not bound by the page's strict policy.
    if not page.evaluate("'axe' in window"):
        page.evaluate(SOURCE.read_text("utf-8"))
    found = page.evaluate(f"axe.run(document, {OPTIONS})")
    return [
        f"{rule['id']}: {node['html'][:160]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def overflow_px(page: Page) -> int:
    """Return by how much the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
