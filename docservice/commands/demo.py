"""`randnotiz demo`: a lively sample process in a fresh database."""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from docservice.commands import logs
from docservice.commands.command import Command
from docservice.commands.link import link_to
from docservice.commands.serve import add_arguments, listen, run_server
from docservice.db.store import Store
from docservice.services.demonstrating.loading import Demonstration, load
from docservice.services.demonstrating.material import read_material
from docservice.services.demonstrating.playing import play
from docservice.settings import Settings


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Load the sample process, print how to enter it, and serve it.

    Raises:
        Conflict: the database that is named holds it already.
        CommandFailed: the address cannot be listened on.
    """
    if arguments.host is not None:
        settings = replace(settings, host=arguments.host)
    if arguments.port is not None:
        settings = replace(settings, port=arguments.port)
    logs.configure(replace(settings, log_json=False, log_level="WARNING"))
    with (
        listen(settings.host, settings.port) as bound,
        _database(arguments.database) as address,
    ):
        settings = replace(settings, port=bound.getsockname()[1], database=address)
        with Store.open(address, settings.read_threads) as store:
            now = datetime.now(UTC)
            loaded = store.write_now(load, read_material(), now=now)
            _greet(loaded, settings)
            return run_server(
                bound, settings, store, while_running=lambda: play(store, loaded)
            )


@contextmanager
def _database(named: str | None) -> Iterator[str]:
    """Give the database that was asked for, or one that lasts as long as the demo."""
    if named:
        yield named
        return
    with tempfile.TemporaryDirectory(prefix="randnotiz-demo-") as folder:
        yield f"sqlite:///{Path(folder) / 'demo.db'}"


def _greet(loaded: Demonstration, settings: Settings) -> None:
    """Print the address and a sign-in link per role."""
    home = settings.base_url or f"http://{settings.host}:{settings.port}"
    print(f"Read and comment:  {home}/de/")
    print("Sign in, each link once:")
    for each in loaded.invitations:
        link = link_to(settings, each.secret, "de")
        print(f"  {each.role + ',':10} {each.name}:  {link}")
    slug = loaded.material.process.document_slug
    print(f"Within a minute people begin to comment: watch {home}/de/d/{slug}")
    print("Stop with Ctrl-C.", flush=True)


COMMAND = Command("demo", "a sample process in a fresh database", run, add_arguments)
