"""The public log's view."""

from docservice.http.presenting.reading import document_view
from docservice.http.views.log import LogEntryView, LogView
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
    row, old, new = entry.row, entry.old, entry.new
    return LogEntryView(
        at=row.at,
        what=row.what,
        role=row.role,
        comment=url("comment", lang=lang, annotation=row.annotation_id),
        old_outcome=old.outcome if old else "",
        old_reason=old.reason if old else "",
        new_outcome=new.outcome if new else "",
        new_reason=new.reason if new else "",
    )
