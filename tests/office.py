"""Read office files as a word processor does, without the converter that wrote them."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"


@dataclass
class Margin:
    """A comment of a file; `quote` are the words it is about, lines per paragraph."""

    author: str
    text: str
    answers: str | None = None
    quote: str = ""


@dataclass
class Words:
    """What a file says if all its changes are accepted, or rejected."""

    accepted: list[str] = field(default_factory=list)
    rejected: list[str] = field(default_factory=list)
    margin: dict[str, Margin] = field(default_factory=dict)
    changes: int = 0

    def messages(self) -> list[tuple[str, str]]:
        """Return quote and text of all comments, in order of these."""
        return sorted((m.quote, m.text) for m in self.margin.values())

    def quotes(self) -> list[tuple[str, str]]:
        """Return quote and text of each comment that answers no other."""
        return [(m.quote, m.text) for m in self.margin.values() if m.answers is None]


def read_docx(data: bytes) -> Words:
    """Read paragraphs, changes and comments."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = _part(archive, "word/document.xml")
        found = Words(margin=_comments(archive))
    opened: set[str] = set()
    for paragraph in body.iter(f"{W}p"):
        accepted = rejected = ""
        for element, inside in _walk(paragraph, frozenset()):
            name = element.tag.removeprefix(W)
            if name == "commentRangeStart":
                opened.add(element.attrib[f"{W}id"])
            elif name == "commentRangeEnd":
                opened.discard(element.attrib[f"{W}id"])
            elif name in ("ins", "del") and "rPr" not in inside:
                found.changes += 1
            said = {"t": element.text, "delText": element.text, "br": "\n"}.get(name)
            if not said:
                continue
            if "del" not in inside:
                accepted += said
                for number in opened:
                    found.margin[number].quote += said
            if "ins" not in inside:
                rejected += said
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        gone = mark is not None and mark.find(f"{W}del") is not None
        new = mark is not None and mark.find(f"{W}ins") is not None
        if accepted or not gone:
            found.accepted.append(accepted)
        if rejected or not new:
            found.rejected.append(rejected)
        for number in opened:
            found.margin[number].quote += "\n"
    return found


def read_odt(data: bytes) -> Words:
    """Read paragraphs as they are now, how many changes, and comments."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = _part(archive, "content.xml").find(f".//{OFFICE}text")
    assert body is not None
    tracked = body.find(f"{TEXT}tracked-changes")
    found = Words()
    if tracked is not None:
        found.changes = len(tracked)
        body.remove(tracked)
    opened: set[str] = set()
    for paragraph in body.iter():
        if paragraph.tag in (f"{TEXT}p", f"{TEXT}h"):
            found.accepted.append(_odt_words(paragraph, found, opened))
            for name in opened:
                found.margin[name].quote += "\n"
    return found


def _part(archive: zipfile.ZipFile, name: str) -> ET.Element:
    return ET.fromstring(archive.read(name))  # noqa: S314 - written by ourselves


def _walk(
    element: ET.Element, inside: frozenset[str]
) -> Iterator[tuple[ET.Element, frozenset[str]]]:
    for child in element:
        yield child, inside
        yield from _walk(child, inside | {child.tag.removeprefix(W)})


def _comments(archive: zipfile.ZipFile) -> dict[str, Margin]:
    extended = "word/commentsExtended.xml"
    answers: dict[str, str | None] = {}
    if extended in archive.namelist():
        answers = {
            each.attrib[f"{W15}paraId"]: each.get(f"{W15}paraIdParent")
            for each in _part(archive, extended)
        }
    found, of_paragraph = dict[str, Margin](), dict[str, str]()
    if "word/comments.xml" not in archive.namelist():
        return found
    for comment in _part(archive, "word/comments.xml"):
        number = comment.attrib[f"{W}id"]
        lines = list(comment.iter(f"{W}p"))
        name = lines[-1].get(f"{W14}paraId", "")
        of_paragraph[name] = number
        said = (_said(line) for line in lines)
        parent = answers.get(name)
        found[number] = Margin(
            comment.attrib[f"{W}author"],
            "\n".join(said),
            of_paragraph[parent] if parent else None,
        )
    return found


def _said(line: ET.Element) -> str:
    parts = (part for part in line.iter() if part.tag in (f"{W}t", f"{W}br"))
    return "".join("\n" if part.tag == f"{W}br" else part.text or "" for part in parts)


def _odt_words(element: ET.Element, found: Words, opened: set[str]) -> str:
    """Return the words of a paragraph; what a comment says is none of them."""
    said = ""

    def add(words: str | None) -> None:
        nonlocal said
        said += words or ""
        for name in opened:
            found.margin[name].quote += words or ""

    add(element.text)
    for child in list(element):
        if child.tag == f"{OFFICE}annotation":
            name = child.attrib[f"{OFFICE}name"]
            lines = ["".join(line.itertext()) for line in child.iter(f"{TEXT}p")]
            author = child.findtext(f"{DC}creator") or ""
            parents = [v for k, v in child.attrib.items() if k.endswith("parent-name")]
            found.margin[name] = Margin(
                author, "\n".join(lines), parents[0] if parents else None
            )
            opened.add(name)
        elif child.tag == f"{OFFICE}annotation-end":
            opened.discard(child.attrib[f"{OFFICE}name"])
        elif child.tag in (f"{TEXT}s", f"{TEXT}line-break"):
            add(" " if child.tag == f"{TEXT}s" else "\n")
        else:
            said += _odt_words(child, found, opened)
        add(child.tail)
    if element.tag in (f"{TEXT}p", f"{TEXT}h"):
        for child in element.findall(f".//{OFFICE}annotation"):
            child.clear()
    return said
