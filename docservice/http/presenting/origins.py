"""Origins of sentences, gathered into stretches that can be read."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from docservice.http.presenting.causes import cause_view
from docservice.http.presenting.reading import document_view
from docservice.http.presenting.threads import revision_views
from docservice.http.views.origins import (
    OriginParagraphView,
    OriginsView,
    SinceView,
    StretchView,
)
from docservice.http.views.reading import RevisionView
from docservice.http.views.urls import url
from docservice.services.sentence_origins import Explained, Origins
from versions.outline import numbers


def origins_view(found: Origins, lang: str) -> OriginsView:
    """Return all that origins.html shows."""
    known = {view.number: view for view in revision_views(found.heads)}
    total = sum(found.counts.values())
    return OriginsView(
        document=document_view(found.opened),
        revision=known[found.revision.number],
        total=total,
        since=tuple(
            SinceView(
                view,
                count := found.counts.get(number, 0),
                round(100 * count / total) if total else 0,
                _address(found, lang, since=number),
                number == found.since,
            )
            for number, view in sorted(known.items())
        ),
        chosen=known[found.since] if found.since else None,
        all=_address(found, lang),
        paragraphs=tuple(_paragraphs(found, known, lang)),
        listed=len(found.paragraphs),
        previous=_page(found, lang, found.page - 1),
        next=_page(found, lang, found.page + 1),
    )


def _paragraphs(
    found: Origins, known: dict[int, RevisionView], lang: str
) -> Iterator[OriginParagraphView]:
    slug, revision = found.opened.document.slug, found.revision
    text = url("revision", lang=lang, slug=slug, number=revision.number)
    numbered = numbers(revision.paragraphs)
    first = found.heads[0].number
    for index, listed in found.paragraphs:
        paragraph = revision.paragraphs[index]
        yield OriginParagraphView(
            paragraph.id,
            numbered[paragraph.id],
            f"{text}#p-{paragraph.id}",
            url("paragraph_history", lang=lang, slug=slug, paragraph=paragraph.id),
            tuple(
                StretchView(
                    _words(paragraph.text, stretch),
                    known[stretch[0].origin.since],
                    stretch[0].origin.since == first,
                    tuple(cause_view(r, lang, slug) for r in stretch[0].reasons),
                )
                for stretch in _stretches(listed)
            ),
        )


def _stretches(listed: Sequence[Explained]) -> Iterator[list[Explained]]:
    """Yield sentences in a row with the same origin and the same reasons."""

    def key(each: Explained) -> tuple[int, list[str]]:
        return each.origin.since, [reason.change.id for reason in each.reasons]

    for _, stretch in groupby(listed, key=key):
        yield list(stretch)


def _words(text: str, stretch: Sequence[Explained]) -> str:
    """Return the sentences, with dots where others between them are left out."""
    first, *rest = [each.origin.span for each in stretch]
    parts, end = [first.of(text)], first.end
    for span in rest:
        parts.append(" … " if text[end : span.start].strip() else " ")
        parts.append(span.of(text))
        end = span.end
    return "".join(parts).replace("\t", " | ")


def _page(found: Origins, lang: str, number: int) -> str:
    if not 1 <= number <= found.pages:
        return ""
    return _address(found, lang, since=found.since, page=number)


def _address(
    found: Origins, lang: str, *, since: int | None = None, page: int | None = None
) -> str:
    slug = found.opened.document.slug
    return url("origins", lang=lang, slug=slug, since=since, page=page)
