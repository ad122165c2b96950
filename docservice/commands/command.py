"""What a command is: its name, its arguments, and what it does."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from docservice.settings import Settings

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
