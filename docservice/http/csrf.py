"""No foreign page acts in a visitor's name.

Browsers say where a request comes from: Sec-Fetch-Site in all since 2023, Origin on
every unsafe one since 2020. So forms carry no hidden tokens, and a cached page is the
same for everybody. The session cookie is SameSite=Lax besides. Requests that carry a
bearer token hold their proof themselves: a foreign page cannot set that header.
See docs/permissions.md, and https://words.filippo.io/csrf for the method.
"""

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from docservice.http.actors import bearer_of
from docservice.services.origins import is_own
from docservice.settings import Settings

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class ForeignOrigin(Exception):
    """An unsafe request that another site's page sent."""


class CrossSiteGuard:
    """Raises `ForeignOrigin` for what comes from foreign pages."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on what no foreign page sent."""
        if scope["type"] == "http" and scope["method"] not in SAFE_METHODS:
            check_origin(HTTPConnection(scope), self._settings)
        await self._app(scope, receive, send)


def check_origin(connection: HTTPConnection, settings: Settings) -> None:
    """Let programs and our own pages pass.

    Raises:
        ForeignOrigin: another site's page sent the request.
    """
    if bearer_of(connection) is not None:
        return
    site = connection.headers.get("sec-fetch-site")
    origin = connection.headers.get("origin")
    if site in ("same-origin", "none") or (site is None and origin is None):
        return
    host = connection.headers.get("host", "")
    # A sibling or listed origin is not same-origin, and may be one that may post.
    if origin is None or not is_own(origin, host, settings):
        raise ForeignOrigin(f"a page of {origin or 'another site'} may not do this")
