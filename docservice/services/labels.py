"""What revisions are called."""

import re
from collections.abc import Collection
from typing import Final

# What a revision is called that got no label, in the language of its text.
PLAIN: Final = {"de": "Fassung"}
# A year is no count: its digits are too many.
COUNTED = re.compile(r"(.*?)([0-9]{1,3})", re.DOTALL)


def plain(number: int, lang: str) -> str:
    """Return what revision `number` is called where nobody gave it a label."""
    return f"{PLAIN.get(lang.partition('-')[0], 'Revision')} {number}"


def following(label: str) -> str:
    """Return the next label in a row, such as “Entwurf 4” after “Entwurf 3”.

    It is empty where the label does not end in a number.
    """
    found = COUNTED.fullmatch(label)
    if found is None or found[1][-1:].isdigit():
        return ""
    return f"{found[1]}{int(found[2]) + 1}"


def next_free(label: str, taken: Collection[str]) -> str:
    """Return the next label in a row that no revision has; empty as `following` is."""
    found = following(label)
    while found and found in taken:
        found = following(found)
    return found


def suggested(before: str, number: int, lang: str, taken: Collection[str]) -> str:
    """Return what revision `number`, the one after `before`, is called if nobody says.

    It counts on where the one before it counts.
    """
    return next_free(before, taken) or distinct(plain(number, lang), taken)


def distinct(label: str, taken: Collection[str]) -> str:
    """Return a label, with a number behind it if a revision is called so already.

    An empty one is none, and stays so.
    """
    found, number = label, 1
    while found and found in taken:
        number += 1
        found = f"{label} ({number})"
    return found
