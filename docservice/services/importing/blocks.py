"""Turn pandoc's blocks into the paragraphs of a revision, in reading order.

- A list item's further paragraphs are list items of the same level without a
  marker. A heading, table or code block in a list keeps its own kind.
- The innermost of list and quote gives the kind, its depth the level.
- A definition list becomes its terms (bold) and their definitions, paragraphs all.
- Captions are paragraphs before their table or figure. Rules are left out.
- What has no words is left out.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from docservice.services.importing.characters import is_blank, without_controls
from docservice.services.importing.findings import Findings
from docservice.services.importing.inlines import InlineReader
from docservice.services.importing.leaves import Node
from docservice.services.importing.limits import ImportLimits
from docservice.services.importing.refusal import DocumentRefused
from docservice.services.importing.tables import table_content
from docservice.services.importing.text_builder import TextBuilder
from docservice.services.pandoc.numbering import BULLET, Delimiter, Number, Style
from versions.paragraph import Content, Kind, Mark
from versions.text import normalise

_STYLES: Final[dict[str, Style]] = {
    "LowerAlpha": "LowerAlpha",
    "UpperAlpha": "UpperAlpha",
    "LowerRoman": "LowerRoman",
    "UpperRoman": "UpperRoman",
}
_DELIMITERS: Final[dict[str, Delimiter]] = {
    "OneParen": "OneParen",
    "TwoParens": "TwoParens",
}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a block stands: the innermost list or quote, and the depths of both."""

    kind: Kind = "paragraph"
    lists: int = 0
    quotes: int = 0

    def level(self) -> int:
        if self.kind == "list_item":
            return self.lists
        return self.quotes if self.kind == "quote" else 0


class BlockReader:
    """Reads the blocks of one document."""

    def __init__(self, limits: ImportLimits, findings: Findings) -> None:
        self._limits = limits
        self._findings = findings
        self._inlines = InlineReader(findings, limits.depth)
        self._contents: list[Content] = []
        self._marker = ""  # of the list item whose first words are still to come
        self._depth = 0
        self._of: dict[str, Callable[[Any, _Place], None]] = {
            "Plain": self._paragraph,
            "Para": self._paragraph,
            "LineBlock": self._line_block,
            "CodeBlock": self._code_block,
            "RawBlock": self._raw_block,
            "BlockQuote": self._quote,
            "OrderedList": self._ordered_list,
            "BulletList": self._bullet_list,
            "DefinitionList": self._definition_list,
            "Header": self._heading,
            "HorizontalRule": self._nothing,
            "Table": self._table,
            "Figure": self._figure,
            "Div": self._division,
        }

    def read(
        self, blocks: list[Node], progress: Callable[[float], None]
    ) -> tuple[Content, ...]:
        """Return the paragraphs; `progress` is told the share of blocks read.

        Raises:
            DocumentRefused: too many or too long paragraphs, or too deep a nesting.
        """
        for number, block in enumerate(blocks):
            progress(number / len(blocks))
            self._blocks([block], _Place())
        progress(1.0)
        return tuple(self._contents)

    def plain(self, inlines: list[Node]) -> str:
        """Return the words of `inlines` on one line."""
        return self._words(inlines, line_breaks=False)[0]

    def _blocks(self, blocks: list[Node], place: _Place) -> None:
        self._depth += 1
        if self._depth > self._limits.depth:
            raise DocumentRefused("too_complex")
        for block in blocks:
            self._of[block["t"]](block.get("c"), place)
        self._depth -= 1

    def _add(self, content: Content) -> None:
        if is_blank(content.text):
            return
        limits = self._limits
        if len(self._contents) == limits.paragraphs:
            raise DocumentRefused("too_many_paragraphs", limit=limits.paragraphs)
        size_bytes = len(content.text.encode())
        if size_bytes > limits.paragraph_bytes:
            raise DocumentRefused(
                "paragraph_too_long",
                number=len(self._contents) + 1,
                bytes=size_bytes,
                limit=limits.paragraph_bytes,
            )
        self._contents.append(content)

    def _words(
        self, inlines: list[Node], *, line_breaks: bool
    ) -> tuple[str, tuple[Mark, ...]]:
        builder = TextBuilder(line_breaks=line_breaks)
        self._inlines.read(inlines, builder)
        return builder.finish()

    def _paragraph(self, inlines: list[Node], place: _Place) -> None:
        text, marks = self._words(inlines, line_breaks=True)
        if is_blank(text):
            return
        marker, self._marker = self._marker, ""
        if place.kind != "list_item":
            marker = ""
        self._add(Content(place.kind, text, place.level(), marker, marks))

    def _line_block(self, lines: list[list[Node]], place: _Place) -> None:
        joined: list[Node] = []
        for line in lines:
            joined += [*line, {"t": "LineBreak"}]
        self._paragraph(joined, place)

    def _code_block(self, content: tuple[Any, str], _: _Place) -> None:
        text = normalise(without_controls(content[1])).strip("\n")
        self._add(Content("code", text))

    def _raw_block(self, content: tuple[str, str], _: _Place) -> None:
        self._inlines.note_raw(content[1])

    def _quote(self, blocks: list[Node], place: _Place) -> None:
        self._blocks(blocks, replace(place, kind="quote", quotes=place.quotes + 1))

    def _ordered_list(
        self, content: tuple[tuple[int, Node, Node], list[list[Node]]], place: _Place
    ) -> None:
        (start, style, delimiter), items = content
        number = Number(
            start,
            _STYLES.get(style["t"], "Decimal"),
            _DELIMITERS.get(delimiter["t"], "Period"),
        )
        for item in items:
            self._item(number.marker(), item, place)
            number = number.next()

    def _bullet_list(self, items: list[list[Node]], place: _Place) -> None:
        for item in items:
            self._item(BULLET, item, place)

    def _item(self, marker: str, blocks: list[Node], place: _Place) -> None:
        self._marker = marker
        self._blocks(blocks, replace(place, kind="list_item", lists=place.lists + 1))
        self._marker = ""

    def _definition_list(
        self, entries: list[tuple[list[Node], list[list[Node]]]], place: _Place
    ) -> None:
        for term, definitions in entries:
            self._paragraph([{"t": "Strong", "c": term}], place)
            for definition in definitions:
                self._blocks(definition, place)

    def _heading(self, content: tuple[int, Any, list[Node]], _: _Place) -> None:
        level, _attributes, inlines = content
        text, marks = self._words(inlines, line_breaks=False)
        self._add(Content("heading", text, min(max(level, 1), 6), "", marks))

    def _nothing(self, _content: None, _: _Place) -> None:
        """Leave out a rule: it says nothing that could be commented."""

    def _table(self, content: list[Any], place: _Place) -> None:
        self._blocks(content[1][1], place)
        table = table_content(content, self._inlines, self._findings)
        if table:
            self._add(table)

    def _figure(self, content: tuple[Any, Any, list[Node]], place: _Place) -> None:
        _, (_short, caption), blocks = content
        self._blocks(blocks, place)
        self._blocks(caption, place)

    def _division(self, content: tuple[Any, list[Node]], place: _Place) -> None:
        self._blocks(content[1], place)
