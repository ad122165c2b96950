"""A draft's socket until it is in its room: who it is, and whether it may draft."""

import structlog
from starlette.websockets import WebSocket, WebSocketDisconnect

from docservice.access import AccessError, Forbidden, NotFound
from docservice.db.errors import DatabaseUnavailable, WriterStopped
from docservice.realtime import closing, ysync
from docservice.realtime.closing import Closing
from docservice.realtime.gate import Gate
from docservice.realtime.identity import Credential, Visit, credential_of
from docservice.realtime.peer import Peer
from docservice.realtime.rooms import Rooms
from docservice.realtime.wire import wire_of
from docservice.settings import Settings

log = structlog.get_logger(__name__)


async def draft(
    websocket: WebSocket, slug: str, rooms: Rooms, gate: Gate, settings: Settings
) -> None:
    """Let an accepted socket into the room of a document's draft, or close it.

    The socket lives on after this returns, in the hands of its peer.
    """
    wire = wire_of(websocket)
    wire.admit(settings.draft_frame_bytes)
    try:
        credential, visitor = await _identify(websocket, slug, gate)
        peer = Peer(wire, credential, visitor.actor, settings)
        await rooms.enter(visitor.document, peer)
        wire.attach(peer)
    except Closing as end:
        await _close(websocket, end)
    except (DatabaseUnavailable, WriterStopped):
        await _close(websocket, Closing(closing.RESTART, "the server restarts"))
    except Exception:  # the edge of this socket: no other one may suffer
        log.exception("draft_socket_failed", document=slug)
        await _close(websocket, Closing(closing.FAILED, "the server failed"))


async def _identify(
    websocket: WebSocket, slug: str, gate: Gate
) -> tuple[Credential, Visit]:
    credential = credential_of(websocket, websocket.query_params.get("token"))
    if credential is None:
        raise Closing(closing.CREDENTIAL_ENDED, "sign in to draft")
    try:
        found = await gate.visit(credential, slug)
    except NotFound as error:
        raise Closing(closing.NO_DOCUMENT, "there is no such document") from error
    except Forbidden as error:
        raise Closing(closing.NO_RIGHT, str(error)) from error
    except AccessError as error:
        raise Closing(closing.CREDENTIAL_ENDED, str(error)) from error
    return credential, found


async def _close(websocket: WebSocket, end: Closing) -> None:
    try:
        await websocket.send_bytes(ysync.denied(str(end)))
        await websocket.close(end.code, str(end))
    except (WebSocketDisconnect, RuntimeError):
        log.info("socket_gone_before_close", code=end.code)
