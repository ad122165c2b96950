"""Keep reasons that are given again and again, for all drafters of a document."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from docservice.access import Actor, NotFound, Opened, current, open_document
from docservice.db import text_blocks
from docservice.db.events import Unit
from docservice.db.text_blocks import TextBlock
from docservice.services import requests
from docservice.services.errors import Invalid
from docservice.services.lines import is_line

NAME_CHARS = 60
BODY_CHARS = 5_000
MOST_BLOCKS = 200  # more are a list of their own to search


def read_blocks(
    connection: Connection, actor: Actor, slug: str
) -> tuple[Opened, Sequence[TextBlock]]:
    """Return a document's text blocks, by name.

    Raises:
        AccessError: the actor may not answer.
    """
    opened = open_document(connection, actor, slug)
    opened.actor.require("answer")
    return opened, text_blocks.list_blocks(connection, opened.document.id)


def keep_block(
    unit: Unit, actor: Actor, slug: str, name: str, body: str, *, now: datetime
) -> None:
    """Keep a text block, in place of the one of the same name.

    Raises:
        AccessError: the actor may not answer.
        Invalid: name or body do not fit, or there are too many.
    """
    connection = unit.connection
    opened = open_document(connection, current(connection, actor), slug)
    person = opened.actor.require("answer")
    fields = {"name": name, "body": body}
    name = requests.text(fields, "name", NAME_CHARS)
    body = requests.text(fields, "body", BODY_CHARS)
    if not is_line(name):
        raise Invalid("name is one line without invisible characters", "name")
    known = text_blocks.list_blocks(connection, opened.document.id)
    if len(known) >= MOST_BLOCKS and name not in {each.name for each in known}:
        raise Invalid(f"there are {MOST_BLOCKS} text blocks; delete one", "name")
    text_blocks.store_block(
        connection, opened.document.id, name, body, person_id=person.id, now=now
    )


def forget_block(unit: Unit, actor: Actor, slug: str, block_id: str) -> None:
    """Forget a text block.

    Raises:
        AccessError: the actor may not answer, or there is no such block.
    """
    connection = unit.connection
    opened = open_document(connection, current(connection, actor), slug)
    opened.actor.require("answer")
    if not text_blocks.delete_block(connection, opened.document.id, block_id):
        raise NotFound("text block", block_id)
