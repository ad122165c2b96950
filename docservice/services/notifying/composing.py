"""From messages to mails: all that is due to a person goes into one."""

from datetime import datetime, timedelta

from docservice.db import keys, outbox, subscriptions
from docservice.db.events import Unit
from docservice.db.tables import MESSAGE_KINDS
from docservice.services.notifying.links import KEY

PEOPLE = 200  # per transaction
# Somebody may type the address of somebody else, again and again.
QUESTIONS, PER = 3, timedelta(days=1)


def compose(unit: Unit, *, now: datetime) -> int:
    """Make mails for people who are due one; return how many people were looked at."""
    connection = unit.connection
    keys.make_key(connection, KEY)
    people = outbox.awaited(connection, now=now, limit=PEOPLE)
    known = subscriptions.subscriptions_of(connection, people)
    for person_id in people:
        row = known[person_id]
        if row.confirmed_at is not None:
            outbox.insert_mail(connection, person_id, MESSAGE_KINDS, now=now)
            continue
        asked = outbox.mailed_unconfirmed(connection, row.address, since=now - PER)
        is_refused = subscriptions.is_refused(connection, row.address)
        if asked < QUESTIONS and not is_refused:
            outbox.insert_mail(connection, person_id, ["address"], now=now)
        else:
            outbox.forget(connection, person_id, ["address"])
    return len(people)
