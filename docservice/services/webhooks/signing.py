"""How a receiver knows that a message is ours and not an old one sent again.

Symmetric signatures, version 1, of the Standard Webhooks specification
(https://www.standardwebhooks.com): HMAC-SHA256 over id, time and body.
"""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime

PREFIX = "whsec_"
SECRET_BYTES = 32  # the specification asks for 24 to 64


def new_secret() -> str:
    """Return a secret as receivers' libraries take it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def signed_headers(
    secret: str, key: str, body: bytes, *, now: datetime
) -> dict[str, str]:
    """Return the headers that go with a message; `key` is the same in every attempt."""
    seconds = str(int(now.timestamp()))
    said = b".".join((key.encode(), seconds.encode(), body))
    digest = hmac.digest(
        base64.b64decode(secret.removeprefix(PREFIX)), said, hashlib.sha256
    )
    return {
        "webhook-id": key,
        "webhook-timestamp": seconds,
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }
