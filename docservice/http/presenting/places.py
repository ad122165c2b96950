"""Where things of one comment are: numbers, addresses and words of its revisions."""

from collections.abc import Mapping

from annotations.anchor import Place
from docservice.http.presenting.change import change_address
from docservice.http.presenting.wording import shortened
from docservice.http.views.comment import SpotView
from docservice.http.views.urls import url
from docservice.services.following import Followed
from versions.outline import numbers
from versions.paragraph import ParagraphId

WORDS_CHARS = 400  # of a passage that stands unchanged


class Places:
    """Addresses, numbers and words of paragraphs in a document's revisions."""

    def __init__(self, found: Followed, lang: str) -> None:
        self._found = found
        self._lang = lang
        self._slug = found.trace.opened.document.slug
        self._numbers: dict[int, Mapping[str, int]] = {
            number: numbers(revision.paragraphs)
            for number, revision in found.revisions.items()
        }

    def number(self, revision: int, paragraph: str) -> int:
        """Return a paragraph's number, 0 for a heading."""
        return self._numbers.get(revision, {}).get(paragraph, 0)

    def text(self, revision: int, paragraph: str) -> str:
        """Return the address of a paragraph in the text."""
        address = url("revision", lang=self._lang, slug=self._slug, number=revision)
        return f"{address}#p-{paragraph}"

    def compare(self, revision: int) -> str:
        """Return the address of all changes of a revision."""
        return url(
            "compare",
            lang=self._lang,
            slug=self._slug,
            old=revision - 1,
            new=revision,
        )

    def change(self, change_id: str) -> str:
        """Return the address of the page of one change."""
        return change_address(self._lang, self._slug, change_id)

    def history(self, paragraph: str) -> str:
        """Return the address of a paragraph's history."""
        return url(
            "paragraph_history",
            lang=self._lang,
            slug=self._slug,
            paragraph=paragraph,
        )

    def spot(self, revision: int, place: Place) -> SpotView:
        """Return where a place is, with its words."""
        start = place.start.paragraph
        return SpotView(
            self.number(revision, start),
            self.text(revision, start),
            shortened(self.words(revision, place), WORDS_CHARS),
        )

    def words(self, revision: int, place: Place) -> str:
        """Return the text of a place; paragraphs are joined by a line feed."""
        value = self._found.revisions.get(revision)
        if value is None:
            return ""
        first = value.index_of(ParagraphId(place.start.paragraph))
        last = value.index_of(ParagraphId(place.end.paragraph))
        if first is None or last is None:
            return ""
        texts = [p.text for p in value.paragraphs[first : last + 1]]
        if not texts:
            return ""
        texts[-1] = texts[-1][: place.end.offset]
        texts[0] = texts[0][place.start.offset :]
        return "\n".join(texts)

    def paragraph(self, revision: int, paragraph: str) -> str:
        """Return the text of a paragraph, empty if the revision lacks it."""
        value = self._found.revisions.get(revision)
        index = value.index_of(ParagraphId(paragraph)) if value else None
        if value is None or index is None:
            return ""
        return value.paragraphs[index].text
