"""Annotations as cards: the same in the margin, in lists and on their own pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from docservice.access import Opened
from docservice.db.revisions import RevisionHead
from docservice.http.presenting.permissions import actions, allowed, is_answered
from docservice.http.presenting.wording import pieces, shortened
from docservice.http.views.page import PersonView
from docservice.http.views.reading import RevisionView
from docservice.http.views.thread import (
    DispositionView,
    PlaceView,
    RejoinderView,
    ReplyView,
    ThreadView,
)
from docservice.http.views.urls import url
from docservice.services.resources import Resource

QUOTE_CHARS = 280  # of a long passage a card shows the beginning


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What cards are shown in: the language, the revision, and who looks."""

    lang: str
    revision: int
    revisions: Mapping[int, RevisionHead]
    open_here: frozenset[str]
    actor_id: str | None

    @classmethod
    def of(
        cls,
        lang: str,
        opened: Opened,
        revision: int,
        heads: Sequence[RevisionHead],
        now: datetime,
    ) -> "Surroundings":
        """Return the surroundings for who opened the document."""
        by_number = {head.number: head for head in heads}
        return cls(lang, revision, by_number, allowed(opened, now), opened.actor.id)

    def label(self, number: int) -> str:
        """Return what a revision is called, empty if there is none."""
        head = self.revisions.get(number)
        return head.label if head else ""


def thread_view(resource: Resource, around: Surroundings) -> ThreadView:
    """Return the card of an annotation with all its replies."""
    offered = actions(resource, around.open_here, around.actor_id)
    exact, replacement = resource["target"]["quote"]["exact"], resource["replacement"]
    replies = tuple(reply_view(reply) for reply in resource["replies"])
    edited_at, said = resource["edited_at"], resource["rejoinder"]
    return ThreadView(
        id=resource["id"],
        motivation=resource["motivation"],
        author=person_view(resource["author"]),
        created_at=moment(resource["created_at"]),
        quote=shortened(exact, QUOTE_CHARS),
        body=safe(resource["body_html"]),
        href=url("comment", lang=around.lang, annotation=resource["id"]),
        source=resource["body"] if "edit" in offered else "",
        lang=resource["lang"],
        state=resource["state"],
        edited_at=moment(edited_at) if edited_at else None,
        version=resource["version"],
        made_on=""
        if resource["revision"] == around.revision
        else around.label(resource["revision"]),
        place=place_view(resource["anchor"]),
        proposal=() if replacement is None else pieces(exact, replacement),
        support=resource["support"],
        supported=resource.get("supported"),
        replies=replies,
        reply_count=sum(reply.state == "visible" for reply in replies),
        disposition=disposition_view(resource["disposition"], around)
        if is_answered(resource)
        else None,
        rejoinder=rejoinder_view(said) if said and said["holds"] else None,
        actions=offered,
    )


def disposition_view(answer: Resource, around: Surroundings) -> DispositionView:
    """Return an answer."""
    return DispositionView(
        answer["outcome"],
        safe(answer["reason_html"]),
        _revision_with(answer["published_at"], around),
        answer["duplicate_of"] or "",
        answer["without_change"],
    )


def rejoinder_view(resource: Resource | None) -> RejoinderView | None:
    """Return what the author says about the answer, None for nothing."""
    if resource is None:
        return None
    return RejoinderView(
        resource["version"],
        resource["holds"],
        resource["stance"],
        safe(resource["reason_html"]),
        moment(resource["at"]),
    )


def person_view(person: Resource) -> PersonView:
    """Return a person."""
    return PersonView(person["id"], person["name"], person["role"], person["guest"])


def reply_view(reply: Resource) -> ReplyView:
    """Return a message of a thread."""
    return ReplyView(
        reply["id"],
        person_view(reply["author"]),
        safe(reply["body_html"]),
        moment(reply["created_at"]),
        reply["state"],
    )


def place_view(anchor: Resource | None) -> PlaceView | None:
    """Return where an annotation stands, None if it has no place."""
    if anchor is None or anchor["start"] is None:
        return None
    return PlaceView(
        anchor["since_made"],
        anchor["start"]["paragraph"],
        anchor["start"]["offset"],
        anchor["end"]["paragraph"],
        anchor["end"]["offset"],
    )


def revision_views(heads: Sequence[RevisionHead]) -> tuple[RevisionView, ...]:
    """Return published revisions for a picker, newest first."""
    return tuple(
        RevisionView(head.number, head.label, head.published_at)
        for head in reversed(heads)
        if head.published_at is not None
    )


def moment(timestamp: str) -> datetime:
    """Return the time that a resource holds."""
    return datetime.fromisoformat(timestamp)


def safe(html: str) -> Markup:
    """Return HTML that `services.markdown` sanitised."""
    return Markup(html)  # noqa: S704 - made by services.markdown.render only


def _revision_with(published_at: str | None, around: Surroundings) -> str:
    """Return the label of the revision that an answer was published with."""
    if published_at is None:
        return ""
    when = moment(published_at)
    for head in around.revisions.values():
        if head.published_at and abs((head.published_at - when).total_seconds()) < 1:
            return head.label
    return ""
