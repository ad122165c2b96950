"""`randnotiz export`: write a document's text, comments or answers as a file."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from docservice.access import open_document
from docservice.commands.command import DONE, Command, CommandFailed, WrongUsage
from docservice.db.store import Store
from docservice.services.errors import Invalid
from docservice.services.exporting import (
    Readers,
    annotation_table,
    disposition_table,
    review_file,
    synopsis_table,
    text_file,
    words_for,
    write_table,
)
from docservice.services.exporting.formats import (
    FORMS,
    OFFICE_FORMATS,
    TABLE_FORMATS,
    TEXT_FORMATS,
    Format,
)
from docservice.services.operator import onlooker
from docservice.settings import Settings

TABLES = ("annotations", "synopsis", "dispositions")
Word = TypeVar("Word", bound=Format)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("document", metavar="SLUG")
    parser.add_argument("--what", choices=("text", *TABLES), default="text")
    parser.add_argument(
        "--format",
        help=f"of the text: {', '.join(TEXT_FORMATS)};"
        f" of the rest: {', '.join(TABLE_FORMATS)}; by default the first",
    )
    parser.add_argument(
        "--revision", type=int, help="of the text, or the new one of the synopsis"
    )
    parser.add_argument(
        "--comments",
        action="store_true",
        help="with comments, replies and answers in the margin of a docx or odt",
    )
    parser.add_argument(
        "--changes",
        action="store_true",
        help="with the changes to the revision before, tracked in a docx or odt",
    )
    parser.add_argument("-o", "--output", type=Path, metavar="FILE")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Write the file, or print it.

    Raises:
        WrongUsage: what is asked for is not written in this format.
        CommandFailed: the format is no text for a terminal.
        NotFound: there is no such document or revision.
    """
    with Store.open(settings.database, settings.read_threads) as store:
        if arguments.what == "text":
            chunks = iter([_text(store, arguments, settings)])
        else:
            chunks = _table(store, arguments, settings)
        if arguments.output is None:
            sys.stdout.buffer.writelines(chunks)
        else:
            _write(arguments.output, chunks)
    return DONE


def _write(path: Path, chunks: Iterator[bytes]) -> None:
    try:
        with path.open("wb") as file:
            file.writelines(chunks)
    except OSError as error:
        raise CommandFailed(
            f"cannot write {path}: {error.strerror}; name another file with -o"
        ) from error


def _text(store: Store, arguments: argparse.Namespace, settings: Settings) -> bytes:
    wanted = _format(arguments.format, TEXT_FORMATS)
    _refuse_terminal(wanted, arguments)
    chosen = (store, onlooker(), arguments.document, arguments.revision)
    zone = ZoneInfo(settings.time_zone)
    if not (arguments.comments or arguments.changes):
        return text_file(*chosen, wanted, zone=zone)
    office = _format(wanted, OFFICE_FORMATS, "with --comments or --changes")
    return review_file(
        *chosen,
        office,
        zone=zone,
        remarks=arguments.comments,
        changes=arguments.changes,
    )


def _table(
    store: Store, arguments: argparse.Namespace, settings: Settings
) -> Iterator[bytes]:
    wanted = _format(arguments.format, TABLE_FORMATS)
    _refuse_terminal(wanted, arguments)
    slug = arguments.document
    document = store.read_now(open_document, onlooker(), slug).document
    readers = Readers(
        words_for(document.lang),
        ZoneInfo(settings.time_zone),
        settings.base_url.rstrip("/"),
    )
    if arguments.what == "annotations":
        table = annotation_table(store, onlooker(), slug, readers)
    elif arguments.what == "dispositions":
        table = disposition_table(store, onlooker(), slug, readers)
    else:
        number = arguments.revision or document.newest
        if number == 1:
            raise Invalid("revision 1 has none before it to compare with", "revision")
        pair = (number - 1, number)
        table = synopsis_table(store, onlooker(), slug, pair, readers)
    return write_table(table, wanted)


def _refuse_terminal(wanted: Format, arguments: argparse.Namespace) -> None:
    is_text = FORMS[wanted].is_text
    if not is_text and arguments.output is None and sys.stdout.isatty():
        raise CommandFailed(f"{wanted} is no text; name a file with -o")


def _format(asked: str | None, known: tuple[Word, ...], where: str = "here") -> Word:
    for word in known:
        if asked in (None, word):
            return word
    raise WrongUsage(f"--format is one of {', '.join(known)} {where}")


COMMAND = Command(
    "export", "write a document's text, comments or answers", run, add_arguments
)
