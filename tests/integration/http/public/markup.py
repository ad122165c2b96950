"""What tests look for in the HTML of a page."""

import html
import re

from tests.serving import Site

SLUG = "strategischer-rahmen"
TAG = re.compile(r"<[^>]*>")


def page(site: Site, path: str) -> str:
    """Return the HTML of a page, which has to be there."""
    response = site.client().get(path, headers={"Accept": "text/html"})
    assert response.status_code == 200, (path, response.text[:500])
    assert response.headers["content-type"].startswith("text/html")
    return response.text


def status(site: Site, path: str) -> int:
    """Return the status with which a path is answered."""
    return site.client().get(path).status_code


def words(markup: str) -> str:
    """Return the text of HTML as it is read aloud, on one line."""
    return " ".join(html.unescape(TAG.sub(" ", markup)).split())


def element(markup: str, opening: str) -> str:
    """Return the element that begins with `opening`, up to its end tag."""
    start = markup.index(opening)
    name = re.match(r"<(\w+)", opening)
    assert name is not None
    depth = 0
    for match in re.finditer(rf"<(/?){name[1]}\b", markup[start:]):
        depth += -1 if match[1] else 1
        if depth == 0:
            return markup[start : start + match.end() + 1]
    raise AssertionError(f"{opening} is never closed")


def links(markup: str) -> list[str]:
    """Return the addresses of all links in HTML."""
    return [
        html.unescape(href) for href in re.findall(r'<a\b[^>]*\bhref="([^"]*)"', markup)
    ]
