"""How a document and each of its paragraphs came to be what they are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from docservice.access import Actor, NotFound, Opened, open_document
from docservice.db import annotations, changes, gate_reasons, revisions
from docservice.db.annotations import AnnotationFilter
from docservice.db.gate_reasons import GateReason
from docservice.db.revisions import RevisionHead
from docservice.services.reading import annotation_resources
from docservice.services.reasons import Reason, reasons_for
from docservice.services.resources import Resource
from docservice.services.tracing import Wording, paragraph_history
from docservice.services.transitions import count_relations, transition_between
from versions.lineage import Relation
from versions.revision import Revision

MOST_REMARKS = 20  # on one wording; the list of comments has the rest


@dataclass(frozen=True, slots=True)
class Step:
    """A published revision, in numbers.

    `relations` counts what became of the paragraphs since the revision before;
    several may hold of one, except that "kept" counts those of which nothing else
    is true. `causes` counts changes, "none" where nobody said why. `comments` and
    `highlights` were made on this revision, `answered` of the comments have a public
    answer. `passed` is what was
    open when it was published.
    """

    head: RevisionHead
    paragraphs: int
    relations: Mapping[Relation, int]
    causes: Mapping[str, int]
    comments: int
    answered: int
    highlights: int
    passed: Sequence[GateReason]


def document_history(
    connection: Connection, actor: Actor, slug: str
) -> tuple[Opened, tuple[Step, ...]]:
    """Return a document's published revisions, newest first.

    Raises:
        NotFound: there is no such document, or not for this actor.
    """
    opened = open_document(connection, actor, slug)
    key = opened.document.id
    found: list[Step] = []
    before: Revision | None = None
    heads = revisions.list_published(connection, key)
    passed = gate_reasons.reasons_of(connection, [head.id for head in heads])
    for head in heads:
        revision = revisions.load(connection, head)
        relations = (
            count_relations(transition_between(before, revision).lineage)
            if before
            else {}
        )
        made = AnnotationFilter(
            made_on=head.number, state="visible", only_comments=True
        )
        highlights = AnnotationFilter(
            made_on=head.number, state="visible", motivation="highlighting"
        )
        found.append(
            Step(
                head,
                len(revision.paragraphs),
                relations,
                changes.count_causes(
                    connection, key, after=head.number - 1, up_to=head.number
                ),
                annotations.count_annotations(connection, key, made),
                annotations.count_annotations(
                    connection, key, replace(made, disposition="any")
                ),
                annotations.count_annotations(connection, key, highlights),
                passed.get(head.id, ()),
            )
        )
        before = revision
    return opened, tuple(reversed(found))


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of one wording's revision that shares words with it."""

    revision: int
    paragraph: str


@dataclass(frozen=True, slots=True)
class Version:
    """A wording with why it came and what was said about it.

    `came_from` are other paragraphs of the revision before whose words it took up,
    `went_to` other paragraphs of the next one that took up its own. `remarks` are
    the first of `remark_count` made on it.
    """

    wording: Wording
    reasons: tuple[Reason, ...]
    remarks: tuple[Resource, ...]
    remark_count: int
    came_from: tuple[Passage, ...]
    went_to: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class ParagraphStory:
    """A paragraph's wordings, first to last; `ended` is the revision that lacks it.

    `revisions` are those that hold it, and their neighbours, by number.
    """

    opened: Opened
    versions: tuple[Version, ...]
    ended: RevisionHead | None
    revisions: Mapping[int, Revision]


def paragraph_story(
    connection: Connection, actor: Actor, slug: str, paragraph_id: str
) -> ParagraphStory:
    """Return how a paragraph came to say what it says.

    Raises:
        NotFound: no published revision holds such a paragraph.
    """
    opened, wordings = paragraph_history(connection, actor, slug, paragraph_id)
    held = _Held(connection, opened)
    last = wordings[-1].number
    ended = (
        revisions.get_head(connection, opened.document.id, last + 1)
        if last < opened.document.newest
        else None
    )
    return ParagraphStory(
        opened,
        tuple(_version(connection, opened, held, wording) for wording in wordings),
        ended,
        held.loaded,
    )


class _Held:
    """The revisions that a story needs, each read once."""

    def __init__(self, connection: Connection, opened: Opened) -> None:
        self._connection = connection
        self._opened = opened
        self.loaded: dict[int, Revision] = {}

    def revision(self, number: int) -> Revision | None:
        """Return a published revision, None outside of the row."""
        if not 1 <= number <= self._opened.document.newest:
            return None
        if number not in self.loaded:
            found = revisions.get_revision(
                self._connection, self._opened.document.id, number
            )
            if found is None:
                raise NotFound("revision", str(number))
            self.loaded[number] = found
        return self.loaded[number]


def _version(
    connection: Connection, opened: Opened, held: _Held, wording: Wording
) -> Version:
    wanted = AnnotationFilter(
        revision=wording.number,
        made_on=wording.number,
        paragraphs=(wording.paragraph.id,),
        state="visible",
        only_comments=True,
    )
    key = opened.document.id
    rows = annotations.list_annotations(connection, key, wanted, limit=MOST_REMARKS)
    remarks = annotation_resources(connection, opened, rows, revision=wording.number)
    return Version(
        wording,
        reasons_for(connection, wording.changes),
        tuple(remarks),
        annotations.count_annotations(connection, key, wanted)
        if len(rows) == MOST_REMARKS
        else len(rows),
        tuple(_sources(held, wording)),
        tuple(_successors(held, wording)),
    )


def _sources(held: _Held, wording: Wording) -> Iterator[Passage]:
    before, here = held.revision(wording.number - 1), held.revision(wording.number)
    if before is None or here is None:
        return
    lineage = transition_between(before, here).lineage
    olds = [link.old for link in lineage.of_new[wording.position]]
    yield from _others(before, olds, wording.paragraph.id)


def _successors(held: _Held, wording: Wording) -> Iterator[Passage]:
    here, after = held.revision(wording.number), held.revision(wording.number + 1)
    if here is None or after is None:
        return
    lineage = transition_between(here, after).lineage
    yield from _others(after, lineage.partners(wording.position), wording.paragraph.id)


def _others(
    revision: Revision, places: Sequence[int], paragraph_id: str
) -> Iterator[Passage]:
    for place in places:
        other = revision.paragraphs[place].id
        if other != paragraph_id:
            yield Passage(revision.number, other)
