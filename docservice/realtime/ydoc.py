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

from collections.abc import Iterable, Sequence
from typing import Final

from pycrdt import (
    Doc,
    TransactionEvent,
    XmlElement,
    XmlFragment,
    XmlText,
    merge_updates,
)

from versions.paragraph import Mark, Paragraph

ROOT: Final = "text"
FOOTNOTE: Final = "footnote"
MERGED_AT_ONCE: Final = 100  # merging takes longer than linear time


class Corrupt(Exception):
    """The document cannot be trusted any more."""


class LiveText:
    """A document with any roots, as the room of a draft holds it."""

    def __init__(self, states: Iterable[bytes] = ()) -> None:
        self._doc: Doc[XmlFragment] = Doc()
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


def merged(updates: Sequence[bytes]) -> bytes:
    """Return one update that does what `updates` do; they are few."""
    return updates[0] if len(updates) == 1 else merge_updates(*updates)


def seed(paragraphs: Iterable[Paragraph]) -> bytes:
    """Return the state of a new document with this text."""
    doc: Doc[XmlFragment] = Doc()
    root = doc.get(ROOT, type=XmlFragment)
    with doc.transaction():
        for paragraph in paragraphs:
            _append_block(root, paragraph)
    return doc.get_update()


def _append_block(root: XmlFragment, paragraph: Paragraph) -> None:
    content = paragraph.content
    block = XmlElement(content.kind, {"pid": str(paragraph.id)})
    root.children.append(block)
    if content.level:
        block.attributes["level"] = content.level
    if content.marker:
        block.attributes["marker"] = content.marker
    start = 0
    notes = [mark for mark in content.marks if mark.kind == FOOTNOTE]
    for note in [*sorted(notes), None]:
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
