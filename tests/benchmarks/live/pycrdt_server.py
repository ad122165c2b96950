"""pycrdt-websocket as its documentation runs it, with its SQLite store.

`python pycrdt_server.py PORT DATABASE`, in an environment of its own. A room's state is
loaded when it opens, as jupyter does it.
"""

import contextlib
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import uvicorn
from pycrdt.store import SQLiteYStore, YDocNotFound  # type: ignore[import-not-found]
from pycrdt.websocket import (  # type: ignore[import-not-found]
    ASGIServer,
    WebsocketServer,
    YRoom,
)
from pycrdt.websocket.websocket_server import (  # type: ignore[import-not-found]
    exception_logger,
)


class Store(SQLiteYStore):  # type: ignore[misc]
    """All rooms in one file."""

    db_path = sys.argv[2]


class Rooms(WebsocketServer):  # type: ignore[misc]
    """Opens rooms with a store."""

    async def get_room(self, name: str) -> Any:
        """Return a room that has its stored state."""
        if name in self.rooms:
            await self.rooms[name].ready_event.wait()
            return self.rooms[name]
        store = Store(path=name.strip("/"))
        room = YRoom(
            ready=False, ystore=store, exception_handler=self.exception_handler
        )
        self.rooms[name] = room
        await self.start_room(room)
        async with store.start_lock:
            if not store.started.is_set():
                await self._task_group.start(store.start)
        with contextlib.suppress(YDocNotFound):
            await store.apply_updates(room.ydoc)
        room.ready = True
        return room


rooms = Rooms(exception_handler=exception_logger)
sockets = ASGIServer(rooms)


async def app(
    scope: dict[str, Any],
    receive: Callable[[], Awaitable[Any]],
    send: Callable[[Any], Awaitable[None]],
) -> None:
    """Serve sockets while the rooms run."""
    if scope["type"] != "lifespan":
        await sockets(scope, receive, send)
        return
    await receive()
    async with rooms:
        await send({"type": "lifespan.startup.complete"})
        await receive()
    await send({"type": "lifespan.shutdown.complete"})


uvicorn.run(
    app, host="127.0.0.1", port=int(sys.argv[1]), log_level="error", backlog=4096
)
