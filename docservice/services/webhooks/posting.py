"""Hand one message to a receiver, in a thread: it may take seconds."""

import asyncio
import http.client
import ssl
from collections.abc import Mapping
from urllib.parse import urlsplit

TIMEOUT_S = 15.0


async def post(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Send a body; return the status. Redirects are not followed.

    Raises:
        OSError, http.client.HTTPException: nobody answered, or not in HTTP.
    """
    return await asyncio.to_thread(_post, url, body, headers)


def _post(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    parts = urlsplit(url)
    host = str(parts.hostname)
    connection = (
        http.client.HTTPSConnection(
            host, parts.port, timeout=TIMEOUT_S, context=ssl.create_default_context()
        )
        if parts.scheme == "https"
        else http.client.HTTPConnection(host, parts.port, timeout=TIMEOUT_S)
    )
    try:
        query = f"?{parts.query}" if parts.query else ""
        connection.request("POST", (parts.path or "/") + query, body, dict(headers))
        return connection.getresponse().status
    finally:
        connection.close()
