"""`randnotiz check`: verify what must always hold in a database."""

import argparse

from sqlalchemy import Connection

from docservice.commands.command import DONE, FAILED, Command
from docservice.db.store import Store
from docservice.services.checking import findings
from docservice.settings import Settings

SHOWN = 100  # findings; more help nobody


def run(_arguments: argparse.Namespace, settings: Settings) -> int:
    """Print what is wrong; fail if anything is."""
    with Store.open(settings.database, settings.read_threads) as store:
        found = store.read_now(_listed)
    for finding in found[:SHOWN]:
        print(finding)
    if not found:
        print("all is well")
    elif len(found) > SHOWN:
        print(f"and {len(found) - SHOWN} more")
    return FAILED if found else DONE


def _listed(connection: Connection) -> list[str]:
    return list(findings(connection))


COMMAND = Command("check", "verify a database's invariants", run)
