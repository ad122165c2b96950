"""A revision of a document as a file, read and written in one go."""

from zoneinfo import ZoneInfo

from docservice.access import Actor, Opened
from docservice.db.store import Store
from docservice.services.exporting.formats import OfficeFormat, TextFormat
from docservice.services.exporting.imprint import Imprint, imprint_of, imprinted
from docservice.services.exporting.published import published_text
from docservice.services.exporting.review import export_review, review_of
from docservice.services.exporting.text import export_text
from docservice.services.exporting.words import Readers, words_for
from versions.revision import Revision


def text_file(
    store: Store,
    actor: Actor,
    slug: str,
    number: int | None,
    wanted: TextFormat,
    *,
    zone: ZoneInfo,
) -> bytes:
    """Return a revision, by default the newest, as a file with its imprint. Blocks.

    Raises:
        NotFound: there is no such document or revision, or not for this actor.
        FileNotMade: a converter failed.
    """
    opened, found = store.read_now(published_text, actor, slug, number)
    contents = [paragraph.content for paragraph in found.paragraphs]
    imprint = _imprint(opened, found, zone)
    lang = opened.document.lang
    written = export_text(contents, wanted, lang=lang, imprint=imprint)
    if wanted in ("docx", "odt"):
        return imprinted(written, wanted, imprint)
    return written


def review_file(
    store: Store,
    actor: Actor,
    slug: str,
    number: int | None,
    wanted: OfficeFormat,
    *,
    zone: ZoneInfo,
    remarks: bool,
    changes: bool,
) -> bytes:
    """Return a revision with its remarks, its changes, or both. Blocks.

    Raises:
        NotFound: there is no such document or revision, or not for this actor.
        FileNotMade: the converter failed.
    """
    opened, found = store.read_now(published_text, actor, slug, number)
    review = store.read_now(
        review_of, actor, slug, found.number, remarks=remarks, changes=changes
    )
    imprint = _imprint(opened, found, zone)
    return imprinted(export_review(review, wanted), wanted, imprint)


def _imprint(opened: Opened, revision: Revision, zone: ZoneInfo) -> Imprint:
    document = opened.document
    return imprint_of(document.title, revision, Readers(words_for(document.lang), zone))
