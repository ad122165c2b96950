"""What has just happened, said once on the next page that is shown.

The cookie holds only the name of a message, and a number for those that count
something, so nothing foreign can be put into it;
the address stays clean and may be bookmarked or passed on.
"""

from typing import Final, Literal

from starlette.requests import Request
from starlette.responses import Response

from docservice.http.numbers import whole_number

COOKIE = "randnotiz_notice"
LASTS_S = 60  # long enough for a redirect over a slow line

Kind = Literal["ok", "warn", "error"]


def _(message: str) -> str:
    """Mark a text for translation; it is translated when it is shown."""
    return message


NOTICES: Final[dict[str, tuple[Kind, str]]] = {
    "commented": ("ok", _("Your comment is published.")),
    "replied": ("ok", _("Your reply is published.")),
    "supported": ("ok", _("You support this comment.")),
    "unsupported": ("ok", _("You no longer support this comment.")),
    "rejoined": ("ok", _("What you think of the answer stands below it.")),
    "edited": ("ok", _("Your comment is changed.")),
    "withdrawn": ("ok", _("Your comment is withdrawn.")),
    "reply_withdrawn": ("ok", _("Your reply is withdrawn.")),
    "hidden": ("ok", _("The comment is hidden.")),
    "answered": ("ok", _("The answer is saved.")),
    "answered_many": ("ok", _("The answers are saved.")),
    "unchanged": ("ok", _("Nothing is different: that is how it stood already.")),
    "taken_back": (
        "ok",
        _("The last answer is taken back."),
    ),
    "taken_back_alone": (
        "ok",
        _("The last answer is taken back, for this comment of the bundle only."),
    ),
    "taken_back_public": (
        "ok",
        _(
            "For this comment the answer before holds again. The public goes on reading"
            " the last one until the next publication."
        ),
    ),
    "assigned": ("ok", _("The assignment is saved.")),
    "bundled": ("ok", _("The comments are a bundle now. One answer can serve them.")),
    "bundle_left": ("ok", _("The comments are out of the bundle.")),
    "bundle_refused": ("ok", _("They are not proposed together any more.")),
    "block_kept": ("ok", _("The text block is kept.")),
    "block_forgotten": ("ok", _("The text block is deleted.")),
    "filter_kept": ("ok", _("The filter is kept. It stands beside the lists above.")),
    "filter_forgotten": ("ok", _("The filter is deleted.")),
    "answers_published": ("ok", _("Answers that are public now: %(n)s.")),
    "round_planned": ("ok", _("The time is set. Until then it can be changed.")),
    "round_cancelled": ("ok", _("No time is set any more. The answers wait.")),
    "draft_begun": ("ok", _("The draft has begun. Nobody outside the team sees it.")),
    "draft_discarded": ("ok", _("The draft is discarded.")),
    "draft_saved": ("ok", _("The draft is saved.")),
    "draft_kept": ("ok", _("The draft as it is now is kept under this name.")),
    "draft_kept_without": (
        "ok",
        _(
            "The draft as it is now is kept under this name, without the suggestions"
            " that nobody has decided: what they would add is not in it, what they"
            " would strike is."
        ),
    ),
    "draft_restored": (
        "ok",
        _("The draft says again what was kept. What stood there before is kept, too."),
    ),
    "table_lost": (
        "warn",
        _(
            "The draft is saved, but what was a table is plain text now: its lines no"
            " longer have the form of one."
        ),
    ),
    "draft_changed": (
        "warn",
        _("Somebody else edited the draft meanwhile. Nothing was changed; look again."),
    ),
    "paragraph_deleted": ("ok", _("The paragraph is deleted from the draft.")),
    "decided": ("ok", _("The reasons are saved.")),
    "anchor_corrected": ("ok", _("The place is saved.")),
    "revision_published": (
        "ok",
        _("The new revision is published. Everybody can read it now."),
    ),
    "published_without": (
        "warn",
        _(
            "The new revision is published. Somebody was still writing: words that came"
            " after the preview are not in it, they stand in the next draft."
        ),
    ),
    "mails_on": ("ok", _("We will write to you.")),
    "mails_off": ("ok", _("We will write to you no more.")),
    "mails_chosen": ("ok", _("Your choice is saved.")),
    "address_saved": ("ok", _("The address is saved.")),
    "restored": ("ok", _("The comment can be seen again.")),
    "reply_hidden": ("ok", _("The reply is hidden.")),
    "reply_restored": ("ok", _("The reply can be seen again.")),
}


def leave_notice(response: Response, name: str, count: int | None = None) -> None:
    """Let the next page show the notice `name`, with the number that it tells."""
    value = name if count is None else f"{name}:{count}"
    response.set_cookie(
        COOKIE, value, max_age=LASTS_S, path="/", httponly=True, samesite="lax"
    )


def notice_for(request: Request) -> tuple[Kind, str, int] | None:
    """Return kind, message id and number of the notice that waits, if any."""
    name, _, count = request.cookies.get(COOKIE, "").partition(":")
    found = NOTICES.get(name)
    return (*found, whole_number(count) or 0) if found is not None else None


def forget_notice(response: Response) -> None:
    """Take a notice away that has been shown."""
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")
