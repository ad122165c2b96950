"""What changed between two wordings of a paragraph, for people to read.

Words are compared, not characters: each token is written as one character (see
versions.tokens) and no limit of time is set, so that the result is the same on
every machine and no word is cut. The only import of diff_match_patch, which
tidies the raw comparison for readers.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from diff_match_patch import diff_match_patch

from versions.alignment import in_order
from versions.paragraph import Content
from versions.text import Span
from versions.tokens import TOKEN_OR_SPACE, Alphabet

# A single kept word of this many characters between two changes hinders reading
# (measured: 5.0 changes a paragraph without this rule, 2.1 with it).
_ISLAND = 6


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """The `old` span of the earlier wording became the `new` span of the later."""

    old: Span
    new: Span


def diff(old: str, new: str) -> tuple[Change, ...]:
    """Return the changes in text order, with a kept token between any two.

    No change cuts a word; `apply` gives `new` back.
    """
    if old == new:
        return ()
    alphabet = Alphabet()
    old_written = alphabet.write(old, TOKEN_OR_SPACE)
    new_written = alphabet.write(new, TOKEN_OR_SPACE)
    old_ends, new_ends = _ends(old), _ends(new)
    runs = _tidied(old_written, new_written)
    changes = (
        Change(
            Span(old_ends[run.old_start], old_ends[run.old_end]),
            Span(new_ends[run.new_start], new_ends[run.new_end]),
        )
        for run in runs
    )
    return tuple(_merged(changes, old))


def apply(old: str, new: str, changes: Iterable[Change]) -> str:
    """Return `old` with `changes` made in it; their words are read from `new`."""
    parts: list[str] = []
    at = 0
    for change in changes:
        parts += (old[at : change.old.start], change.new.of(new))
        at = change.old.end
    parts.append(old[at:])
    return "".join(parts)


def format_changes(old: Content, new: Content) -> tuple[Span, ...]:
    """Return the spans of an unchanged text whose marks, such as bold, differ."""
    if old.text != new.text:
        return ()
    differing = sorted(set(old.marks) ^ set(new.marks))
    spans: list[Span] = []
    for mark in differing:
        if spans and mark.start <= spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, mark.end))
        else:
            spans.append(Span(mark.start, mark.end))
    return tuple(spans)


class _Run(NamedTuple):
    """Tokens `old_start` to `old_end` became tokens `new_start` to `new_end`."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def _ends(text: str) -> list[int]:
    """Return 0 and the end of each token, so that token k is at [k] to [k + 1]."""
    return [0, *accumulate(map(len, TOKEN_OR_SPACE.findall(text)))]


def _tidied(old: str, new: str) -> Iterator[_Run]:
    """Compare, and let diff_match_patch drop equalities that are chance."""
    edits: list[tuple[int, str]] = []
    i = j = 0
    for block in (*in_order(old, new), (len(old), len(new), 0)):
        old_at, new_at, size = block
        if i < old_at:
            edits.append((diff_match_patch.DIFF_DELETE, old[i:old_at]))
        if j < new_at:
            edits.append((diff_match_patch.DIFF_INSERT, new[j:new_at]))
        i, j = old_at + size, new_at + size
        if size:
            edits.append((diff_match_patch.DIFF_EQUAL, old[old_at:i]))
    diff_match_patch().diff_cleanupSemantic(edits)
    return _runs(edits)


def _runs(edits: Sequence[tuple[int, str]]) -> Iterator[_Run]:
    """Gather neighbouring deletions and insertions into runs."""
    i = j = old_start = new_start = 0
    for operation, tokens in (*edits, (diff_match_patch.DIFF_EQUAL, "")):
        if operation == diff_match_patch.DIFF_DELETE:
            i += len(tokens)
        elif operation == diff_match_patch.DIFF_INSERT:
            j += len(tokens)
        else:
            if (i, j) != (old_start, new_start):
                yield _Run(old_start, i, new_start, j)
            i, j = i + len(tokens), j + len(tokens)
            old_start, new_start = i, j


def _merged(changes: Iterable[Change], old: str) -> Iterator[Change]:
    """Join changes between which no more than one short word is kept."""
    first, *rest = changes
    last = first
    for change in rest:
        if _is_island(old[last.old.end : change.old.start]):
            last = Change(
                Span(last.old.start, change.old.end),
                Span(last.new.start, change.new.end),
            )
        else:
            yield last
            last = change
    yield last


def _is_island(kept: str) -> bool:
    return len(kept.split()) <= 1 and len(kept.strip()) <= _ISLAND
