"""The assessment of a draft, kept until something happens to its document.

An assessment of 10,000 annotations takes about a second, and a preview is looked at
page by page. Every write to a document counts its events, so their number tells
whether a kept assessment still holds.
"""

import threading
from collections import OrderedDict
from dataclasses import replace

from sqlalchemy import Connection

from docservice.access import Actor, open_document
from docservice.services.assessment import Assessment
from docservice.services.publishing import assess_draft
from docservice.services.waiting import Waiting, waiting_in

KEPT = 2  # assessments; one of 10,000 annotations takes some 60 MB

_kept: OrderedDict[str, tuple[int, Assessment]] = OrderedDict()
_lock = threading.Lock()


def preview(connection: Connection, actor: Actor, slug: str) -> Assessment:
    """Return what publishing the stored draft would do.

    Raises:
        AccessError: the actor may not publish, or there is no such document.
        NotFound: nobody began a draft.
    """
    opened = open_document(connection, actor, slug)
    opened.actor.require("publish")
    key, seq = opened.document.id, opened.document.seq
    with _lock:
        known = _kept.get(key)
    if known is not None and known[0] == seq:
        return replace(known[1], opened=opened)
    made = assess_draft(connection, actor, slug)
    with _lock:
        _kept[key] = seq, made
        _kept.move_to_end(key)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made


def answers_waiting(connection: Connection, assessment: Assessment) -> Waiting:
    """Return the decided answers that would become public."""
    return waiting_in(connection, assessment.opened.document.id)
