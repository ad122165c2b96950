"""A document socket's life around its channel: hello, who it is, and the end."""

import asyncio

import structlog
from starlette.websockets import WebSocket, WebSocketDisconnect

from docservice.access import NotFound
from docservice.db.errors import CannotStore, WriterStopped
from docservice.realtime import closing, protocol
from docservice.realtime.channel import Channel
from docservice.realtime.closing import Closing
from docservice.realtime.identity import CredentialEnded, Visit, credential_of, visit
from docservice.realtime.intake import Intake
from docservice.realtime.protocol import Refused
from docservice.realtime.shared import Shared
from docservice.realtime.timing import Timing
from docservice.realtime.wire import wire_of

log = structlog.get_logger(__name__)


async def serve(websocket: WebSocket, slug: str, shared: Shared) -> None:
    """Serve an accepted socket until one side ends it, then close it."""
    try:
        intake = Intake(websocket, shared.settings, shared.timing)
        hello = await _expect_hello(websocket, intake, shared.timing)
        visitor = await _identify(websocket, slug, hello.token, shared)
        await Channel(websocket, intake, shared, visitor).run(hello.since)
    except WebSocketDisconnect:
        return
    except Closing as end:
        await _close(websocket, end, shared.timing)
    except WriterStopped:
        restart = Closing(closing.RESTART, "the server restarts")
        await _close(websocket, restart, shared.timing)
    except CannotStore as error:  # the client sends again what got no ack
        await _close(websocket, Closing(closing.LATER, str(error)), shared.timing)
    except Exception:  # the edge of this socket: no other one may suffer
        log.exception("socket_failed", document=slug)
        failure = Closing(closing.FAILED, "the server failed")
        await _close(websocket, failure, shared.timing)


async def _expect_hello(
    websocket: WebSocket, intake: Intake, timing: Timing
) -> protocol.Hello:
    try:
        async with asyncio.timeout(timing.hello_s):
            while True:
                try:
                    command = await intake.next()
                except Refused as refused:
                    await websocket.send_text(protocol.error(refused))
                    continue
                if isinstance(command, protocol.Hello):
                    return command
                early = Refused("bad_frame", "the first frame is hello")
                await websocket.send_text(protocol.error(early))
    except TimeoutError:
        raise Closing(closing.POLICY, "no hello came") from None


async def _identify(
    websocket: WebSocket, slug: str, token: str | None, shared: Shared
) -> Visit:
    credential = credential_of(websocket, token)
    try:
        try:
            return await shared.store.read(visit, credential, slug)
        except CredentialEnded as error:
            if credential is None or credential.kind == "token":
                refused = Refused("unauthenticated", str(error))
                raise Closing(closing.CREDENTIAL_ENDED, str(error), refused) from error
            # A cookie from long ago is no reason to keep a reader out.
            return await shared.store.read(visit, None, slug)
    except NotFound as error:
        refused = Refused("not_found", str(error))
        raise Closing(
            closing.NO_DOCUMENT, "there is no such document", refused
        ) from error


async def _close(websocket: WebSocket, end: Closing, timing: Timing) -> None:
    try:
        # A reader that was too slow first takes what it was sent before.
        async with asyncio.timeout(timing.close_s):
            if end.last is not None:
                await websocket.send_text(protocol.error(end.last))
            await websocket.close(end.code, str(end))
    except (TimeoutError, WebSocketDisconnect, RuntimeError):
        # Else what is unsent would be kept for as long as the reader likes.
        wire_of(websocket).transport.abort()
        log.info("socket_gone_before_close", code=end.code)
