"""The live draft's Yjs document: the only module that imports pycrdt.

What it keeps from everybody else:

- pycrdt's panics are no `Exception`. They may leave the document half changed, so
  they become `Corrupt`, and the document is to be thrown away.
- A transaction's event holds exactly what was integrated, in yrs's own encoding.
  That is what goes to the log and to the readers, never a stranger's bytes: an update
  that yrs takes can still break a Yjs client, and what is known already, or waits for
  something missing, is no news.
- Text of an XmlText is counted in UTF-8 bytes (0.14).
"""

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from pycrdt import (
    Doc,
    TransactionEvent,
    XmlElement,
    XmlFragment,
    XmlText,
    merge_updates,
)

from docservice.db.draft_log import StoredUpdate
from docservice.db.draft_texts import Sources
from docservice.realtime.blocks import (
    FOOTNOTE,
    TAGS,
    NoteNode,
    RawBlock,
    Run,
    TextNode,
    needing_ids,
)
from docservice.realtime.rewriting import (
    Edit,
    Format,
    InsertBlock,
    InsertText,
    RemoveBlock,
    RemoveText,
    SetAttribute,
    edits_to,
)
from docservice.realtime.tracing import Stretch, Trail, sources_of
from versions.paragraph import Mark, Paragraph

ROOT: Final = "text"
EMPTY: Final = b"\x00\x00"  # the state of a new document
CLIENT_BITS: Final = 32  # as Yjs chooses; pycrdt takes 53, which y-py cuts off
MERGED_AT_ONCE: Final = 100  # merging takes longer than linear time


class Corrupt(Exception):
    """The document cannot be trusted any more."""


class LiveText:
    """A document with any roots, as the room of a draft holds it."""

    def __init__(self, states: Iterable[bytes] = ()) -> None:
        self._doc = _new_doc()
        self._news: list[bytes] = []
        with self._doc.transaction():
            for state in states:
                self._doc.apply_update(state)
        self._subscription = self._doc.observe(self._changed)

    def _changed(self, event: TransactionEvent) -> None:
        self._news.append(event.update)

    def apply(self, updates: Sequence[bytes]) -> tuple[bytes | None, int]:
        """Apply updates in order, up to the first one that is none.

        Returns what they changed, None if nothing, and how many were applied.

        Raises:
            Corrupt: pycrdt failed within the document.
        """
        applied = 0
        self._news.clear()
        try:
            if len(updates) == 1:  # a keystroke is a transaction of its own
                self._doc.apply_update(updates[0])
                applied = 1
            else:
                with self._doc.transaction():
                    for update in updates:
                        self._doc.apply_update(update)
                        applied += 1
        except ValueError:
            pass
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:
            raise Corrupt(str(error)) from error
        return (merged(self._news) if self._news else None), applied

    def give_ids(self, new_id: Callable[[], str]) -> bytes | None:
        """Give an id to blocks without, and to copies of others; return the change."""
        root = self._doc.get(ROOT, type=XmlFragment)
        found = list(needing_ids(_blocks(root)))
        self._news.clear()
        with self._doc.transaction():
            for number in found:
                block = root.children[number]
                if isinstance(block, XmlElement):
                    block.attributes["pid"] = new_id()
        return merged(self._news) if self._news else None

    def vector(self) -> bytes:
        """Return what the document holds, as a state vector."""
        return self._doc.get_state()

    def state(self, vector: bytes = b"\x00") -> bytes:
        """Return what somebody with `vector` lacks, by default everything.

        Raises:
            ValueError: it is no state vector.
            Corrupt: pycrdt failed within the document.
        """
        try:
            return self._doc.get_update(vector)
        except (ValueError, KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:
            raise Corrupt(str(error)) from error


def _new_doc() -> Doc[XmlFragment]:
    """Return an empty document; its client id is one that every binding can read."""
    return Doc(client_id=secrets.randbits(CLIENT_BITS))


def merged(updates: Sequence[bytes]) -> bytes:
    """Return one update that does what `updates` do; they are few."""
    return updates[0] if len(updates) == 1 else merge_updates(*updates)


def seed(paragraphs: Iterable[Paragraph]) -> bytes:
    """Return the state of a new document with this text."""
    return rewritten(EMPTY, tuple(paragraphs))


def rewritten(state: bytes, paragraphs: Sequence[Paragraph]) -> bytes:
    """Return the update that makes a document in `state` say what is given."""
    doc = _new_doc()
    doc.apply_update(state)
    root = doc.get(ROOT, type=XmlFragment)
    made: list[bytes] = []
    doc.observe(lambda event: made.append(event.update))
    with doc.transaction():
        for edit in edits_to(_blocks(root), paragraphs):
            _do(root, edit)
    return made[0] if made else EMPTY


def blocks(state: bytes) -> tuple[RawBlock, ...]:
    """Return the blocks of the draft's text in a document with this state."""
    doc = _new_doc()
    doc.apply_update(state)
    return _blocks(doc.get(ROOT, type=XmlFragment))


def traced(state: bytes, updates: Sequence[StoredUpdate]) -> Sources:
    """Return where the words are from that `updates` make of the text in `state`."""
    doc = _new_doc()
    doc.apply_update(state)
    root = doc.get(ROOT, type=XmlFragment)
    old = _blocks(root)
    trail: Trail[XmlText] = Trail()
    for block, raw in zip(root.children, old, strict=True):
        for index, node in _text_nodes(block):
            words = "".join(_runs(node)).encode()
            trail.begin(node, words, Stretch(len(words), raw.pid, index, 0, None))
    seen: list[tuple[object, Any]] = []
    # Read at once: an event ends with its transaction.

    def note(events: list[Any]) -> None:
        seen.extend((event.target, event.delta) for event in events)

    root.observe_deep(note)
    for update in updates:
        seen.clear()
        doc.apply_update(update.data)
        _follow(root, trail, seen, update)
    new = _blocks(root)
    stretches = [
        [
            trail.nodes.get(child, []) if isinstance(child, XmlText) else []
            for child in _children(block)
        ]
        for block in root.children
    ]
    return sources_of(old, new, stretches, trail.deleted)


def _follow(
    root: XmlFragment,
    trail: Trail[XmlText],
    seen: Sequence[tuple[object, Any]],
    by: StoredUpdate,
) -> None:
    is_shorter = False
    for target, delta in seen:
        if isinstance(target, XmlText):
            trail.change(target, delta, by)
            continue
        for part in delta:
            is_shorter = is_shorter or "delete" in part
            for child in part.get("insert", ()):
                if isinstance(child, XmlText):
                    trail.add(child, _runs(child), by)
                for _, node in _text_nodes(child):
                    trail.add(node, _runs(node), by)
    if is_shorter:
        there = (n for block in root.children for _, n in _text_nodes(block))
        trail.keep_only(there)
    trail.settle(by)


def _children(block: XmlElement | XmlFragment | XmlText) -> Iterable[object]:
    return () if isinstance(block, XmlText) else block.children


def _text_nodes(
    block: XmlElement | XmlFragment | XmlText,
) -> Iterator[tuple[int, XmlText]]:
    for index, child in enumerate(_children(block)):
        if isinstance(child, XmlText):
            yield index, child


def _blocks(root: XmlFragment) -> tuple[RawBlock, ...]:
    return tuple(
        RawBlock(child.tag or "", _attributes(child), tuple(_nodes(child)))
        if isinstance(child, XmlElement)
        else RawBlock("", {}, ())  # a stray text: numbers have to stay right
        for child in root.children
    )


def _attributes(block: XmlElement) -> dict[str, Any]:
    pairs: Iterable[tuple[str, Any]] = block.attributes.__iter__()
    return dict(pairs)


def _nodes(block: XmlElement) -> Iterator[TextNode | NoteNode]:
    for child in block.children:
        if isinstance(child, XmlText):
            yield TextNode(
                tuple(
                    Run(text, marks or {})
                    for text, marks in child.diff()
                    if isinstance(text, str)
                )
            )
        elif isinstance(child, XmlElement) and child.tag == FOOTNOTE:
            yield NoteNode(str(child.attributes.get("text") or ""))
        else:
            # Something of an editor to come: its words count, and it is left alone.
            yield TextNode((Run(_words(child), {}),) if _words(child) else ())


def _runs(node: XmlText) -> Iterator[str]:
    return (text for text, _ in node.diff() if isinstance(text, str))


def _words(node: XmlElement | XmlFragment) -> str:
    return "".join(
        str(c) if isinstance(c, XmlText) else _words(c) for c in node.children
    )


def _do(root: XmlFragment, edit: Edit) -> None:
    match edit:
        case RemoveBlock(number):
            del root.children[number]
        case InsertBlock(number, paragraph):
            _insert_block(root, number, paragraph)
        case SetAttribute(number, name, value):
            attributes = _element(root, number).attributes
            if value is None:
                del attributes[name]
            else:
                attributes[name] = value
        case RemoveText(number, node, at, size):
            del _text(root, number, node)[at : at + size]
        case InsertText(number, node, at, text):
            _text(root, number, node).insert(at, text)
        case Format(number, node, at, size, marks):
            _text(root, number, node).format(at, at + size, dict(marks))


def _element(root: XmlFragment, number: int) -> XmlElement:
    found = root.children[number]
    if not isinstance(found, XmlElement):
        raise Corrupt(f"block {number} is no element")
    return found


def _text(root: XmlFragment, number: int, node: int) -> XmlText:
    found = _element(root, number).children[node]
    if not isinstance(found, XmlText):
        raise Corrupt(f"node {node} of block {number} is no text")
    return found


def _insert_block(root: XmlFragment, number: int, paragraph: Paragraph) -> None:
    content = paragraph.content
    block = XmlElement(TAGS[content.kind], {"pid": str(paragraph.id)})
    root.children.insert(number, block)
    if content.level:
        block.attributes["level"] = content.level
    if content.marker:
        block.attributes["marker"] = content.marker
    start = 0
    notes: list[Mark | None] = [m for m in sorted(content.marks) if m.kind == FOOTNOTE]
    for note in [*notes, None]:
        end = note.start if note else len(content.text)
        if end > start:
            text = XmlText(content.text[start:end])
            block.children.append(text)
            _format(text, content.text, start, end, content.marks)
        if note is not None:
            block.children.append(XmlElement(FOOTNOTE, {"text": note.value}))
        start = end


def _format(
    node: XmlText, text: str, start: int, end: int, marks: Sequence[Mark]
) -> None:
    """Give the piece `start` to `end` of a paragraph's text, a node, its marks."""
    for mark in marks:
        first, last = max(mark.start, start), min(mark.end, end)
        if mark.kind == FOOTNOTE or first >= last:
            continue
        begin = len(text[start:first].encode())
        length = len(text[first:last].encode())
        value = {"href": mark.value} if mark.kind == "link" else {}
        node.format(begin, begin + length, {mark.kind: value})
