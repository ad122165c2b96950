"""What a text block leaves open, filled with what is known of each comment.

It is done when the answer is stored: one answer may be given to several comments, each
with another author, paragraph and passage.
"""

import re
from dataclasses import replace
from typing import Final

from sqlalchemy import Connection

from docservice.access import Opened
from docservice.db import anchors, revisions
from docservice.db.annotations import Annotation
from docservice.services.requests import Answer
from versions.outline import numbers
from versions.paragraph import ParagraphId

_GAP: Final = re.compile(r"\[([^\]\n]+)\]")
# In both languages; other words in brackets are for the drafter to replace.
_KNOWN: Final = {
    "name": "name",
    "paragraph": "paragraph",
    "absatz": "paragraph",
    "quote": "quote",
    "zitat": "quote",
}


def filled(text: str, *, name: str, paragraph: int, quote: str) -> str:
    """Return a text with its known gaps filled; `paragraph` is a number, 0 for none."""
    known = {
        "name": name,
        "paragraph": str(paragraph) if paragraph else "",
        "quote": quote,
    }

    def fill(match: re.Match[str]) -> str:
        return known.get(_KNOWN.get(match[1].casefold(), ""), "") or match[0]

    return _GAP.sub(fill, text)


def filled_for(
    connection: Connection, opened: Opened, row: Annotation, request: Answer
) -> Answer:
    """Return an answer as this annotation gets it."""
    if not _has_gap(request.reason) and not _has_gap(request.without_change):
        return request
    name, quote = row.author.name, row.target.quote.exact
    paragraph = _paragraph(connection, opened, row)
    reason, without_change = (
        filled(text, name=name, paragraph=paragraph, quote=quote)
        for text in (request.reason, request.without_change)
    )
    return replace(request, reason=reason, without_change=without_change)


def _has_gap(text: str) -> bool:
    return any(gap.casefold() in _KNOWN for gap in _GAP.findall(text))


def _paragraph(connection: Connection, opened: Opened, row: Annotation) -> int:
    """Return the number of the paragraph where an annotation is now, 0 for none."""
    document = opened.document
    revision = revisions.get_revision(connection, document.id, document.newest)
    stored = anchors.anchors_in(connection, document.id, document.newest, [row.id])
    place = stored[row.id].anchor.place if row.id in stored else None
    if revision is None or place is None:
        return 0
    found = numbers(revision.paragraphs)
    return found.get(ParagraphId(place.start.paragraph), 0)
