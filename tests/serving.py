"""The whole service on a free port, as `randnotiz serve` runs it, and who uses it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import uvicorn

from docservice.access import Actor
from docservice.app import create_app
from docservice.commands.serve import listen, server_config
from docservice.db.people import Role, issue_credential
from docservice.db.store import Store
from docservice.settings import Settings
from tests import factories
from tests.sockets import WAIT_S, wait_until

# Tests write faster than people; the ones about limits set their own.
UNLIMITED: dict[str, Any] = {
    "person_writes_per_min": 1e9,
    "guest_writes_per_min": 1e9,
    "sign_ins_per_min": 1e9,
    "downloads_per_min": 1e9,
}


@contextmanager
def serving(store: Store, *, port: int = 0, **settings: Any) -> Iterator[str]:
    """Run the service in a thread and yield its address, without a final slash.

    A `port` is for tests whose settings name it; else any that is free is taken.
    """
    chosen = Settings(**(UNLIMITED | settings))
    server = uvicorn.Server(server_config(create_app(chosen, store), chosen))
    with listen("127.0.0.1", port) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            wait_until(lambda: server.started)
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(WAIT_S)
    assert not thread.is_alive()


@dataclass(frozen=True, slots=True)
class Site:
    """A running service with its store; `clients` closes those who talk to it."""

    url: str
    store: Store
    clients: ExitStack = field(default_factory=ExitStack)

    def client(self, token: str | None = None, **options: Any) -> httpx.Client:
        """Return a client, with a bearer token or without."""
        headers = dict(options.pop("headers", {}))
        if token:
            headers["Authorization"] = f"Bearer {token}"
        opened = httpx.Client(
            base_url=self.url, headers=headers, timeout=WAIT_S, **options
        )
        self.clients.callback(opened.close)
        return opened

    def token(self, role: Role, name: str | None = None) -> str:
        """Return the bearer token of somebody new."""
        return self._issue(factories.actor(self.store, role, name).id, "token")

    def citizen(self, name: str | None = None) -> httpx.Client:
        """Return the client of a new citizen."""
        return self.client(self.token("citizen", name))

    def moderator(self) -> httpx.Client:
        """Return the client of a new moderator."""
        return self.client(self.token("moderator"))

    def drafter(self) -> httpx.Client:
        """Return the client of a new drafter."""
        return self.client(self.token("drafter"))

    def admin(self) -> httpx.Client:
        """Return the client of a new admin."""
        return self.client(self.token("admin"))

    def session(self, role: Role) -> httpx.Client:
        """Return the client of somebody new who signed in with a browser."""
        return self.signed_in(factories.actor(self.store, role))

    def signed_in(self, actor: Actor) -> httpx.Client:
        """Return the client of somebody known who signed in with a browser."""
        secret = self._issue(actor.id, "session")
        return self.client(cookies={"randnotiz_session": secret})

    def guest(self) -> httpx.Client:
        """Return the client of a new guest."""
        secret = self._issue(factories.guest(self.store).id, "session")
        return self.client(cookies={"randnotiz_session": secret})

    def _issue(self, person_id: str | None, kind: Any) -> str:
        assert person_id is not None
        return self.store.write_now(
            lambda unit: issue_credential(
                unit.connection, person_id, kind, now=factories.NOW, expires_at=None
            )
        )


def raw_exchange(url: str, data: bytes) -> bytes:
    """Send bytes to the server as they are; return all it says until it closes."""
    host, _, port = url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=WAIT_S) as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        parts = []
        while part := connection.recv(65_536):
            parts.append(part)
    return b"".join(parts)
