"""Which methods an address offers, for OPTIONS and for the refusal of others.

Pages declare a route per method, so the framework knows only a part of the answer.
"""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from docservice.http.api.endpoint import Endpoint
from docservice.http.errors import answer_error

NO_SUCH_METHOD = 405


async def answer_http_error(request: Request, error: Exception) -> Response:
    """Answer an error that the framework raised; OPTIONS is none."""
    if isinstance(error, HTTPException) and error.status_code == NO_SUCH_METHOD:
        allowed = ", ".join(sorted(offered(request) | {"OPTIONS"}))
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": allowed})
        error = HTTPException(
            NO_SUCH_METHOD, f"use one of {allowed}", headers={"Allow": allowed}
        )
    return await answer_error(request, error)


def offered(request: Request) -> set[str]:
    """Return the methods of all routes at the address that was asked for."""
    found: set[str] = set()
    for route in request.app.routes:
        if isinstance(route, Route) and route.path_regex.match(request.url.path):
            endpoint = route.endpoint
            if isinstance(endpoint, Endpoint):
                found |= endpoint.methods
            else:
                found |= route.methods or set()
    return found
