"""`randnotiz webhook`: programs that are told of public events."""

import argparse
import sys
from datetime import UTC, datetime

from docservice.commands.command import DONE, Command, WrongUsage
from docservice.db import webhooks
from docservice.db.store import Store
from docservice.services.webhooks import registering
from docservice.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options; without any, receivers are listed."""
    doing = parser.add_mutually_exclusive_group()
    doing.add_argument(
        "--add", metavar="URL", help="add a receiver and print its id and its secret"
    )
    doing.add_argument("--end", metavar="ID", help="tell a receiver nothing more")
    parser.add_argument("--document", help="of this one only, with --add; else of all")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Add, end or list; a secret can be read once only."""
    if arguments.document is not None and arguments.add is None:
        raise WrongUsage("--document goes with --add")
    now = datetime.now(UTC)
    with Store.open(settings.database, settings.read_threads) as store:
        if arguments.add is not None:
            made = store.write_now(
                registering.add, arguments.add, arguments.document, now=now
            )
            print(made.id, made.secret, sep="\n")
        elif arguments.end is not None:
            store.write_now(registering.end, arguments.end, now=now)
        else:
            found = store.read_now(webhooks.standings)
            for each in found:
                print(line(each))
            if not found:
                print("no program is told; add one with --add", file=sys.stderr)
    return DONE


def line(standing: webhooks.Standing) -> str:
    """Return a receiver in one line: id, address, document, counts, last answer."""
    counts = ", ".join(f"{n} {state}" for state, n in sorted(standing.counts.items()))
    return "  ".join(
        (
            standing.webhook.id,
            standing.webhook.url,
            standing.slug or "all documents",
            counts or "nothing yet",
            *([f"last answer {standing.answer}"] if standing.answer else []),
        )
    )


COMMAND = Command("webhook", "tell programs of public events", run, add_arguments)
