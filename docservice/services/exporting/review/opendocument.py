"""A review as ODT (OpenDocument 1.3 part 3: 5.5 change tracking, 14.1 annotations).

pandoc writes neither, but passes on what is already OpenDocument. Words that are gone
stand in a list before the text, each with a place in it. A paragraph that is gone is
put back behind the one at whose end its place is: what is deleted begins with an empty
end of that one, so each of the others keeps its own look. Where there is none, it is put
back in front of what follows.
"""

import re
from collections.abc import Iterator
from itertools import count
from typing import Final
from xml.sax.saxutils import quoteattr

from docservice.services.exporting.archive import with_parts
from docservice.services.exporting.review.remarks import Note, Remark
from docservice.services.exporting.review.review import Layout, Review
from docservice.services.exporting.review.signs import Rank, Signed, bare
from docservice.services.exporting.tree import Node, raw
from docservice.services.exporting.xml import opendocument_words, replaced, xml_words
from versions.paragraph import Content
from versions.text import Span

CODE_STYLE: Final = "Preformatted Text"
# Replies are LibreOffice's own; the standard knows none.
_LOEXT: Final = "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"
_NOTE: Final = re.compile("<!--(note[0-9]+)-->")
_STYLES: Final = {"quote": "Quotations", "code": "Preformatted_20_Text"}
_CELL: Final = re.compile("[^\t\n]+")


class OpenDocumentLayout(Layout):
    """Puts signs in the words of OpenDocument."""

    def __init__(self, review: Review) -> None:
        super().__init__(review)
        self._regions: list[str] = []
        self._numbers = count(1)
        self._waiting: list[Content] = []  # gone, and still to be put before something
        self._ending = ""  # of the insertion that includes the last paragraph's mark
        self._info = (
            f"<office:change-info><dc:creator>{xml_words(review.author)}</dc:creator>"
            f"<dc:date>{review.at}</dc:date></office:change-info>"
        )

    def regions(self) -> list[Node]:
        """Return the list of all changes, which precedes the text."""
        if not self._regions:
            return []
        listed = "".join(self._regions)
        tracked = f'<text:tracked-changes text:track-changes="false">{listed}'
        source = f"{tracked}</text:tracked-changes>"
        return [{"t": "RawBlock", "c": ["opendocument", source]}]

    def _place(self, content: Signed) -> None:
        self._put_back()
        if content.kind == "table":
            self._make_room()
        else:
            self._settle(content)
        self._paragraphs.append(content)

    def _finish(self) -> None:
        self._put_back()
        self._make_room()

    def _put_back(self) -> None:
        """Give what waits its place at the end of the last paragraph, if there is one."""
        if not self._waiting or not self._paragraphs:
            return
        last = self._paragraphs[-1]
        if last.kind != "table":
            lost = _paragraph(_empty(last)) + self._lost()
            self._delete(last, len(last.text), lost)

    def _make_room(self) -> None:
        """Give what waits a paragraph of its own, as the text or a table follows."""
        if self._waiting or self._ending:
            added = Signed("paragraph", "")
            self._settle(added)
            self._paragraphs.append(added)

    def _settle(self, content: Signed) -> None:
        if self._ending:
            content.add(0, Rank.CLOSING, [_raw(self._ending)])
            self._ending = ""
        if self._waiting:
            self._delete(content, 0, self._lost() + _paragraph(_empty(content)))

    def _lost(self) -> str:
        lost = "".join(_paragraph(bare(old)) for old in self._waiting)
        self._waiting.clear()
        return lost

    def _lose(self, old: Content) -> None:
        self._waiting.append(old)

    def _add_whole(self, content: Signed) -> None:
        if content.kind == "table":
            self._new(content, content.span())
            return
        name = self._region("insertion", "")
        content.add(0, Rank.OPENING, [_raw(f"<text:change-start {name}/>")])
        self._ending = f"<text:change-end {name}/>"

    def _gone(self, content: Signed, offset: int, old: Content, span: Span) -> None:
        words = Content(old.kind, span.of(old.text))
        self._delete(
            content, offset, f"<text:p>{opendocument_words(bare(words).text)}</text:p>"
        )

    def _new(self, content: Signed, span: Span) -> None:
        spans = [span]
        if content.kind == "table":
            found = _CELL.finditer(content.text, span.start, span.end)
            spans = [Span(*cell.span()) for cell in found]
        for each in spans:
            name = self._region("insertion", "")
            start, end = f"<text:change-start {name}/>", f"<text:change-end {name}/>"
            content.add(each.start, Rank.OPENING, [_raw(start)])
            content.add(each.end, Rank.CLOSING, [_raw(end)])

    def _delete(self, content: Signed, offset: int, lost: str) -> None:
        name = self._region("deletion", lost)
        content.add(offset, Rank.GONE, [_raw(f"<text:change {name}/>")])

    def _region(self, kind: str, lost: str) -> str:
        """Keep a change and return the attribute that names it in the text."""
        name = f"ct{next(self._numbers)}"
        self._regions.append(
            f'<text:changed-region xml:id="{name}" text:id="{name}"><text:{kind}>'
            f"{self._info}{lost}</text:{kind}></text:changed-region>"
        )
        return f'text:change-id="{name}"'

    def _edges(self, remark: Remark) -> tuple[list[Node], list[Node]]:
        opening = [_raw(f"<!--{_name(note)}-->") for note in remark.notes]
        closing = [
            _raw(f'<office:annotation-end office:name="{_name(note)}"/>')
            for note in remark.notes
        ]
        return opening, closing


def complete(archive: bytes, review: Review) -> bytes:
    """Return the archive with the words of the comments, put in piece by piece."""
    notes = {
        _name(note): (note, remark.notes[0])
        for remark in review.remarks
        for note in remark.notes
    }

    def content(xml: str) -> Iterator[str]:
        return replaced(xml, _NOTE, lambda found: _annotation(*notes[found[1]]))

    return with_parts(archive, {"content.xml": content})


def _raw(source: str) -> Node:
    return raw("opendocument", source)


def _annotation(note: Note, first: Note) -> str:
    answers = ""
    if note is not first:
        answers = f' xmlns:loext="{_LOEXT}" loext:parent-name={quoteattr(_name(first))}'
    lines = "".join(
        f"<text:p>{opendocument_words(line)}</text:p>" for line in note.text.split("\n")
    )
    return (
        f'<office:annotation office:name="{_name(note)}"{answers}>'
        f"<dc:creator>{xml_words(note.author)}</dc:creator>"
        f"<dc:date>{note.at}</dc:date>{lines}</office:annotation>"
    )


def _name(note: Note) -> str:
    return f"note{note.number}"


def _empty(content: Content) -> Content:
    return Content(content.kind, "", content.level, content.marker)


def _paragraph(content: Content) -> str:
    text = opendocument_words(content.text)
    if content.kind == "heading":
        style = f'text:style-name="Heading_20_{content.level}"'
        level = f'text:outline-level="{content.level}"'
        return f"<text:h {style} {level}>{text}</text:h>"
    style = _STYLES.get(content.kind, "Text_20_body")
    return f'<text:p text:style-name="{style}">{text}</text:p>'
