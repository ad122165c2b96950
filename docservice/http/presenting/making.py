"""A long file on its way, as its page tells it."""

import time

from docservice.access import Opened
from docservice.http.presenting.reading import document_view
from docservice.http.views.making import MakingView
from docservice.services.exporting.making import Making


def making_view(
    made: Making, opened: Opened, kind: str, *, here: str, file: str
) -> MakingView:
    """Return all that making.html shows."""
    return MakingView(
        document=document_view(opened),
        kind=kind,
        done=made.progress.done,
        total=made.progress.total,
        seconds=int(time.monotonic() - made.begun_at),
        size=made.size,
        here=here,
        file=file,
    )
