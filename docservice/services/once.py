"""Do a write once per idempotency key, however often it is sent."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from docservice.access import Actor
from docservice.db import receipts
from docservice.db.events import Unit
from docservice.services import requests
from docservice.services.errors import Conflict


@dataclass(frozen=True, slots=True)
class Key:
    """A key as a person sent it, with the digest of the request that it stands for."""

    value: str
    digest: str

    @classmethod
    def of(cls, value: str | None, request: object) -> "Key | None":
        """Return the key of a request that is JSON or made of dataclasses."""
        return cls(value, requests.fingerprint(request)) if value else None


def answered(connection: Connection, actor: Actor, key: Key | None) -> str | None:
    """Return the id of what the key was answered with, None if it is new.

    Raises:
        Conflict: the key was used for another request.
    """
    if key is None or actor.id is None:
        return None
    known = receipts.get_receipt(connection, actor.id, key.value)
    if known is None:
        return None
    if known.request_sha256 != key.digest:
        raise Conflict("this key was used for another request", "Idempotency-Key")
    return known.subject_id


def once(
    unit: Unit,
    actor: Actor,
    key: Key | None,
    work: Callable[[Unit], tuple[str, int]],
    *,
    now: datetime,
) -> str:
    """Run `work`, which returns the id and event number of what it made; return the id.

    Raises:
        Conflict: the key was used for another request.
    """
    known = answered(unit.connection, actor, key)
    if known is not None:
        return known
    subject_id, seq = work(unit)
    if key is not None and actor.id is not None:
        receipts.insert_receipt(
            unit.connection,
            person_id=actor.id,
            key=key.value,
            request_sha256=key.digest,
            subject_id=subject_id,
            seq=seq,
            now=now,
        )
    return subject_id
