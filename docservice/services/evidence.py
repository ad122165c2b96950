"""What speaks for it that a change of the draft answers an annotation."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from docservice.db.anchors import StoredAnchor
from docservice.db.annotations import Annotation
from docservice.db.draft_texts import Deleted, Sources, Typed
from docservice.services.placing import range_of
from versions.comparison import Hunk
from versions.incorporation import touched, uptake
from versions.revision import Revision
from versions.text import Range, Span


@dataclass(frozen=True, slots=True)
class Proposal:
    """That a change may answer an annotation, with what speaks for it.

    `is_linked` says that no more is needed: somebody at work on an accepted annotation
    took its wording over. It holds until a drafter decides about the change.
    """

    annotation_id: str
    evidence: str
    is_linked: bool = False


@dataclass(frozen=True, slots=True)
class Remarks:
    """What citizens said about the base revision, and which of it was accepted.

    `settled` are those of the accepted whose answer is more than proposed.
    """

    found: Mapping[str, Annotation]
    placed: Mapping[str, StoredAnchor]
    accepted: Collection[str]
    settled: Collection[str]
    sources: Sources


def proposals(
    base: Revision, draft: Revision, found: Sequence[Hunk], remarks: Remarks
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
        accepted = key in remarks.accepted
        paragraphs = range(where.start.paragraph, where.end.paragraph + 1)
        indices = [index for paragraph in paragraphs for index in near[paragraph]]
        hit = [indices[n] for n in touched([found[i] for i in indices], where)]
        reads = _reads(draft, [found[index] for index in hit], where)
        for index in hit:
            evidence = _evidence(row, found[index], reads, accepted)
            if evidence:
                proposed[index][key] = evidence
    live = dict.fromkeys(_worked_on(found, base, draft, remarks))
    for index, key in live:
        proposed[index].setdefault(key, "focus")
    return {
        index: sorted(
            (
                Proposal(
                    key,
                    evidence,
                    _settles(key, evidence, remarks) and (index, key) in live,
                )
                for key, evidence in listed.items()
            ),
            key=lambda each: rank(each.evidence),
        )
        for index, listed in proposed.items()
    }


def _settles(key: str, evidence: str, remarks: Remarks) -> bool:
    return key in remarks.settled and evidence.startswith("wording:literal")


def rank(evidence: str) -> int:
    """Return how little evidence tells, to sort by."""
    return ("wording", "overlap", "focus").index(evidence.partition(":")[0])


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
    found: Sequence[Hunk], base: Revision, draft: Revision, remarks: Remarks
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
