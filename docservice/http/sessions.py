"""The session cookie: out of reach for scripts and for foreign pages' forms."""

from starlette.requests import Request
from starlette.responses import Response

from docservice.http.actors import COOKIE
from docservice.http.context import context_of


def is_https(request: Request) -> bool:
    """Return whether the visitor's browser talks https, to us or to our proxy."""
    base_url = context_of(request).settings.base_url
    return request.url.scheme == "https" or base_url.startswith("https://")


def start_session(request: Request, response: Response, secret: str) -> None:
    """Let the browser keep the session."""
    days = context_of(request).settings.session_days
    response.set_cookie(
        COOKIE,
        secret,
        max_age=days * 86_400,
        path="/",
        secure=is_https(request),
        httponly=True,
        samesite="lax",
    )


def end_session(request: Request, response: Response) -> None:
    """Make the browser forget the session."""
    response.delete_cookie(
        COOKIE, path="/", secure=is_https(request), httponly=True, samesite="lax"
    )
