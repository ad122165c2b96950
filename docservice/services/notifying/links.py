"""The link in every mail: it opens the page of one person's mails, without signing in.

It is signed with a key that only the database holds, and ends when the address
changes: whoever got a mail at a mistyped address loses the way in.
"""

from hashlib import sha256

from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import Connection

from docservice.access import NotFound
from docservice.db import keys, subscriptions
from docservice.db.subscriptions import Subscription

KEY = "mails"


def token_of(key: str, row: Subscription) -> str:
    """Return what names a subscription in links."""
    return str(_serializer(key).dumps([row.person_id, _mark(row)]))


def require_subscription(connection: Connection, token: str) -> Subscription:
    """Return the subscription that a link names.

    Raises:
        NotFound: the link is forged, or of an address that holds no longer.
    """
    key = keys.get_key(connection, KEY)
    try:
        person_id, mark = _serializer(key or "").loads(token)
    except (BadSignature, ValueError, TypeError):
        raise NotFound("link", "to your mails") from None
    row = subscriptions.get_subscription(connection, person_id) if key else None
    if row is None or _mark(row) != mark:
        raise NotFound("link", "to your mails")
    return row


def _mark(row: Subscription) -> str:
    return sha256(row.address.encode()).hexdigest()[:16]


def _serializer(key: str) -> URLSafeSerializer:
    return URLSafeSerializer(key, salt=KEY)
