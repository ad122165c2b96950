"""What the desk's forms say, and what is wrong with it in the page's language."""

from datetime import date

from starlette.datastructures import FormData
from starlette.requests import Request

from annotations.disposition import NEEDS_CHANGE
from docservice.http.frame import translator
from docservice.http.numbers import whole_number
from docservice.http.pages.desk_address import comment_at
from docservice.http.views.desk import AnswerForm
from docservice.services.answering import Circle, Ticks
from docservice.services.desk import ONE_PAGE
from docservice.services.errors import Invalid
from docservice.services.four_eyes import TakenAlone
from docservice.services.gaps import LeftOpen
from docservice.services.lines import is_blank

FORM_BYTES = 200_000


def typed_in(form: FormData) -> AnswerForm:
    """Return the answer as it was typed."""
    version = str(form.get("version", "0"))
    return AnswerForm(
        outcome=str(form.get("outcome", "")),
        reason=str(form.get("reason", "")),
        note=str(form.get("note", "")),
        without_change=str(form.get("without_change", "")),
        duplicate_of=str(form.get("duplicate_of", "")),
        duplicate_link=str(form.get("duplicate_link", "")),
        state=str(form.get("state", "decided")),
        version=whole_number(version) or 0,
    )


def answer_in(request: Request, form: FormData) -> dict[str, object]:
    """Return the form as the JSON that the API takes: the rules are the same."""
    typed = typed_in(form)
    raw: dict[str, object] = {
        "outcome": typed.outcome,
        "reason": typed.reason,
        "note": typed.note,
        "state": typed.state,
        "without_change": typed.without_change,
    }
    if typed.outcome == "duplicate_of":
        link = typed.duplicate_link.strip()
        named = comment_at(request, link) if link else typed.duplicate_of
        raw["duplicate_of"] = named
    if "with_changes" in form:
        raw["changes"] = [str(each) for each in form.getlist("changes")]
    return raw


def ticks_in(form: FormData) -> Ticks | None:
    """Return which changes were ticked and unticked, None where none were shown.

    The form names those that were linked when it was shown, and those that are linked
    by themselves (`taken`) as long as nobody takes the tick away.
    """
    if "with_changes" not in form:
        return None

    def names(field: str) -> list[str]:
        return [str(each) for each in form.getlist(field)]

    ticked, linked = names("changes"), names("linked")
    return Ticks(
        tuple(each for each in ticked if each not in linked),
        tuple(each for each in [*linked, *names("taken")] if each not in ticked),
    )


def checked_in(
    form: FormData, field: str = "chosen", most: int = ONE_PAGE
) -> dict[str, int]:
    """Return the chosen comments, each with the version of its answer as seen."""
    found = {}
    for value in form.getlist(field):
        key, _, version = str(value).partition(":")
        found[key] = whole_number(version) or 0
    return dict(list(found.items())[:most])


def day_in(given: object) -> date | None:
    """Return the day that a field of a form names, None if it is empty.

    Raises:
        Invalid: it is no day.
    """
    try:
        return date.fromisoformat(str(given)) if given else None
    except ValueError as error:
        raise Invalid("due_on is a day such as 2026-12-03", "due_on") from error


def fault_of(
    request: Request, error: Invalid, typed: AnswerForm | None = None
) -> tuple[str, str]:
    """Return the field that cannot be taken, and what to do about it.

    `typed` is the answer, which tells words that are missing from words too many.
    """
    field, gettext = error.field or "", translator(request)
    typed = typed or AnswerForm()
    if isinstance(error, LeftOpen):
        said = gettext("Please fill these gaps, or delete them:")
        return field, f"{said} {', '.join(error.gaps)}"
    if isinstance(error, TakenAlone) and error.annotation_ids:
        said = gettext(
            "You proposed these answers yourself, so somebody else decides them. Nothing"
            " was saved; they are no longer chosen."
        )
        return field, said
    if isinstance(error, Circle):
        said = gettext(
            "That comment is answered as “Same as another comment” itself, and leads back"
            " to this one. Please give one of them an answer of its own."
        )
        return field, said
    if field == "reason" and is_blank(typed.reason):
        return field, gettext("Please give a reason.")
    if field == "without_change" and typed.outcome not in NEEDS_CHANGE:
        said = gettext(
            "Why something is not in the text is said only of what was accepted. Please"
            " choose that outcome, or empty this field."
        )
        return field, said
    return field, message_about(request, field)


def message_about(request: Request, field: str) -> str:
    """Return what is wrong with a field and what to do, in the page's language."""
    gettext = translator(request)
    said = {
        "outcome": gettext("Please choose an outcome."),
        "reason": gettext("Please shorten the reason."),
        "note": gettext("Please shorten the internal note."),
        "changes": gettext(
            "Somebody edited the draft meanwhile: a change that you chose is no longer in"
            " it. Nothing was saved; please look at the changes again."
        ),
        "without_change": gettext("Please shorten why it is not in the text."),
        "duplicate_of": gettext(
            "Please name another comment of this text: choose one or paste its address."
        ),
        "chosen": gettext("Please choose at least one comment in the list first."),
        "also": gettext(
            "Somebody else answered a comment of this bundle meanwhile. Nothing was"
            " saved; their answer stands beside it, and it is no longer ticked. Please"
            " save again."
        ),
        "assignee": gettext("Please choose somebody of the drafting team."),
        "due_on": gettext("Please give a day, such as 2026-12-03."),
        "state": gettext(
            "In this process somebody else decides what you word. Nothing was saved;"
            " please choose “Proposed”."
        ),
        "proposals": gettext(
            "Only answers that are proposed can be decided as they are. Nothing was"
            " saved; please choose those alone."
        ),
        "version": gettext(
            "Somebody else answered meanwhile. Nothing was taken back; the newest"
            " answer is shown here."
        ),
        "undo": gettext(
            "There is no answer before this one, and it is public: it cannot be taken"
            " back. Please give a new answer instead."
        ),
        "stale": gettext(
            "Somebody else answered these comments meanwhile. Nothing was saved; they"
            " are no longer chosen. Please save again for the others."
        ),
    }
    return said.get(field, gettext("That is not possible here. Please check the form."))
