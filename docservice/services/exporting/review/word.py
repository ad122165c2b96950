"""A review as DOCX (ECMA-376 part 1, 17.13: annotations).

pandoc writes comments, insertions and deletions. What it leaves out is added to the
archive that it made: that a whole paragraph is new or gone (17.13.5, on the mark of
the paragraph), which comment answers which ([MS-DOCX] 2.5.4, commentsExtended), and a
number of its own for each change.
"""

import re
from collections.abc import Iterator
from itertools import count
from typing import Final
from xml.sax.saxutils import quoteattr

from docservice.services.exporting.archive import with_parts
from docservice.services.exporting.inlines import InlineWriter
from docservice.services.exporting.review.remarks import Remark
from docservice.services.exporting.review.review import Layout, Review
from docservice.services.exporting.review.signs import Rank, Signed, bare
from docservice.services.exporting.tree import Node, raw, span, words
from versions.paragraph import Content
from versions.text import Span

CODE_STYLE: Final = "Source Code"
_NEW: Final = "<!--new-->"
_GONE: Final = "<!--gone-->"
_ON_MARK: Final = re.compile("</w:pPr>(<!--(new|gone)-->)")
_NUMBER: Final = re.compile('(?<=<w:ins w:id=")[0-9]*|(?<=<w:del w:id=")[0-9]*')
_COMMENT: Final = re.compile('(<w:comment w:id="([0-9]+)"[^>]*>)<w:p>')
_EXTENDED: Final = "commentsExtended"
_W15: Final = "http://schemas.microsoft.com/office/word/2012/wordml"
_W14: Final = "http://schemas.microsoft.com/office/word/2010/wordml"
_MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_TYPE: Final = (
    f'<Override PartName="/word/{_EXTENDED}.xml" ContentType="application/'
    "vnd.openxmlformats-officedocument.wordprocessingml."
    f'{_EXTENDED}+xml" />'
)
_RELATION: Final = (
    '<Relationship Id="rIdExtended" Target="commentsExtended.xml" Type='
    f'"http://schemas.microsoft.com/office/2011/relationships/{_EXTENDED}" />'
)


class WordLayout(Layout):
    """Puts the signs of pandoc's DOCX writer."""

    def __init__(self, review: Review) -> None:
        super().__init__(review)
        self._by = {"author": review.author, "date": f"{review.at}Z"}

    def _lose(self, old: Content) -> None:
        gone = Signed.of(bare(old))
        gone.add(0, Rank.PARAGRAPH, [raw("openxml", _GONE)])
        gone.frames.append((gone.span(), self._deleted))
        self._paragraphs.append(gone)

    def _add_whole(self, content: Signed) -> None:
        if content.kind != "table":
            content.add(0, Rank.PARAGRAPH, [raw("openxml", _NEW)])
        self._new(content, content.span())

    def _gone(self, content: Signed, offset: int, old: Content, span: Span) -> None:
        if old.kind == "table":
            nodes = words(bare(Content("table", span.of(old.text))).text)
        else:
            nodes = InlineWriter(old.text, bare(old).marks).write(span)
        content.add(offset, Rank.GONE, self._deleted(nodes))

    def _new(self, content: Signed, span: Span) -> None:
        content.frames.append((span, self._inserted))

    def _edges(self, remark: Remark) -> tuple[list[Node], list[Node]]:
        opening, closing = [], []
        for note in remark.notes:
            by = {"id": str(note.number), "author": note.author, "date": f"{note.at}Z"}
            opening.append(span("comment-start", by, words(note.text)))
            closing.append(span("comment-end", {"id": by["id"]}, []))
        return opening, closing

    def _finish(self) -> None:
        """Do nothing: every paragraph, also one that is gone, has a place of its own."""

    def _inserted(self, nodes: list[Node]) -> list[Node]:
        return [span("insertion", self._by, nodes)]

    def _deleted(self, nodes: list[Node]) -> list[Node]:
        return [span("deletion", self._by, nodes)]


def complete(archive: bytes, review: Review) -> bytes:
    """Return the archive with all that pandoc leaves out."""
    entries = "".join(_entries(review))
    extended = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w15:commentsEx xmlns:w15="{_W15}">{entries}</w15:commentsEx>'
    )
    return with_parts(
        archive,
        {
            "word/document.xml": lambda xml: _document(xml, review),
            "word/comments.xml": _comments,
            "[Content_Types].xml": lambda xml: _within(xml, _TYPE, "</Types>"),
            "word/_rels/document.xml.rels": lambda xml: _within(
                xml, _RELATION, "</Relationships>"
            ),
        },
        {f"word/{_EXTENDED}.xml": extended},
    )


def _within(xml: str, element: str, end: str) -> str:
    return xml.replace(end, f"{element}{end}")


def _document(xml: str, review: Review) -> str:
    by = f'w:id="" w:author={quoteattr(review.author)} w:date="{review.at}Z"'
    element = {"new": "ins", "gone": "del"}

    def on_mark(found: re.Match[str]) -> str:
        return f"<w:rPr><w:{element[found[2]]} {by} /></w:rPr></w:pPr>"

    xml = _ON_MARK.sub(on_mark, xml)
    numbers = count(1)
    return _NUMBER.sub(lambda _: str(next(numbers)), xml)


def _comments(xml: str) -> str:
    """Return the comments with a name for the paragraph of each."""
    spaces = f'xmlns:w14="{_W14}" xmlns:mc="{_MC}" mc:Ignorable="w14"'
    xml = xml.replace("<w:comments ", f"<w:comments {spaces} ", 1)
    return _COMMENT.sub(
        lambda found: f'{found[1]}<w:p w14:paraId="{_name(int(found[2]))}">', xml
    )


def _entries(review: Review) -> Iterator[str]:
    """Yield for each comment which one it answers."""
    for remark in review.remarks:
        first = _name(remark.notes[0].number)
        yield f'<w15:commentEx w15:paraId="{first}" w15:done="0" />'
        for reply in remark.notes[1:]:
            name = f'w15:paraId="{_name(reply.number)}" w15:paraIdParent="{first}"'
            yield f'<w15:commentEx {name} w15:done="0" />'


def _name(number: int) -> str:
    """Return the name of a comment's paragraph: eight digits, not all of them zero."""
    return f"{number + 1:08X}"
