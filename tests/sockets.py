"""A real server with nothing but the sockets, and clients that keep what they hear."""

import asyncio
import json
import socket
import threading
import time
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import uvicorn
from starlette.applications import Starlette
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from docservice.access import Actor
from docservice.db.people import Role, issue_credential
from docservice.db.store import Store
from docservice.realtime import routes
from docservice.realtime.timing import Timing
from docservice.realtime.wire import Wire
from docservice.services import accounts
from docservice.settings import Settings

WAIT_S = 20  # for anything that a test waits for; far more than it takes
HASTE = Timing(hello_s=2.0, presence_s=0.05, poll_s=0.05, recheck_s=0.2, close_s=10.0)
BROKEN = 1006  # what stands for a connection that ended without a close frame
Frame = dict[str, Any]


@contextmanager
def serving(
    store: Store,
    settings: Settings | None = None,
    timing: Timing = HASTE,
    *,
    frame_bytes: int | None = None,
) -> Iterator[str]:
    """Run the sockets in a thread; yields the address up to the document's name.

    `frame_bytes` is the server's own limit, by default the one of the settings.
    """
    settings = settings or Settings()
    server = uvicorn.Server(_config(store, settings, timing, frame_bytes))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            wait_until(lambda: server.started)
            yield f"ws://127.0.0.1:{port}/ws/documents/"
        finally:
            server.should_exit = True
            thread.join(WAIT_S)
    assert not thread.is_alive()


def serve_alone(database: str, listening: socket.socket) -> None:
    """Serve the sockets without limits of rate until this process ends."""
    settings = Settings(person_writes_per_min=1e9, socket_frames_per_s=1e9)
    with Store.open(database) as store:
        uvicorn.Server(_config(store, settings, Timing())).run(sockets=[listening])


def _config(
    store: Store, settings: Settings, timing: Timing, frame_bytes: int | None = None
) -> uvicorn.Config:
    return uvicorn.Config(
        Starlette(routes=routes(store, settings, timing=timing)),
        ws=Wire,
        ws_max_size=frame_bytes or settings.frame_bytes,
        ws_per_message_deflate=False,
        lifespan="off",
        log_config=None,
        timeout_graceful_shutdown=5,
    )


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait until something holds in another thread."""
    limit = time.monotonic() + WAIT_S
    while not condition():
        assert time.monotonic() < limit, "it never came true"
        time.sleep(0.01)


@dataclass
class Client:
    """One side of a document socket."""

    connection: ClientConnection
    welcome: Frame = field(default_factory=dict)
    frames: list[Frame] = field(default_factory=list)  # all but what was waited for

    async def send(self, **fields: Any) -> None:
        """Send a frame."""
        await self.connection.send(json.dumps(fields))

    async def receive(self) -> Frame:
        """Return the next frame."""
        async with asyncio.timeout(WAIT_S):
            frame: Frame = json.loads(await self.connection.recv())
        return frame

    async def expect(self, type_: str, **fields: Any) -> Frame:
        """Return the next frame with these fields; what comes before is kept."""
        while True:
            frame = await self.receive()
            if frame["type"] == type_ and fields.items() <= frame.items():
                return frame
            self.frames.append(frame)

    async def write(self, type_: str, **fields: Any) -> Frame:
        """Send a write and return its answer."""
        key = fields.setdefault("key", str(uuid.uuid4()))
        await self.send(type=type_, **fields)
        while True:
            frame = await self.receive()
            if frame.get("key") == key:
                return frame
            self.frames.append(frame)

    async def hear(self, last: int) -> list[Frame]:
        """Return all events so far and up to number `last`, as they came."""
        while not any(e["seq"] >= last for e in self.events):
            self.frames.append(await self.receive())
        return self.events

    @property
    def events(self) -> list[Frame]:
        """Return the events that came, as they came."""
        return [frame for frame in self.frames if frame["type"] == "event"]

    async def closing(self) -> int:
        """Return the code with which the server ends the socket."""
        while True:
            try:
                self.frames.append(await self.receive())
            except ConnectionClosed as closed:
                return closed.rcvd.code if closed.rcvd else BROKEN


@asynccontextmanager
async def raw(
    address: str, slug: str = "rahmen", **options: Any
) -> AsyncIterator[Client]:
    """Open a socket and say nothing."""
    options.setdefault("subprotocols", [Subprotocol("randnotiz.v1")])
    options.setdefault("close_timeout", 1)  # some sides are dead on purpose
    async with connect(address + slug, **options) as connection:
        yield Client(connection)


@asynccontextmanager
async def joined(
    address: str,
    token: str | None = None,
    *,
    since: int | None = None,
    slug: str = "rahmen",
    **options: Any,
) -> AsyncIterator[Client]:
    """Open a socket, say hello and wait for the welcome."""
    async with raw(address, slug, **options) as client:
        await client.send(type="hello", since=since, token=token)
        client.welcome = await client.expect("welcome")
        yield client


def remark(quote: str, body: str = "Bitte genauer.", **fields: Any) -> Frame:
    """Return the fields of a frame that comments on words of revision 1."""
    return {
        "revision": 1,
        "target": {"quote": {"exact": quote}},
        "motivation": "commenting",
        "body": body,
    } | fields


def token(store: Store, role: Role = "citizen", name: str | None = None) -> str:
    """Return the bearer token of somebody new."""
    return store.write_now(
        accounts.new_token, name=name or role.title(), role=role, now=datetime.now(UTC)
    ).secret


def token_of(store: Store, who: Actor) -> str:
    """Return a bearer token of somebody known."""
    assert who.person is not None
    person_id = who.person.id
    return store.write_now(
        lambda unit: issue_credential(
            unit.connection,
            person_id,
            "token",
            now=datetime.now(UTC),
            expires_at=None,
        )
    )
