"""Whether the process lives, whether it can serve, and what it counted."""

from sqlalchemy import Connection, text
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from docservice.http.context import context_of
from docservice.http.metrics import MEDIA_TYPE

NEVER_KEPT = {"Cache-Control": "no-store"}


async def live(_request: Request) -> Response:
    """Answer as long as the event loop runs; asks nothing of the database."""
    return PlainTextResponse("ok\n", headers=NEVER_KEPT)


async def ready(request: Request) -> Response:
    """Answer if the database can be read and the writer works.

    Raises:
        DatabaseError: the writer has stopped, or the disk takes nothing; a balancer
            then asks another node.
    """
    store = context_of(request).store
    await store.read(_read)
    await store.probe()
    return PlainTextResponse("ok\n", headers=NEVER_KEPT)


async def metrics(request: Request) -> Response:
    """Return the counters of this process."""
    text_ = context_of(request).metrics.text()
    return Response(text_, media_type=MEDIA_TYPE, headers=NEVER_KEPT)


def _read(connection: Connection) -> None:
    connection.execute(text("SELECT 1"))


routes = [
    Route("/healthz", live),
    Route("/readyz", ready),
    Route("/metrics", metrics),
]
