"""Serve the operations of one path: methods, identity, permission, rate, handler."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from docservice.http.actors import actor_of, address_of
from docservice.http.api.declaration import Call, Operation
from docservice.http.context import context_of
from docservice.services import requests

KEY_HEADER = "Idempotency-Key"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The ASGI app of one path."""

    operations: Mapping[str, Operation]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request to this path."""
        response = await self._answer(Request(scope, receive))
        await response(scope, receive, send)

    @property
    def methods(self) -> set[str]:
        """Return the methods of this path; HEAD comes with GET."""
        return {*self.operations} | ({"HEAD"} if "GET" in self.operations else set())

    async def _answer(self, request: Request) -> Response:
        method = "GET" if request.method == "HEAD" else request.method
        operation = self.operations.get(method)
        if operation is None:
            raise HTTPException(405)  # docservice.http.methods tells which there are
        return await operation.handler(await _call(request, operation))


async def _call(request: Request, operation: Operation) -> Call:
    """Return the call, once its actor may make it at all.

    What depends on the document is asked again where it is known, by the use case.

    Raises:
        AccessError, TooMany, Invalid: it may not be made.
    """
    context = context_of(request)
    actor = await actor_of(request)
    if operation.permission is not None:
        person = actor.require(operation.permission)
        if operation.is_remark:
            context.rates.require_write(person, address_of(request))
    key = None
    if operation.method == "POST":
        key = requests.key_of(request.headers.get(KEY_HEADER))
    return Call(request, context, actor, datetime.now(UTC), key)
