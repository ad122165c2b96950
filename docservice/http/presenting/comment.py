"""The page of one comment, from its trace."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from annotations.selector import CONTEXT
from annotations.thread import COMMENT_MOTIVATIONS
from docservice.db.anchors import StoredAnchor
from docservice.db.dispositions import StoredDisposition
from docservice.http.presenting.comment_form import asks_name
from docservice.http.presenting.effects import effect_views
from docservice.http.presenting.permissions import actions, is_answered
from docservice.http.presenting.places import Places
from docservice.http.presenting.reading import (
    Translate,
    document_view,
    revision_view,
)
from docservice.http.presenting.threads import (
    Surroundings,
    disposition_view,
    person_view,
    rejoinder_view,
    thread_view,
)
from docservice.http.presenting.wording import pieces, shortened
from docservice.http.views.comment import (
    AnswerView,
    CommentView,
    CountView,
    EditView,
    StepView,
)
from docservice.http.views.urls import url
from docservice.services import resources
from docservice.services.following import Followed
from docservice.services.resources import Resource
from versions.outline import chapters, name_of
from versions.paragraph import ParagraphId

CHAPTER_CHARS = 80  # a line; what has no heading is known by a whole paragraph


@dataclass(frozen=True, slots=True)
class Reply:
    """What stands in the reply form."""

    key: str
    body: str = ""
    name: str = ""
    last_word: str = ""


def comment_view(
    found: Followed, reply: Reply, lang: str, now: datetime, gettext: Translate
) -> CommentView:
    """Return all that comment.html shows to who asked for the trace."""
    trace, opened = found.trace, found.trace.opened
    row, resource = trace.annotation, trace.resource
    around = Surroundings.of(lang, opened, row.revision, found.heads, now)
    thread = thread_view(resource, around)
    places = Places(found, lang)
    quote = row.target.quote
    return CommentView(
        document=document_view(opened),
        origin=revision_view(found.heads, row.revision),
        # The steps tell where it stands; here it speaks of where it was made.
        thread=replace(thread, place=None, disposition=None),
        prefix=_whole_words(quote.prefix, is_before=True),
        passage=quote.exact,
        suffix=_whole_words(quote.suffix, is_before=False),
        text=places.text(row.revision, row.target.start.paragraph),
        now=_now(found, places),
        steps=tuple(_steps(found, places)),
        answers=tuple(reversed([*_answers(found, around)])),
        may_rejoin=found.may_rejoin,
        effects=effect_views(found, places),
        counted=_counted(found, lang),
        outcome=resource["disposition"]["outcome"] if is_answered(resource) else None,
        together=tuple(
            (each.author.name, url("comment", lang=lang, annotation=each.id))
            for each in trace.together
        ),
        moderation=_moderation(found, row.state),
        reply_actions=_reply_actions(found),
        key=reply.key,
        asks_name=asks_name(opened),
        closed=_closed(found, around.open_here, now, gettext),
        reply=reply.body,
        name=reply.name,
        last_word=reply.last_word,
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


def _whole_words(context: str, *, is_before: bool) -> str:
    """Return the text beside the quote without a word that was cut in keeping it."""
    if len(context) < CONTEXT:
        return context
    cut = context.partition(" ")[2] if is_before else context.rpartition(" ")[0]
    return cut or context


def _steps(found: Followed, places: Places) -> Iterator[StepView]:
    """Yield what became of the passage, from the revision it was made on."""
    before: StoredAnchor | None = None
    for stored in found.trace.anchors:
        yield _step(stored, before, found, places)
        if stored.anchor.place is not None:
            before = stored


def _step(
    stored: StoredAnchor, before: StoredAnchor | None, found: Followed, places: Places
) -> StepView:
    anchor, number = stored.anchor, stored.revision
    spot = places.spot(number, anchor.place) if anchor.place else None
    came_from = None
    if before is not None and before.anchor.place is not None and spot is not None:
        earlier = places.number(before.revision, before.anchor.place.start.paragraph)
        came_from = earlier if earlier != spot.number else None
    is_changed = anchor.verdict == "changed"
    return StepView(
        revision=revision_view(found.heads, number),
        is_origin=number == found.trace.annotation.revision,
        verdict=anchor.verdict,
        spot=spot,
        from_=came_from,
        words=pieces(anchor.old, anchor.new) if is_changed else (),
        candidates=tuple(places.spot(number, place) for place in anchor.candidates),
        is_confirmed=stored.confirmed_by is not None,
        before=revision_view(found.heads, before.revision) if before else None,
    )


def _now(found: Followed, places: Places) -> StepView | None:
    """Return what became of the passage on the whole way to the newest revision.

    Words that went and came again are unchanged in the end; what moved once may be
    back where it was.
    """
    trace = found.trace
    newest = trace.anchors[-1] if trace.anchors else None
    if newest is None or newest.revision == trace.annotation.revision:
        return None
    target, verdict = trace.annotation.target, newest.since_made
    step = _step(newest, None, found, places)
    if newest.anchor.place is None or verdict in (None, "ambiguous", "orphan"):
        return step
    number = places.number(trace.annotation.revision, target.start.paragraph)
    there = newest.anchor.pieces or (newest.anchor.place,)
    words = "\n".join(places.words(newest.revision, place) for place in there)
    return replace(
        step,
        verdict=verdict,
        from_=number if step.spot and number != step.spot.number else None,
        words=pieces(target.quote.exact, words) if verdict == "changed" else (),
        before=revision_view(found.heads, trace.annotation.revision),
    )


def _counted(found: Followed, lang: str) -> CountView | None:
    """Return how a comment was counted, None if it is not: it is hidden or withdrawn."""
    trace = found.trace
    resource, slug = trace.resource, trace.opened.document.slug
    if resource["state"] != "visible":
        return None
    number = trace.opened.document.newest

    motivation = resource["motivation"]
    is_highlight = motivation not in COMMENT_MOTIVATIONS
    # The list shows highlights only where they are asked for.
    kind = {"motivation": motivation} if is_highlight else {}

    def listed(**wanted: object) -> str:
        return url("comments", lang=lang, slug=slug, **(kind | wanted))

    chapter, its_name = _chapter(found) or ("", "")
    answered = is_answered(resource)
    return CountView(
        is_highlight=is_highlight,
        beside=found.beside,
        made_on=listed(made_on=resource["revision"]),
        outcome=""
        if is_highlight and not answered
        else listed(
            disposition=resource["disposition"]["outcome"] if answered else "none"
        ),
        motivation=listed(motivation=motivation),
        chapter=its_name,
        chapter_href=listed(revision=number, chapter=chapter) if chapter else "",
        support=resource["support"],
        replies=sum(reply["state"] == "visible" for reply in resource["replies"]),
    )


def _chapter(found: Followed) -> tuple[str, str] | None:
    """Return id and name of the chapter of the newest revision with the words.

    One without a heading is known by its first words, as everywhere.
    """
    newest = found.trace.anchors[-1] if found.trace.anchors else None
    revision = found.revisions.get(newest.revision) if newest else None
    if newest is None or revision is None or newest.anchor.verdict == "orphan":
        return None
    place = newest.anchor.place
    index = revision.index_of(ParagraphId(place.start.paragraph)) if place else None
    if index is None:
        return None
    chapter = next(c for c in chapters(revision.paragraphs) if c.start <= index < c.end)
    return chapter.id, shortened(name_of(chapter, revision.paragraphs), CHAPTER_CHARS)


def _answers(found: Followed, around: Surroundings) -> Iterator[AnswerView]:
    """Yield the wordings of the answer; versions that say the same again are one."""
    said = {each["version"]: each for each in found.trace.rejoinders}
    for _, versions in groupby(found.trace.answers, lambda each: each.value.wording):
        same = list(versions)
        about = [said.get(each.value.version) for each in same]
        yield _answer(same, next(filter(None, about), None), around)


def _answer(
    same: Sequence[StoredDisposition], said: Resource | None, around: Surroundings
) -> AnswerView:
    """Return a wording of the answer as if it were the one that holds."""
    public = [each for each in same if each.value.state == "published"]
    answer, is_public = (public or same)[0], bool(public)
    resource = resources.disposition(answer)
    return AnswerView(
        disposition_view(resource, around),
        answer.value.version,
        person_view(resource["by"]),
        answer.published_at or answer.created_at,
        is_public,
        rejoinder_view(said),
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
