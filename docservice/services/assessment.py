"""What publishing a text would do: lineage, hunks, every annotation's place, the gate.

The same values feed the preview, `--dry-run` and publishing itself, so that what a
drafter saw is what happens.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from annotations.anchor import Anchor
from annotations.disposition import NEEDS_CHANGE
from annotations.reanchoring import Transition, reanchor
from docservice.access import Opened
from docservice.db import (
    anchors,
    annotations,
    changes,
    dispositions,
    draft_texts,
    people,
)
from docservice.db.anchors import StoredAnchor
from docservice.db.annotations import Annotation, AnnotationFilter
from docservice.db.changes import Cause, Side
from docservice.db.dispositions import StoredDisposition
from docservice.db.draft_texts import Sources
from docservice.db.revisions import RevisionHead
from docservice.services import gate
from docservice.services.authorship import Authorship, Written
from docservice.services.evidence import Proposal, Remarks, proposals
from docservice.services.gate import Gate
from docservice.services.lines import is_blank
from docservice.services.named_hunks import hunks_between
from docservice.services.survivors import DISPUTED, Survivors
from docservice.services.transitions import transition_between
from versions.comparison import HunkKind, Row, compare
from versions.revision import Revision

DOUBTFUL_SCORE = 0.5  # below, less than half of the passage's words are left


@dataclass(frozen=True, slots=True)
class DraftChange:
    """A hunk between the newest revision and the draft, and what is known of its cause.

    `row` is the row of the comparison that it stands in, `confirmed` the annotations
    that a drafter linked to it, in the preview or by taking over their wording,
    `written` who wrote it, nothing where nobody wrote live.
    """

    key: str
    row: int
    kind: HunkKind
    old: Side | None
    new: Side | None
    cause: Cause | None = None
    note: str = ""
    confirmed: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    written: tuple[Written, ...] = ()

    @property
    def has_cause(self) -> bool:
        """Return whether a drafter said why; of a decision, whose it was as well."""
        if self.cause == "decision" and is_blank(self.note):
            return False
        return self.cause is not None or bool(self.confirmed)


@dataclass(frozen=True)
class Assessment:
    """A text that may become the next revision, seen against the newest one.

    `head` is the stored draft, None for a text that was only handed in. `placed` says
    where each annotation stands in the newest revision, `anchors` where in this text.
    `authors` are the names of those who wrote the changes, where that is known.
    """

    opened: Opened
    base: Revision
    draft: Revision
    head: RevisionHead | None
    transition: Transition
    rows: tuple[Row, ...]
    changes: tuple[DraftChange, ...]
    annotations: Mapping[str, Annotation]
    placed: Mapping[str, StoredAnchor]
    anchors: Mapping[str, StoredAnchor]
    gate: Gate
    survivors: Survivors | None
    authors: Mapping[str, str]


def assess(
    connection: Connection,
    opened: Opened,
    base: Revision,
    draft: Revision,
    head: RevisionHead | None = None,
) -> Assessment:
    """Return what publishing `draft` after `base` would do."""
    document = opened.document
    transition = transition_between(base, draft)
    old = [p.content for p in base.paragraphs]
    new = [p.content for p in draft.paragraphs]
    rows = compare(old, new, transition.lineage)
    rows_found = annotations.list_annotations(
        connection, document.id, AnnotationFilter(revision=base.number)
    )
    found = {row.id: row for row in rows_found}
    placed = anchors.anchors_in(connection, document.id, base.number, None)
    corrected = (
        anchors.anchors_in(connection, document.id, draft.number, None) if head else {}
    )
    sources = None
    if head is not None:
        sources = draft_texts.sources_of(connection, document.id, head.id, head.version)
    survivors = Survivors(base, draft, sources) if sources else None
    going = carried(
        transition, draft.number, found, placed, corrected, survivors=survivors
    )
    answers = dispositions.newest_of(connection, list(found), published_only=False)
    decided = _decisions(connection, document.id, draft.number) if head else {}
    listed = tuple(
        _changes(
            base,
            draft,
            rows,
            decided,
            Remarks(
                found,
                placed,
                accepted(answers),
                accepted(answers, only_decided=True),
                sources or Sources(),
            ),
        )
    )
    drafted = {key for change in listed for key in change.confirmed}
    open_ = Gate(
        unanswered=gate.unanswered(found, answers),
        unlinked=gate.unlinked(connection, found, answers, drafted, base.number),
        uncaused=tuple(change.key for change in listed if not change.has_cause),
        doubtful=tuple(
            key
            for key, anchor in going.items()
            if found[key].state == "visible" and is_doubtful(anchor)
        ),
        halved=gate.halved(connection, document.id, found, answers),
    )
    return Assessment(
        opened=opened,
        base=base,
        draft=draft,
        head=head,
        transition=transition,
        rows=rows,
        changes=listed,
        annotations=found,
        placed=placed,
        anchors=going,
        gate=open_,
        survivors=survivors,
        authors=_names(connection, listed),
    )


def _names(connection: Connection, listed: Sequence[DraftChange]) -> dict[str, str]:
    """Return the names of those who wrote the changes; they are few."""
    ids = {each.person_id for change in listed for each in change.written}
    found = [people.get_person(connection, each) for each in ids if each is not None]
    return {person.id: person.name for person in found if person is not None}


def carried(
    transition: Transition,
    number: int,
    found: Mapping[str, Annotation],
    placed: Mapping[str, StoredAnchor],
    corrected: Mapping[str, StoredAnchor],
    *,
    survivors: Survivors | None = None,
) -> dict[str, StoredAnchor]:
    """Return each annotation's anchor in the text to come; a person's word holds.

    Where the text was written live, `survivors` know of the characters themselves.
    """
    keys = [key for key in found if key in placed and key not in corrected]
    made = reanchor(
        transition, [(placed[key].anchor, found[key].target.quote) for key in keys]
    )
    if survivors is not None:
        made = [
            survivors.refined(placed[key].anchor, anchor)
            for key, anchor in zip(keys, made, strict=True)
        ]
    going = {
        key: StoredAnchor(number, anchor, None)
        for key, anchor in zip(keys, made, strict=True)
    }
    return {
        key: corrected[key] if key in corrected else going[key]
        for key in found
        if key in corrected or key in going
    }


def compared(found: Assessment, key: str) -> Anchor | None:
    """Return where the comparison puts an annotation, whatever a person said.

    None is one that has no place in the newest revision to come from.
    """
    number, rows = found.draft.number, {key: found.annotations[key]}
    going = carried(
        found.transition, number, rows, found.placed, {}, survivors=found.survivors
    )
    return going[key].anchor if key in going else None


def is_doubtful(value: StoredAnchor) -> bool:
    """Return whether a person should look at where an annotation went."""
    if value.confirmed_by is not None:
        return False
    anchor = value.anchor
    return (
        anchor.verdict == "ambiguous"
        or is_disputed(anchor)
        or (anchor.verdict == "changed" and anchor.score < DOUBTFUL_SCORE)
    )


def is_disputed(anchor: Anchor) -> bool:
    """Return whether characters and words of the passage are in different places."""
    return anchor.method.endswith(DISPUTED)


@dataclass(frozen=True, slots=True)
class _Decision:
    cause: Cause | None
    note: str
    confirmed: tuple[str, ...]


def _decisions(
    connection: Connection, document_id: str, number: int
) -> dict[str, _Decision]:
    stored = changes.changes_to(connection, document_id, number)
    links: dict[str, list[str]] = {}
    ids = [change.id for change in stored]
    for link in changes.incorporations_of(connection, change_ids=ids):
        if link.is_confirmed:
            links.setdefault(link.change_id, []).append(link.annotation_id)
    return {
        change.key: _Decision(
            change.cause, change.note, tuple(links.get(change.id, ()))
        )
        for change in stored
    }


def _changes(
    base: Revision,
    draft: Revision,
    rows: Sequence[Row],
    decided: Mapping[str, _Decision],
    remarks: Remarks,
) -> Iterator[DraftChange]:
    found = list(hunks_between(base, draft, rows))
    proposed = proposals(base, draft, [each.hunk for each in found], remarks)
    authorship, is_live = Authorship(remarks.sources), remarks.sources != Sources()
    for index, each in enumerate(found):
        listed = proposed.get(index, ())
        decision = decided.get(each.key)
        if decision is None:
            keys = tuple(each.annotation_id for each in listed if each.is_linked)
            decision = _Decision("annotations" if keys else None, "", keys)
        yield DraftChange(
            each.key,
            each.row,
            each.hunk.kind,
            each.old,
            each.new,
            decision.cause,
            decision.note,
            decision.confirmed,
            tuple(
                proposal
                for proposal in listed
                if proposal.annotation_id not in decision.confirmed
            ),
            authorship.of(each.old, each.new)
            if is_live and each.hunk.kind != "moved"
            else (),
        )


def accepted(
    answers: Mapping[str, StoredDisposition], *, only_decided: bool = False
) -> frozenset[str]:
    """Return the annotations whose newest answer promises a change of the text."""
    return frozenset(
        key
        for key, answer in answers.items()
        if answer.value.outcome in NEEDS_CHANGE
        and not (only_decided and answer.value.state == "proposed")
    )
