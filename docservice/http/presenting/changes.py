"""The list of changes, from what was found and how it was sought."""

from collections.abc import Iterator
from dataclasses import replace

from annotations.thread import COMMENT_MOTIVATIONS
from docservice.http.presenting.causes import cause_view
from docservice.http.presenting.comments import chapter_options, options
from docservice.http.presenting.reading import document_view, revision_view
from docservice.http.presenting.threads import revision_views
from docservice.http.views.changes import ChangeEntryView, ChangesView
from docservice.http.views.urls import url
from docservice.services.change_list import (
    PER_PAGE,
    ChangeList,
    ChangeSearch,
    changed_words,
)
from versions.outline import numbers


def changes_view(found: ChangeList, search: ChangeSearch, lang: str) -> ChangesView:
    """Return all that changes.html shows."""
    slug, number = found.opened.document.slug, found.revision.number
    plain = ChangeSearch(revision=search.revision, page=search.page)
    return ChangesView(
        document=document_view(found.opened),
        revision=revision_view(found.heads, number),
        revisions=revision_views(found.heads),
        chapters=chapter_options(found.chapters, found.revision, search.chapter),
        motivations=options(COMMENT_MOTIVATIONS, search.motivation),
        from_citizens=search.from_citizens,
        is_narrowed=search != plain,
        entries=tuple(_entries(found, lang)),
        total=found.total,
        words=found.words,
        previous=_address(found, search, lang, search.page - 1),
        next=_address(found, search, lang, search.page + 1),
        compare=url("compare", lang=lang, slug=slug, old=number - 1, new=number)
        if number > 1
        else "",
        everything=url("changes", lang=lang, slug=slug, revision=number),
    )


def _entries(found: ChangeList, lang: str) -> Iterator[ChangeEntryView]:
    new, old = numbers(found.revision.paragraphs), numbers(found.before)
    for reason in found.reasons:
        change = reason.change
        paragraph = change.new.paragraph if change.new else ""
        earlier = change.old.paragraph if change.old else ""
        yield ChangeEntryView(
            new[paragraph] if change.new else old.get(earlier, 0),
            change.new is None,
            changed_words(change),
            cause_view(reason, lang, found.opened.document.slug),
        )


def _address(found: ChangeList, search: ChangeSearch, lang: str, page: int) -> str:
    """Return the address of another page of the same list, empty if there is none."""
    if not 1 <= page <= -(-found.total // PER_PAGE):
        return ""
    wanted = replace(search, page=page)
    return url(
        "changes",
        lang=lang,
        slug=found.opened.document.slug,
        revision=found.revision.number,
        chapter=wanted.chapter,
        motivation=wanted.motivation,
        show="citizens" if wanted.from_citizens else None,
        page=page if page > 1 else None,
    )
