"""Write the paragraphs of a revision as a Markdown, HTML, DOCX, ODT or PDF file."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from docservice.services.exporting.blocks import blocks_of
from docservice.services.exporting.failure import making
from docservice.services.exporting.formats import TEXT_FORMATS, TextFormat
from docservice.services.exporting.imprint import Imprint
from docservice.services.exporting.inlines import InlineWriter
from docservice.services.exporting.markdown import MarkdownInlineWriter
from docservice.services.exporting.paper import on_a4
from docservice.services.exporting.printed import print_pdf
from docservice.services.exporting.tree import document, meta_text
from docservice.services.pandoc.formats import WRITERS
from docservice.services.pandoc.process import convert
from versions.paragraph import Content

_OPTIONS: Final[dict[TextFormat, tuple[str, ...]]] = {
    "markdown": ("--wrap=none",),
    "html": ("--wrap=none", "--standalone", "--email-obfuscation=none"),
    "docx": (),
    "odt": (),
    "pdf": ("--wrap=none",),
}
_TAB_CHARACTERS: Final = 60


def export_text(
    contents: Sequence[Content],
    file_format: TextFormat,
    *,
    title: str | None = None,
    lang: str = "de",
    imprint: Imprint | None = None,
) -> bytes:
    """Return a file of `contents`, in UTF-8 where it is text.

    Importing the file gives the same contents again, except for what a format
    cannot hold (docs/import-and-export.md). `title` is the document's own; leave it
    out where the first heading says it, or a reader sees it twice. Blocks while
    pandoc runs; call it from a thread where an event loop runs.

    Raises:
        FileNotMade: a converter failed.
    """
    if file_format == "pdf":
        contents = list(_stepwise(contents))
    writer = _markdown_writer if file_format == "markdown" else _inline_writer
    tree = document(blocks_of(contents, writer), title, lang)
    if file_format == "html":
        shown = title or _first_words(contents)
        named = f"{shown} · {imprint.revision}" if imprint else shown
        tree["meta"]["pagetitle"] = meta_text(named)  # browsers print it on each page
    source = json.dumps(tree, ensure_ascii=False).encode()
    options = _OPTIONS[file_format]
    if file_format == "markdown" and title:
        options += ("--standalone",)  # only then is there a head for the title
    with making(file_format, TEXT_FORMATS):
        written = convert(source, "json", WRITERS[file_format], options=options)
        if file_format in ("docx", "odt"):
            written = on_a4(written, file_format)
        elif file_format == "pdf":
            shown = title or _first_words(contents)
            written = print_pdf(
                written.decode(),
                title=shown,
                lang=lang,
                foot=imprint.line if imprint else "",
            )
    return written


def _stepwise(contents: Sequence[Content]) -> Iterator[Content]:
    """Yield the paragraphs with headings that skip no level, as PDF/UA-1 asks for."""
    level = 0
    for content in contents:
        if content.kind == "heading":
            level = min(content.level, level + 1)
            yield replace(content, level=level)
        else:
            yield content


def _first_words(contents: Sequence[Content]) -> str:
    """Return what a browser's tab shows for a document without a title of its own."""
    headings = (one.text for one in contents if one.kind == "heading")
    return next(headings, contents[0].text[:_TAB_CHARACTERS] if contents else "")


def _inline_writer(content: Content) -> InlineWriter:
    return InlineWriter(content.text, content.marks)


def _markdown_writer(content: Content) -> InlineWriter:
    marks = content.marks
    if content.kind == "table":
        # Nothing escapes a bar in code, so it would end the cell: keep the words.
        marks = tuple(
            mark
            for mark in marks
            if mark.kind != "code" or "|" not in content.text[mark.start : mark.end]
        )
    return MarkdownInlineWriter(content.text, marks)
