"""The public log's view."""

from annotations.disposition import Disposition
from docservice.http.presenting.reading import document_view
from docservice.http.presenting.wording import plain
from docservice.http.views.log import LogEntryView, LogView, SaidView
from docservice.http.views.urls import url
from docservice.services.public_log import ENTRIES, Log, LogEntry


def log_view(found: Log, lang: str) -> LogView:
    """Return all that log.html shows."""
    slug, number = found.opened.document.slug, found.page

    def address(page: int) -> str:
        return url("log", lang=lang, slug=slug, page=page if page > 1 else None)

    return LogView(
        document=document_view(found.opened),
        entries=tuple(_entry(each, lang) for each in found.entries),
        total=found.total,
        previous=address(number - 1) if number > 1 else "",
        next=address(number + 1) if number * ENTRIES < found.total else "",
    )


def _entry(entry: LogEntry, lang: str) -> LogEntryView:
    row = entry.row
    return LogEntryView(
        at=row.at,
        what=row.what,
        role=row.role,
        comment=url("comment", lang=lang, annotation=row.annotation_id),
        old=_said(entry.old, lang) if entry.old else None,
        new=_said(entry.new, lang) if entry.new else None,
    )


def _said(answer: Disposition, lang: str) -> SaidView:
    return SaidView(
        answer.outcome,
        plain(answer.reason),
        answer.without_change,
        url("comment", lang=lang, annotation=answer.duplicate_of)
        if answer.duplicate_of
        else "",
    )
