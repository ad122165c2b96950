"""`randnotiz serve`: run the service until it is told to stop."""

import argparse
import signal
import socket
from dataclasses import replace
from types import FrameType

import structlog
import uvicorn
from starlette.types import ASGIApp

from docservice.app import Task, create_app
from docservice.commands import logs
from docservice.commands.command import DONE, FAILED, Command, CommandFailed, fitting
from docservice.db.dialect import engine_warning
from docservice.db.store import Store
from docservice.realtime.wire import Wire
from docservice.settings import Settings

STALLED_S = 60  # without an acknowledgement for what was sent
BACKLOG = 2048  # connections that wait to be accepted
# Where a proxy may stand; the address before it in X-Forwarded-For is the visitor's.
# Trusting everything there would let visitors choose their own address.
PROXIES = "127.0.0.0/8,::1,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7"
GRACE_S = 10  # for open requests and sockets; a second signal ends at once


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options; `demo` has them, too."""
    parser.add_argument("--host", help="the address to listen on")
    parser.add_argument(
        "--port", type=fitting("port"), help="the port, 0 for a free one"
    )


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Serve, and return once it has ended."""
    if arguments.host is not None:
        settings = replace(settings, host=arguments.host)
    if arguments.port is not None:
        settings = replace(settings, port=arguments.port)
    logs.configure(settings)
    with (
        listen(settings.host, settings.port) as bound,
        Store.open(settings.database, settings.read_threads) as store,
    ):
        if warning := engine_warning():
            structlog.get_logger(__name__).warning("database_engine", detail=warning)
        host, port = bound.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        print(f"Randnotiz listens on http://{shown}:{port}/", flush=True)
        return run_server(bound, settings, store)


def run_server(
    bound: socket.socket,
    settings: Settings,
    store: Store,
    *,
    while_running: Task | None = None,
) -> int:
    """Serve until a signal ends it; `while_running` runs beside, and ends with it."""
    app = create_app(settings, store, while_running=while_running)
    server = uvicorn.Server(server_config(app, settings))
    # The server raises a signal again after it has ended in good order; without these
    # it would look like a crash.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _ended)
    server.run(sockets=[bound])
    return DONE if server.started else FAILED


def _ended(_signal: int, _frame: FrameType | None) -> None:
    """Do nothing: the server has stopped already."""


def server_config(app: ASGIApp, settings: Settings) -> uvicorn.Config:
    """Return how the app is served."""
    return uvicorn.Config(
        app,
        http="httptools",
        ws=Wire,
        # Compressing each of a thousand readers' frames would cost more than it saves.
        ws_per_message_deflate=False,
        ws_max_size=settings.frame_bytes,
        proxy_headers=settings.forwarded,
        forwarded_allow_ips=PROXIES,
        server_header=False,
        access_log=False,
        log_config=None,
        lifespan="on",
        timeout_graceful_shutdown=GRACE_S,
    )


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket, so that the address is known before anything starts.

    Raises:
        CommandFailed: the address is none or taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        bound = socket.socket(family)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux
            # A reader who takes nothing any more is cut off by the system; it is
            # inherited by every accepted connection.
            bound.setsockopt(
                socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, STALLED_S * 1000
            )
        bound.bind((host, port))
        # From now on clients wait instead of being refused: the address is printed.
        bound.listen(BACKLOG)
    except (OSError, UnicodeError) as error:
        raise CommandFailed(f"cannot listen on {host} port {port}: {error}") from error
    return bound


COMMAND = Command("serve", "run the service", run, add_arguments)
