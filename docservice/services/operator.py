"""Who acts when the operator uses the command line: an account that nobody can enter."""

from datetime import datetime

from sqlalchemy import Connection

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


def team(connection: Connection) -> list[Person]:
    """Return everybody who answers comments, by name: all staff but the operator."""
    return [p for p in people.list_staff(connection) if p.email != ADDRESS]


def onlooker() -> Actor:
    """Return the operator for reading, without an account in the database."""
    return Actor(Person("", NAME, "admin", False, ADDRESS, LANG, None))
