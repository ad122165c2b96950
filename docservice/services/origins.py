"""Which pages may act here: browsers send cookies along, whoever's page asks.

A browser names the origin of the page (RFC 6454); only our own pages and those that
the operator lists are let in. Programs name none, and hold no foreign cookies.
"""

from urllib.parse import urlsplit

from docservice.settings import Settings

DEFAULT_PORTS = {"http": 80, "https": 443}

Place = tuple[str, str, int]  # scheme, host, port


def is_own(origin: str, host: str, settings: Settings) -> bool:
    """Return whether a page of `origin` is ours, where `host` is the Host header.

    The scheme counts only where the setting `base_url` says it: a proxy in front may
    take https and hand on http.
    """
    asked = _place(origin)
    if asked is None:
        return False
    listed = [settings.base_url, *settings.origins.split()]
    if any(asked == _place(each) for each in listed if each):
        return True
    return not settings.base_url and asked == _place(f"{asked[0]}://{host}")


def _place(origin: str) -> Place | None:
    """Return scheme, host and port; None for "null" and what else is no origin."""
    try:
        parts = urlsplit(origin)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        return None
    return parts.scheme, parts.hostname, port or DEFAULT_PORTS[parts.scheme]
