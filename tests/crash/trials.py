"""Trials on one database: start, write, kill, check, and again."""

import asyncio
import contextlib
import itertools
import json
import multiprocessing
import os
import random
import shutil
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Literal

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from docservice.db.store import Store
from tests import factories
from tests.crash import child
from tests.crash.check import Acknowledged, check
from tests.crash.child import Client
from tests.sockets import serve_alone, token_of

CLIENTS = 6
PER_DATABASE = 25  # trials; the check reads all, so its cost grows with the rows
LONGEST_S = 0.08  # of writing, before the end
START_S = 30.0

Kind = Literal["store", "socket"]
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.crash.child"])


@dataclass(slots=True)
class Tally:
    """The figures of all trials so far."""

    trials: dict[Kind, int] = field(default_factory=lambda: {"store": 0, "socket": 0})
    acknowledged: int = 0
    unanswered: int = 0  # stored when the process died, and not yet acknowledged
    resent: int = 0  # of those, answered with the same id on the next start
    faults: list[str] = field(default_factory=list)


class Campaign:
    """Trials on a database that survives them all."""

    def __init__(self, path: Path, clients: tuple[Client, ...], tally: Tally) -> None:
        self._path = path
        self._clients = clients
        self._tally = tally
        self._promised: dict[str, Acknowledged] = {}
        self._heard = 0

    def run(self, kind: Kind, chance: random.Random, *, is_last: bool) -> None:
        """Write until the kill, then check; `is_last` checks every page."""
        # One in five may die before its first remark: while it opens the database.
        early = chance.random() < 0.2
        delay_s = chance.uniform(0, LONGEST_S)
        if kind == "store":
            self._kill_store(delay_s, early=early)
        else:
            self._kill_server(delay_s)
        left = check(str(self._path), self._promised, deep=is_last)
        self._tally.trials[kind] += 1
        self._tally.faults += [f"{self._path.name}: {fault}" for fault in left.faults]
        unanswered = left.stored - len(self._promised)
        if not 0 <= unanswered <= CLIENTS:
            self._tally.faults.append(f"{unanswered} remarks that nobody waited for")
        self._tally.unanswered += unanswered

    def _acknowledge(self, place: int, number: int, ack: Acknowledged) -> None:
        client = self._clients[place]
        self._promised[client.key(number)] = ack
        following = replace(client, next=number + 1)
        self._clients = (
            *self._clients[:place],
            following,
            *self._clients[place + 1 :],
        )
        self._tally.acknowledged += 1

    @property
    def _url(self) -> str:
        return f"sqlite:///{self._path}"

    # The store alone, its acknowledgements in a pipe

    def _kill_store(self, delay_s: float, *, early: bool) -> None:
        reading, writing = os.pipe()
        with Connection(reading, writable=False) as answers:
            out = Connection(writing, readable=False)
            process = _processes.Process(
                target=child.write_to_store, args=(self._url, self._clients, out)
            )
            process.start()
            out.close()
            if not early:
                assert wait([answers], START_S), "nothing was written"
            time.sleep(delay_s)
            process.kill()
            process.join()
            # What was said before the death counts, and it is all in the pipe.
            said = b"".join(iter(lambda: os.read(reading, 65_536), b""))
        process.close()
        for line in said.decode().splitlines():
            place, number, id_, seq, resent = line.split()
            self._acknowledge(int(place), int(number), Acknowledged(id_, int(seq)))
            self._tally.resent += int(resent)

    # The whole way: server, sockets, clients

    def _kill_server(self, delay_s: float) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listening:
            port = listening.getsockname()[1]
            process = _processes.Process(
                target=serve_alone, args=(self._url, listening)
            )
            process.start()
        asyncio.run(self._talk(process, port, delay_s))
        process.join()
        process.close()

    async def _talk(
        self, process: ForkServerProcess, port: int, delay_s: float
    ) -> None:
        address = f"ws://127.0.0.1:{port}/ws/documents/rahmen"
        first = asyncio.Event()

        async def kill() -> None:
            try:
                async with asyncio.timeout(START_S):
                    await first.wait()
                await asyncio.sleep(delay_s)
            finally:
                process.kill()

        async with asyncio.TaskGroup() as group:
            group.create_task(kill())
            group.create_task(self._listen(address))
            for place in range(CLIENTS):
                group.create_task(self._send(address, place, first))

    async def _send(self, address: str, place: int, first: asyncio.Event) -> None:
        """Send remark after remark until the server dies."""
        client = self._clients[place]
        async with _until_it_dies(address, token=client.token) as connection:
            for number in itertools.count(client.next):
                key = client.key(number)
                frame = client.remark(number) | {"type": "annotate", "key": key}
                await connection.send(json.dumps(frame))
                while (ack := json.loads(await connection.recv())).get("key") != key:
                    pass
                if ack["type"] != "ack":
                    self._tally.faults.append(f"refused: {ack}")
                    return
                self._acknowledge(place, number, Acknowledged(ack["id"], ack["seq"]))
                first.set()

    async def _listen(self, address: str) -> None:
        """Hear all events once and in order, over all the deaths of the server."""
        async with _until_it_dies(address, since=self._heard) as connection:
            while True:
                frame = json.loads(await connection.recv())
                if frame["type"] == "event":
                    if frame["seq"] != self._heard + 1:
                        self._tally.faults.append(
                            f"heard {frame['seq']} after {self._heard}"
                        )
                    self._heard = frame["seq"]


@asynccontextmanager
async def _until_it_dies(
    address: str, **hello: object
) -> AsyncIterator[ClientConnection]:
    """Open a socket and say hello; a dead server is how it is meant to end."""
    with contextlib.suppress(ConnectionClosed, InvalidHandshake, OSError):
        async with connect(address, open_timeout=START_S) as connection:
            await connection.send(json.dumps({"type": "hello", **hello}))
            yield connection


def run(count: int, seed: int, folder: Path, *, socket_every: int) -> Tally:
    """Run so many trials, one in `socket_every` through a real server and sockets."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    template = folder / "template.db"
    clients = _prepare(template)
    tally = Tally()
    for first in range(0, count, PER_DATABASE):
        path = folder / f"trials-{first}.db"
        shutil.copy(template, path)
        campaign = Campaign(path, clients, tally)
        numbers = range(first, min(first + PER_DATABASE, count))
        for number in numbers:
            kind: Kind = "store" if number % socket_every else "socket"
            campaign.run(kind, chance, is_last=number == numbers[-1])
        for leftover in folder.glob(f"{path.name}*"):
            leftover.unlink()
    return tally


def _prepare(path: Path) -> tuple[Client, ...]:
    """Make a database with a document and the people who comment on it."""
    with Store.open(f"sqlite:///{path}") as store:
        factories.document(store, child.texts())
        people = [factories.actor(store, "citizen", f"P{n}") for n in range(CLIENTS)]
        return tuple(
            Client(each.person, token_of(store, each), 0)
            for each in people
            if each.person is not None
        )
