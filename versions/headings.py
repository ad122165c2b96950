"""Headings of a name and a number alone: "§ 13", "Artikel 7", "Article L217-3"."""

import re

LONG = 40  # characters; no such heading is so long
_NAME = re.compile(r"[^\W\d_]|§")
_NUMBERED = re.compile(r"(\D+)\d[\d.–-]*[a-z]?")


def heading_name(text: str) -> str:
    """Return "§ " of "§ 13", "" for what is more or less than a name and a number."""
    match = _NUMBERED.fullmatch(text) if len(text) < LONG else None
    return match[1] if match and _NAME.search(match[1]) else ""
