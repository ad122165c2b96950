"""`randnotiz token`: create a person with a bearer token, for programs."""

import argparse
from datetime import UTC, datetime

from docservice.commands.command import DONE, Command, ruled
from docservice.db.store import Store
from docservice.db.tables import ROLES
from docservice.services import accounts
from docservice.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--role", required=True, choices=ROLES)
    parser.add_argument(
        "--name",
        type=ruled(accounts.require_name),
        required=True,
        help="the name that others see",
    )


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print the token; it can be read this once only."""
    with Store.open(settings.database, settings.read_threads) as store:
        issued = store.write_now(
            accounts.new_token,
            name=arguments.name,
            role=arguments.role,
            now=datetime.now(UTC),
        )
    print(issued.secret)
    return DONE


COMMAND = Command("token", "print a bearer token for a new person", run, add_arguments)
