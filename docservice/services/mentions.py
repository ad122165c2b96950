"""Who is called in an internal note: `@` with a whole name."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

_CALL: Final = re.compile(r"(?<!\w)@\w+")  # not the @ of an address


def mentions(note: str, name: str, names: Iterable[str]) -> bool:
    """Return whether a note calls somebody.

    `names` are those of all who may be called: `@Jana Wiesner` calls no Jana, if there
    is a Jana Wiesner, and `@Janas` calls nobody.
    """
    longer = [each for each in names if each != name and each.startswith(name)]
    return any(
        not any(_called(each).match(note, found.start()) for each in longer)
        for found in _called(name).finditer(note)
    )


def calling_nobody(note: str, names: Sequence[str]) -> list[str]:
    """Return what a note calls with `@` that is no one's whole name."""
    return [
        found[0]
        for found in _CALL.finditer(note)
        if not any(_called(name).match(note, found.start()) for name in names)
    ]


def _called(name: str) -> re.Pattern[str]:
    return re.compile(rf"@{re.escape(name)}(?!\w)", re.IGNORECASE)
