"""Restricted Markdown of remarks, rendered to sanitised HTML.

Emphasis, lists, quotes, links and line breaks; no headings, images, tables or HTML.
The renderer escapes, and the sanitiser allows only what the renderer can make: two
locks, so that a fault in one opens nothing.
"""

from collections.abc import Iterator
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "a", "code", "pre"}
SCHEMES = {"http", "https", "mailto"}
# Addresses without a scheme would lead around in this service, or, as //example.org,
# to another one that cannot be told from it.
PREFIXES = ("http://", "https://", "mailto:")

_markdown = MarkdownIt(
    "zero", {"html": False, "linkify": False, "breaks": True}
).enable(
    [
        "emphasis",
        "link",
        "autolink",
        "list",
        "blockquote",
        "backticks",
        "newline",
        "escape",
    ]
)

_unmarked = MarkdownIt("zero", {"html": False})


@lru_cache(maxsize=4096)
def render(source: str) -> str:
    """Return `source` as HTML that is safe to embed; links are marked as foreign."""
    return nh3.clean(
        _markdown.renderer.render(_parsed(source), _markdown.options, {}),
        tags=TAGS,
        attributes={"a": {"href"}},
        attribute_filter=_whole_address,
        url_schemes=SCHEMES,
        link_rel="nofollow ugc noopener",
    ).strip()


def _whole_address(_tag: str, attribute: str, value: str) -> str | None:
    if attribute != "href" or value.lower().startswith(PREFIXES):
        return value
    return None


def plain_words(source: str) -> str:
    """Return `source` without its signs, a line per paragraph or item."""
    lines, sign = list[str](), ""
    for token in _parsed(source):
        if token.type == "list_item_open":
            sign = f"{token.info}{token.markup} " if token.info else "• "
        elif token.type == "inline":
            lines.append(sign + "".join(_said(token.children or [])))
            sign = ""
    return "\n".join(lines)


def _parsed(source: str) -> list[Token]:
    """Return the elements; signs without words, such as one "-", stay what they are."""
    tokens = _markdown.parse(source)
    if any(token.type == "inline" for token in tokens):
        return tokens
    return _unmarked.parse(source)


def _said(tokens: list[Token]) -> Iterator[str]:
    """Yield the words, and each address that is not among them."""
    address, words = "", ""
    for token in tokens:
        if token.type == "link_open":
            address, words = str(token.attrGet("href")), ""
        elif token.type == "link_close" and address != words:
            yield f" ({address})"
        else:
            said = "\n" if token.type in ("softbreak", "hardbreak") else token.content
            words += said
            yield said
