"""What is said about each error of the layers below; status codes are known here only."""

import math
from collections.abc import Callable
from http import HTTPStatus

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ExceptionHandler

from docservice.access import (
    AccessError,
    Forbidden,
    NotFound,
    NotSignedIn,
    PhaseClosed,
)
from docservice.db.errors import CannotStore, DatabaseError
from docservice.http import error_pages
from docservice.http.bodies import BodyTooLarge, Unreadable, UnsupportedMediaType
from docservice.http.csrf import ForeignOrigin
from docservice.http.problems import Problem, code_of_status, problem_response
from docservice.services.errors import Conflict, Invalid, ServiceError, Stale, TooMany
from docservice.services.exporting import FileNotMade
from docservice.services.exporting.formats import FORMS
from docservice.services.gate import GateClosed
from docservice.services.importing import DocumentRefused

log = structlog.get_logger(__name__)


def _http_exception(error: HTTPException) -> Problem:
    code = code_of_status(error.status_code)
    detail = "there is nothing at this address" if code == "not_found" else error.detail
    return Problem(code, detail, headers=error.headers or {})


def _not_signed_in(error: NotSignedIn) -> Problem:
    return Problem(
        "unauthenticated", str(error), headers={"WWW-Authenticate": "Bearer"}
    )


def _phase_closed(error: PhaseClosed) -> Problem:
    phase = error.phase
    shown = {"kind": phase.kind, "title": phase.title} if phase else None
    return Problem("phase_closed", str(error), members={"phase": shown})


def _gate_closed(error: GateClosed) -> Problem:
    return Problem(
        "gate_closed",
        str(error),
        members={
            "gate": {name: list(listed) for name, listed in error.gate.lists.items()},
            "missing": list(error.missing),
        },
    )


def _file_refused(error: DocumentRefused) -> Problem:
    return Problem(
        "file_refused",
        f"{error.message()} {error.remedy()}",
        error.field,
        {"reason": error.code},
    )


def _file_not_made(error: FileNotMade) -> Problem:
    return Problem(
        "file_not_made",
        str(error),
        members={"formats": [FORMS[other].suffix for other in error.others]},
    )


def _too_many(error: TooMany) -> Problem:
    wait_s = math.ceil(error.retry_s)
    return Problem("rate_limited", str(error), headers={"Retry-After": str(wait_s)})


def _database(_error: DatabaseError) -> Problem:
    return Problem(
        "unavailable",
        "the server is starting or stopping; please try again",
        headers={"Retry-After": "5"},
    )


def _cannot_store(error: CannotStore) -> Problem:
    return Problem("unavailable", str(error), headers={"Retry-After": "30"})


def _service(code: str) -> Callable[[ServiceError], Problem]:
    return lambda error: Problem(code, str(error), error.field)


_PROBLEMS: dict[type[Exception], Callable[..., Problem]] = {
    HTTPException: _http_exception,
    Unreadable: lambda error: Problem("bad_request", str(error), error.field),
    BodyTooLarge: lambda error: Problem(
        "too_large", str(error), members={"limit_bytes": error.limit}
    ),
    UnsupportedMediaType: lambda error: Problem(
        "unsupported_media_type", str(error), headers={"Accept": error.accepted}
    ),
    ForeignOrigin: lambda error: Problem("foreign_origin", str(error)),
    NotSignedIn: _not_signed_in,
    Forbidden: lambda error: Problem("forbidden", str(error)),
    PhaseClosed: _phase_closed,
    NotFound: lambda error: Problem("not_found", str(error)),
    GateClosed: _gate_closed,
    Invalid: _service("invalid"),
    Conflict: _service("conflict"),
    Stale: _service("stale"),
    TooMany: _too_many,
    DocumentRefused: _file_refused,
    FileNotMade: _file_not_made,
    CannotStore: _cannot_store,
    DatabaseError: _database,
}


def problem_of(error: Exception) -> Problem:
    """Return what is said about an error; about an unforeseen one, nothing of it."""
    for kind in type(error).__mro__:
        if kind in _PROBLEMS:
            return _PROBLEMS[kind](error)
    return Problem("internal", "an unforeseen error; the log has it under request_id")


async def answer_error(request: Request, error: Exception) -> Response:
    """Return the response to an error: a problem, or a page for people in a browser."""
    problem = problem_of(error)
    if problem.status == HTTPStatus.SERVICE_UNAVAILABLE:
        # What was said hides the cause, which somebody has to see to.
        log.error(problem.code, error=str(error), cause=str(error.__cause__))
    request_id = request.scope.get("request_id", "")
    if error_pages.is_wanted(request):
        return await error_pages.error_page(request, problem, request_id)
    return problem_response(problem, request_id)


def handlers() -> dict[type[Exception], ExceptionHandler]:
    """Return the handlers of the expected errors, for Starlette."""
    kinds = (HTTPException, AccessError, ServiceError, *_PROBLEMS)
    return dict.fromkeys(kinds, answer_error)
