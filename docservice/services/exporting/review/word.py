"""A review as DOCX (ECMA-376 part 1, 17.13: annotations).

pandoc writes insertions and deletions. The rest is added to the archive that it made,
piece by piece: the comments, whose words would take it several times the memory of the
text, and which of them answers which ([MS-DOCX] 2.5.4, commentsExtended); that a whole
paragraph is new or gone (17.13.5, on the mark of the paragraph); and a number of its
own for each change.
"""

import re
from collections.abc import Iterator
from itertools import count
from typing import Final
from xml.sax.saxutils import quoteattr

from docservice.services.exporting.archive import with_parts
from docservice.services.exporting.inlines import InlineWriter
from docservice.services.exporting.review.remarks import Note, Remark
from docservice.services.exporting.review.review import Layout, Review
from docservice.services.exporting.review.signs import Rank, Signed, bare
from docservice.services.exporting.tree import Node, raw, span, words
from docservice.services.exporting.xml import replaced, xml_words
from versions.paragraph import Content
from versions.text import Span

CODE_STYLE: Final = "Source Code"
_NEW: Final = "<!--new-->"
_GONE: Final = "<!--gone-->"
_INCOMPLETE: Final = re.compile(
    '</w:pPr><!--(new|gone)-->|(?<=<w:(?:ins|del) w:id=")[0-9]*'
)
_REFERENCE: Final = '<w:rPr><w:rStyle w:val="CommentReference" /></w:rPr>'
_EXTENDED: Final = "commentsExtended"
_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
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
            name = f'w:id="{note.number}"'
            reference = f"<w:r>{_REFERENCE}<w:commentReference {name} /></w:r>"
            opening.append(raw("openxml", f"<w:commentRangeStart {name} />"))
            closing.append(raw("openxml", f"<w:commentRangeEnd {name} />{reference}"))
        return opening, closing

    def _finish(self) -> None:
        """Do nothing: every paragraph, also one that is gone, has a place of its own."""

    def _inserted(self, nodes: list[Node]) -> list[Node]:
        return [span("insertion", self._by, nodes)]

    def _deleted(self, nodes: list[Node]) -> list[Node]:
        return [span("deletion", self._by, nodes)]


def complete(archive: bytes, review: Review) -> bytes:
    """Return the archive with all that pandoc leaves out."""
    return with_parts(
        archive,
        {
            "word/document.xml": lambda xml: _document(xml, review),
            "word/comments.xml": lambda _: _comments(review),
            "[Content_Types].xml": lambda xml: _within(xml, _TYPE, "</Types>"),
            "word/_rels/document.xml.rels": lambda xml: _within(
                xml, _RELATION, "</Relationships>"
            ),
        },
        {f"word/{_EXTENDED}.xml": _entries(review)},
    )


def _within(xml: str, element: str, end: str) -> str:
    return xml.replace(end, f"{element}{end}")


def _document(xml: str, review: Review) -> Iterator[str]:
    by = f'w:author={quoteattr(review.author)} w:date="{review.at}Z"'
    element = {"new": "ins", "gone": "del"}
    numbers = count(1)

    def complete(found: re.Match[str]) -> str:
        number = next(numbers)
        if found[1] is None:
            return str(number)
        mark = f'<w:{element[found[1]]} w:id="{number}" {by} />'
        return f"<w:rPr>{mark}</w:rPr></w:pPr>"

    return replaced(xml, _INCOMPLETE, complete)


def _comments(review: Review) -> Iterator[str]:
    """Yield the comments, with a name for the paragraph of each."""
    spaces = f'xmlns:w="{_W}" xmlns:w14="{_W14}" xmlns:mc="{_MC}" mc:Ignorable="w14"'
    yield f"{_XML}<w:comments {spaces}>"
    for remark in review.remarks:
        yield from map(_comment, remark.notes)
    yield "</w:comments>"


def _comment(note: Note) -> str:
    by = f'w:author={quoteattr(note.author)} w:date="{note.at}Z"'
    lines = (
        f'<w:r><w:t xml:space="preserve">{xml_words(line)}</w:t></w:r>' if line else ""
        for line in note.text.split("\n")
    )
    return (
        f'<w:comment w:id="{note.number}" {by}>'
        f'<w:p w14:paraId="{_name(note.number)}">'
        '<w:pPr><w:pStyle w:val="CommentText" /></w:pPr>'
        f"<w:r>{_REFERENCE}<w:annotationRef /></w:r>"
        f"{'<w:r><w:br /></w:r>'.join(lines)}</w:p></w:comment>"
    )


def _entries(review: Review) -> Iterator[str]:
    """Yield for each comment which one it answers."""
    yield f'{_XML}<w15:commentsEx xmlns:w15="{_W15}">'
    for remark in review.remarks:
        first = _name(remark.notes[0].number)
        yield f'<w15:commentEx w15:paraId="{first}" w15:done="0" />'
        for reply in remark.notes[1:]:
            name = f'w15:paraId="{_name(reply.number)}" w15:paraIdParent="{first}"'
            yield f'<w15:commentEx {name} w15:done="0" />'
    yield "</w15:commentsEx>"


def _name(number: int) -> str:
    """Return the name of a comment's paragraph: eight digits, not all of them zero."""
    return f"{number + 1:08X}"
