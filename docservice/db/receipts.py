"""Receipts: what an idempotency key was answered with, so that a resend is harmless."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select

from docservice.db.statement import Statement
from docservice.db.tables import receipt


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an idempotency key was answered with."""

    request_sha256: str
    subject_id: str
    seq: int


_insert_receipt = Statement(insert(receipt))
_get_receipt = Statement(
    select(receipt.c.request_sha256, receipt.c.subject_id, receipt.c.seq).where(
        receipt.c.person_id == bindparam("who"), receipt.c.key == bindparam("what")
    )
)


def get_receipt(connection: Connection, person_id: str, key: str) -> Receipt | None:
    """Return what this person's key was answered with before."""
    rows = _get_receipt.run(connection, who=person_id, what=key)
    return Receipt(*rows[0]) if rows else None


def insert_receipt(
    connection: Connection,
    *,
    person_id: str,
    key: str,
    request_sha256: str,
    subject_id: str,
    seq: int,
    now: datetime,
) -> None:
    """Remember an answer under its key."""
    _insert_receipt.run(
        connection,
        person_id=person_id,
        key=key,
        request_sha256=request_sha256,
        subject_id=subject_id,
        seq=seq,
        created_at=now,
    )
