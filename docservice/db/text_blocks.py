"""Text blocks: reasons that a document's drafters give again and again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select

from docservice.db.ids import uuid7
from docservice.db.tables import text_block


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Words under a name; what stands in square brackets is filled in."""

    id: str
    name: str
    body: str


def list_blocks(connection: Connection, document_id: str) -> Sequence[TextBlock]:
    """Return a document's text blocks, by name."""
    rows = connection.execute(
        select(text_block.c.id, text_block.c.name, text_block.c.body)
        .where(text_block.c.document_id == document_id)
        .order_by(func.lower(text_block.c.name), text_block.c.id)
    )
    return [TextBlock(*row) for row in rows]


def store_block(
    connection: Connection,
    document_id: str,
    name: str,
    body: str,
    *,
    person_id: str,
    now: datetime,
) -> None:
    """Keep a text block, in place of the one of the same name."""
    connection.execute(
        delete(text_block).where(
            text_block.c.document_id == document_id, text_block.c.name == name
        )
    )
    connection.execute(
        insert(text_block).values(
            id=uuid7(),
            document_id=document_id,
            name=name,
            body=body,
            kept_by=person_id,
            kept_at=now,
        )
    )


def delete_block(connection: Connection, document_id: str, block_id: str) -> bool:
    """Forget a text block; False if the document has no such one."""
    result = connection.execute(
        delete(text_block).where(
            text_block.c.document_id == document_id, text_block.c.id == block_id
        )
    )
    return result.rowcount == 1
