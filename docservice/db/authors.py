"""Authors joined to what they wrote, so that a list needs one query."""

from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, RowMapping

from docservice.db.people import Person, person_columns

_of_person = itemgetter(*(f"person_{column.name}" for column in person_columns))


def author_columns() -> list[ColumnElement[Any]]:
    """Return a person's columns under names that clash with no other table's."""
    return [column.label(f"person_{column.name}") for column in person_columns]


def author_of(row: RowMapping) -> Person:
    """Return the person in a row that was selected with `author_columns`."""
    return Person(*_of_person(row))
