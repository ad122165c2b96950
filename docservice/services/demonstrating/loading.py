"""Write the sample process: everything that happened in it until today.

All of it is one transaction: a demonstration is there as a whole, or not at all.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise

from docservice.access import Actor
from docservice.db import documents, people
from docservice.db.documents import NewProcess
from docservice.db.events import Unit
from docservice.db.people import Role
from docservice.services import (
    accounts,
    annotate,
    answering,
    causes,
    drafting,
    publishing,
    rejoining,
    requests,
)
from docservice.services.demonstrating.calendar import Calendar, spread
from docservice.services.demonstrating.causes import decisions
from docservice.services.demonstrating.material import (
    LANG,
    Material,
    SampleAnswer,
    SampleComment,
    SampleRejoinder,
    SampleRevision,
)
from docservice.services.errors import Conflict
from docservice.services.rejoining import Rejoining

LINK_LASTS = timedelta(days=30)  # a demonstration may be shown for longer than a day
# Who one can be, one for each role: those whose remarks the content tells most of.
FACES: dict[Role, str] = {
    "citizen": "Lotte L.",
    "drafter": "Jana Wiesner",
    "moderator": "Ruth Kienast",
    "admin": "Ingo Falkner",
}


@dataclass(frozen=True, slots=True)
class Invitation:
    """A sign-in link's secret for a person of the sample process."""

    role: Role
    name: str
    secret: str


@dataclass(frozen=True, slots=True)
class Demonstration:
    """The sample process in the database.

    `actors` are its people by name, `annotations` the ids of its comments by the
    keys of the sample content.
    """

    material: Material
    actors: dict[str, Actor]
    annotations: dict[str, str]
    invitations: tuple[Invitation, ...]


def load(unit: Unit, material: Material, *, now: datetime) -> Demonstration:
    """Write the sample process into a database that does not hold it.

    Raises:
        Conflict: it is there already.
    """
    if documents.get_process(unit.connection, material.process.slug) is not None:
        raise Conflict("the sample process is in this database already")
    loader = _Loader(unit, material, Calendar(material.process, now))
    loader.announce()
    loader.publish_first(material.process.revisions[0])
    for base, following in pairwise(material.process.revisions):
        loader.comment_on(base)
        loader.answer(base, following)
        loader.publish_next(base, following)
    loader.comment_on(material.process.revisions[-1])
    return Demonstration(
        material, loader.actors, loader.annotations, _invitations(unit, now)
    )


def quoted(comment: SampleComment) -> requests.Remark:
    """Return a sample comment as its author would send it."""
    raw: dict[str, object] = {
        "revision": comment.revision,
        "target": {"quote": {"exact": comment.quote}},
        "motivation": comment.motivation,
        "body": comment.body,
        "lang": comment.lang,
    }
    if comment.replacement is not None:
        raw["replacement"] = comment.replacement
    return requests.remark(raw)


class _Loader:
    """Plays the past through the use cases, each step at its own time."""

    def __init__(self, unit: Unit, material: Material, calendar: Calendar) -> None:
        self.unit = unit
        self.material = material
        self.calendar = calendar
        self.slug = material.process.document_slug
        self.actors: dict[str, Actor] = {}
        self.annotations: dict[str, str] = {}

    def announce(self) -> None:
        """Announce the process, and let its people in."""
        process = self.material.process
        stages = self.calendar.stages()
        start = stages[0].phases[0].starts_at
        for name, role in process.people.items():
            person = people.insert_person(
                self.unit.connection,
                name=name,
                role=role,
                lang=LANG,
                now=start,
                email=_address(name) if name in FACES.values() else None,
            )
            self.actors[name] = Actor(person)
        self._process = documents.insert_process(
            self.unit.connection,
            NewProcess(
                slug=process.slug,
                title=process.title,
                summary=process.summary,
                lang=LANG,
                contact=process.contact,
                links=process.links,
                time_zone=process.time_zone,
                guests_may_comment=True,
                stages=stages,
            ),
            now=start,
        )

    @property
    def drafter(self) -> Actor:
        """Return who writes the drafts."""
        return self.actors[FACES["drafter"]]

    def publish_first(self, revision: SampleRevision) -> None:
        """Publish the document's first revision."""
        publishing.create_document(
            self.unit,
            self.drafter,
            publishing.NewDocument(
                slug=self.slug,
                title=self.material.process.document_title,
                lang=LANG,
                label=revision.label,
                contents=revision.contents,
                note=revision.note,
                process_id=self._process.id,
            ),
            now=self.calendar.day(revision.published_day),
        )

    def comment_on(self, revision: SampleRevision) -> None:
        """Let citizens comment, reply and support, in the order of time.

        Meanwhile authors say what the answers are worth that came with the revision.
        """
        steps = list(self._last_words(revision))
        until = self.calendar.commented_until(revision.number)
        for comment in self.material.comments:
            if comment.revision != revision.number:
                continue
            at = self.calendar.written(comment)
            steps.append((at, partial(self._comment, comment, at)))
            steps += self._talk(comment, at)
            moments = spread(at, until, len(comment.supporters))
            for name, moment in zip(comment.supporters, moments, strict=True):
                steps.append(
                    (moment, partial(self._support, comment.key, name, moment))
                )
        for _, step in sorted(steps, key=lambda pair: pair[0]):
            step()

    def answer(self, base: SampleRevision, following: SampleRevision) -> None:
        """Answer the comments on a revision before the next one appears."""
        answers = self._answers_to(base)
        start = self.calendar.commented_until(base.number)
        end = self.calendar.day(following.published_day) - timedelta(days=2)
        for answer, moment in zip(
            answers, spread(start, end, len(answers)), strict=True
        ):
            answering.answer(
                self.unit,
                self.actors[answer.author],
                self.annotations[answer.comment],
                requests.Answer(
                    outcome=answer.outcome,
                    reason=answer.reason,
                    note=answer.note,
                    duplicate_of=self.annotations[answer.duplicate_of]
                    if answer.duplicate_of
                    else None,
                    changes=None,
                ),
                now=moment,
            )

    def publish_next(self, base: SampleRevision, revision: SampleRevision) -> None:
        """Write the next revision, say why each change was made, and publish."""
        published = self.calendar.day(revision.published_day)
        evening = published - timedelta(hours=6)
        unit, drafter = self.unit, self.drafter
        new = publishing.NewText(
            label=revision.label, contents=revision.contents, note=revision.note
        )
        drafting.begin(unit, drafter, self.slug, new=new, now=evening)
        assessment = publishing.assess_draft(unit.connection, drafter, self.slug)
        made = decisions(
            assessment,
            self._answers_to(base),
            [c for c in self.material.causes if c.revision == revision.number],
            self.annotations,
        )
        causes.decide_all(unit, drafter, self.slug, made, now=evening)
        decided = publishing.assess_draft(unit.connection, drafter, self.slug)
        publishing.publish(unit, drafter, decided, now=published)

    def _answers_to(self, revision: SampleRevision) -> list[SampleAnswer]:
        keys = {c.key for c in self.material.comments if c.revision == revision.number}
        return [answer for answer in self.material.answers if answer.comment in keys]

    def _talk(
        self, comment: SampleComment, start: datetime
    ) -> Iterator[tuple[datetime, Callable[[], object]]]:
        for reply in comment.replies:
            at = start + timedelta(minutes=reply.minutes)
            yield at, partial(self._reply, comment.key, reply.author, reply.body, at)

    def _last_words(
        self, revision: SampleRevision
    ) -> Iterator[tuple[datetime, Callable[[], object]]]:
        published = self.calendar.day(revision.published_day)
        comments = {each.key: each for each in self.material.comments}
        for answer in self.material.answers:
            comment, said = comments[answer.comment], answer.rejoinder
            if said is not None and comment.revision == revision.number - 1:
                at = published + timedelta(hours=said.hours)
                yield at, partial(self._rejoin, comment, said, at)

    def _comment(self, comment: SampleComment, at: datetime) -> None:
        written = annotate.annotate(
            self.unit, self.actors[comment.author], self.slug, quoted(comment), now=at
        )
        self.annotations[comment.key] = written.id

    def _reply(self, key: str, author: str, body: str, at: datetime) -> None:
        actor = self.actors[author]
        annotate.reply(self.unit, actor, self.annotations[key], body, now=at)

    def _rejoin(
        self, comment: SampleComment, said: SampleRejoinder, at: datetime
    ) -> None:
        actor, annotation_id = (
            self.actors[comment.author],
            self.annotations[comment.key],
        )
        spoken = Rejoining(said.stance, said.reason)
        rejoining.rejoin(self.unit, actor, annotation_id, spoken, now=at)

    def _support(self, key: str, name: str, at: datetime) -> None:
        actor = self.actors[name]
        annotate.support(self.unit, actor, self.annotations[key], on=True, now=at)


def _invitations(unit: Unit, now: datetime) -> tuple[Invitation, ...]:
    return tuple(
        Invitation(
            role,
            name,
            accounts.invite(
                unit,
                name=name,
                role=role,
                email=_address(name),
                now=now,
                lasts=LINK_LASTS,
            ).secret,
        )
        for role, name in FACES.items()
    )


def _address(name: str) -> str:
    """Return an address under a name that no mail server can have (RFC 2606)."""
    return f"{name.lower().strip('.').replace(' ', '.')}@auenbrueck.example"
