"""A revision of a document as a file, read and written in one go."""

from docservice.access import Actor
from docservice.db.store import Store
from docservice.services.exporting.formats import OfficeFormat, TextFormat
from docservice.services.exporting.published import published_text
from docservice.services.exporting.review import export_review, review_of
from docservice.services.exporting.text import export_text


def text_file(
    store: Store, actor: Actor, slug: str, number: int | None, wanted: TextFormat
) -> bytes:
    """Return a revision, by default the newest, as a file. Blocks.

    Raises:
        NotFound: there is no such document or revision, or not for this actor.
        FileNotMade: a converter failed.
    """
    opened, found = store.read_now(published_text, actor, slug, number)
    contents = [paragraph.content for paragraph in found.paragraphs]
    return export_text(contents, wanted, lang=opened.document.lang)


def review_file(
    store: Store,
    actor: Actor,
    slug: str,
    number: int | None,
    wanted: OfficeFormat,
    *,
    remarks: bool,
    changes: bool,
) -> bytes:
    """Return a revision with its remarks, its changes, or both. Blocks.

    Raises:
        NotFound: there is no such document or revision, or not for this actor.
        FileNotMade: the converter failed.
    """
    review = store.read_now(
        review_of, actor, slug, number, remarks=remarks, changes=changes
    )
    return export_review(review, wanted)
