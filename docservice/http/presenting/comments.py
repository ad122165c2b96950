"""The list of comments, from what was found and how it was sought."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import get_args

from annotations.anchor import VERDICTS
from annotations.disposition import OUTCOMES
from annotations.thread import MOTIVATIONS, REMARK_STATES
from annotations.waiting import WAITS
from docservice.db.annotations import Order
from docservice.http.presenting.reading import (
    document_view,
    outcome_counts,
    revision_view,
)
from docservice.http.presenting.threads import (
    Surroundings,
    revision_views,
    thread_view,
)
from docservice.http.views.comments import CommentsView, EntryView, OptionView
from docservice.http.views.urls import url
from docservice.services.overview import PER_PAGE, Overview, Search
from docservice.services.resources import Resource
from versions.outline import Chapter, name_of, numbers
from versions.revision import Revision

DISPOSITIONS = ("none", "any", *OUTCOMES, "other")
ORDERS: tuple[Order, ...] = get_args(Order)
ALL_STATES = "all"  # in the address, where nothing means the usual: visible ones


def comments_view(
    found: Overview, search: Search, lang: str, now: datetime
) -> CommentsView:
    """Return all that comments.html shows."""
    number = found.revision.number
    around = Surroundings.of(lang, found.opened, number, found.heads, now)
    numbered = numbers(found.revision.paragraphs)
    slug = found.opened.document.slug
    last = -(-found.total // PER_PAGE)
    plain = Search(revision=search.revision, order=search.order, page=search.page)
    return CommentsView(
        document=document_view(found.opened),
        revision=revision_view(found.heads, number),
        revisions=revision_views(found.heads),
        chapters=chapter_options(found.chapters, found.revision, search.chapter),
        motivations=options(MOTIVATIONS, search.motivation),
        dispositions=options(DISPOSITIONS, search.disposition),
        waits=options(WAITS, search.waited),
        made_on=search.made_on or 0,
        verdicts=options(VERDICTS, search.verdict),
        states=options((*REMARK_STATES, ALL_STATES), search.state or ALL_STATES),
        orders=options(ORDERS, search.order),
        text=search.text,
        paragraph=search.paragraph or "",
        paragraph_number=numbered.get(search.paragraph or "", 0),
        offers_mine=around.actor_id is not None,
        is_mine=search.is_mine,
        is_narrowed=search != plain,
        entries=tuple(
            _entry(resource, around, numbered, lang, slug) for resource in found.rows
        ),
        total=found.total,
        comments=found.comments,
        highlights=found.highlights,
        highlights_href=url(
            "comments", lang=lang, slug=slug, revision=number, motivation="highlighting"
        ),
        lists_highlights=search.motivation == "highlighting",
        outcomes=outcome_counts(found.outcomes, found.comments),
        previous=_address(lang, slug, search, search.page - 1)
        if search.page > 1
        else "",
        next=_address(lang, slug, search, search.page + 1)
        if search.page < last
        else "",
        everything=url("comments", lang=lang, slug=slug, revision=search.revision),
    )


def query_of(search: Search) -> dict[str, str]:
    """Return a search as the address names it, without what is usual."""
    usual = Search()
    found = {
        field.name: getattr(search, field.name)
        for field in fields(search)
        if getattr(search, field.name) != getattr(usual, field.name)
    }
    if "state" in found:
        found["state"] = found["state"] or ALL_STATES
    names = {"text": "q", "is_mine": "mine"}
    return {
        names.get(name, name): "1" if value is True else str(value)
        for name, value in found.items()
    }


def _address(lang: str, slug: str, search: Search, page: int) -> str:
    """Return the address of another page of the same list."""
    query = query_of(search) | {"page": str(page)}
    if page == 1:
        del query["page"]
    return url("comments", lang=lang, slug=slug, **query)


def chapter_options(
    chapters: Iterable[Chapter], revision: Revision, chosen: str | None
) -> tuple[OptionView, ...]:
    """Return the chapters to choose from; one without a title is known by its words."""
    return tuple(
        OptionView(
            chapter.id,
            name_of(chapter, revision.paragraphs),
            chapter.id == chosen,
        )
        for chapter in chapters
    )


def options(values: Iterable[str], chosen: str | None) -> tuple[OptionView, ...]:
    """Return values to choose from, which the page puts into words."""
    return tuple(OptionView(value, "", value == chosen) for value in values)


def _entry(
    resource: Resource,
    around: Surroundings,
    numbered: dict[str, int],
    lang: str,
    slug: str,
) -> EntryView:
    thread = thread_view(resource, around)
    place = thread.place
    if place is None or place.verdict == "orphan":
        return EntryView(thread, 0, "")
    text = url("revision", lang=lang, slug=slug, number=around.revision)
    return EntryView(
        thread,
        numbered.get(place.start_paragraph, 0),
        f"{text}#p-{place.start_paragraph}",
    )
