"""Where the words of the draft are from: kept, typed by whom and why, or deleted.

The updates since the newest revision are applied once more, one by one, to the state
that had its text. What Yjs reports of each is exact: an insertion or a deletion of
characters that have an identity, not a guess from two texts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

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
class Trail(Generic[Node]):
    """The stretches of each text node, and those that were deleted with by whom."""

    nodes: dict[Node, list[Stretch]]
    deleted: list[tuple[Stretch, StoredUpdate]]

    def change(
        self, node: Node, delta: Sequence[Mapping[str, Any]], by: StoredUpdate
    ) -> None:
        """Follow a change of a text node as Yjs reports it, in UTF-8 bytes."""
        before = self.nodes.get(node, [])
        after: list[Stretch] = []
        at = 0
        for part in delta:
            if "retain" in part:
                after += _between(before, at, at + part["retain"])
                at += part["retain"]
            elif "delete" in part:
                gone = _between(before, at, at + part["delete"])
                self.deleted += ((stretch, by) for stretch in gone if stretch.old)
                at += part["delete"]
            elif isinstance(part.get("insert"), str):
                size = len(part["insert"].encode())
                after.append(Stretch(size, None, 0, 0, by))
        after += _between(before, at, sum(s.size_utf8 for s in before))
        self.nodes[node] = after

    def add(self, node: Node, size_utf8: int, by: StoredUpdate) -> None:
        """Follow a new text node."""
        self.nodes[node] = [Stretch(size_utf8, None, 0, 0, by)]

    def keep_only(self, nodes: Iterable[Node], by: StoredUpdate) -> None:
        """Follow the removal of all other nodes."""
        there = set(nodes)
        for node in [node for node in self.nodes if node not in there]:
            gone = self.nodes.pop(node)
            self.deleted += ((stretch, by) for stretch in gone if stretch.old)


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
