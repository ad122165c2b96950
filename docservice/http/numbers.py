"""Whole numbers as people and programs write them into addresses and forms."""

DIGITS = 9  # as many as every engine's integer can hold; no page or revision has more


def whole_number(given: object) -> int | None:
    """Return what digits mean, None for anything else and for too many of them.

    Python reads no more than 4,300 digits, and a database far fewer.
    """
    raw = str(given or "")
    is_number = raw.isascii() and raw.isdecimal() and len(raw) <= DIGITS
    return int(raw) if is_number else None
