"""Turn pandoc's inline elements into plain text and marks.

The tree's shape is Text.Pandoc.Definition of pandoc-types 1.23.
"""

import re
from collections.abc import Callable
from typing import Any, Final

from docservice.services.importing.characters import without_controls
from docservice.services.importing.findings import Findings
from docservice.services.importing.leaves import Node, leaves
from docservice.services.importing.refusal import DocumentRefused
from docservice.services.importing.text_builder import TextBuilder
from versions.paragraph import MarkKind
from versions.text import normalise

_WEB_OR_MAIL: Final = re.compile(r"(https?://|mailto:)\S+", re.IGNORECASE)
_MARK_OF: Final[dict[str, MarkKind]] = {
    "Emph": "emphasis",
    "Strong": "strong",
    "Strikeout": "strike",
    "Superscript": "superscript",
    "Subscript": "subscript",
}
_QUOTATION: Final = {"DoubleQuote": ("“", "”"), "SingleQuote": ("‘", "’")}


class InlineReader:
    """Appends inline elements to a `TextBuilder`; one for a whole document."""

    def __init__(self, findings: Findings, max_depth: int) -> None:
        self._findings = findings
        self._max_depth = max_depth
        self._depth = 0
        self._of: dict[str, Callable[[Any, TextBuilder], None]] = {
            "Str": self._string,
            "Space": self._space,
            "SoftBreak": self._space,
            "LineBreak": self._line_break,
            "Code": self._code,
            "Math": self._math,
            "RawInline": self._raw,
            "Link": self._link,
            "Image": self._image,
            "Note": self._note,
            "Quoted": self._quoted,
            "Cite": self._wrapped,
            "Span": self._wrapped,
            "Underline": self._plain,
            "SmallCaps": self._plain,
        }

    def read(self, nodes: list[Node], builder: TextBuilder) -> None:
        """Append `nodes` to `builder`.

        Raises:
            DocumentRefused: the nesting is deeper than any text needs.
        """
        self._depth += 1
        if self._depth > self._max_depth:
            raise DocumentRefused("too_complex")
        for node in nodes:
            kind = node["t"]
            if kind in _MARK_OF:
                start = builder.length
                self.read(node["c"], builder)
                builder.mark(start, _MARK_OF[kind])
            else:
                self._of[kind](node.get("c"), builder)
        self._depth -= 1

    def _string(self, content: str, builder: TextBuilder) -> None:
        builder.add(content)

    def _space(self, _: None, builder: TextBuilder) -> None:
        builder.add(" ")

    def _line_break(self, _: None, builder: TextBuilder) -> None:
        builder.add_break()

    def _plain(self, content: list[Node], builder: TextBuilder) -> None:
        self.read(content, builder)

    def _wrapped(self, content: tuple[Any, list[Node]], builder: TextBuilder) -> None:
        self.read(content[1], builder)

    def _code(self, content: tuple[Any, str], builder: TextBuilder) -> None:
        start = builder.length
        builder.add(content[1])
        builder.mark(start, "code")

    def _math(self, content: tuple[Any, str], builder: TextBuilder) -> None:
        builder.add(content[1])

    def _raw(self, content: tuple[str, str], _: TextBuilder) -> None:
        self.note_raw(content[1])

    def note_raw(self, source: str) -> None:
        """Count raw HTML that is left out; a comment is none of the reader's."""
        if not source.lstrip().startswith("<!--"):
            self._findings.note("raw_dropped", source)

    def _link(
        self, content: tuple[Any, list[Node], tuple[str, str]], builder: TextBuilder
    ) -> None:
        start = builder.length
        _, label, (address, _title) = content
        self.read(label, builder)
        if _WEB_OR_MAIL.fullmatch(address):
            builder.mark(start, "link", normalise(without_controls(address)))
        elif not address.startswith("#"):
            self._findings.note("link_dropped", address)

    def _image(
        self, content: tuple[Any, list[Node], Any], builder: TextBuilder
    ) -> None:
        self._findings.note("image_dropped")
        self.read(content[1], builder)

    def _note(self, content: list[Node], builder: TextBuilder) -> None:
        value = self.note_text(content)
        if value:
            builder.mark(builder.length, "footnote", value)

    def _quoted(self, content: tuple[Node, list[Node]], builder: TextBuilder) -> None:
        opening, closing = _QUOTATION[content[0]["t"]]
        builder.add(opening)
        self.read(content[1], builder)
        builder.add(closing)

    def note_text(self, blocks: list[Node]) -> str:
        """Return a footnote's words, one line per paragraph, with its addresses.

        A footnote has no marks of its own, so an address that its link text does
        not show is written behind it in brackets: sources are what notes are for.
        """
        lines = []
        for inlines in leaves(blocks):
            line = TextBuilder(line_breaks=False)
            self.read(inlines, line)
            text, marks = line.finish()
            for mark in reversed(marks):
                bare = mark.value.removeprefix("mailto:")
                if mark.kind == "link" and bare not in text[mark.start : mark.end]:
                    text = f"{text[: mark.end]} ({bare}){text[mark.end :]}"
            lines.append(text)
        return "\n".join(line for line in lines if line)
