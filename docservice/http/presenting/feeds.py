"""Feeds: what happened, in words."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from markupsafe import escape

from docservice.db.codec import timestamp
from docservice.http.presenting.reading import Translate
from docservice.http.views.feeds import EntryView, FeedView
from docservice.http.views.urls import url
from docservice.services.feeding import Entry, Feed
from docservice.services.markdown import render

NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Words:
    """One language; `outcome` has the words for how a comment was answered."""

    gettext: Translate
    outcome: Callable[[str], str]


def feed_view(feed: Feed, base: str, lang: str, words: Words) -> FeedView:
    """Return a feed whose addresses begin with `base`."""
    document = feed.opened.document
    return FeedView(
        id=UUID(document.id).urn,
        title=document.title,
        lang=lang,
        home=base + url("document", lang=lang, slug=document.slug),
        atom=base + url("feed_atom", lang=lang, slug=document.slug),
        json=base + url("feed_json", lang=lang, slug=document.slug),
        updated=timestamp(feed.entries[0].updated_at),
        entries=tuple(
            _entry(each, base, lang, document.slug, words) for each in feed.entries
        ),
    )


def json_feed(view: FeedView) -> dict[str, object]:
    """Return a feed as JSON Feed 1.1 has it."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": view.title,
        "home_page_url": view.home,
        "feed_url": view.json,
        "language": view.lang,
        "items": [
            {
                "id": each.id,
                "url": each.url,
                "title": each.title,
                "content_html": each.html,
                "date_published": each.published,
                "date_modified": each.updated,
                "authors": [{"name": each.author}] if each.author else [],
                "tags": [each.kind],
            }
            for each in view.entries
        ],
    }


def _entry(entry: Entry, base: str, lang: str, slug: str, words: Words) -> EntryView:
    gettext = words.gettext
    author = ""
    if entry.head is not None:
        title = gettext("New revision: %(label)s") % {"label": entry.head.label}
        address = url("revision", lang=lang, slug=slug, number=entry.head.number)
        html = render(entry.head.note)
    else:
        assert entry.annotation is not None  # noqa: S101 - all others are about one
        row = entry.annotation
        address = url("comment", lang=lang, annotation=row.id)
        html = _quote(row.target.quote.exact)
        if entry.answer is None:
            author = row.author.name
            title = gettext("Comment by %(name)s") % {"name": author}
            if row.replacement is not None:
                html += _changed(gettext, row.target.quote.exact, row.replacement)
            html += render(row.body)
        else:
            value = entry.answer.value
            said = {"name": row.author.name, "outcome": words.outcome(value.outcome)}
            title = gettext("Answer to %(name)s: %(outcome)s") % said
            html += render(row.body) + f"<hr>{render(value.reason)}"
            html += "".join(_changed(gettext, *pair) for pair in entry.changes)
    return EntryView(
        entry.id.urn,
        entry.kind,
        NOT_XML.sub("", title),
        base + address,
        NOT_XML.sub("", html),
        NOT_XML.sub("", author),
        timestamp(entry.at),
        timestamp(entry.updated_at),
    )


def _quote(words: str) -> str:
    return f"<blockquote>{escape(words)}</blockquote>"


def _changed(gettext: Translate, old: str, new: str) -> str:
    before = f"{escape(gettext('Before:'))} <del>{escape(old)}</del>" if old else ""
    now = (
        f"{escape(gettext('Now:'))} <ins>{escape(new)}</ins>"
        if new
        else escape(gettext("Now: removed"))
    )
    return f"<p>{before}{'<br>' if before else ''}{now}</p>"
