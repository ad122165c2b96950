"""`randnotiz check`: verify what must always hold in a database."""

import argparse
from collections.abc import Sequence

from sqlalchemy import Connection

from docservice.commands.command import DONE, FAILED, Command, CommandFailed
from docservice.db.dialect import is_missing
from docservice.db.store import Store
from docservice.services.checking import findings
from docservice.services.rechecking import differences
from docservice.settings import Settings

SHOWN = 100  # findings; more help nobody


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print what is wrong; fail if anything is.

    That an anchor would differ today is no fault: it is told, and does not fail.

    Raises:
        CommandFailed: there is nothing to verify, perhaps for a mistyped path.
    """
    if is_missing(settings.database):
        raise CommandFailed(f"there is no database at {settings.database}")
    with Store.open(settings.database, settings.read_threads) as store:
        found = store.read_now(_listed)
        differing = (
            store.read_now(_differing) if arguments.anchors and not found else []
        )
    _show(found)
    if not found:
        print("all is well")
    _show(differing)
    if arguments.anchors and not found and not differing:
        print("all anchors would be the same today")
    return FAILED if found else DONE


def _show(sentences: Sequence[str]) -> None:
    for sentence in sentences[:SHOWN]:
        print(sentence)
    if len(sentences) > SHOWN:
        print(f"and {len(sentences) - SHOWN} more")


def _listed(connection: Connection) -> list[str]:
    return list(findings(connection))


def _differing(connection: Connection) -> list[str]:
    return list(differences(connection))


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--anchors",
        action="store_true",
        help="tell also which stored anchors today's algorithm would put elsewhere",
    )


COMMAND = Command("check", "verify a database's invariants", run, _add_arguments)
