"""Problems: the one shape of every error of the API (RFC 9457).

`code` is the word that programs compare; sockets send the same ones. `field` names
the part of the request at fault, `request_id` the line in the log.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from starlette.responses import Response

from docservice.db.codec import dump_json

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:randnotiz:problem:"

# Every code with the status it comes with and its title.
CODES: Final[Mapping[str, tuple[int, str]]] = {
    "bad_request": (400, "The request cannot be read"),
    "unauthenticated": (401, "Nobody is signed in"),
    "forbidden": (403, "Not allowed"),
    "phase_closed": (403, "Closed in this phase"),
    "foreign_origin": (403, "Sent from a foreign page"),
    "not_found": (404, "Not found"),
    "method_not_allowed": (405, "This method is not offered here"),
    "conflict": (409, "It does not fit what is stored"),
    "gate_closed": (409, "Something is still open"),
    "stale": (412, "It was changed meanwhile"),
    "too_large": (413, "The request is too large"),
    "unsupported_media_type": (415, "This type of content is not taken"),
    "invalid": (422, "A field breaks a rule"),
    "file_refused": (422, "The file cannot be imported"),
    "rate_limited": (429, "Too many requests"),
    "internal": (500, "The server failed"),
    "file_not_made": (503, "The file could not be made"),
    "unavailable": (503, "Not available at the moment"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """An error as it is told; `members` are further ones of its kind."""

    code: str
    detail: str
    field: str | None = None
    members: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    headers: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def status(self) -> int:
        """Return the HTTP status."""
        return CODES[self.code][0]

    @property
    def title(self) -> str:
        """Return what this kind of error is called."""
        return CODES[self.code][1]

    def as_json(self, request_id: str) -> dict[str, Any]:
        """Return the members of the problem object."""
        found: dict[str, Any] = {
            "type": TYPE_PREFIX + self.code.replace("_", "-"),
            "title": self.title,
            "status": self.status,
            "detail": _whole_characters(self.detail),
            "code": self.code,
            "request_id": request_id,
        }
        if self.field is not None:
            found["field"] = _whole_characters(self.field)
        return found | dict(self.members)


def problem_response(problem: Problem, request_id: str) -> Response:
    """Return the problem as a response, which nobody may keep."""
    return Response(
        dump_json(problem.as_json(request_id)),
        status_code=problem.status,
        media_type=MEDIA_TYPE,
        headers={"Cache-Control": "no-store", **problem.headers},
    )


def code_of_status(status: int) -> str:
    """Return the code for a status that the framework chose."""
    for code, (known, _) in CODES.items():
        if known == status:
            return code
    return "internal" if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "bad_request"


def _whole_characters(text: str) -> str:
    """Return `text` without lone surrogates, which no JSON may carry."""
    return text.encode("utf-8", "replace").decode()
