"""Who is called in an internal note: `@` with a whole name."""

import re
from collections.abc import Iterable


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


def _called(name: str) -> re.Pattern[str]:
    return re.compile(rf"@{re.escape(name)}(?!\w)", re.IGNORECASE)
