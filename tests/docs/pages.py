"""Read the pages of the documentation."""

import re
from pathlib import Path
from textwrap import dedent

DOCS = Path(__file__).parents[2] / "docs"


def read(name: str) -> str:
    """Return a page."""
    return (DOCS / name).read_text("utf-8")


def section(page: str, title: str) -> str:
    """Return what stands below a heading of the second rank."""
    return page.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def rows(text: str) -> list[list[str]]:
    """Return the cells of a table's rows, without its head and back quotes."""
    found = [
        [cell.strip().strip("`") for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if line.startswith("|")
    ]
    return found[2:]


def code(page: str) -> str:
    """Return the first indented block of a page."""
    found = re.search(r"(?:^ {4}.*\n|^\n)+", page[page.index("\n    ") + 1 :], re.M)
    assert found
    return dedent(found[0])
