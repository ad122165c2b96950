"""The outermost layer: request ids, security headers, one log line, the last catch.

Plain ASGI, so that it costs a few microseconds on the pages that are served from
memory, and so that nothing can leave without a request id.
"""

import re
import secrets
import time

import structlog
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from docservice.http.errors import answer_error, problem_of
from docservice.http.metrics import Metrics
from docservice.http.security import security_headers
from docservice.settings import Settings

REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
SERVER_ERROR = 500
CLIENT_GONE = 499  # nginx's; for the log and the metrics only

log = structlog.get_logger(__name__)


class Edge:
    """Wraps the whole app."""

    def __init__(self, app: ASGIApp, settings: Settings, metrics: Metrics) -> None:
        self._app = app
        self._settings = settings
        self._metrics = metrics
        self._headers = security_headers(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request or a socket; let everything else pass."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        scope["request_id"] = self._request_id(scope)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=scope["request_id"])
        if scope["type"] == "websocket":
            await self._app(scope, receive, send)
        else:
            await self._serve(scope, receive, send)

    def _request_id(self, scope: Scope) -> str:
        """Return the proxy's id where a proxy is trusted, else a new one."""
        if self._settings.forwarded:
            given = Headers(scope=scope).get("x-request-id", "")
            if REQUEST_ID.fullmatch(given):
                return given
        return secrets.token_urlsafe(9)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = time.perf_counter()
        status = size = 0
        added = (*self._headers, (b"x-request-id", scope["request_id"].encode()))

        async def send_with_headers(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                names = {name.lower() for name, _ in message["headers"]}
                fresh = ((n, v) for n, v in added if n not in names)
                message["headers"] = [*message["headers"], *fresh]
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        except ClientDisconnect:
            status = status or CLIENT_GONE  # nobody is left to be answered
        except Exception as error:
            if status:
                log.exception("response_broken_off")
                raise
            if problem_of(error).status == SERVER_ERROR:
                log.exception("request_failed", method=scope["method"])
            response = await answer_error(Request(scope, receive), error)
            await response(scope, receive, send_with_headers)
        finally:
            self._record(scope, status, size, time.perf_counter() - started)

    def _record(self, scope: Scope, status: int, size: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "")
        self._metrics.count_request(scope["method"], route, status, seconds)
        # Never the query, and no path with a secret in it; nobody's address either.
        path = route if "{secret}" in route else scope["path"]
        log.info(
            "request",
            method=scope["method"],
            path=path,
            status=status,
            ms=round(seconds * 1000, 1),
            bytes=size,
        )
