"""Query parameters and cursors, read strictly: what is misspelt is not ignored."""

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from starlette.requests import Request

from docservice.http.api.declaration import Query
from docservice.http.numbers import whole_number
from docservice.services import requests
from docservice.services.errors import Invalid

DEFAULT_LIMIT = 50
MOST = 200

Word = TypeVar("Word", bound=str)

CURSOR = Query(
    "cursor",
    {"type": "string", "maxLength": 200},
    "Where to go on: `next_cursor` of the page before.",
)
LIMIT = Query(
    "limit",
    {"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT_LIMIT},
    "How many items a page has at most.",
)
PAGING = (CURSOR, LIMIT)


def one(request: Request, name: str) -> str | None:
    """Return a parameter, None if it is absent or empty.

    Raises:
        Invalid: it is given twice.
    """
    values = [value for value in request.query_params.getlist(name) if value]
    if len(values) > 1:
        raise Invalid(f"{name} is given {len(values)} times", name)
    return requests.text({name: values[0]}, name, 1000) if values else None


def number(
    request: Request, name: str, *, least: int = 1, most: int = requests.MAX_NUMBER
) -> int | None:
    """Return a parameter as a whole number.

    Raises:
        Invalid: it is none, or out of bounds.
    """
    raw = one(request, name)
    if raw is None:
        return None
    found = whole_number(raw)
    if found is None or not least <= found <= most:
        raise Invalid(f"{name} needs a whole number from {least} to {most}", name)
    return found


def word(request: Request, name: str, allowed: Sequence[Word]) -> Word | None:
    """Return a parameter as one of the allowed words.

    Raises:
        Invalid: it is another.
    """
    raw = one(request, name)
    if raw is None:
        return None
    return requests.choice({name: raw}, name, tuple(allowed))


def limit(request: Request) -> int:
    """Return how many items the page may have."""
    return number(request, "limit", most=MOST) or DEFAULT_LIMIT


def cursor(request: Request) -> str | None:
    """Return the place to go on from, as `next_cursor` named it.

    Raises:
        Invalid: it was not made by `next_cursor`.
    """
    raw = one(request, "cursor")
    if raw is None:
        return None
    try:
        padded = raw + "=" * (-len(raw) % 4)
        return base64.b64decode(padded, altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        raise Invalid("cursor is not one that a page ended with", "cursor") from None


def next_cursor(last: str | None) -> str | None:
    """Return the cursor of the page after the item that `last` names."""
    if last is None:
        return None
    return base64.urlsafe_b64encode(last.encode()).decode().rstrip("=")


def number_in_cursor(request: Request) -> int:
    """Return the number that the cursor names, 0 without one.

    Raises:
        Invalid: it names none.
    """
    found = whole_number(cursor(request) or "0")
    if found is None:
        raise Invalid("cursor is not one that a page ended with", "cursor")
    return found
