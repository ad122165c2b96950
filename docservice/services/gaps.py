"""What a text block leaves open, filled with what is known of each comment.

It is done when the answer is stored: one answer may be given to several comments, each
with another author, paragraph and passage.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from sqlalchemy import Connection

from docservice.access import Opened
from docservice.db import anchors, revisions, text_blocks
from docservice.db.anchors import StoredAnchor
from docservice.db.annotations import Annotation
from docservice.services.errors import Invalid
from docservice.services.requests import Answer
from versions.outline import numbers
from versions.paragraph import ParagraphId
from versions.revision import Revision

_GAP: Final = re.compile(r"\[([^\]\n]+)\]")
# In both languages; other words in brackets are for the drafter to replace.
_KNOWN: Final = {
    "name": "name",
    "paragraph": "paragraph",
    "absatz": "paragraph",
    "quote": "quote",
    "zitat": "quote",
}


def filled(
    text: str, *, name: str, quote: str, revision: Revision, stored: StoredAnchor | None
) -> str:
    """Return a text with its known gaps filled.

    A gap stays where nothing is known: a heading has no number, nor has a comment
    without a place in `revision`.
    """
    place = stored.anchor.place if stored else None
    numbered = numbers(revision.paragraphs) if place else {}
    number = numbered.get(ParagraphId(place.start.paragraph)) if place else None
    known = {"name": name, "paragraph": str(number or ""), "quote": quote}

    def fill(match: re.Match[str]) -> str:
        return known.get(_KNOWN.get(match[1].casefold(), ""), "") or match[0]

    return _GAP.sub(fill, text)


def filled_for(
    connection: Connection, opened: Opened, row: Annotation, request: Answer
) -> Answer:
    """Return an answer as this annotation gets it."""
    if not _has_gap(request.reason) and not _has_gap(request.without_change):
        return request
    document = opened.document
    revision = revisions.get_revision(connection, document.id, document.newest)
    if revision is None:
        return request
    found = anchors.anchors_in(connection, document.id, document.newest, [row.id])
    fill = partial(
        filled,
        name=row.author.name,
        quote=row.target.quote.exact,
        revision=revision,
        stored=found.get(row.id),
    )
    return replace(
        request,
        reason=fill(request.reason),
        without_change=fill(request.without_change),
    )


class LeftOpen(Invalid):
    """Words to be replaced are left in an answer; `gaps` are these, with brackets."""

    def __init__(self, field: str, gaps: Sequence[str]) -> None:
        super().__init__(f"{field} has gaps left: {', '.join(gaps)}", field)
        self.gaps = tuple(gaps)


def require_filled(connection: Connection, opened: Opened, request: Answer) -> None:
    """Refuse to decide an answer that has gaps of the document's text blocks left.

    Other words in brackets may be meant as they stand, such as "[sic]".

    Raises:
        LeftOpen: naming them.
    """
    texts = {"reason": request.reason, "without_change": request.without_change}
    if request.state == "proposed" or not any("[" in text for text in texts.values()):
        return
    known = set(_KNOWN)
    for block in text_blocks.list_blocks(connection, opened.document.id):
        known.update(gap.casefold() for gap in _GAP.findall(block.body))
    for field, text in texts.items():
        gaps = [gap for gap in _GAP.findall(text) if gap.casefold() in known]
        if gaps:
            raise LeftOpen(field, [f"[{gap}]" for gap in dict.fromkeys(gaps)])


def _has_gap(text: str) -> bool:
    return any(gap.casefold() in _KNOWN for gap in _GAP.findall(text))
