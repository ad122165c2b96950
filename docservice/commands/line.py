"""Read the command line: which command, which settings, and how it ended."""

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib import import_module

from sqlalchemy.exc import DBAPIError

import docservice
from docservice.access import AccessError
from docservice.commands.command import (
    FAILED,
    WRONG_USAGE,
    Command,
    CommandFailed,
    WrongUsage,
)
from docservice.db.errors import AddressRefused, DatabaseError
from docservice.http.assets import AssetsError
from docservice.http.templating import CatalogueError
from docservice.services.errors import ServiceError
from docservice.services.importing import DocumentRefused
from docservice.settings import SettingError, Settings

# Each in a module of its own that is loaded when it is asked for: `serve` needs all of
# the service, and a token should not wait for that.
MODULES = {
    "serve": "serve",
    "demo": "demo",
    "import": "import_",
    "export": "export",
    "token": "token",
    "link": "link",
    "process": "process",
    "webhook": "webhook",
    "reanchor": "reanchor",
    "migrate": "migrate",
    "check": "check",
}
# What a person at the terminal can do something about; anything else is a fault.
EXPECTED = (
    CommandFailed,
    AccessError,
    AssetsError,
    CatalogueError,
    DatabaseError,
    DBAPIError,
    DocumentRefused,
    KeyboardInterrupt,
    OSError,
    ServiceError,
)


def run(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code: 0 done, 1 failed, 2 wrong usage."""
    named = arguments[0] if arguments else None
    try:
        asked = parser([named] if named in MODULES else MODULES).parse_args(arguments)
    except SystemExit as stop:  # argparse has printed the usage
        return int(stop.code or 0)
    try:
        settings = Settings.from_environment()
        if asked.uses_database and asked.database:
            settings = replace(settings, database=asked.database)
        return int(asked.run(asked, settings))
    except (AddressRefused, SettingError, WrongUsage) as error:
        return _say(str(error), WRONG_USAGE)
    except BrokenPipeError:
        # The reader of our output has gone; Python must not complain when it exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except EXPECTED as error:
        return _say(_sentence(error), FAILED)


def parser(names: Iterable[str] = MODULES) -> argparse.ArgumentParser:
    """Return the parser of these commands."""
    found = argparse.ArgumentParser(
        prog="randnotiz",
        description="Write a public text with its people.",
        epilog="Every setting is also an environment variable: docs/settings.md.",
    )
    found.add_argument(
        "--version", action="version", version=f"randnotiz {docservice.__version__}"
    )
    commands = found.add_subparsers(metavar="COMMAND", required=True)
    for command in map(_command, names):
        one = commands.add_parser(
            command.name, help=command.help, description=command.help
        )
        command.add_arguments(one)
        if command.uses_database:
            one.add_argument(
                "--database", metavar="URL", help="e.g. sqlite:///randnotiz.db"
            )
        one.set_defaults(run=command.run, uses_database=command.uses_database)
    return found


def _command(name: str) -> Command:
    found: Command = import_module(f"docservice.commands.{MODULES[name]}").COMMAND
    return found


def _sentence(error: BaseException) -> str:
    if isinstance(error, DocumentRefused):
        return f"{error.message()} {error.remedy()}"
    if isinstance(error, DBAPIError):
        return f"the database refused: {error.orig}"
    return str(error) or "stopped"


def _say(sentence: str, code: int) -> int:
    print(f"randnotiz: {sentence}", file=sys.stderr)
    return code
