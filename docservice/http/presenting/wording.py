"""A comparison of two wordings as the pieces that a template marks."""

import re
from collections.abc import Iterator, Sequence

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


def excerpt(
    row: Sequence[PieceView], *, around: int, most: int
) -> tuple[PieceView, ...]:
    """Return of a comparison what differs, with `around` characters on each side.

    It ends at the first words in common after about `most` characters.
    """
    found: list[PieceView] = []
    for at, piece in enumerate(row):
        if piece.kind != "equal":
            found.append(PieceView(piece.kind, shortened(piece.text, most)))
            continue
        is_last = at == len(row) - 1 or sum(len(each.text) for each in found) > most
        text = _ends(piece.text, around if at else 0, 0 if is_last else around)
        found.append(PieceView("equal", text))
        if is_last:
            break
    return tuple(found)


def _ends(text: str, head: int, tail: int) -> str:
    """Return the first and last characters of `text`, cut between words."""
    if len(text) <= head + tail:
        return text
    first = text[:head].rpartition(" ")[0]
    last = text[len(text) - tail :].partition(" ")[2]
    return " ".join([*([first] if head else []), "…", *([last] if tail else [])])


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
