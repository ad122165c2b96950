"""Where the words of the draft are from: kept, typed by whom and why, or deleted.

The updates since the newest revision are applied once more, one by one, to the state
that had its text. What Yjs reports of each is exact: an insertion or a deletion of
characters that have an identity, not a guess from two texts.

An editor that divides or joins paragraphs, changes their kind, pastes what was cut or
takes a deletion back writes the same words anew. Words that somebody had typed stay
theirs then, with the comment they were typed for; whoever carried them wrote nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Generic, NamedTuple, TypeVar

from docservice.db.draft_log import StoredUpdate
from docservice.db.draft_texts import Deleted, Kept, Sources, Typed
from docservice.realtime.blocks import (
    INSERTION,
    NoteNode,
    RawBlock,
    TextNode,
    content_of,
    joined,
)

Node = TypeVar("Node")

# Bytes of words by which they are known again; fewer might be typed anew by chance.
_TELLING: Final = 12


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring bytes of a text node with one source.

    `old` is the paragraph of the newest revision and `at_utf8` where in its node they
    stood; without `old` they were typed, with `author` the update that brought them.
    """

    size_utf8: int
    old: str | None
    node: int
    at_utf8: int
    author: StoredUpdate | None

    def cut(self, start: int, end: int) -> "Stretch":
        """Return a part of it."""
        return replace(self, size_utf8=end - start, at_utf8=self.at_utf8 + start)


@dataclass(slots=True)
class _Lost:
    """Words that were deleted, where they are from, and which of them are back."""

    words: bytes
    stretches: list[Stretch]
    back: list[tuple[int, int]] = field(default_factory=list)

    def has(self, first: int, end: int) -> bool:
        """Return whether none of these bytes is back yet."""
        return all(end <= start or stop <= first for start, stop in self.back)

    def rest(self) -> Iterator[Stretch]:
        """Yield what is not back."""
        at = 0
        for first, end in (*sorted(self.back), (len(self.words), len(self.words))):
            yield from _between(self.stretches, at, first)
            at = end


class _Gained(NamedTuple, Generic[Node]):
    """Words that an update put into a node, and at which byte."""

    node: Node
    at: int
    words: bytes


class Trail(Generic[Node]):
    """The stretches of each text node, and those that were deleted with by whom."""

    def __init__(self) -> None:
        self.nodes: dict[Node, list[Stretch]] = {}
        self.deleted: list[tuple[Stretch, StoredUpdate]] = []
        self._words: dict[Node, bytes] = {}
        self._lost: list[_Lost] = []  # before this update
        self._lost_now: list[_Lost] = []
        self._gained: list[_Gained[Node]] = []

    def begin(self, node: Node, words: bytes, whole: Stretch) -> None:
        """Start with a text node of the newest revision."""
        self.nodes[node], self._words[node] = [whole], words

    def change(
        self, node: Node, delta: Sequence[Mapping[str, Any]], by: StoredUpdate
    ) -> None:
        """Follow a change of a text node as Yjs reports it, in UTF-8 bytes."""
        before, old = self.nodes.get(node, []), self._words.get(node, b"")
        after: list[Stretch] = []
        words = b""
        at = 0
        for part in delta:
            if "retain" in part:
                end = at + part["retain"]
                after += _between(before, at, end)
                words += old[at:end]
                at = end
            elif "delete" in part:
                end = at + part["delete"]
                self._lost_now.append(_Lost(old[at:end], _between(before, at, end)))
                at = end
            elif isinstance(part.get("insert"), str):
                new = part["insert"].encode()
                after.append(Stretch(len(new), None, 0, 0, by))
                self._gained.append(_Gained(node, len(words), new))
                words += new
        after += _between(before, at, sum(s.size_utf8 for s in before))
        self.nodes[node], self._words[node] = after, words + old[at:]

    def add(self, node: Node, runs: Iterable[str], by: StoredUpdate) -> None:
        """Follow a new text node."""
        words = b""
        for run in map(str.encode, runs):
            self._gained.append(_Gained(node, len(words), run))
            words += run
        self.nodes[node] = [Stretch(len(words), None, 0, 0, by)]
        self._words[node] = words

    def keep_only(self, nodes: Iterable[Node]) -> None:
        """Follow the removal of all other nodes."""
        there = set(nodes)
        for node in [node for node in self.nodes if node not in there]:
            self._lost_now.append(_Lost(self._words.pop(node), self.nodes.pop(node)))

    def settle(self, by: StoredUpdate) -> None:
        """End an update: words that were only carried elsewhere stay whose they were."""
        for gained in self._gained:
            if gained.node in self.nodes and not self._stay(gained):
                self._return(gained)
        for lost in self._lost_now:
            self.deleted += ((stretch, by) for stretch in lost.rest() if stretch.old)
            if len(lost.words) >= _TELLING:
                self._lost.append(lost)
        self._lost_now.clear()
        self._gained.clear()

    def _stay(self, gained: _Gained[Node]) -> bool:
        """Follow words that this update deletes somewhere else; nobody wrote them."""
        words = gained.words
        size = len(words)
        for lost in self._lost_now:
            if size < _TELLING and lost.words != words:
                continue
            first = lost.words.find(words)
            if first >= 0 and lost.has(first, first + size):
                lost.back.append((first, first + size))
                carried = _between(lost.stretches, first, first + size)
                self._inherit(gained.node, gained.at, carried)
                return True
        return False

    def _return(self, gained: _Gained[Node]) -> None:
        """Follow words that were deleted before: those that somebody had typed."""
        if len(gained.words) < _TELLING:
            return
        for lost in reversed(self._lost):
            at, first, size = 0, lost.words.find(gained.words), len(gained.words)
            if first < 0:
                at, first, size = gained.words.find(lost.words), 0, len(lost.words)
            if at < 0:
                continue
            for stretch in _between(lost.stretches, first, first + size):
                if stretch.old is None:
                    self._inherit(gained.node, gained.at + at, [stretch])
                at += stretch.size_utf8
            return

    def _inherit(self, node: Node, at: int, stretches: Iterable[Stretch]) -> None:
        """Let words in a node be from where `stretches` are."""
        now = self.nodes[node]
        found = [*stretches]
        end = at + sum(each.size_utf8 for each in found)
        rest = _between(now, end, sum(each.size_utf8 for each in now))
        self.nodes[node] = [*_between(now, 0, at), *found, *rest]


def _between(stretches: Sequence[Stretch], start: int, end: int) -> list[Stretch]:
    found = []
    at = 0
    for stretch in stretches:
        first, last = max(start, at), min(end, at + stretch.size_utf8)
        if first < last:
            found.append(stretch.cut(first - at, last - at))
        at += stretch.size_utf8
    return found


def sources_of(
    old: Sequence[RawBlock],
    new: Sequence[RawBlock],
    stretches: Sequence[Sequence[Sequence[Stretch]]],
    deleted: Iterable[tuple[Stretch, StoredUpdate]],
) -> Sources:
    """Return the sources in code points of paragraphs.

    `stretches` are those of each block of `new`, and of each of its nodes.
    """
    places = {block.pid: _offsets([block]) for block in old if block.pid is not None}
    before = {block.pid: content_of([block]) for block in old}
    kept: list[Kept] = []
    typed: list[Typed] = []
    number = 0
    for group in joined(new, INSERTION):
        parts = [
            node for block in stretches[number : number + len(group)] for node in block
        ]
        number += len(group)
        pid = group[0].pid
        if pid is None or before.get(pid) == content_of(group):
            continue
        there = _offsets(group)
        for index, node in enumerate(parts):
            at = 0
            for stretch in node:
                start, end = there.span(index, at, at + stretch.size_utf8)
                at += stretch.size_utf8
                if start == end:
                    continue
                if stretch.old is None:
                    typed.append(_typed(pid, start, end, stretch.author))
                elif stretch.old in places:
                    first, _ = places[stretch.old].span(
                        stretch.node,
                        stretch.at_utf8,
                        stretch.at_utf8 + stretch.size_utf8,
                    )
                    kept.append(Kept(stretch.old, first, pid, start, end - start))
    gone = []
    for stretch, by in deleted:
        if stretch.old not in places:
            continue
        start, end = places[stretch.old].span(
            stretch.node, stretch.at_utf8, stretch.at_utf8 + stretch.size_utf8
        )
        if start < end:
            gone.append(
                Deleted(stretch.old, start, end, by.person_id, by.annotation_id, by.at)
            )
    return Sources(tuple(kept), tuple(_gathered(typed)), tuple(_gathered(gone)))


def _typed(pid: str, start: int, end: int, author: StoredUpdate | None) -> Typed:
    if author is None:
        return Typed(pid, start, end, None, None)
    return Typed(pid, start, end, author.person_id, author.annotation_id, author.at)


Part = TypeVar("Part", Typed, Deleted)


def _gathered(parts: Iterable[Part]) -> Iterable[Part]:
    """Join what one person did next to each other for one reason."""
    ordered = sorted(parts, key=lambda p: (p.paragraph, p.start))
    found: list[Part] = []
    for part in ordered:
        last = found[-1] if found else None
        if (
            last is not None
            and last.paragraph == part.paragraph
            and last.end == part.start
            and last.person_id == part.person_id
            and last.annotation_id == part.annotation_id
        ):
            at = max(filter(None, (last.at, part.at)), default=None)
            found[-1] = replace(last, end=part.end, at=at)
        else:
            found.append(part)
    return found


@dataclass(frozen=True, slots=True)
class _Offsets:
    """Where in a paragraph's text the bytes of its nodes stand."""

    starts: tuple[int, ...]  # of each node, in code points
    runs: tuple[tuple[tuple[str, bool], ...], ...]  # of each node: text, whether read

    def span(self, node: int, start: int, end: int) -> tuple[int, int]:
        return self._offset(node, start), self._offset(node, end)

    def _offset(self, node: int, at_utf8: int) -> int:
        offset, left = self.starts[node], at_utf8
        for text, is_read in self.runs[node]:
            encoded = text.encode()
            part = encoded[: max(0, left)].decode(errors="ignore")
            offset += len(part.replace("\u200b", "")) if is_read else 0
            left -= len(encoded)
            if left <= 0:
                break
        return offset


def _offsets(group: Sequence[RawBlock]) -> _Offsets:
    """Return the places of a paragraph's nodes; its text is NFC as it stands."""
    starts: list[int] = []
    runs: list[tuple[tuple[str, bool], ...]] = []
    at = 0
    for node in (node for block in group for node in block.nodes):
        starts.append(at)
        if isinstance(node, NoteNode):
            runs.append(())
            continue
        runs.append(_read(node))
        at += sum(len(t.replace("\u200b", "")) for t, is_read in runs[-1] if is_read)
    return _Offsets(tuple(starts), tuple(runs))


def _read(node: TextNode) -> tuple[tuple[str, bool], ...]:
    return tuple((run.text, not run.has(INSERTION)) for run in node.runs)
