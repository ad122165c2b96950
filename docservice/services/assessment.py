"""What publishing a text would do: lineage, hunks, every annotation's place, the gate.

The same values feed the preview, `--dry-run` and publishing itself, so that what a
drafter saw is what happens.
"""

import hashlib
from collections import Counter, defaultdict
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
from docservice.db.codec import dump_json
from docservice.db.dispositions import StoredDisposition
from docservice.db.draft_texts import Deleted, Sources, Typed
from docservice.db.revisions import RevisionHead
from docservice.services import gate
from docservice.services.authorship import Authorship, Written
from docservice.services.gate import Gate
from docservice.services.placing import range_of
from docservice.services.survivors import DISPUTED, Survivors
from docservice.services.transitions import transition_between
from versions.comparison import Hunk, HunkKind, Row, compare, hunks
from versions.incorporation import touched, uptake
from versions.revision import Revision
from versions.text import Range, Span

DOUBTFUL_SCORE = 0.5  # below, less than half of the passage's words are left


@dataclass(frozen=True, slots=True)
class Proposal:
    """That a change may answer an annotation, with what speaks for it."""

    annotation_id: str
    evidence: str


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
        """Return whether a drafter said why."""
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
            _Remarks(found, placed, answers, sources or Sources()),
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


@dataclass(frozen=True, slots=True)
class _Remarks:
    """What citizens said about the base revision, and what was answered."""

    found: Mapping[str, Annotation]
    placed: Mapping[str, StoredAnchor]
    answers: Mapping[str, StoredDisposition]
    sources: Sources


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


@dataclass(frozen=True, slots=True)
class NamedHunk:
    """A hunk in row number `row` of the comparison, under a lasting name."""

    key: str
    row: int
    hunk: Hunk
    old: Side | None
    new: Side | None


def hunks_between(
    base: Revision, draft: Revision, rows: Sequence[Row]
) -> Iterator[NamedHunk]:
    """Yield what differs, in the order of the rows that `compare` made."""
    old = [p.content for p in base.paragraphs]
    new = [p.content for p in draft.paragraphs]
    seen: Counter[str] = Counter()
    for number, row in enumerate(rows):
        for hunk in hunks(row, old, new):
            sides = _sides(base, draft, hunk)
            yield NamedHunk(_key(hunk.kind, *sides, seen), number, hunk, *sides)


def _changes(
    base: Revision,
    draft: Revision,
    rows: Sequence[Row],
    decided: Mapping[str, _Decision],
    remarks: _Remarks,
) -> Iterator[DraftChange]:
    found = list(hunks_between(base, draft, rows))
    proposals = _proposals(base, draft, [each.hunk for each in found], remarks)
    worked_on = set(_worked_on([each.hunk for each in found], base, draft, remarks))
    authorship, is_live = Authorship(remarks.sources), remarks.sources != Sources()
    for index, each in enumerate(found):
        listed = proposals.get(index, ())
        decision = decided.get(each.key) or _taken_over(
            [p for p in listed if (index, p.annotation_id) in worked_on], remarks
        )
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


def _taken_over(worked_on: Sequence[Proposal], remarks: _Remarks) -> _Decision:
    """Return the link that a drafter made by taking over a wording and accepting it.

    It holds until somebody decides about the change in the preview.
    """
    keys = tuple(
        each.annotation_id
        for each in worked_on
        if each.evidence.startswith("wording:literal")
        and (answer := remarks.answers.get(each.annotation_id)) is not None
        and answer.value.state != "proposed"
        and answer.value.outcome in NEEDS_CHANGE
    )
    return _Decision("annotations" if keys else None, "", keys)


def _sides(
    base: Revision, draft: Revision, hunk: Hunk
) -> tuple[Side | None, Side | None]:
    old = new = None
    if hunk.old is not None:
        index, span = hunk.old
        old = Side(base.paragraphs[index].id, span.start, span.end, hunk.old_text)
    if hunk.new is not None:
        index, span = hunk.new
        new = Side(draft.paragraphs[index].id, span.start, span.end, hunk.new_text)
    return old, new


def _key(kind: HunkKind, old: Side | None, new: Side | None, seen: Counter[str]) -> str:
    """Return the hunk's name: it outlives edits of the draft in other places.

    That of a move holds however the passage is reworded and moved on.
    """
    became = kind if kind == "moved" else new and new.text
    words = dump_json([old and old.paragraph, old and old.text, became])
    seen[words] += 1
    return hashlib.sha256(f"{seen[words]}:{words}".encode()).hexdigest()


def _proposals(
    base: Revision, draft: Revision, found: Sequence[Hunk], remarks: _Remarks
) -> dict[int, list[Proposal]]:
    """Return by hunk which annotations it seems to answer, the best evidence first.

    What somebody worked on tells least: words about something else are written then
    as well.
    """
    proposed: defaultdict[int, dict[str, str]] = defaultdict(dict)
    near: defaultdict[int, list[int]] = defaultdict(list)
    for index, hunk in enumerate(found):
        if hunk.old is not None:
            near[hunk.old[0]].append(index)
    for key, row in remarks.found.items():
        stored = remarks.placed.get(key)
        if row.state != "visible" or stored is None or stored.anchor.place is None:
            continue
        place = stored.anchor.place
        where = range_of(base, place.start, place.end)
        if where is None:
            continue
        answer = remarks.answers.get(key)
        accepted = answer is not None and answer.value.outcome in NEEDS_CHANGE
        paragraphs = range(where.start.paragraph, where.end.paragraph + 1)
        indices = [index for paragraph in paragraphs for index in near[paragraph]]
        hit = [indices[n] for n in touched([found[i] for i in indices], where)]
        reads = _reads(draft, [found[index] for index in hit], where)
        for index in hit:
            evidence = _evidence(row, found[index], reads, accepted)
            if evidence:
                proposed[index][key] = evidence
    for index, key in _worked_on(found, base, draft, remarks):
        proposed[index].setdefault(key, "focus")
    return {
        index: sorted(
            (Proposal(key, evidence) for key, evidence in listed.items()), key=_rank
        )
        for index, listed in proposed.items()
    }


def _rank(proposal: Proposal) -> int:
    return ("wording", "overlap", "focus").index(proposal.evidence.partition(":")[0])


def _reads(draft: Revision, touching: Sequence[Hunk], where: Range) -> str:
    """Return what a passage reads now, empty where its words are not in one piece.

    `touching` are the hunks that change it. Beside them its words are as they were.
    """
    if not touching or where.start.paragraph != where.end.paragraph:
        return ""
    spans = [h.new for h in touching if h.new is not None and h.kind != "moved"]
    first, last = touching[0].old, touching[-1].old
    if len(spans) < len(touching) or first is None or last is None:
        return ""
    if len({paragraph for paragraph, _ in spans}) > 1:
        return ""
    kept_before = max(0, first[1].start - where.start.offset)
    kept_after = max(0, where.end.offset - last[1].end)
    start, end = spans[0][1].start - kept_before, spans[-1][1].end + kept_after
    return draft.paragraphs[spans[0][0]].text[start:end]


def _worked_on(
    found: Sequence[Hunk], base: Revision, draft: Revision, remarks: _Remarks
) -> Iterator[tuple[int, str]]:
    """Yield (hunk, annotation) where somebody worked on a comment while writing."""
    typed: defaultdict[str, list[Typed | Deleted]] = defaultdict(list)
    deleted: defaultdict[str, list[Typed | Deleted]] = defaultdict(list)
    for new in remarks.sources.typed:
        typed[new.paragraph].append(new)
    for old in remarks.sources.deleted:
        deleted[old.paragraph].append(old)
    for index, hunk in enumerate(found):
        if hunk.kind == "moved":
            continue  # who typed in a passage did not say that it should move
        parts = []
        if hunk.new is not None:
            number, span = hunk.new
            parts += _within(typed[draft.paragraphs[number].id], span)
        if hunk.old is not None:
            number, span = hunk.old
            parts += _within(deleted[base.paragraphs[number].id], span)
        keys = dict.fromkeys(p.annotation_id for p in parts)
        yield from ((index, key) for key in keys if key in remarks.found)  # type: ignore[misc]


def _within(parts: Sequence[Typed | Deleted], span: Span) -> list[Typed | Deleted]:
    return [part for part in parts if span.overlap(Span(part.start, part.end))]


def _evidence(row: Annotation, hunk: Hunk, reads: str, accepted: bool) -> str:
    """Return in a few words what speaks for a link, nothing if too little does.

    `reads` are the words in the place of those that were remarked on.
    """
    if hunk.kind == "moved":
        return "overlap:accepted" if accepted and row.replacement is None else ""
    if row.replacement:
        quote = row.target.quote.exact
        # A wording that is taken word by word comes in several hunks.
        is_part = hunk.new_text.strip() in row.replacement
        became = reads if is_part else hunk.new_text
        taken = uptake(quote, row.replacement, became)
        if taken.extent != "literal":
            taken = uptake(quote, row.replacement, hunk.new_text)
        if taken.extent != "none":
            return f"wording:{taken.extent}:{taken.share:.2f}"
    return "overlap:accepted" if accepted else ""
