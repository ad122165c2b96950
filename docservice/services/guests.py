"""Guests: people who take part under a mere name, where the process allows it."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from docservice.access import ANONYMOUS, Forbidden, open_document
from docservice.db import subscriptions
from docservice.db.events import Unit
from docservice.db.people import Person
from docservice.services import accounts
from docservice.services.accounts import Issued
from docservice.services.notifying.subscribing import subscribe


def join(
    unit: Unit,
    slug: str,
    *,
    name: str,
    now: datetime,
    lang: str,
    lasts: timedelta,
    email: str = "",
) -> Issued:
    """Create a guest with a session, for the document `slug`.

    `email` is where to write about what the guest does, empty for nowhere.

    Raises:
        NotFound: there is no such public document.
        Forbidden: its process does not welcome guests.
        Invalid: the name is empty or too long, or the address cannot be one.
    """
    opened = open_document(unit.connection, ANONYMOUS, slug)
    if not opened.welcomes_guests():
        raise Forbidden("annotate")
    issued = accounts.new_guest(unit, name=name, now=now, lang=lang, lasts=lasts)
    if email:
        subscribe(unit, issued.person, email, lang=lang, now=now)
    return issued


def can_come_back(connection: Connection, person: Person) -> bool:
    """Return whether a person has a way back after signing out.

    Guests have none but the link in a mail that reached them.
    """
    if not person.is_guest:
        return True
    row = subscriptions.get_subscription(connection, person.id)
    return row is not None and row.confirmed_at is not None
