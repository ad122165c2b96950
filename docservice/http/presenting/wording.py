"""A comparison of two wordings as the pieces that a template marks."""

import re
from collections.abc import Iterator

from markupsafe import Markup

from docservice.http.views.thread import PieceView
from docservice.services.markdown import render
from versions.diff import diff

# To render takes longer than all else in a row of a list, and few remarks need it.
_MARKED = re.compile(r"[*_`\[<>\\&]|^\s*(?:[-+]|\d+[.)])\s", re.MULTILINE)


def pieces(old: str, new: str) -> tuple[PieceView, ...]:
    """Return what stays, goes and comes on the way from `old` to `new`, in order."""
    return tuple(piece for piece in _pieces(old, new) if piece.text)


def _pieces(old: str, new: str) -> Iterator[PieceView]:
    at = 0
    for change in diff(old, new):
        yield PieceView("equal", old[at : change.old.start])
        yield PieceView("old", change.old.of(old))
        yield PieceView("new", change.new.of(new))
        at = change.old.end
    yield PieceView("equal", old[at:])


def plain(source: str) -> str:
    """Return the words of a remark in one line, without the marks of its Markdown."""
    if _MARKED.search(source):
        return Markup(render(source)).striptags()  # noqa: S704 - sanitised
    return " ".join(source.split())


def shortened(text: str, most: int) -> str:
    """Return `text` in at most `most` characters, cut between words."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return f"{head.rpartition(' ')[0] or head}…"
