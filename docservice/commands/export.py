"""`randnotiz export`: write what a document holds as a file."""

import argparse
import sys
from pathlib import Path
from typing import get_args

from sqlalchemy import Connection

from docservice.access import NotFound, open_document
from docservice.commands.command import DONE, Command, CommandFailed
from docservice.db import revisions
from docservice.db.store import Store
from docservice.services.exporting import TextFormat, export_text
from docservice.services.operator import onlooker
from docservice.settings import Settings
from versions.revision import Revision

TEXT_FORMATS: tuple[TextFormat, ...] = get_args(TextFormat)
FORMATS: dict[str, tuple[str, ...]] = {"text": TEXT_FORMATS}
BINARY = ("docx", "odt")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("document", metavar="SLUG")
    parser.add_argument("--what", choices=FORMATS, default="text")
    parser.add_argument("--format", help=_formats())
    parser.add_argument("--revision", type=int, help="by default the newest")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Write the file, or print it.

    Raises:
        CommandFailed: there is no such format, or it is no text for a terminal.
    """
    formats = FORMATS[arguments.what]
    wanted = next(
        (f for f in TEXT_FORMATS if f == (arguments.format or formats[0])), None
    )
    if wanted is None:
        raise CommandFailed(f"--format is one of {', '.join(formats)} here")
    if wanted in BINARY and arguments.output is None and sys.stdout.isatty():
        raise CommandFailed(f"{wanted} is no text; name a file with -o")
    with Store.open(settings.database, settings.read_threads) as store:
        revision, lang = store.read_now(
            _revision, arguments.document, arguments.revision
        )
    contents = [paragraph.content for paragraph in revision.paragraphs]
    data = export_text(contents, wanted, lang=lang)
    if arguments.output is None:
        sys.stdout.buffer.write(data)
    else:
        arguments.output.write_bytes(data)
    return DONE


def _formats() -> str:
    return "; ".join(f"{what}: {', '.join(each)}" for what, each in FORMATS.items())


def _revision(
    connection: Connection, slug: str, number: int | None
) -> tuple[Revision, str]:
    opened = open_document(connection, onlooker(), slug)
    wanted = number or opened.document.newest
    found = revisions.get_revision(connection, opened.document.id, wanted)
    if found is None:
        raise NotFound("revision", str(wanted))
    return found, opened.document.lang


COMMAND = Command("export", "write a document's text as a file", run, add_arguments)
