"""The draft's text as it stands in the Yjs document, and as paragraphs of a revision.

An undecided suggestion is no part of the text: what it would insert is left out, what
it would delete stays. A suggested new paragraph is held by zero-width spaces with the
mark of an insertion at the edges of its two halves (prosemirror-suggest-changes), so
such halves are one paragraph until somebody decides.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, cast, get_args

from versions.paragraph import (
    KINDS,
    Content,
    Kind,
    Mark,
    MarkKind,
    Paragraph,
    ParagraphId,
)
from versions.text import normalise

FOOTNOTE: Final = "footnote"
EDGE: Final = "\u200b"
INSERTION, DELETION = "insertion", "deletion"
SUGGESTING: Final = frozenset({INSERTION, DELETION, "modification"})
PID: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,35}")
LEVELS: Final[Mapping[Kind, int]] = {
    "heading": 6,
    "list_item": 9,
    "quote": 9,
    "table": 9,
}
LEAST: Final[Mapping[Kind, int]] = {"heading": 1, "list_item": 1, "quote": 1}
MARKER_CHARS: Final = 16
# Elements are named by their kind, but ProseMirror has one name space for blocks and
# marks, and `code` is both.
TAGS: Final[Mapping[Kind, str]] = {kind: kind for kind in KINDS} | {
    "code": "code_block"
}
KIND_OF: Final[Mapping[str, Kind]] = {tag: kind for kind, tag in TAGS.items()}
MARKS: Final = frozenset(get_args(MarkKind)) - {FOOTNOTE}


@dataclass(frozen=True, slots=True)
class Run:
    """Characters with the same formatting, as it stands in the document."""

    text: str
    marks: Mapping[str, Any]

    def has(self, name: str) -> bool:
        """Return whether a mark is set; several of one kind carry a suffix each."""
        return any(key.partition("--")[0] == name for key in self.marks)


@dataclass(frozen=True, slots=True)
class TextNode:
    """A text node: its runs in order."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class NoteNode:
    """A footnote between text nodes."""

    text: str


@dataclass(frozen=True, slots=True)
class RawBlock:
    """An element below the root, with what stands in it."""

    tag: str
    attributes: Mapping[str, Any]
    nodes: tuple[TextNode | NoteNode, ...]

    @property
    def pid(self) -> str | None:
        """Return the id, None where there is none that could be one."""
        found = self.attributes.get("pid")
        return found if isinstance(found, str) and PID.fullmatch(found) else None


def needing_ids(blocks: Sequence[RawBlock]) -> Iterator[int]:
    """Yield the numbers of blocks without an id, or with that of an earlier one."""
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        if block.pid is None or block.pid in seen:
            yield number
        else:
            seen.add(block.pid)


def suggestions_in(blocks: Iterable[RawBlock]) -> frozenset[str]:
    """Return the ids of the suggestions that nobody has decided."""
    return frozenset(
        str(value.get("id", "")) if isinstance(value, Mapping) else ""
        for block in blocks
        for node in block.nodes
        if isinstance(node, TextNode)
        for run in node.runs
        for key, value in run.marks.items()
        if key.partition("--")[0] in SUGGESTING
    )


def paragraphs_of(
    blocks: Sequence[RawBlock], *, applied: bool = False
) -> tuple[Paragraph, ...]:
    """Return the text without its suggestions, or with all of them `applied`.

    Blocks without words are layout, and left out. All blocks have ids of their own.
    """
    found = []
    for group in joined(blocks, DELETION if applied else INSERTION):
        content = content_of(group, applied=applied)
        pid = group[0].pid
        if pid is not None and (content.text.strip() or content.marks):
            found.append(Paragraph(ParagraphId(pid), content))
    return tuple(found)


def joined(blocks: Sequence[RawBlock], mark: str) -> Iterator[list[RawBlock]]:
    """Yield blocks, those together between which a suggested border is none yet."""
    group: list[RawBlock] = []
    for block in blocks:
        if group and _is_edge(group[-1], -1, mark) and _is_edge(block, 0, mark):
            group.append(block)
            continue
        if group:
            yield group
        group = [block]
    if group:
        yield group


def _is_edge(block: RawBlock, at: int, mark: str) -> bool:
    if not block.nodes:
        return False
    node = block.nodes[at]
    if not isinstance(node, TextNode) or not node.runs:
        return False
    run = node.runs[at]
    return run.has(mark) and run.text[at:][:1] == EDGE


def content_of(group: Sequence[RawBlock], *, applied: bool = False) -> Content:
    """Return what a paragraph says that is made of one block, or of joined ones."""
    left_out = DELETION if applied else INSERTION
    text = ""
    marks: list[Mark] = []
    for node in (node for block in group for node in block.nodes):
        if isinstance(node, NoteNode):
            marks.append(Mark(len(text), len(text), FOOTNOTE, normalise(node.text)))
            continue
        for run in node.runs:
            if run.has(left_out):
                continue
            start = len(text)
            # Not run by run: an accent may stand in the next one.
            text = normalise(text + run.text)
            marks += _marks_of(run, min(start, len(text)), len(text))
    kind, level, marker = _shape(group[0])
    return Content(kind, text, level, marker, canonical(marks))


def _marks_of(run: Run, start: int, end: int) -> Iterator[Mark]:
    if start == end:
        return
    for key, value in run.marks.items():
        name = key.partition("--")[0]
        if name not in MARKS:
            continue
        address = ""
        if name == "link":
            address = str(value.get("href", "")) if isinstance(value, Mapping) else ""
            if not address:
                continue
        yield Mark(start, end, cast(MarkKind, name), address)


def _shape(block: RawBlock) -> tuple[Kind, int, str]:
    kind = KIND_OF.get(block.tag, "paragraph")
    given = block.attributes.get("level")
    number = int(given) if isinstance(given, int | float) else 0
    level = max(LEAST.get(kind, 0), min(number, LEVELS.get(kind, 0)))
    marker = ""
    if kind == "list_item":
        said = block.attributes.get("marker")
        marker = normalise(said)[:MARKER_CHARS] if isinstance(said, str) else ""
    return kind, level, marker


def canonical(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return marks as reading gives them: sorted, and touching equal ones as one."""
    last: dict[tuple[str, str], int] = {}
    found: list[Mark] = []
    for mark in sorted(marks):
        key = (mark.kind, mark.value)
        before = last.get(key)
        if mark.kind == FOOTNOTE or before is None or found[before].end < mark.start:
            last[key] = len(found)
            found.append(mark)
        elif found[before].end < mark.end:
            found[before] = replace(found[before], end=mark.end)
    return tuple(sorted(found))


def same(one: Content, other: Content) -> bool:
    """Return whether two contents are the same to a reader."""
    return replace(one, marks=canonical(one.marks)) == replace(
        other, marks=canonical(other.marks)
    )


def keeping(
    stored: Sequence[Paragraph], read: Sequence[Paragraph]
) -> tuple[Paragraph, ...]:
    """Return what was read, with stored contents wherever a reader sees no difference.

    What is written into a document and read again may come back in another form.
    """
    known = {paragraph.id: paragraph for paragraph in stored}
    return tuple(
        old
        if (old := known.get(each.id)) is not None and same(old.content, each.content)
        else each
        for each in read
    )
