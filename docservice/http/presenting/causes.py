"""Reasons of changes as they stand beside the words."""

from docservice.http.presenting.change import change_address
from docservice.http.presenting.wording import shortened
from docservice.http.views.causes import CauseRemarkView, CauseView
from docservice.http.views.urls import url
from docservice.services.reasons import Reason

WORDS_CHARS = 120  # of a long change the beginning is enough to find it


def cause_view(reason: Reason, lang: str, slug: str, revision: str = "") -> CauseView:
    """Return why words changed; `revision` is the label of where, if it is needed."""
    change = reason.change
    return CauseView(
        change_address(lang, slug, change.id),
        change.cause,
        change.note,
        change.kind,
        shortened(change.old.text.strip(), WORDS_CHARS) if change.old else "",
        shortened(change.new.text.strip(), WORDS_CHARS) if change.new else "",
        tuple(
            CauseRemarkView(
                url("comment", lang=lang, annotation=row.id), row.author.name, confirmed
            )
            for row, confirmed in reason.annotations
        ),
        revision,
    )
