"""Who wrote a change of the draft: told by the characters, and honest where they are mute.

A live draft knows of each character who typed or deleted it. Words that came without
a name, from a file or from several edits at once, are of nobody.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from docservice.db.changes import Side
from docservice.db.draft_texts import Deleted, Sources, Typed
from versions.text import Span


@dataclass(frozen=True, slots=True)
class Written:
    """One person's part in a change, and the comment that they were working on.

    Without a person nobody knows who wrote it. `at` is when the last words came.
    """

    person_id: str | None
    annotation_id: str | None = None
    at: datetime | None = None


class Authorship:
    """Who wrote what in a draft; sorted once for all its changes."""

    def __init__(self, sources: Sources) -> None:
        self._typed = _by_paragraph(sources.typed)
        self._deleted = _by_paragraph(sources.deleted)
        self._old: defaultdict[str, list[Span]] = defaultdict(list)
        self._new: defaultdict[str, list[Span]] = defaultdict(list)
        for kept in sources.kept:
            old = Span(kept.old_start, kept.old_start + kept.length)
            new = Span(kept.new_start, kept.new_start + kept.length)
            self._old[kept.old_paragraph].append(old)
            self._new[kept.new_paragraph].append(new)

    def of(self, old: Side | None, new: Side | None) -> tuple[Written, ...]:
        """Return who wrote a change, the latest first, what nobody knows last."""
        parts: list[Typed | Deleted] = []
        is_known = True
        for side, made, kept in (
            (new, self._typed, self._new),
            (old, self._deleted, self._old),
        ):
            if side is None:
                continue
            span = Span(side.start, side.end)
            here = [p for p in made.get(side.paragraph, ()) if _of(p).overlap(span)]
            parts += here
            told = [*map(_of, here), *kept.get(side.paragraph, ())]
            is_known = is_known and _covers(told, span)
        return tuple(_gathered(parts, is_known))


def _by_paragraph(
    parts: Iterable[Typed | Deleted],
) -> Mapping[str, list[Typed | Deleted]]:
    found: defaultdict[str, list[Typed | Deleted]] = defaultdict(list)
    for part in parts:
        found[part.paragraph].append(part)
    return found


def _of(part: Typed | Deleted) -> Span:
    return Span(part.start, part.end)


def _covers(spans: Sequence[Span], wanted: Span) -> bool:
    """Return whether each character of `wanted` is in one of `spans`."""
    at = wanted.start
    for span in sorted(spans):
        if span.start > at:
            break
        at = max(at, span.end)
    return at >= wanted.end


def _gathered(parts: Iterable[Typed | Deleted], is_known: bool) -> Iterator[Written]:
    latest: dict[tuple[str, str | None], datetime | None] = {}
    for part in parts:
        if part.person_id is None:
            is_known = False
            continue
        key = (part.person_id, part.annotation_id)
        times = [at for at in (part.at, latest.get(key)) if at is not None]
        latest[key] = max(times, default=None)
    known = [Written(*key, at) for key, at in latest.items()]
    yield from sorted(known, key=_age)
    if not is_known or not known:
        yield Written(None)


def _age(written: Written) -> float:
    return -written.at.timestamp() if written.at else 0.0
