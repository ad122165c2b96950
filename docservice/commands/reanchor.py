"""`randnotiz reanchor`: carry ranges between texts, JSON lines in and out."""

import argparse
import sys

from annotations.errors import AnnotationError
from annotations.reanchor_lines import answers
from docservice.commands.command import DONE, Command, CommandFailed
from docservice.db.codec import dump_json, load_json
from docservice.settings import Settings


def run(_arguments: argparse.Namespace, _settings: Settings) -> int:
    """Answer each line of standard input on standard output, as soon as it is read.

    Raises:
        CommandFailed: a line is no JSON object of the expected shape.
    """
    for number, raw in enumerate(sys.stdin.buffer, start=1):
        if not raw.strip():
            continue
        try:
            line = load_json(raw)
            if not isinstance(line, dict):
                raise CommandFailed(f"line {number} is no JSON object")
            for answer in answers(line):
                sys.stdout.write(dump_json(answer) + "\n")
        except (ValueError, AnnotationError) as error:
            raise CommandFailed(f"line {number}: {error}") from error
        sys.stdout.flush()
    return DONE


COMMAND = Command(
    "reanchor",
    "carry ranges between texts: JSON lines from standard input to standard output",
    run,
    uses_database=False,
)
