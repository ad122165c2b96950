"""A real server process that can be killed and started again on the same database."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

START_S = 30
RANDNOTIZ = [sys.executable, "-m", "docservice"]


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def command(database: str, *arguments: str, expect: int = 0) -> str:
    """Run the command line as a user does; return what it printed."""
    done = subprocess.run(
        [*RANDNOTIZ, *arguments, "--database", database],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if done.returncode != expect:
        raise AssertionError(
            f"{arguments} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
        )
    return done.stdout


@dataclass
class Served:
    """The server, its address, and the process that runs it now."""

    database: str
    folder: Path
    port: int
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        """Return the address of the service."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start the process and wait until it answers."""
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [
                    *RANDNOTIZ,
                    "serve",
                    "--port",
                    str(self.port),
                    "--database",
                    self.database,
                ],
                stdout=log,
                stderr=log,
                env=os.environ
                | {
                    "RANDNOTIZ_PERSON_WRITES_PER_MIN": "100000",
                    "RANDNOTIZ_GUEST_WRITES_PER_MIN": "100000",
                    "RANDNOTIZ_SIGN_INS_PER_MIN": "100000",
                    "RANDNOTIZ_DOWNLOADS_PER_MIN": "100000",
                    "RANDNOTIZ_SOCKET_FRAMES_PER_S": "100000",
                },
            )
        limit = time.monotonic() + START_S
        while time.monotonic() < limit:
            if self.process.poll() is not None:
                raise AssertionError(f"the server died:\n{self.output()}")
            try:
                if httpx.get(f"{self.url}/readyz", timeout=1).status_code == 200:
                    return
            except httpx.HTTPError:
                time.sleep(0.05)
        raise AssertionError(f"the server did not get ready:\n{self.output()}")

    def kill(self) -> None:
        """End the process as a power cut would, without a chance to tidy up."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def output(self) -> str:
        """Return the end of what the server wrote."""
        return (self.folder / "server.log").read_text(errors="replace")[-4000:]

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()


def get_all(client: httpx.Client, path: str, **query: str | int) -> Iterator[Any]:
    """Yield all items of a paged list."""
    cursor = None
    while True:
        page = client.get(
            path, params=query | {"limit": 200} | ({"cursor": cursor} if cursor else {})
        )
        page.raise_for_status()
        body = page.json()
        yield from body["items"]
        cursor = body["next_cursor"]
        if not cursor:
            return


@contextmanager
def client(served: Served, token: str) -> Iterator[httpx.Client]:
    """Open an HTTP client with a bearer token."""
    with httpx.Client(
        base_url=served.url,
        headers={"Authorization": f"Bearer {token}"},
        timeout=60,
    ) as opened:
        yield opened


def token(database: str, role: str, name: str) -> str:
    """Return a bearer token made by the command line."""
    return command(database, "token", "--role", role, "--name", name).split()[-1]


def read_json(text: str) -> Any:
    """Return what the last line of JSON in `text` means."""
    return json.loads(text.strip().splitlines()[-1])
