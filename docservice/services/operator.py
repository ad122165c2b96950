"""Who acts when the operator uses the command line: an account that nobody can enter."""

from datetime import datetime

from docservice.access import Actor
from docservice.db import people
from docservice.db.events import Unit
from docservice.db.people import Person

NAME = "Operator"
LANG = "de"
# No address that a sign-in link can be asked for, since it has no @.
ADDRESS = "operator"


def operator(unit: Unit, *, now: datetime) -> Actor:
    """Return the operator, created when first needed."""
    person = people.get_person_by_email(unit.connection, ADDRESS)
    if person is None:
        person = people.insert_person(
            unit.connection, name=NAME, role="admin", lang=LANG, now=now, email=ADDRESS
        )
    return Actor(person)


def onlooker() -> Actor:
    """Return the operator for reading, without an account in the database."""
    return Actor(Person("", NAME, "admin", False, ADDRESS, LANG, None))
