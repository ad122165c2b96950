"""Say why the changes of a sample draft were made, as its drafters did."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from docservice.db.changes import Cause
from docservice.services.assessment import Assessment, DraftChange
from docservice.services.causes import Decision
from docservice.services.demonstrating.material import SampleAnswer, SampleCause


@dataclass
class _Reasons:
    """What has been found to speak for one change."""

    cause: Cause | None = None
    notes: list[str] = field(default_factory=list)
    annotations: list[str] = field(default_factory=list)


def decisions(
    assessment: Assessment,
    answers: Sequence[SampleAnswer],
    causes: Sequence[SampleCause],
    ids: Mapping[str, str],
) -> list[Decision]:
    """Return the decisions about the changes of a draft.

    `ids` are the annotations by their keys in the sample content. Words that an
    answer or a cause names belong to the changes that they overlap.
    """
    found: dict[str, _Reasons] = {}
    for cause in causes:
        for change in _bringing(assessment, cause.quote):
            brought = found.setdefault(change.key, _Reasons())
            brought.cause = cause.cause
            if cause.note not in brought.notes:
                brought.notes.append(cause.note)
    for answer in answers:
        for change in _answering(assessment, answer, ids):
            asked = found.setdefault(change.key, _Reasons())
            asked.annotations.append(ids[answer.comment])
    return [
        Decision(
            change.key,
            reasons.cause,
            " ".join(reasons.notes),
            tuple(reasons.annotations),
        )
        for change in assessment.changes
        if (reasons := found.get(change.key)) is not None
    ]


def _answering(
    assessment: Assessment, answer: SampleAnswer, ids: Mapping[str, str]
) -> list[DraftChange]:
    """Return the changes that a sample answer speaks of."""
    if not answer.changes:
        return []
    if answer.changed_to:
        return _bringing(assessment, answer.changed_to)
    # The answer names no words: what was deleted or moved. The machine's proposals
    # are what a drafter would confirm, for a duplicate those of its original.
    wanted = ids[answer.duplicate_of or answer.comment]
    return [
        change
        for change in assessment.changes
        if any(proposal.annotation_id == wanted for proposal in change.proposals)
    ]


def _bringing(assessment: Assessment, words: str) -> list[DraftChange]:
    """Return the changes whose new wording overlaps `words`, or lies at them.

    Words that stood in the text before were brought by the move of their passage.
    """
    found = list(_overlapping(assessment, words))
    return [each for each in found if each.kind == "changed"] or found


def _overlapping(assessment: Assessment, words: str) -> Iterator[DraftChange]:
    for paragraph in assessment.draft.paragraphs:
        start = paragraph.text.find(words)
        if start < 0:
            continue
        end = start + len(words)
        for change in assessment.changes:
            new = change.new
            if (
                new is not None
                and new.paragraph == paragraph.id
                and new.start < end
                and max(new.end, new.start + 1) > start
            ):
                yield change
