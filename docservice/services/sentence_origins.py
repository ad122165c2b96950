"""For each sentence of the newest revision: since when it stands so, and why.

A sentence stands so since the revision in which all its words came together as one
sentence. Where it stands does not matter: a moved sentence is as old as its words.
The published texts are frozen, so the way back is found once and kept in memory;
reasons are read for the page that is shown, because drafters may still add some.
"""

import threading
from collections import Counter, OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from docservice.access import Actor, NotFound, Opened, open_document
from docservice.db import changes, revisions
from docservice.db.changes import Side, StoredChange
from docservice.db.revisions import RevisionHead
from docservice.services import resources
from docservice.services.aligning import rows_between
from docservice.services.reasons import Reason, reasons_for
from docservice.services.resources import Resource
from docservice.services.sentences import sentences
from versions.origin import rows_by_new, unchanged
from versions.paragraph import Paragraph
from versions.revision import Revision
from versions.text import Span

PARAGRAPHS = 100  # on a page
KEPT_TEXTS = 8  # whose origins are remembered; of 1,500 paragraphs a megabyte each
WHOLE = frozenset({"heading", "table"})  # "4. Ziele" and cells are no sentences

_kept: OrderedDict[tuple[str, str], tuple[tuple["Origin", ...], ...]] = OrderedDict()
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Origin:
    """A sentence of the newest revision; `span` is its place in its paragraph.

    It stands so since the revision number `since`, in which it is `there` in the
    paragraph `paragraph`.
    """

    span: Span
    since: int
    paragraph: str
    there: Span


@dataclass(frozen=True, slots=True)
class Explained:
    """An origin with the changes that gave the sentence its words; none in the first."""

    origin: Origin
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Origins:
    """A page of the newest revision, sentence by sentence.

    `paragraphs` are those with a sentence that is asked for, with the indices of the
    text; `counts` tells of the whole text how many sentences stand so since which
    revision. `page` counts from 1.
    """

    opened: Opened
    heads: tuple[RevisionHead, ...]
    revision: Revision
    paragraphs: tuple[tuple[int, tuple[Explained, ...]], ...]
    counts: Mapping[int, int]
    since: int | None
    page: int
    pages: int


def sentence_origins(
    connection: Connection, actor: Actor, slug: str, *, since: int | None, page: int
) -> Origins:
    """Return the origins of a page of sentences, or of those from one revision.

    Beyond the last page it is the last.

    Raises:
        NotFound: there is no such document or revision, or not for this actor.
    """
    opened = open_document(connection, actor, slug)
    heads = tuple(revisions.list_published(connection, opened.document.id))
    if not heads:
        raise NotFound("document", slug)
    if since is not None and since not in {head.number for head in heads}:
        raise NotFound("revision", str(since))
    newest = revisions.load(connection, heads[-1])
    listed = _origins(connection, opened, heads, newest)
    wanted = [
        (index, chosen)
        for index, found in enumerate(listed)
        if (chosen := [each for each in found if since in (None, each.since)])
    ]
    pages = max(1, -(-len(wanted) // PARAGRAPHS))
    page = max(1, min(page, pages))
    shown = wanted[(page - 1) * PARAGRAPHS : page * PARAGRAPHS]
    return Origins(
        opened,
        heads,
        newest,
        tuple(_explained(connection, opened, shown)),
        Counter(each.since for found in listed for each in found),
        since,
        page,
        pages,
    )


def _origins(
    connection: Connection,
    opened: Opened,
    heads: Sequence[RevisionHead],
    newest: Revision,
) -> tuple[tuple[Origin, ...], ...]:
    """Return for each paragraph of the newest revision the origins of its sentences."""
    lang = opened.document.lang
    key = (newest.id, lang)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    found = _traced(connection, heads, newest, lang)
    with _lock:
        _kept[key] = found
        while len(_kept) > KEPT_TEXTS:
            _kept.popitem(last=False)
    return found


def _traced(
    connection: Connection,
    heads: Sequence[RevisionHead],
    newest: Revision,
    lang: str,
) -> tuple[tuple[Origin, ...], ...]:
    spans = [_spans(paragraph, lang) for paragraph in newest.paragraphs]
    # Where each sentence stands in the revision that has been reached.
    open_: dict[tuple[int, Span], tuple[int, Span]] = {
        (index, span): (index, span)
        for index, listed in enumerate(spans)
        for span in listed
    }
    found: dict[tuple[int, Span], Origin] = {}
    new = newest
    for head in reversed(heads[:-1]):
        old = revisions.load(connection, head)
        rows = rows_by_new(rows_between(old, new))
        still: dict[tuple[int, Span], tuple[int, Span]] = {}
        for key, (index, span) in open_.items():
            before = unchanged(span, index, rows)
            if before is not None and before[1] in _spans(
                old.paragraphs[before[0]], lang
            ):
                still[key] = before
            else:
                found[key] = _origin(key[1], new, index, span)
        open_, new = still, old
    for key, (index, span) in open_.items():
        found[key] = _origin(key[1], new, index, span)
    return tuple(
        tuple(found[index, span] for span in listed)
        for index, listed in enumerate(spans)
    )


def _spans(paragraph: Paragraph, lang: str) -> tuple[Span, ...]:
    """Return a paragraph's sentences; what has none is one piece."""
    content = paragraph.content
    if content.kind in WHOLE:
        return (content.span(),) if content.text else ()
    return sentences(content.text, lang)


def _origin(shown: Span, revision: Revision, index: int, there: Span) -> Origin:
    return Origin(shown, revision.number, revision.paragraphs[index].id, there)


def _explained(
    connection: Connection,
    opened: Opened,
    shown: Sequence[tuple[int, Sequence[Origin]]],
) -> list[tuple[int, tuple[Explained, ...]]]:
    """Return the origins with the reasons of the changes that touch them."""
    document = opened.document
    listed = changes.changes_between(
        connection,
        document.id,
        after=0,
        up_to=document.newest,
        paragraphs={each.paragraph for _, found in shown for each in found},
    )
    by_place: dict[tuple[int, str], list[tuple[Side, StoredChange]]] = {}
    for change in listed:
        if change.new is not None and change.kind == "changed":
            place = (change.revision, change.new.paragraph)
            by_place.setdefault(place, []).append((change.new, change))
    reasons = {
        reason.change.id: reason
        for reason in reasons_for(
            connection, [each for pairs in by_place.values() for _, each in pairs]
        )
    }
    return [
        (
            index,
            tuple(
                Explained(
                    each,
                    tuple(
                        reasons[change.id]
                        for side, change in by_place.get(
                            (each.since, each.paragraph), ()
                        )
                        if _touches(side, each.there)
                    ),
                )
                for each in found
            ),
        )
        for index, found in shown
    ]


def _touches(side: Side, there: Span) -> bool:
    """Return whether a change is one of the sentence: in it, or taken from its edge."""
    if side.start == side.end:
        return there.start <= side.start <= there.end
    return side.start < there.end and there.start < side.end


def origins_resource(found: Origins) -> Resource:
    """Return a page of origins as JSON; `count` of sentences is of the whole text."""
    paragraphs = found.revision.paragraphs
    head = next(head for head in found.heads if head.number == found.revision.number)
    return {
        "revision": resources.revision(head),
        "counts": [
            {"revision": number, "sentences": count}
            for number, count in sorted(found.counts.items())
        ],
        "items": [
            {
                "paragraph": paragraphs[index].id,
                "sentences": [_sentence(paragraphs[index], each) for each in listed],
            }
            for index, listed in found.paragraphs
        ],
    }


def _sentence(paragraph: Paragraph, found: Explained) -> Resource:
    origin = found.origin
    return {
        "start": origin.span.start,
        "end": origin.span.end,
        "text": origin.span.of(paragraph.text),
        "since": origin.since,
        "there": {
            "paragraph": origin.paragraph,
            "start": origin.there.start,
            "end": origin.there.end,
        },
        "changes": [reason.change.id for reason in found.reasons],
    }
