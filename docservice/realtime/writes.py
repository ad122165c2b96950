"""What a socket may write: each frame one transaction, with the rights of that moment."""

from datetime import datetime

from sqlalchemy import Connection

from docservice.access import (
    AccessError,
    Forbidden,
    NotFound,
    NotSignedIn,
    PhaseClosed,
)
from docservice.db import annotations
from docservice.db.documents import Document
from docservice.db.events import Unit
from docservice.realtime import protocol
from docservice.realtime.identity import Credential, identify
from docservice.realtime.protocol import ErrorCode, Refused
from docservice.services import annotate
from docservice.services.annotate import Written
from docservice.services.errors import Conflict, Invalid, ServiceError, Stale, TooMany

_CODES: dict[type[Exception], ErrorCode] = {
    NotSignedIn: "unauthenticated",
    Forbidden: "forbidden",
    PhaseClosed: "phase_closed",
    NotFound: "not_found",
    Invalid: "bad_request",
    Conflict: "conflict",
    Stale: "conflict",
    TooMany: "rate_limited",
}


def write(
    unit: Unit,
    command: protocol.Write,
    credential: Credential,
    document: Document,
    *,
    now: datetime,
) -> Written:
    """Do what a frame asks for, in the document that its socket belongs to.

    Raises:
        AccessError, ServiceError: as the use case does.
        CredentialEnded: the socket's person may not act any more.
    """
    actor = identify(unit.connection, credential, now=now)
    if isinstance(command, protocol.Annotate):
        return annotate.annotate(
            unit, actor, document.slug, command.remark, now=now, key=command.key
        )
    _require_here(unit.connection, command.annotation, document.id)
    if isinstance(command, protocol.Reply):
        return annotate.reply(
            unit, actor, command.annotation, command.body, now=now, key=command.key
        )
    return annotate.support(unit, actor, command.annotation, on=command.on, now=now)


def refusal(error: AccessError | ServiceError, key: str | None) -> Refused:
    """Return what the client is told about an expected error."""
    for kind in type(error).__mro__:
        if kind in _CODES:
            return Refused(
                _CODES[kind],
                str(error),
                key=key,
                field=error.field if isinstance(error, ServiceError) else None,
                retry_s=error.retry_s if isinstance(error, TooMany) else None,
            )
    raise error


def _require_here(connection: Connection, annotation_id: str, document_id: str) -> None:
    """Refuse annotations of other documents: the receipt's number is this log's."""
    if annotations.get_document_id(connection, annotation_id) != document_id:
        raise NotFound("annotation", annotation_id)
