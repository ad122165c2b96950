"""Which pages may open a socket: browsers send cookies along, whoever's page asks.

A browser names the page's origin (RFC 6455 §10.2); only our own pages and those that
the operator lists are let in. Programs send no origin and hold no foreign cookies.
"""

from urllib.parse import urlsplit

from docservice.settings import Settings

DEFAULT_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}


def is_allowed(origin: str | None, host: str, settings: Settings) -> bool:
    """Return whether a page of `origin` may open a socket at `host` (the header)."""
    if origin is None:
        return True
    asked = _place(origin)
    if asked is None:
        return False
    if asked[1:] == _host(host, DEFAULT_PORTS.get(asked[0])):
        return True
    listed = [settings.base_url, *settings.origins.split()]
    return any(asked == _place(each) for each in listed if each)


def _place(origin: str) -> tuple[str, str, int | None] | None:
    """Return scheme, host and port; None for "null" and what else is no origin."""
    try:
        parts = urlsplit(origin)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return parts.scheme, parts.hostname, port or DEFAULT_PORTS[parts.scheme]


def _host(header: str, default_port: int | None) -> tuple[str, int | None] | None:
    try:
        parts = urlsplit(f"//{header}")
        port = parts.port
    except ValueError:
        return None
    return (parts.hostname or "", port or default_port)
