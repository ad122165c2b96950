"""A text with its remarks and changes in it, as word processors review it."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection

from docservice.access import Actor
from docservice.db import revisions
from docservice.services.exporting.blocks import blocks_of
from docservice.services.exporting.failure import making
from docservice.services.exporting.formats import OFFICE_FORMATS, OfficeFormat
from docservice.services.exporting.paper import on_a4
from docservice.services.exporting.published import published_text
from docservice.services.exporting.review import opendocument, word
from docservice.services.exporting.review.opendocument import OpenDocumentLayout
from docservice.services.exporting.review.remarks import remarks_on
from docservice.services.exporting.review.review import Review
from docservice.services.exporting.review.signs import Signed, SignedWriter
from docservice.services.exporting.review.steps import Step, steps_between
from docservice.services.exporting.review.word import WordLayout
from docservice.services.exporting.tree import Node, document
from docservice.services.exporting.words import words_for
from docservice.services.pandoc.formats import WRITERS
from docservice.services.pandoc.process import convert
from docservice.services.transitions import transition_between


def review_of(
    connection: Connection,
    actor: Actor,
    slug: str,
    number: int | None,
    *,
    remarks: bool,
    changes: bool,
) -> Review:
    """Return a published revision with its remarks, its changes, or both.

    Without a `number` it is the newest. The changes are those to the revision before; the first has none.

    Raises:
        NotFound: there is no such document or revision, or not for this actor.
    """
    opened, new = published_text(connection, actor, slug, number)
    old = None
    if changes:
        old = revisions.get_revision(connection, opened.document.id, new.number - 1)
    texts = [paragraph.content for paragraph in new.paragraphs]
    before = [paragraph.content for paragraph in old.paragraphs] if old else texts
    lang = words_for(opened.document.lang)
    return Review(
        before,
        texts,
        tuple(steps_between(transition_between(old, new).lineage))
        if old
        else tuple(Step(index, index) for index in range(len(texts))),
        remarks_on(connection, opened, new, lang) if remarks else (),
        new.label,
        _utc(new.published_at),
        opened.document.lang,
    )


def _utc(moment: datetime | None) -> str:
    """Return a time in UTC without naming the zone, as the formats want it."""
    utc = (moment or datetime.now(UTC)).astimezone(UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}"


def export_review(review: Review, file_format: OfficeFormat) -> bytes:
    """Return a file that a word processor opens with threads and tracked changes.

    Blocks while pandoc runs.

    Raises:
        FileNotMade: the converter failed.
    """
    if file_format == "docx":
        paragraphs = WordLayout(review).paragraphs()
        blocks = _blocks(paragraphs, word.CODE_STYLE)
        return word.complete(_converted(blocks, file_format, review.lang), review)
    layout = OpenDocumentLayout(review)
    blocks = _blocks(layout.paragraphs(), opendocument.CODE_STYLE)
    blocks = [*layout.regions(), *blocks]
    return opendocument.complete(_converted(blocks, file_format, review.lang), review)


def _blocks(paragraphs: Sequence[Signed], code_style: str) -> list[Node]:
    return blocks_of(paragraphs, lambda content: SignedWriter(content, code_style))


def _converted(blocks: list[Node], file_format: OfficeFormat, lang: str) -> bytes:
    source = json.dumps(document(blocks, None, lang), ensure_ascii=False).encode()
    with making(file_format, OFFICE_FORMATS):
        made = convert(source, "json", WRITERS[file_format])
    return on_a4(made, file_format)
