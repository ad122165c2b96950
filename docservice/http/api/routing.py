"""From the declaration to the routes that serve it."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from docservice.http.answers import json_response
from docservice.http.api import (
    annotations,
    dispositions,
    documents,
    events,
    processes,
    record,
    revisions,
    threads,
)
from docservice.http.api.declaration import PREFIX, Api
from docservice.http.api.endpoint import Endpoint
from docservice.http.api.openapi import openapi_of

API = Api(
    (
        *documents.OPERATIONS,
        *processes.OPERATIONS,
        *revisions.OPERATIONS,
        *annotations.OPERATIONS,
        *threads.OPERATIONS,
        *dispositions.OPERATIONS,
        *record.OPERATIONS,
        *events.OPERATIONS,
    )
)
NUMBERS = ("number", "old", "new")


def routes() -> list[Route]:
    """Return one route per path of the API, and that of its description."""
    described = openapi_of(API)

    async def openapi(request: Request) -> Response:
        headers = {"Cache-Control": "public, max-age=300"}
        return json_response(request, described, headers=headers)

    return [
        Route(f"{PREFIX}/openapi.json", openapi),
        *(
            Route(PREFIX + route_path(path), Endpoint(operations))
            for path, operations in API.paths.items()
        ),
    ]


def route_path(path: str) -> str:
    """Return a path with the kinds of its parts, as the framework writes them."""
    for name in NUMBERS:
        path = path.replace(f"{{{name}}}", f"{{{name}:number}}")
    return path
