"""Who is told: the operator adds receivers and ends them."""

from datetime import datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

from docservice.access import NotFound
from docservice.db import documents, webhooks
from docservice.db.events import Unit
from docservice.db.ids import uuid7
from docservice.db.webhooks import Webhook
from docservice.services.errors import Invalid
from docservice.services.webhooks.signing import new_secret

EXPECTED = "an address that begins with https://, or with http:// on this machine"


def add(unit: Unit, url: str, slug: str | None, *, now: datetime) -> Webhook:
    """Add a receiver of one document's events, or of all; return it with its secret.

    Raises:
        Invalid: the address is none that words may be sent to.
        NotFound: there is no such document.
    """
    if not _is_safe(url):
        raise Invalid(f"a webhook needs {EXPECTED}", field="url")
    document_id = None
    if slug is not None:
        document = documents.get_document(unit.connection, slug)
        if document is None:
            raise NotFound("document", slug)
        document_id = document.id
    made = Webhook(uuid7(), url, new_secret(), document_id, now)
    webhooks.insert_webhook(unit.connection, made)
    return made


def end(unit: Unit, webhook_id: str, *, now: datetime) -> None:
    """Tell a receiver nothing more.

    Raises:
        NotFound: there is no such receiver, or it was ended before.
    """
    found = webhooks.get_webhook(unit.connection, webhook_id)
    if found is None or found.ended_at is not None:
        raise NotFound("webhook", webhook_id)
    webhooks.end_webhook(unit.connection, webhook_id, now=now)


def _is_safe(url: str) -> bool:
    """Whether what is sent there cannot be read or changed on the way."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:  # the port is no number, or beyond 65535
        return False
    if not host or port == 0 or parts.username is not None or not url.isprintable():
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _is_here(host))


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
