"""Where annotations go when a draft is published, and the form that puts it right."""

from collections.abc import Mapping

from annotations.anchor import Place
from docservice.http.presenting.passage import passage_at
from docservice.http.presenting.reading import document_view
from docservice.http.presenting.threads import safe
from docservice.http.presenting.wording import pieces, shortened
from docservice.http.views.preview import (
    PLACE_SHOWS,
    ParagraphOption,
    PlaceFormView,
    PlaceShow,
    PlacesView,
    PlaceView,
    SpotView,
    SummaryView,
)
from docservice.http.views.urls import url
from docservice.services.assessment import Assessment, compared, is_disputed
from docservice.services.markdown import render
from versions.outline import numbers
from versions.paragraph import ParagraphId
from versions.revision import Revision

PER_PAGE = 50
QUOTE_CHARS = 280
AROUND_CHARS = 160
OPTION_CHARS = 70


def place_view(found: Assessment, key: str, numbered: Mapping[str, int]) -> PlaceView:
    """Return where an annotation goes; `numbered` are the draft's paragraphs."""
    row, stored = found.annotations[key], found.anchors[key]
    anchor = stored.anchor
    number = None
    if anchor.place is not None:
        paragraph = ParagraphId(anchor.place.start.paragraph)
        number = numbered.get(paragraph)
    return PlaceView(
        id=key,
        author=row.author.name,
        quote=shortened(row.target.quote.exact, QUOTE_CHARS),
        verdict=anchor.verdict,
        changed=pieces(anchor.old, anchor.new) if anchor.old != anchor.new else (),
        paragraph=number,
        is_doubtful=key in found.gate.doubtful,
        is_disputed=is_disputed(anchor) and stored.confirmed_by is None,
        is_confirmed=stored.confirmed_by is not None,
        score=round(100 * anchor.score),
    )


def shown(found: Assessment) -> list[str]:
    """Return the annotations that people can see; the others go along unseen."""
    return [key for key in found.anchors if found.annotations[key].state == "visible"]


def stays(found: Assessment, key: str) -> bool:
    """Return whether nothing happens to an annotation: what was lost before stays so."""
    before = found.placed.get(key)
    verdict = found.anchors[key].anchor.verdict
    was_lost = before is not None and before.anchor.verdict == "orphan"
    return verdict == "kept" or (verdict == "orphan" and was_lost)


def places_view(
    found: Assessment, summary: SummaryView, lang: str, show: PlaceShow, page: int
) -> PlacesView:
    """Return a page of places in the order of the new text."""
    order = {p.id: index for index, p in enumerate(found.draft.paragraphs)}
    numbered = numbers(found.draft.paragraphs)

    def position(key: str) -> tuple[int, int]:
        place = found.anchors[key].anchor.place
        if place is None:
            return len(order), 0
        start = place.start
        return order.get(ParagraphId(start.paragraph), len(order)), start.offset

    doubtful = frozenset(found.gate.doubtful)
    lists = {
        name: [key for key in shown(found) if _fits(found, key, name, doubtful)]
        for name in PLACE_SHOWS
    }
    listed = sorted(lists[show], key=position)
    last = max(1, -(-len(listed) // PER_PAGE))
    page = min(page, last)

    def at(number: int) -> str:
        slug = found.opened.document.slug
        return url("preview_places", lang=lang, slug=slug, show=show, page=number)

    return PlacesView(
        summary=summary,
        show=show,
        places=[
            place_view(found, key, numbered)
            for key in listed[(page - 1) * PER_PAGE :][:PER_PAGE]
        ],
        counts={name: len(keys) for name, keys in lists.items()},
        total=len(listed),
        previous=at(page - 1) if page > 1 else "",
        next=at(page + 1) if page < last else "",
    )


def place_form(found: Assessment, key: str) -> PlaceFormView:
    """Return the form for one annotation's place."""
    row, anchor = found.annotations[key], found.anchors[key].anchor
    numbered = numbers(found.draft.paragraphs)
    placed = found.placed.get(key)
    before = placed.anchor.place if placed else None
    is_gone = anchor.verdict == "orphan"
    by_words = None
    if found.anchors[key].confirmed_by is not None:
        by_words = compared(found, key)
    return PlaceFormView(
        document=document_view(found.opened),
        place=place_view(found, key, numbered),
        body=safe(render(row.body)),
        before=_spot(found.base, before, "before") if before else None,
        found=_spot(found.draft, anchor.place, "found")
        if anchor.place and not is_gone
        else None,
        may_release=by_words is not None,
        released=_spot(found.draft, by_words.place, "compared")
        if by_words and by_words.place and by_words.verdict != "orphan"
        else None,
        candidates=[
            spot
            for index, candidate in enumerate(anchor.candidates)
            if (spot := _spot(found.draft, candidate, f"candidate-{index}"))
        ],
        paragraphs=[
            ParagraphOption(p.id, numbered[p.id], shortened(p.text, OPTION_CHARS))
            for p in found.draft.paragraphs
        ],
        choice="gone" if is_gone else "found",
    )


def _fits(
    found: Assessment, key: str, show: PlaceShow, doubtful: frozenset[str]
) -> bool:
    if show == "doubtful":
        return key in doubtful
    if show == "others":
        return not stays(found, key)
    return found.anchors[key].anchor.verdict == show


def _spot(revision: Revision, place: Place, value: str) -> SpotView | None:
    found = passage_at(revision, place, AROUND_CHARS)
    if found is None:
        return None
    return SpotView(value, found.paragraph, found.before, found.marked, found.after)
