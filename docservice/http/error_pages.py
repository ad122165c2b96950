"""Errors as pages, for people who followed a link or sent a form."""

from sqlalchemy.exc import DBAPIError
from starlette.requests import Request
from starlette.responses import Response

from docservice.access import ANONYMOUS, AccessError, Actor
from docservice.db.errors import DatabaseError
from docservice.http.actors import actor_of
from docservice.http.api.declaration import PREFIX
from docservice.http.context import context_of
from docservice.http.frame import frame, page
from docservice.http.languages import language_of
from docservice.http.problems import Problem
from docservice.http.returning import came_from


def is_wanted(request: Request) -> bool:
    """Return whether the one who asks is a browser that shows pages."""
    if request.url.path.startswith(f"{PREFIX}/"):
        return False
    return "text/html" in request.headers.get("accept", "")


async def error_page(request: Request, problem: Problem, request_id: str) -> Response:
    """Return the page that says what went wrong and what to do."""
    lang = language_of(request)
    # Where no route matched, the frame still needs the language.
    request.scope["path_params"] = {**request.path_params, "lang": lang}
    title = context_of(request).templates.gettext(lang, "This did not work")
    framed = frame(request, await _who(request), title=title)
    instead = [
        (suffix, _with_suffix(request, suffix))
        for suffix in problem.members.get("formats", ())
    ]
    response = page(
        request,
        "error.html",
        framed,
        status=problem.status,
        problem=problem,
        request_id=request_id,
        address=request.url.path if request.method == "GET" else None,
        back=came_from(request) if request.method == "POST" or instead else "",
        instead=instead,
    )
    response.headers.update({"Cache-Control": "no-store", **problem.headers})
    return response


def _with_suffix(request: Request, suffix: str) -> str:
    """Return the address that was asked for, ending in another kind of file."""
    url = request.url
    stem = url.path.rpartition(".")[0]
    return f"{stem}.{suffix}?{url.query}" if url.query else f"{stem}.{suffix}"


async def _who(request: Request) -> Actor:
    """Return who asks, also where the error came before anybody had asked that."""
    try:
        return await actor_of(request)
    except (AccessError, DatabaseError, DBAPIError):
        return ANONYMOUS
