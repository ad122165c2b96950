"""`randnotiz process`: list processes, and set how their gate is closed."""

import argparse
from datetime import UTC, datetime

from docservice.commands.command import DONE, Command, WrongUsage
from docservice.db import documents
from docservice.db.store import Store
from docservice.services import process_gate
from docservice.services.operator import operator
from docservice.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options; without any, processes are listed."""
    parser.add_argument("process", nargs="?", metavar="SLUG", help="of this one")
    parser.add_argument(
        "--gate",
        choices=process_gate.GATES,
        help="before a publication only tell what is open, require a public reason"
        " for each list, or let nobody pass until all are empty",
    )


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Set the gate, or list.

    Raises:
        WrongUsage: a process without a gate, or a gate without a process.
        AccessError: there is no such process.
    """
    if (arguments.process is None) != (arguments.gate is None):
        raise WrongUsage("name a process and its --gate, or neither to list all")
    now = datetime.now(UTC)
    with Store.open(settings.database, settings.read_threads) as store:
        if arguments.gate is None:
            for each in store.read_now(documents.list_processes):
                print(each.slug, process_gate.gate_of(each), each.title, sep="  ")
            return DONE
        actor = store.write_now(operator, now=now)
        store.write_now(
            process_gate.set_gate,
            actor,
            arguments.process,
            arguments.gate,
            now=now,
        )
    return DONE


COMMAND = Command("process", "list processes, or set a gate", run, add_arguments)
