"""The page of one comment, from its trace."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from annotations.anchor import Place
from docservice.db.anchors import StoredAnchor
from docservice.db.changes import Incorporation, Side, StoredChange
from docservice.db.dispositions import StoredDisposition
from docservice.http.presenting.comment_form import asks_name
from docservice.http.presenting.permissions import actions
from docservice.http.presenting.reading import (
    Translate,
    document_view,
    revision_view,
)
from docservice.http.presenting.threads import (
    Surroundings,
    disposition_view,
    person_view,
    thread_view,
)
from docservice.http.presenting.wording import pieces, shortened
from docservice.http.views.comment import (
    AnswerView,
    CommentView,
    EditView,
    EffectView,
    SpotView,
    StepView,
)
from docservice.http.views.thread import PieceView
from docservice.http.views.urls import url
from docservice.services import resources
from docservice.services.following import Followed
from versions.outline import numbers
from versions.paragraph import ParagraphId

AROUND = 80  # characters on either side of a change
WORDS_CHARS = 400  # of a passage that stands unchanged


@dataclass(frozen=True, slots=True)
class Reply:
    """What stands in the reply form."""

    key: str
    body: str = ""
    name: str = ""


def comment_view(
    found: Followed, reply: Reply, lang: str, now: datetime, gettext: Translate
) -> CommentView:
    """Return all that comment.html shows to who asked for the trace."""
    trace, opened = found.trace, found.trace.opened
    row, resource = trace.annotation, trace.resource
    around = Surroundings.of(lang, opened, row.revision, found.heads, now)
    thread = thread_view(resource, around)
    pages = _Pages(found, lang)
    quote = row.target.quote
    return CommentView(
        document=document_view(opened),
        origin=revision_view(found.heads, row.revision),
        # The steps tell where it stands; here it speaks of where it was made.
        thread=replace(thread, place=None, disposition=None),
        prefix=quote.prefix,
        passage=quote.exact,
        suffix=quote.suffix,
        text=pages.text(row.revision, row.target.start.paragraph),
        steps=tuple(_steps(found, pages)),
        answers=tuple(_answer(answer, around) for answer in reversed(trace.answers)),
        effects=tuple(
            _effect(change, link, found, pages) for change, link in trace.changes
        ),
        moderation=_moderation(found, row.state),
        reply_actions=_reply_actions(found),
        key=reply.key,
        asks_name=asks_name(opened),
        closed=_closed(found, around.open_here, now, gettext),
        reply=reply.body,
        name=reply.name,
    )


def edit_view(found: Followed, lang: str, now: datetime) -> EditView | None:
    """Return the form for one's own words, None if they may not be changed."""
    trace = found.trace
    row = trace.annotation
    around = Surroundings.of(lang, trace.opened, row.revision, found.heads, now)
    if "edit" not in actions(trace.resource, around.open_here, around.actor_id):
        return None
    return EditView(
        document_view(trace.opened),
        thread_view(trace.resource, around),
        row.target.quote.exact,
        row.body,
        row.replacement,
        row.version,
    )


class _Pages:
    """Addresses and numbers of paragraphs in the revisions of one document."""

    def __init__(self, found: Followed, lang: str) -> None:
        self._found = found
        self._lang = lang
        self._slug = found.trace.opened.document.slug
        self._numbers: dict[int, Mapping[str, int]] = {
            number: numbers(revision.paragraphs)
            for number, revision in found.revisions.items()
        }

    def number(self, revision: int, paragraph: str) -> int:
        return self._numbers.get(revision, {}).get(paragraph, 0)

    def text(self, revision: int, paragraph: str) -> str:
        address = url("revision", lang=self._lang, slug=self._slug, number=revision)
        return f"{address}#p-{paragraph}"

    def compare(self, revision: int) -> str:
        return url(
            "compare",
            lang=self._lang,
            slug=self._slug,
            old=revision - 1,
            new=revision,
        )

    def history(self, paragraph: str) -> str:
        return url(
            "paragraph_history",
            lang=self._lang,
            slug=self._slug,
            paragraph=paragraph,
        )

    def spot(self, revision: int, place: Place) -> SpotView:
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

    def around(self, revision: int, side: Side) -> tuple[str, str]:
        """Return the text just before and just after one side of a change."""
        value = self._found.revisions.get(revision)
        index = value.index_of(ParagraphId(side.paragraph)) if value else None
        if value is None or index is None:
            return "", ""
        text = value.paragraphs[index].text
        before, after = text[: side.start], text[side.end :]
        if len(before) > AROUND:
            before = "…" + before[-AROUND:].partition(" ")[2]
        if len(after) > AROUND:
            after = after[:AROUND].rpartition(" ")[0] + "…"
        return before, after


def _steps(found: Followed, pages: _Pages) -> Iterator[StepView]:
    """Yield what became of the passage, from the revision it was made on."""
    before: StoredAnchor | None = None
    for stored in found.trace.anchors:
        yield _step(stored, before, found, pages)
        if stored.anchor.place is not None:
            before = stored


def _step(
    stored: StoredAnchor, before: StoredAnchor | None, found: Followed, pages: _Pages
) -> StepView:
    anchor, number = stored.anchor, stored.revision
    spot = pages.spot(number, anchor.place) if anchor.place else None
    came_from = None
    if before is not None and before.anchor.place is not None and spot is not None:
        earlier = pages.number(before.revision, before.anchor.place.start.paragraph)
        came_from = earlier if earlier != spot.number else None
    is_changed = anchor.verdict == "changed"
    return StepView(
        revision=revision_view(found.heads, number),
        is_origin=number == found.trace.annotation.revision,
        verdict=anchor.verdict,
        spot=spot,
        from_=came_from,
        words=pieces(anchor.old, anchor.new) if is_changed else (),
        candidates=tuple(pages.spot(number, place) for place in anchor.candidates),
        is_confirmed=stored.confirmed_by is not None,
    )


def _answer(answer: StoredDisposition, around: Surroundings) -> AnswerView:
    """Return one version of the answer as if it were the one that holds."""
    resource = resources.disposition(answer)
    is_public = answer.value.state == "published"
    return AnswerView(
        disposition_view(resource, around),
        answer.value.version,
        person_view(resource["by"]),
        answer.published_at or answer.created_at,
        is_public,
    )


def _effect(
    change: StoredChange, link: Incorporation, found: Followed, pages: _Pages
) -> EffectView:
    """Return a change with the words around it, of the new text where there is one."""
    number = change.revision
    side, shown_in = (
        (change.new, number) if change.new is not None else (change.old, number - 1)
    )
    before, after = pages.around(shown_in, side) if side else ("", "")
    words = [
        PieceView("equal", before),
        *pieces(
            change.old.text if change.old else "",
            change.new.text if change.new else "",
        ),
        PieceView("equal", after),
    ]
    paragraph = side.paragraph if side else ""
    return EffectView(
        revision=revision_view(found.heads, number),
        number=pages.number(shown_in, paragraph),
        words=tuple(piece for piece in words if piece.text),
        note=change.note,
        is_confirmed=link.is_confirmed,
        text=pages.text(shown_in, paragraph),
        compare=pages.compare(number),
        history=pages.history(paragraph),
    )


def _moderation(found: Followed, state: str) -> str:
    if not found.trace.opened.actor.may("moderate") or state == "withdrawn":
        return ""
    return "hide" if state == "visible" else "restore"


def _reply_actions(found: Followed) -> dict[str, str]:
    """Return what who looks may do to each reply: withdraw, hide or restore."""
    actor = found.trace.opened.actor
    offered = {}
    for reply in found.trace.resource["replies"]:
        if reply["state"] == "visible" and reply["author"]["id"] == actor.id:
            offered[reply["id"]] = "withdraw"
        elif actor.may("moderate") and reply["state"] != "withdrawn":
            offered[reply["id"]] = "hide" if reply["state"] == "visible" else "restore"
    return offered


def _closed(
    found: Followed, open_here: frozenset[str], now: datetime, gettext: Translate
) -> str:
    opened = found.trace.opened
    if found.trace.annotation.state != "visible":
        return gettext("This comment takes no replies any more.")
    if "reply" in open_here:
        return ""
    if opened.opens("reply", now):
        return gettext("Please sign in if you want to reply.")
    return gettext("Replies are closed at the moment.")
