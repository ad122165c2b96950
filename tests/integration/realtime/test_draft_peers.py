"""y-websocket, pycrdt and y-py edit one draft, with cuts and kills, and converge."""

import asyncio
import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import pytest
from websockets.exceptions import ConnectionClosed

from docservice.db import documents, draft_log
from docservice.db.store import Store
from docservice.realtime.ydoc import LiveText
from tests import factories
from tests.integration.realtime.conftest import TEXTS
from tests.integration.realtime.draft_peers import (
    NodePeer,
    Peer,
    PycrdtPeer,
    State,
    node_peer,
    state_of,
    ypy_peer,
)
from tests.integration.realtime.malformed_frames import KINDS, Frame
from tests.sockets import WAIT_S, token, wait_until
from tests.yjs import draft_address, uninvited

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(
        sys.version_info >= (3, 13), reason="y-py has no wheel from Python 3.13 on"
    ),
]
SCHEDULES = 200
ROOMS = [f"plan-{number}" for number in range(SCHEDULES)]
WORDS = ("Stadt ", "é😀 ", "👩‍👩‍👧", "a̐", "שלום ", "x")


@dataclass
class Served:
    """The service in a process of its own, which can be killed and started again."""

    database: str
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Return where the sockets of documents are."""
        return f"ws://127.0.0.1:{self.port}/ws/documents/"

    def start(self) -> None:
        """Start, and wait until it listens."""
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "docservice",
                "serve",
                "--port",
                str(self.port),
                "--database",
                self.database,
            ],
            stdout=subprocess.DEVNULL,
            env=os.environ | {"RANDNOTIZ_LOG_LEVEL": "WARNING"},
        )
        wait_until(self._listens)

    def _listens(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
        except OSError:
            return False
        return True

    def kill(self) -> None:
        """Kill it as a power cut would."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def served(store: Store, document: None, database: str) -> Iterator[Served]:
    """Run the service on the test's database."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    running = Served(database, port)
    running.start()
    yield running
    running.kill()


@asynccontextmanager
async def three(served: Served, secret: str) -> AsyncIterator[Sequence[Peer]]:
    """Return one peer of each kind."""
    async with (
        node_peer(served.address, secret) as node,
        ypy_peer(served.address, secret) as ypy,
        AsyncExitStack() as ending,
    ):
        pycrdt = PycrdtPeer(served.address, secret)
        ending.push_async_callback(pycrdt.cut)
        yield [node, pycrdt, ypy]


def stored(store: Store, room: str) -> State:
    """Return what a restarted server would say."""
    document = store.read_now(documents.get_document, room)
    assert document is not None
    found = store.read_now(draft_log.load, document.id)
    assert found is not None
    return state_of(LiveText((found.snapshot, *found.tail)).state())


async def meet(store: Store, peers: Sequence[Peer], room: str) -> State:
    """Connect all and wait until they and the database say the same."""
    limit = time.monotonic() + WAIT_S
    while True:
        found = [await peer.state() for peer in peers]
        found.append(await asyncio.to_thread(stored, store, room))
        if all(state == found[0] for state in found):
            return found[0]
        assert time.monotonic() < limit, [(s.note, len(s.words)) for s in found]
        await asyncio.sleep(0.02)


async def test_three_kinds_of_clients_converge_over_cuts_and_kills(
    store: Store, served: Served
) -> None:
    async with three(served, token(store, "drafter")) as peers:
        node = peers[0]
        assert isinstance(node, NodePeer)
        for peer in peers:
            await peer.open("rahmen")
            await peer.connect()
            await peer.write(0, f"{type(peer).__name__} ", 0)
        await node.type(0, 0, "Ja: ")
        for turn in range(3):
            await peers[turn].cut()
            for number, peer in enumerate(peers):
                await peer.write(number * 7, f"é😀{turn}{number} ", turn)
            await peers[turn].connect()
            await node.split(turn, f"neu{turn}")
            before = await meet(store, peers, "rahmen")
            for peer in peers:
                await peer.cut()
            served.kill()
            await asyncio.to_thread(served.start)
            assert stored(store, "rahmen") == before
            for peer in peers:
                await peer.write(turn, "allein ", 0)
                await peer.connect()
        found = await meet(store, peers, "rahmen")
        assert found.words[0] == "Ja: " + TEXTS[0]
        assert set(found.words) == {found.words[0], *TEXTS[1:], ""}
        assert found.note.count("allein ") > 0


async def test_what_another_client_has_seen_survives_a_kill_at_any_moment(
    store: Store, served: Served
) -> None:
    async with three(served, token(store, "drafter")) as peers:
        for peer in peers:
            await peer.open("rahmen")
            await peer.connect()
        dice = random.Random(7)  # noqa: S311 - the same moments each time
        for turn in range(5):
            writing = asyncio.create_task(_write_on(peers[1], turn))
            await asyncio.sleep(0.05 + dice.random() / 5)
            served.kill()
            writing.cancel()
            await asyncio.gather(writing, return_exceptions=True)
            seen = (await peers[2].state()).note
            kept = stored(store, "rahmen").note
            assert set(seen.split()) <= set(kept.split())
            await asyncio.to_thread(served.start)
            for peer in peers:
                await peer.cut()
                await peer.connect()
            await meet(store, peers, "rahmen")


async def _write_on(peer: Peer, turn: int) -> None:
    for number in range(10_000):
        await peer.write(10**9, f"{turn}.{number} ", 0)
        await asyncio.sleep(0.002)


@pytest.mark.slow
@pytest.mark.timeout(600)
async def test_two_hundred_random_schedules_converge(
    store: Store, served: Served
) -> None:
    for room in ROOMS:
        factories.document(store, TEXTS, slug=room)
    async with three(served, token(store, "drafter")) as peers:
        for seed, room in enumerate(ROOMS):
            await _play(store, served, peers, room, random.Random(seed))  # noqa: S311


async def _play(
    store: Store,
    served: Served,
    peers: Sequence[Peer],
    room: str,
    dice: random.Random,
) -> None:
    """Edit, cut, connect and sometimes kill, as the dice fall."""
    for peer in peers:
        await peer.open(room)
    connected = [False] * len(peers)
    for _ in range(12):
        number = dice.randrange(len(peers))
        peer, roll = peers[number], dice.random()
        if roll < 0.2:
            await (peer.cut() if connected[number] else peer.connect())
            connected[number] = not connected[number]
        elif roll < 0.205:
            for each, is_connected in zip(peers, connected, strict=True):
                if is_connected:
                    await each.cut()
            connected = [False] * len(peers)
            served.kill()
            await asyncio.to_thread(served.start)
        else:
            words = "".join(dice.choices(WORDS, k=dice.randrange(3)))
            await peer.write(dice.randrange(40), words, dice.randrange(4))
    for each, is_connected in zip(peers, connected, strict=True):
        if not is_connected:
            await each.connect()
    await meet(store, peers, room)
    for each in peers:
        await each.cut()


@pytest.mark.slow
@pytest.mark.timeout(600)
async def test_malformed_frames_of_all_kinds_harm_no_honest_client(
    store: Store, served: Served
) -> None:
    secret = token(store, "drafter")
    where = draft_address(served.address, "rahmen", secret)
    async with three(served, secret) as peers:
        for peer in peers:
            await peer.open("rahmen")
            await peer.connect()
        for seed in range(20):
            dice = random.Random(seed)  # noqa: S311 - the same frames each time
            frames = [make(dice) for _ in range(13) for make in KINDS.values()]
            await _attack(where, frames[:200])
            for number, peer in enumerate(peers):
                await peer.write(10**9, f"nach {seed}.{number} ", 0)
            found = await meet(store, peers, "rahmen")
            assert all(f"nach {seed}.{n} " in found.note for n in range(3))
        assert found.words == TEXTS
    assert served.process is not None
    assert served.process.poll() is None


async def _attack(where: str, frames: Sequence[Frame]) -> None:
    """Send frames, on a new socket whenever one was closed."""
    waiting = list(frames)
    while waiting:
        async with uninvited(where) as bad:
            with contextlib.suppress(ConnectionClosed):
                while waiting:
                    await bad.connection.send(waiting.pop(0))
                    # What closes the socket is to be the last that it brought.
                    async with asyncio.timeout(WAIT_S):
                        await (await bad.connection.ping())
