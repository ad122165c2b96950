"""Guests: people who take part under a mere name, where the process allows it."""

from datetime import datetime, timedelta

from docservice.access import ANONYMOUS, Forbidden, open_document
from docservice.db.events import Unit
from docservice.services import accounts
from docservice.services.accounts import Issued


def join(
    unit: Unit, slug: str, *, name: str, now: datetime, lang: str, lasts: timedelta
) -> Issued:
    """Create a guest with a session, for the document `slug`.

    Raises:
        NotFound: there is no such public document.
        Forbidden: its process does not welcome guests.
        Invalid: the name is empty or too long.
    """
    opened = open_document(unit.connection, ANONYMOUS, slug)
    if not opened.welcomes_guests():
        raise Forbidden("annotate")
    return accounts.new_guest(unit, name=name, now=now, lang=lang, lasts=lasts)
