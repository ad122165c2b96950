"""The addresses of the sockets, and who may open one from where."""

from starlette.routing import BaseRoute, WebSocketRoute
from starlette.websockets import WebSocket

from docservice.db.store import Store
from docservice.realtime import closing
from docservice.realtime.drafting import draft
from docservice.realtime.gate import Gate
from docservice.realtime.hub import Hub
from docservice.realtime.joining import serve
from docservice.realtime.protocol import SUBPROTOCOL
from docservice.realtime.rooms import Rooms
from docservice.realtime.shared import Shared
from docservice.realtime.timing import Timing
from docservice.services.origins import is_own
from docservice.services.rates import Rates
from docservice.settings import Settings


def routes(
    store: Store,
    settings: Settings,
    rates: Rates | None = None,
    timing: Timing | None = None,
    rooms: Rooms | None = None,
) -> list[BaseRoute]:
    """Return the sockets' routes.

    They need no start or stop: the hub listens to the store while a socket is open,
    and a room is read when somebody comes.
    `rates` are the ones that pages and API count with, `rooms` those that pages settle.
    """
    timing = timing or Timing()
    shared = Shared(
        store, Hub(store, timing), rates or Rates(settings), settings, timing
    )

    drafts, gate = rooms or Rooms(store, timing), Gate(store)

    def is_foreign(websocket: WebSocket) -> bool:
        page = websocket.headers.get("origin")
        host = websocket.headers.get("host", "")
        return page is not None and not is_own(page, host, settings)

    async def document_socket(websocket: WebSocket) -> None:
        if is_foreign(websocket):
            await websocket.close(closing.POLICY, "this origin may not open sockets")
            return
        offered = websocket.scope["subprotocols"]
        if offered and SUBPROTOCOL not in offered:
            await websocket.close(closing.POLICY, f"the subprotocol is {SUBPROTOCOL}")
            return
        await websocket.accept(SUBPROTOCOL if offered else None)
        await serve(websocket, websocket.path_params["slug"], shared)

    async def draft_socket(websocket: WebSocket) -> None:
        if is_foreign(websocket):
            await websocket.close(closing.POLICY, "this origin may not open sockets")
            return
        await websocket.accept()
        slug = websocket.path_params["slug"]
        await draft(websocket, slug, drafts, gate, settings)

    return [
        WebSocketRoute("/ws/documents/{slug}", document_socket),
        WebSocketRoute("/ws/drafts/{slug}", draft_socket),
    ]
