"""Read a file into paragraphs: check, convert, read."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from docservice.services.importing.archive import vetted_archive
from docservice.services.importing.blocks import BlockReader
from docservice.services.importing.characters import check_passive, decode, is_blank
from docservice.services.importing.continued_lists import with_continued_lists
from docservice.services.importing.findings import Findings
from docservice.services.importing.jumping_lists import with_jumping_lists
from docservice.services.importing.leaves import Node
from docservice.services.importing.limits import ImportLimits
from docservice.services.importing.refusal import DocumentRefused, Notice
from docservice.services.importing.sniffing import (
    Format,
    check_beginning,
    claimed_format,
)
from docservice.services.pandoc.formats import READERS
from docservice.services.pandoc.process import PandocError, PandocLimits, convert
from versions.paragraph import Content

Stage = Literal["checking", "converting", "reading"]
Progress = Callable[[Stage, float], None]

# A comment of the word processor and a struck-out word are not the text.
_OPTIONS: Final = ("--track-changes=accept",)


@dataclass(frozen=True, slots=True)
class Imported:
    """A file as paragraphs, with what was left out of it on the way."""

    title: str | None
    contents: tuple[Content, ...]
    warnings: tuple[Notice, ...]


def read_document(
    data: bytes,
    filename: str,
    media_type: str | None = None,
    progress: Progress | None = None,
    limits: ImportLimits | None = None,
) -> Imported:
    """Return the paragraphs of the Markdown, DOCX, ODT or HTML file `data`.

    The format is told by the extension of `filename`, by `media_type` where there
    is none, and has to agree with the bytes. `progress` is called with a stage and
    the share of it that is done (0 to 1). Blocks for up to
    `limits.convert_time_s`; call it from a thread where an event loop runs.

    Raises:
        DocumentRefused: the file cannot be imported; says why and what to do.
    """
    limits = limits or ImportLimits()
    report = progress or (lambda _stage, _share: None)
    report("checking", 0.0)
    source, vetted = _check(data, filename, media_type, limits)
    report("checking", 1.0)
    report("converting", 0.0)
    tree = _convert(vetted, source, limits)
    report("converting", 1.0)
    findings = Findings()
    reader = BlockReader(limits, findings)
    contents = reader.read(tree["blocks"], lambda share: report("reading", share))
    if not contents:
        raise DocumentRefused("no_text")
    title = _title(source, tree["meta"], contents, reader)
    return Imported(title, contents, findings.notices())


def _check(
    data: bytes, filename: str, media_type: str | None, limits: ImportLimits
) -> tuple[Format, bytes]:
    """Return the format and the bytes that the converter may see."""
    if not data:
        raise DocumentRefused("empty_file")
    if len(data) > limits.file_bytes:
        raise DocumentRefused("too_large", bytes=len(data), limit=limits.file_bytes)
    claimed = claimed_format(filename, media_type)
    check_beginning(data, claimed)
    if claimed == "docx":
        return claimed, with_continued_lists(vetted_archive(data, claimed, limits))
    if claimed == "odt":
        return claimed, vetted_archive(data, claimed, limits)
    text = decode(data)
    if is_blank(text):
        raise DocumentRefused("no_text")
    if claimed == "html":
        check_passive(text)
    if claimed == "markdown":
        text = with_jumping_lists(text)
    return claimed, text.encode()


def _convert(vetted: bytes, source: Format, limits: ImportLimits) -> Node:
    pandoc_limits = PandocLimits(limits.convert_memory_mb, limits.convert_time_s)
    try:
        output = convert(
            vetted, READERS[source], "json", options=_OPTIONS, limits=pandoc_limits
        )
        tree: Node = json.loads(output)
    except PandocError as error:
        if error.reason == "input":
            raise DocumentRefused("not_readable", detail=error.detail) from error
        raise DocumentRefused("too_complex") from error
    except RecursionError as error:
        raise DocumentRefused("too_complex") from error
    return tree


def _title(
    source: Format, meta: Node, contents: tuple[Content, ...], reader: BlockReader
) -> str | None:
    """Return the document's own title, or else its first heading of level 1.

    The other way round for HTML: its title is the browser tab's, often with the
    name of the site in it.
    """
    heading = next(
        (one.text for one in contents if one.kind == "heading" and one.level == 1),
        None,
    )
    own = meta.get("title", {})
    title = reader.plain(own["c"]) if own.get("t") == "MetaInlines" else ""
    return (heading or title or None) if source == "html" else (title or heading)
