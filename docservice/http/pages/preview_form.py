"""What the preview's form says of the changes, and what of it is its author's own."""

from collections.abc import Mapping
from typing import Final

from starlette.datastructures import FormData

from docservice.db.changes import Cause
from docservice.http.pages.draft import NOTE_CHARS
from docservice.http.presenting.chosen import Chosen, standing
from docservice.http.presenting.preview import HUNKS, offered
from docservice.services import requests
from docservice.services.assessment import Assessment, DraftChange
from docservice.services.causes import Decision, Reason
from docservice.services.errors import Invalid, Stale
from docservice.services.lines import is_blank

CAUSES: Final[tuple[Cause, ...]] = ("annotations", "ideas", "editorial", "decision")


def chosen_in(form: FormData) -> dict[str, Chosen]:
    """Return what the form says about each change on the page."""
    found = {}
    for key in [str(each) for each in form.getlist("key")][:HUNKS]:
        given = form.get(f"cause-{key}")
        found[key] = Chosen(
            next((cause for cause in CAUSES if cause == given), None),
            str(form.get(f"note-{key}", "")),
            tuple(str(each) for each in form.getlist(f"with-{key}")),
            str(form.get(f"seen-{key}", "")),
        )
    return found


def decisions_in(
    found: Assessment, chosen: Mapping[str, Chosen], form: FormData
) -> list[Decision]:
    """Return what its author changed; with `for_all` also for what is left open.

    Raises:
        Invalid: a note is too long, or a cause lacks its comments or its source.
        Stale: it would replace a reason that its author never saw.
    """
    decisions: dict[str, Decision] = {}
    scope, all_note = str(form.get("for_all", "")), str(form.get("all_note", ""))
    requests.text({"all_note": all_note}, "all_note", NOTE_CHARS, least=0)
    if scope.startswith("decision") and is_blank(all_note):
        raise Invalid("a decision names its source", "source-all_note")
    stored = {change.key: change for change in found.changes}
    comments = offered(found)
    for key, each in chosen.items():
        if each.is_untouched:
            continue
        field = f"note-{key}"
        requests.text({field: each.note}, field, NOTE_CHARS, least=0)
        if each.cause == "decision" and is_blank(each.note):
            raise Invalid("a decision names its source", f"source-{field}")
        if each.cause == "annotations" and not each.annotation_ids:
            raise Invalid("a change because of comments names them", "annotations")
        change = stored.get(key)
        stands = standing(change, comments) if change is not None else None
        if stands is not None and each.is_overtaken(stands):
            raise Stale("somebody else gave a reason meanwhile")
        if stands is None or stands.digest != each.digest:
            decisions[key] = Decision(
                *(key, each.cause, each.note, each.annotation_ids),
                _reason(change) if change is not None else None,
            )
    for key, change in stored.items():
        is_left = not change.has_cause and key not in decisions
        if not is_left or (scope.endswith("-page") and key not in chosen):
            continue
        if scope.startswith("proposals") and change.proposals:
            ids = tuple(each.annotation_id for each in change.proposals)
            decisions[key] = Decision(key, None, change.note, ids, _reason(change))
        elif scope.startswith(("editorial", "decision")):
            cause: Cause = "editorial" if scope.startswith("editorial") else "decision"
            decisions[key] = Decision(key, cause, all_note, (), _reason(change))
    return list(decisions.values())


def _reason(change: DraftChange) -> Reason:
    return Reason(change.cause, change.note, frozenset(change.confirmed))
