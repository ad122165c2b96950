"""What publishing a text would do, as JSON: the dry run of the API and of the import."""

from collections import Counter

from docservice.services import resources
from docservice.services.assessment import Assessment
from docservice.services.resources import Resource
from versions.comparison import Row
from versions.revision import Revision


def preview_resource(found: Assessment, suggestions: int) -> Resource:
    """Return lineage, every annotation's place, the changes and the gate's lists.

    And how many `suggestions` in the live draft nobody has decided.
    """
    anchors = sorted(found.anchors.items())
    return {
        "document": found.opened.document.slug,
        "base": found.base.number,
        "number": found.draft.number,
        "label": found.draft.label,
        "paragraphs": [_row(found, row) for row in found.rows],
        "annotations": [
            {"id": key, "anchor": resources.anchor(anchor)} for key, anchor in anchors
        ],
        "verdicts": dict(Counter(anchor.anchor.verdict for _, anchor in anchors)),
        "changes": [
            {
                "key": change.key,
                "kind": change.kind,
                "old": resources.side(change.old),
                "new": resources.side(change.new),
                "cause": change.cause,
                "annotations": list(change.confirmed),
                "proposed": [each.annotation_id for each in change.proposals],
            }
            for change in found.changes
        ],
        "suggestions": suggestions,
        "gate": {
            "is_clear": found.gate.is_clear,
            **{name: list(listed) for name, listed in found.gate.lists.items()},
        },
    }


def _row(found: Assessment, row: Row) -> Resource:
    return {
        "lineage": sorted(row.relations),
        "old": _id(found.base, row.old),
        "new": _id(found.draft, row.new),
        "old_text": _text(found.base, row.old),
        "new_text": _text(found.draft, row.new),
    }


def _id(revision: Revision, index: int | None) -> str | None:
    return None if index is None else revision.paragraphs[index].id


def _text(revision: Revision, index: int | None) -> str:
    return "" if index is None else revision.paragraphs[index].text
