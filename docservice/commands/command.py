"""What a command is: its name, its arguments, and what it does."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from docservice.services.errors import Invalid
from docservice.settings import PREFIX, SettingError, Settings

DONE = 0
FAILED = 1
WRONG_USAGE = 2


class CommandFailed(Exception):
    """The job failed for an expected reason; the message is one sentence."""


class WrongUsage(Exception):
    """The arguments do not go together; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Command:
    """`run` returns the exit code; `uses_database` adds the option --database."""

    name: str
    help: str
    run: Callable[[argparse.Namespace, Settings], int]
    add_arguments: Callable[[argparse.ArgumentParser], None] = lambda _parser: None
    uses_database: bool = True


def ruled(rule: Callable[[str], str]) -> Callable[[str], str]:
    """Return what reads an option by a rule that the service has for all who ask."""

    def read(text: str) -> str:
        try:
            return rule(text)
        except Invalid as error:
            raise argparse.ArgumentTypeError(str(error)) from None

    return read


def fitting(name: str) -> Callable[[str], Any]:
    """Return what reads an option that goes before the setting `name`."""

    def read(text: str) -> Any:
        try:
            found = Settings.from_environment({PREFIX + name.upper(): text})
        except SettingError as error:
            # argparse puts the name of the option before it.
            expected = f"needs {error.expected}, not {text!r}"
            raise argparse.ArgumentTypeError(expected) from None
        return getattr(found, name)

    return read
