"""Since when words stand as they stand: the way back through unchanged text.

The mirror of versions.mapping, which carries a span forward whatever becomes of its
words: here a single changed word ends the way, because the words are asked for.
"""

from collections.abc import Mapping, Sequence

from versions.comparison import Row
from versions.text import Span


def rows_by_new(rows: Sequence[Row]) -> dict[int, list[Row]]:
    """Return the rows that hold words of each new paragraph."""
    found: dict[int, list[Row]] = {}
    for row in rows:
        if row.new is not None:
            found.setdefault(row.new, []).append(row)
    return found


def unchanged(
    span: Span, paragraph: int, rows: Mapping[int, Sequence[Row]]
) -> tuple[int, Span] | None:
    """Return the old paragraph and the span in which the same words stood.

    `span` lies in the new paragraph of that index. None where a word of it came with
    the new text, or where it was put together from two old paragraphs. What was taken
    away at its very edge changes none of its words.
    """
    for row in rows.get(paragraph, ()):
        if row.new_span is None or row.old_span is None or row.old is None:
            continue
        if span.start < row.new_span.start or row.new_span.end < span.end:
            continue
        shift = row.old_span.start - row.new_span.start
        for change in row.changes:
            if change.new.start >= span.end:
                break
            if change.new.end > span.start:
                return None
            shift = change.old.end - change.new.end
        return row.old, Span(span.start + shift, span.end + shift)
    return None
