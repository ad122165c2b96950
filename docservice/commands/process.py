"""`randnotiz process`: set up a process from its file, set its gate, add texts, list."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from docservice.commands.command import DONE, Command, CommandFailed, WrongUsage
from docservice.db import documents
from docservice.db.store import Store
from docservice.services import process_documents, process_gate, processes
from docservice.services.errors import Invalid
from docservice.services.operator import onlooker, operator
from docservice.services.process_changes import phases_of
from docservice.services.process_file import ProcessFile, read_process_file
from docservice.services.processes import Announcement
from docservice.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "process",
        nargs="?",
        metavar="FILE",
        help="what the process is to be, as docs/operations.md explains it; with"
        " --gate or --add the slug of a process",
    )
    doing = parser.add_mutually_exclusive_group()
    doing.add_argument(
        "--dry-run", action="store_true", help="print what would happen, store nothing"
    )
    doing.add_argument(
        "--gate",
        choices=process_gate.GATES,
        help="before a publication only tell what is open, require a public reason"
        " for each list, or let nobody pass until all are empty",
    )
    doing.add_argument(
        "--add",
        metavar="DOCUMENT",
        help="put a document that stands alone, by its slug, into the process",
    )
    doing.add_argument("--list", action="store_true", help="list processes")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Create or change the process, set the gate, add a document, or list.

    Raises:
        WrongUsage: nothing to do is named, or something to do with a list.
        CommandFailed, Invalid: the file cannot be read.
        AccessError, Conflict: it cannot be.
    """
    if (arguments.process is None) != arguments.list:
        raise WrongUsage(
            "name a file, a process and its --gate or --add, or --list alone"
        )
    by_slug = arguments.list or arguments.gate or arguments.add
    file = None if by_slug else _read(Path(arguments.process))
    now = datetime.now(UTC)
    with Store.open(settings.database, settings.read_threads) as store:
        if file is not None:
            print("\n".join(_announce(store, file, now, dry_run=arguments.dry_run)))
        elif arguments.gate:
            actor = store.write_now(operator, now=now)
            store.write_now(
                process_gate.set_gate,
                actor,
                arguments.process,
                arguments.gate,
                now=now,
            )
        elif arguments.add:
            actor = store.write_now(operator, now=now)
            added = store.write_now(
                process_documents.add_document,
                actor,
                arguments.process,
                arguments.add,
                now=now,
            )
            happened = "now belongs" if added else "belonged already"
            print(f"{arguments.add!r} {happened} to {arguments.process!r}")
        else:
            found = store.read_now(documents.list_processes)
            for each in found:
                print(each.slug, process_gate.gate_of(each), each.title, sep="  ")
            if not found:
                print("no process yet; make one from a file", file=sys.stderr)
    return DONE


def _read(path: Path) -> ProcessFile:
    try:
        return read_process_file(path.read_text("utf-8"))
    except OSError as error:
        raise CommandFailed(f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CommandFailed(f"{path} is not in UTF-8; save it so") from error
    except Invalid as error:
        raise CommandFailed(f"{path}: {error}") from error


def _announce(
    store: Store, file: ProcessFile, now: datetime, *, dry_run: bool
) -> list[str]:
    if dry_run:
        made = store.read_now(processes.preview_announcement, onlooker(), file, now=now)
    else:
        actor = store.write_now(operator, now=now)
        made = store.write_now(processes.announce, actor, file, now=now)
    return _lines(made, file, dry_run=dry_run)


def _lines(made: Announcement, file: ProcessFile, *, dry_run: bool) -> list[str]:
    slug = file.process.slug
    if made.known is None:
        done = "would create" if dry_run else "created"
        return [f"{done} {slug!r} with {len(phases_of(file.process))} phases"]
    if not made.changes:
        return [f"{slug!r} is what the file says; nothing changed"]
    done = "would change" if dry_run else "changed"
    return [f"{done} {slug!r}:", *(f"  {change}" for change in made.changes)]


COMMAND = Command("process", "set up a process from a file", run, add_arguments)
