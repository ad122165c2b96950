"""What a comment changed: each paragraph once, with all changes that answer it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from docservice.db.changes import Incorporation, Side, StoredChange
from docservice.http.presenting.places import Places
from docservice.http.presenting.threads import revision_views
from docservice.http.presenting.wording import pieces
from docservice.http.views.comment import EffectView
from docservice.http.views.thread import PieceView
from docservice.services.following import Followed

AROUND = 80  # characters shown on either side of a change


@dataclass(frozen=True, slots=True)
class _Where:
    """The paragraph in which changes are shown: the new one, or the deleted one."""

    revision: int
    paragraph: str
    is_new: bool
    is_confirmed: bool

    @classmethod
    def of(cls, change: StoredChange, link: Incorporation) -> "_Where":
        if change.new is not None:
            paragraph = change.new.paragraph
            return cls(change.revision, paragraph, True, link.is_confirmed)
        paragraph = change.old.paragraph if change.old else ""
        return cls(change.revision - 1, paragraph, False, link.is_confirmed)

    def side(self, change: StoredChange) -> Side | None:
        return change.new if self.is_new else change.old


def effect_views(found: Followed, places: Places) -> tuple[EffectView, ...]:
    """Return the changes that answer a comment, in the order of the text."""
    by_paragraph = groupby(found.trace.changes, key=lambda pair: _Where.of(*pair))
    return tuple(
        _effect(where, [change for change, _ in pairs], found, places)
        for where, pairs in by_paragraph
    )


def _effect(
    where: _Where, changes: Sequence[StoredChange], found: Followed, places: Places
) -> EffectView:
    number = changes[0].revision
    text = places.paragraph(where.revision, where.paragraph)
    words = _words(where, [c for c in changes if c.kind == "changed"], text)
    notes = dict.fromkeys(change.note for change in changes if change.note)
    known = {view.number: view for view in revision_views(found.heads)}
    moved = (change.old for change in changes if change.kind == "moved")
    return EffectView(
        revision=known[number],
        number=places.number(where.revision, where.paragraph),
        moved_from=next(
            (places.number(number - 1, old.paragraph) for old in moved if old), None
        ),
        old_label=known[number - 1].label,
        words=tuple(piece for piece in words if piece.text),
        note=" ".join(notes),
        is_confirmed=where.is_confirmed,
        text=places.text(where.revision, where.paragraph),
        compare=places.compare(number),
        history=places.history(where.paragraph),
        changes=tuple(places.change(change.id) for change in changes),
    )


def _words(
    where: _Where, changes: Sequence[StoredChange], text: str
) -> Iterator[PieceView]:
    """Yield each change with the text before it, and the text after the last."""
    at = 0
    for change in changes:
        side = where.side(change)
        if side is not None:
            yield PieceView("equal", _between(text[at : side.start], is_first=at == 0))
            at = side.end
        yield from pieces(
            change.old.text if change.old else "",
            change.new.text if change.new else "",
        )
    after = text[at:]
    if len(after) > AROUND:
        after = after[:AROUND].rpartition(" ")[0] + " …"
    yield PieceView("equal", after)


def _between(text: str, *, is_first: bool) -> str:
    """Return the text before a change, with its middle left out where it is long."""
    if is_first:
        if len(text) <= AROUND:
            return text
        return "… " + text[-AROUND:].partition(" ")[2]
    if len(text) <= 2 * AROUND:
        return text
    head, tail = text[:AROUND].rpartition(" ")[0], text[-AROUND:].partition(" ")[2]
    return f"{head} … {tail}"
