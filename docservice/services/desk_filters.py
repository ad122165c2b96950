"""Keep the desk's list as a drafter likes it, for that drafter alone."""

from datetime import datetime

from docservice.access import Actor, NotFound, current, open_document
from docservice.db import desk_filters
from docservice.db.events import Unit
from docservice.services.errors import Invalid
from docservice.services.lines import is_blank, is_line

NAME_CHARS = 60
MOST_FILTERS = 30  # more are a list of their own to search


def keep_filter(
    unit: Unit, actor: Actor, slug: str, name: str, query: str, *, now: datetime
) -> None:
    """Keep a query of the desk's address, in place of one of the same name.

    Raises:
        AccessError: the actor may not answer.
        Invalid: the name is no line of a fitting length, or there are too many.
    """
    connection, name = unit.connection, name.strip()
    opened = open_document(connection, current(connection, actor), slug)
    person = opened.actor.require("answer")
    if is_blank(name) or len(name) > NAME_CHARS or not is_line(name):
        raise Invalid(f"name needs 1 to {NAME_CHARS} characters in one line", "name")
    known = desk_filters.list_filters(connection, opened.document.id, person.id)
    if len(known) >= MOST_FILTERS and name not in {each.name for each in known}:
        raise Invalid(f"there are {MOST_FILTERS} filters already; delete one", "name")
    desk_filters.store_filter(
        connection, opened.document.id, person.id, name, query, now=now
    )


def forget_filter(unit: Unit, actor: Actor, slug: str, filter_id: str) -> None:
    """Forget one of the actor's own filters.

    Raises:
        AccessError: the actor may not answer, or has no such filter.
    """
    connection = unit.connection
    opened = open_document(connection, current(connection, actor), slug)
    person = opened.actor.require("answer")
    if not desk_filters.delete_filter(
        connection, opened.document.id, person.id, filter_id
    ):
        raise NotFound("filter", filter_id)
