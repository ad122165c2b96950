"""What revisions are called."""

import re

# A year is no count: its digits are too many.
COUNTED = re.compile(r"(.*?)([0-9]{1,3})", re.DOTALL)


def following(label: str) -> str:
    """Return the next label in a row, such as “Entwurf 4” after “Entwurf 3”.

    It is empty where the label does not end in a number.
    """
    found = COUNTED.fullmatch(label)
    if found is None or found[1][-1:].isdigit():
        return ""
    return f"{found[1]}{int(found[2]) + 1}"
