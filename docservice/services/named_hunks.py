"""What differs between a published revision and its draft, under lasting names."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docservice.db.changes import Side
from docservice.db.codec import dump_json
from versions.comparison import Hunk, HunkKind, Row, hunks
from versions.revision import Revision


@dataclass(frozen=True, slots=True)
class NamedHunk:
    """A hunk in row number `row` of the comparison, under a lasting name."""

    key: str
    row: int
    hunk: Hunk
    old: Side | None
    new: Side | None


def hunks_between(
    base: Revision, draft: Revision, rows: Sequence[Row]
) -> Iterator[NamedHunk]:
    """Yield what differs, in the order of the rows that `compare` made."""
    old = [p.content for p in base.paragraphs]
    new = [p.content for p in draft.paragraphs]
    seen: Counter[str] = Counter()
    for number, row in enumerate(rows):
        for hunk in hunks(row, old, new):
            sides = _sides(base, draft, hunk)
            yield NamedHunk(_key(hunk.kind, *sides, seen), number, hunk, *sides)


def _sides(
    base: Revision, draft: Revision, hunk: Hunk
) -> tuple[Side | None, Side | None]:
    old = new = None
    if hunk.old is not None:
        index, span = hunk.old
        old = Side(base.paragraphs[index].id, span.start, span.end, hunk.old_text)
    if hunk.new is not None:
        index, span = hunk.new
        new = Side(draft.paragraphs[index].id, span.start, span.end, hunk.new_text)
    return old, new


def _key(kind: HunkKind, old: Side | None, new: Side | None, seen: Counter[str]) -> str:
    """Return the hunk's name: it outlives edits of the draft in other places.

    That of a move holds however the passage is reworded and moved on.
    """
    became = kind if kind == "moved" else new and new.text
    words = dump_json([old and old.paragraph, old and old.text, became])
    seen[words] += 1
    return hashlib.sha256(f"{seen[words]}:{words}".encode()).hexdigest()
