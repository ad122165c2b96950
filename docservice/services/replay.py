"""Past events for those who missed them, without words that were taken back since.

The log is append-only and holds each remark as it was sent. Who replays it later
must not be shown what a moderator has hidden or its author withdrawn meanwhile, so
such remarks come blank; nor what its author has replaced, so edited remarks come
with their words of today. Applied in order the events still lead to today's state.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from annotations.thread import RemarkState
from docservice.db import annotations, events, threads
from docservice.db.codec import dump_json, load_json
from docservice.db.events import Event
from docservice.services.markdown import render

PAGE = 200  # events; some 300 kB, the memory that one replaying socket takes


def replay(
    connection: Connection, document_id: str, seq: int, *, limit: int = PAGE
) -> Sequence[Event]:
    """Return the next events after `seq`, at most `limit`, in order."""
    found = events.since(connection, document_id, seq, limit=limit)
    remarks = {
        k: remark
        for k, event in enumerate(found)
        if "body_html" in (remark := load_json(event.data))
    }
    ids = {each["id"] for remark in remarks.values() for each in _parts(remark)}
    asked = sorted(ids)
    gone = annotations.taken_back(connection, asked) | threads.taken_back(
        connection, asked
    )
    edited = annotations.reworded(connection, asked)
    if not gone and not edited:
        return found
    return [
        replace(event, data=dump_json(remarks[k]))
        if k in remarks and _renew(remarks[k], edited) | _blank(remarks[k], gone)
        else event
        for k, event in enumerate(found)
    ]


def _parts(remark: dict[str, Any]) -> list[dict[str, Any]]:
    """Return an annotation with its replies, or a reply alone."""
    replies = remark.get("replies")
    # A reply's own event carries the number of replies under this name.
    return [remark, *replies] if isinstance(replies, list) else [remark]


def _renew(remark: dict[str, Any], edited: dict[str, tuple[str, str | None]]) -> bool:
    """Give what was edited its words of today; return whether it had others."""
    words = edited.get(remark["id"])
    if words is None or words == (remark["body"], remark["replacement"]):
        return False
    body, replacement = words
    remark.update(body=body, body_html=render(body), replacement=replacement)
    return True


def _blank(remark: dict[str, Any], gone: dict[str, RemarkState]) -> bool:
    """Empty what is gone; return whether anything was."""
    changed = False
    for each in _parts(remark):
        state = gone.get(each["id"])
        if state is not None:
            each.update(body="", body_html="", state=state)
            for part in ("replacement", "rejoinder"):
                if part in each:
                    each[part] = None
            changed = True
    return changed
