"""Make the live draft say what a list of paragraphs says, with as few edits as may be.

What somebody did in the form, or imported, becomes edits of the live text: as they
touch only what differs, they merge with what others type meanwhile, and the words
that stay keep their identity. Numbers of blocks are those at the moment of each edit.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from docservice.realtime.blocks import (
    FOOTNOTE,
    INSERTION,
    MARKS,
    NoteNode,
    RawBlock,
    TextNode,
    content_of,
    joined,
    same,
)
from versions.diff import Change, diff
from versions.paragraph import Content, Mark, Paragraph
from versions.text import Span, normalise


@dataclass(frozen=True, slots=True)
class RemoveBlock:
    """Remove a block."""

    block: int


@dataclass(frozen=True, slots=True)
class InsertBlock:
    """Insert a paragraph as a block before number `block`."""

    block: int
    paragraph: Paragraph


@dataclass(frozen=True, slots=True)
class SetAttribute:
    """Set an attribute of a block; None removes it."""

    block: int
    name: str
    value: str | int | None


@dataclass(frozen=True, slots=True)
class RemoveText:
    """Remove `size_utf8` bytes of a text node."""

    block: int
    node: int
    at_utf8: int
    size_utf8: int


@dataclass(frozen=True, slots=True)
class InsertText:
    """Insert characters into a text node."""

    block: int
    node: int
    at_utf8: int
    text: str


@dataclass(frozen=True, slots=True)
class Format:
    """Set or, with None, take away marks on a piece of a text node."""

    block: int
    node: int
    at_utf8: int
    size_utf8: int
    marks: Mapping[str, Any]


Edit = RemoveBlock | InsertBlock | SetAttribute | RemoveText | InsertText | Format


def edits_to(blocks: Sequence[RawBlock], wanted: Sequence[Paragraph]) -> Iterator[Edit]:
    """Yield the edits that make `blocks` say what is `wanted`, in order."""
    places = {str(p.id): number for number, p in enumerate(wanted)}
    groups = list(joined(blocks, INSERTION))
    stays = _in_order([places.get(group[0].pid or "") for group in groups])
    at = done = 0
    for index, group in enumerate(groups):
        if index not in stays:
            if _is_layout(group):
                at += len(group)
            else:
                yield from (RemoveBlock(at) for _ in group)
            continue
        target = stays[index]
        for paragraph in wanted[done:target]:
            yield InsertBlock(at, paragraph)
            at += 1
        done = target + 1
        edits = _edits_within(at, group, wanted[target].content)
        if edits is None:
            yield InsertBlock(at, wanted[target])
            yield from (RemoveBlock(at + 1) for _ in group)
            at += 1
        else:
            yield from edits
            at += len(group)
    for paragraph in wanted[done:]:
        yield InsertBlock(at, paragraph)
        at += 1


def _in_order(places: Sequence[int | None]) -> dict[int, int]:
    """Return a longest row of numbers that rise, each by its index.

    A block cannot be moved in Yjs, only made anew; so as many as possible stay.
    """
    tails: list[int] = []  # index of the smallest number that ends a row of this length
    before: dict[int, int | None] = {}
    for index, place in enumerate(places):
        if place is None:
            continue
        length = bisect_left(tails, place, key=lambda i: places[i] or 0)
        before[index] = tails[length - 1] if length else None
        tails[length : length + 1] = [index]
    row: dict[int, int] = {}
    at = tails[-1] if tails else None
    while at is not None:
        row[at] = places[at] or 0
        at = before[at]
    return row


def _is_layout(group: Sequence[RawBlock]) -> bool:
    content = content_of(group)
    return not content.text.strip() and not content.marks


def _edits_within(
    at: int, group: Sequence[RawBlock], wanted: Content
) -> list[Edit] | None:
    """Return the edits of a block's own, or None if it has to be made anew."""
    now = content_of(group)
    if same(now, wanted):
        return []
    if len(group) > 1 or now.kind != wanted.kind:
        return None
    pieces = _pieces(group[0], wanted)
    if pieces is None:
        return None
    edits: list[Edit] = []
    for name, old, new in (
        ("level", now.level, wanted.level),
        ("marker", now.marker, wanted.marker),
    ):
        if old != new:
            edits.append(SetAttribute(at, name, new or None))
    for piece in pieces:
        found = _edits_of_text(at, piece)
        if found is None:
            return None
        edits += found
    return edits


@dataclass(frozen=True, slots=True)
class _Piece:
    """A text node, and what shall stand between the footnotes around it."""

    number: int
    node: TextNode
    text: str
    marks: tuple[Mark, ...]


def _pieces(block: RawBlock, wanted: Content) -> list[_Piece] | None:
    """Pair text nodes with pieces of the text, None if they do not correspond."""
    notes = [mark for mark in wanted.marks if mark.kind == FOOTNOTE]
    ends = [*(note.start for note in notes), len(wanted.text)]
    said = [node.text for node in block.nodes if isinstance(node, NoteNode)]
    if said != [note.value for note in notes]:
        return None
    found: list[_Piece] = []
    rest = list(enumerate(block.nodes))
    start = 0
    for end in ends:
        texts: list[tuple[int, TextNode]] = []
        while rest:
            number, node = rest.pop(0)
            if isinstance(node, NoteNode):
                break
            texts.append((number, node))
        if len(texts) > 1 or (not texts and end > start):
            return None
        for number, node in texts:
            marks = (_cut(mark, start, end) for mark in wanted.marks)
            kept = tuple(mark for mark in marks if mark is not None)
            found.append(_Piece(number, node, wanted.text[start:end], kept))
        start = end
    return found


def _cut(mark: Mark, start: int, end: int) -> Mark | None:
    first, last = max(mark.start, start), min(mark.end, end)
    if mark.kind == FOOTNOTE or first >= last:
        return None
    return Mark(first - start, last - start, mark.kind, mark.value)


@dataclass(frozen=True, slots=True)
class _Character:
    """A character of the text as people read it, with its place in the node."""

    text: str
    at_utf8: int
    marks: Mapping[str, Any]

    @property
    def end_utf8(self) -> int:
        return self.at_utf8 + len(self.text.encode())


def _edits_of_text(at: int, piece: _Piece) -> list[Edit] | None:
    now = list(_characters(piece.node))
    text = "".join(each.text for each in now)
    if normalise(text) != text:
        return None
    wanted = _marks_by_character(piece)
    changes = diff(text, piece.text)
    edits: list[Edit] = []
    kept = _kept(len(text), changes)
    for old, new in kept:
        edits += _reformat(
            at, piece.number, now[old.start : old.end], wanted[new.start :]
        )
    # From the end, so that what is done moves nothing that is still to be done.
    for change in reversed(changes):
        gone = now[change.old.start : change.old.end]
        edits += (
            RemoveText(at, piece.number, start, end - start)
            for start, end in reversed(_ranges(gone))
        )
        where = (
            now[change.old.start].at_utf8
            if change.old.start < len(now)
            else (now[-1].end_utf8 if now else 0)
        )
        if len(change.new):
            edits += _inserted(at, piece, where, change.new, wanted)
    return edits


def _characters(node: TextNode) -> Iterator[_Character]:
    at = 0
    for run in node.runs:
        for character in run.text:
            if not run.has(INSERTION):
                yield _Character(character, at, run.marks)
            at += len(character.encode())


def _marks_by_character(piece: _Piece) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [{} for _ in piece.text]
    for mark in piece.marks:
        value = {"href": mark.value} if mark.kind == "link" else {}
        for index in range(mark.start, mark.end):
            found[index][mark.kind] = value
    return found


def _kept(length: int, changes: Sequence[Change]) -> list[tuple[Span, Span]]:
    """Return what stays, by its place before and after."""
    found = []
    old = new = 0
    for change in changes:
        found.append((Span(old, change.old.start), Span(new, change.new.start)))
        old, new = change.old.end, change.new.end
    found.append((Span(old, length), Span(new, new + length - old)))
    return found


def _reformat(
    at: int,
    number: int,
    characters: Sequence[_Character],
    wanted: Sequence[Mapping[str, Any]],
) -> Iterator[Edit]:
    """Yield what gives kept characters other marks; runs of one change together."""
    start = end = 0
    running: dict[str, Any] = {}
    for character, marks in zip(characters, wanted, strict=False):
        change = _difference(character.marks, marks)
        if change != running or character.at_utf8 != end:
            if running:
                yield Format(at, number, start, end - start, running)
            start, running = character.at_utf8, change
        end = character.end_utf8
    if running:
        yield Format(at, number, start, end - start, running)


def _difference(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    gone = {
        key: None
        for key in old
        if (name := key.partition("--")[0]) in MARKS
        and (name not in new or (name == "link" and old[key] != new[name]))
    }
    held = {key.partition("--")[0] for key in old if key not in gone}
    return gone | {name: value for name, value in new.items() if name not in held}


def _ranges(characters: Sequence[_Character]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for character in characters:
        if found and found[-1][1] == character.at_utf8:
            found[-1] = (found[-1][0], character.end_utf8)
        else:
            found.append((character.at_utf8, character.end_utf8))
    return found


def _inserted(
    at: int, piece: _Piece, where: int, span: Span, wanted: Sequence[Mapping[str, Any]]
) -> Iterator[Edit]:
    """Yield new characters with their own marks, whatever stands before them."""
    text = span.of(piece.text)
    yield InsertText(at, piece.number, where, text)
    inherited = {key: None for run in piece.node.runs for key in run.marks}
    for marks, group in groupby(
        zip(text, wanted[span.start : span.end], strict=True), key=itemgetter(1)
    ):
        size = sum(len(character.encode()) for character, _ in group)
        yield Format(at, piece.number, where, size, inherited | dict(marks))
        where += size
