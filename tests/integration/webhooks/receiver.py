"""A program that is told: a real HTTP server, which checks what it gets."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.sockets import WAIT_S, wait_until


@dataclass
class Receiver:
    """What came, and how it is answered: with `statuses` first, then with 204."""

    url: str = ""
    secret: str = ""
    statuses: list[int] = field(default_factory=list)
    taken: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    forged: list[str] = field(default_factory=list)
    held: threading.Event = field(default_factory=threading.Event)

    def wait(self, count: int) -> list[dict[str, Any]]:
        """Return the messages that were taken, once there are so many."""
        wait_until(lambda: len(self.taken) >= count)
        assert self.forged == []
        return self.taken


@contextmanager
def receiving(*statuses: int, slow: bool = False) -> Iterator[Receiver]:
    """Run a receiver; a slow one answers after `held` is set."""
    receiver = Receiver(statuses=list(statuses))
    if not slow:
        receiver.held.set()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            key = self.headers["webhook-id"]
            said = f"{key}.{self.headers['webhook-timestamp']}.".encode() + body
            secret = base64.b64decode(receiver.secret.removeprefix("whsec_"))
            digest = base64.b64encode(hmac.digest(secret, said, hashlib.sha256))
            if self.headers["webhook-signature"] != f"v1,{digest.decode()}":
                receiver.forged.append(key)
            receiver.held.wait(WAIT_S)
            receiver.keys.append(key)
            status = receiver.statuses.pop(0) if receiver.statuses else 204
            if status == 204:
                receiver.taken.append(json.loads(body))
            self.send_response(status)
            self.send_header("location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver.url = f"http://127.0.0.1:{server.server_port}/hook?of=randnotiz"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield receiver
    finally:
        receiver.held.set()
        server.shutdown()
        thread.join()
        server.server_close()
