"""Inline elements for Markdown, with what pandoc's writer does not guard itself.

An emphasis such as `t*„so*` is none by CommonMark's rules (0.31, section 6.2): a
delimiter between a letter and a punctuation mark does not open. A zero-width
space written as an entity ends in ";", which is punctuation, so it opens; import
drops it again, as `versions.text.normalise` does everywhere.
"""

import re
from typing import Final

from docservice.services.exporting.inlines import InlineWriter
from docservice.services.exporting.tree import Node, raw, words
from versions.paragraph import Mark
from versions.text import Span

# What would be read as an escape, an entity, an address nobody marked as a link;
# at the beginning of a line, as a rule, the underline of a heading, a list item, a
# definition, a heading, a quote, or the number of an item.
_GUARDED: Final = re.compile(
    r"""\\ | &(?=[#A-Za-z]) | :(?=//) | (?<=\w)@(?=\w) | (?<=www)\.
    | ^[-=](?=[-= ]*$) | ^[-+:](?=\s|$) | ^\#(?=\#*(?:\s|$)) | ^>
    | ^\((?=[0-9A-Za-z]{1,9}\))
    | ^(?:[0-9]{1,9} | [A-Za-z] | [IVXLCDMivxlcdm]{2,9})[.)](?=\s|$)
    """,
    re.MULTILINE | re.VERBOSE,
)
_DELIMITED: Final = frozenset(
    {
        *("Strong", "Emph", "Strikeout", "Superscript", "Subscript"),
        *("Code", "Link", "Note"),
    }
)
# Side by side they would make the three tildes of a code block.
_TILDES: Final = frozenset({"Strikeout", "Subscript"})


_JOINT: Final = raw("markdown", "&#8203;")
_STARRED: Final = frozenset({"Strong", "Emph"})


class MarkdownInlineWriter(InlineWriter):
    """Writes inline elements that CommonMark reads as they were meant."""

    def write(self, span: Span | None = None) -> list[Node]:
        """Return the elements of `span`, by default of the whole text."""
        return _joined(super().write(span))

    def _words(self, span: Span) -> list[Node]:
        return _guarded(self._text, span)

    def _note_words(self, line: str) -> list[Node]:
        return _guarded(line, Span(0, len(line)))

    def _wrap(self, mark: Mark, inner: list[Node]) -> list[Node]:
        inner = _joined(_set_apart(inner))
        first, last = inner[0]["t"], inner[-1]["t"]
        nodes = super()._wrap(mark, inner)
        if nodes[0]["t"] in _TILDES:
            opening = [_JOINT] if first in _TILDES else []
            closing = [_JOINT] if last in _TILDES else []
            nodes = super()._wrap(mark, [*opening, *inner, *closing])
        text = self._text
        before = text[mark.start - 1 : mark.start] if mark.start else ""
        if _needs_joint(before, text[mark.start], first):
            nodes = [_JOINT, *nodes]
        if _needs_joint(text[mark.end : mark.end + 1], text[mark.end - 1], last):
            nodes = [*nodes, _JOINT]
        return nodes


def _needs_joint(outside: str, inside: str, element: str) -> bool:
    """Return whether a delimiter between two characters would not be taken for one.

    `element` is the kind of element that holds the character `inside`.
    """
    if not outside or outside.isspace():
        return False
    return element in _DELIMITED or not inside.isalnum()


def _guarded(text: str, span: Span) -> list[Node]:
    nodes: list[Node] = []
    at = span.start
    for found in _GUARDED.finditer(text, span.start, span.end):
        sign = found.end() - 1
        nodes += [*words(text[at:sign]), raw("markdown", "\\" + text[sign])]
        at = found.end()
    return nodes + words(text[at : span.end])


def _set_apart(nodes: list[Node]) -> list[Node]:
    """Return what a mark holds with starred elements parted from the letters around.

    Stars between two letters may open or close; inside other stars, as in
    `***S**t**a***`, they would close the outer ones.
    """
    parted: list[Node] = []
    for node, following in zip(nodes, [*nodes[1:], None], strict=True):
        is_starred = node["t"] in _STARRED
        if is_starred and parted and parted[-1]["t"] == "Str":
            parted.append(_JOINT)
        parted.append(node)
        if is_starred and following is not None and following["t"] == "Str":
            parted.append(_JOINT)
    return parted


def _joined(nodes: list[Node]) -> list[Node]:
    """Return `nodes` with one joint, and only one, where two would run together."""
    joined: list[Node] = []
    for node in nodes:
        if joined and _run_together(joined[-1], node):
            joined.append(_JOINT)
        if node is not _JOINT or not joined or joined[-1] is not _JOINT:
            joined.append(node)
    return joined


def _run_together(node: Node, following: Node) -> bool:
    if node["t"] not in _DELIMITED:
        return False
    if node["t"] == "Note" and following["t"] == "Str":
        return bool(following["c"].startswith(":"))  # "[^1]:" begins a definition
    return following["t"] in _DELIMITED
