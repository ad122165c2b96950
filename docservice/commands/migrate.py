"""`randnotiz migrate`: bring the database to this release's schema."""

import argparse

from docservice.commands.command import DONE, Command
from docservice.db import migrating
from docservice.settings import Settings


def run(_arguments: argparse.Namespace, settings: Settings) -> int:
    """Migrate; `serve` and all other commands do the same by themselves."""
    changed = migrating.upgrade(settings.database)
    print("migrated to the newest schema" if changed else "nothing to do")
    return DONE


COMMAND = Command("migrate", "bring the database to the newest schema", run)
