"""Request bodies: read within a limit, and JSON without anything ambiguous.

JSON that different readers understand differently (a key twice, NaN, half characters)
is refused with the place of the fault, before any rule of the domain is applied.
"""

import json
import math
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request

LENGTH_DIGITS = 18  # of Content-Length; what has more is larger than any limit
MAX_DEPTH = 32  # no request needs more than five
FIELDS = 1000  # of a form; the desk sends one per chosen annotation
JSON_TYPE = "application/json"
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")


class Unreadable(Exception):
    """The body, a header or the query cannot be read; `field` names the place."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class BodyTooLarge(Exception):
    """The body is over `limit` bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"the body may have {limit} bytes at most")
        self.limit = limit


class UnsupportedMediaType(Exception):
    """The body is of another type than `accepted`."""

    def __init__(self, accepted: str, given: str) -> None:
        super().__init__(f"send {accepted}, not {given or 'a body without a type'}")
        self.accepted = accepted


def media_type(request: Request) -> str:
    """Return the type of the body in lower case, without parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def read_json(request: Request, limit: int) -> object:
    """Return what the body means.

    Raises:
        UnsupportedMediaType: it is not JSON by its header.
        BodyTooLarge: it is over `limit` bytes.
        Unreadable: it is no JSON, or an ambiguous one.
    """
    given = media_type(request)
    if given != JSON_TYPE and not given.endswith("+json"):
        raise UnsupportedMediaType(JSON_TYPE, given)
    return parse_json(await read_body(request, limit))


async def read_body(request: Request, limit: int) -> bytes:
    """Return the body.

    Raises:
        BodyTooLarge: it is over `limit` bytes.
    """
    _check_length(request, limit)
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > limit:
            raise BodyTooLarge(limit)
        parts.append(part)
    return b"".join(parts)


async def read_form(request: Request, limit: int) -> FormData:
    """Return the fields of a form without files.

    Raises:
        UnsupportedMediaType: it is no form by its header.
        BodyTooLarge: it is over `limit` bytes.
    """
    _check_form(request, limit)
    return await request.form(max_files=0, max_fields=FIELDS, max_part_size=limit)


@asynccontextmanager
async def open_upload(request: Request, limit: int) -> AsyncIterator[FormData]:
    """Give the fields of a form with a file, which is gone when the block ends.

    Raises:
        UnsupportedMediaType: it is no form by its header.
        BodyTooLarge: it is over `limit` bytes.
    """
    _check_form(request, limit)
    async with request.form(
        max_files=1, max_fields=FIELDS, max_part_size=limit
    ) as form:
        yield form


def _check_form(request: Request, limit: int) -> None:
    given = media_type(request)
    is_empty = not given and request.headers.get("content-length", "0") == "0"
    if given not in FORM_TYPES and not is_empty:
        raise UnsupportedMediaType(" or ".join(FORM_TYPES), given)
    _check_length(request, limit)


def _check_length(request: Request, limit: int) -> None:
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length[:LENGTH_DIGITS]) > limit:
        raise BodyTooLarge(limit)


def parse_json(raw: bytes) -> object:
    """Return what `raw` means.

    Raises:
        Unreadable: it is no JSON, or an ambiguous one.
    """
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"the body is no UTF-8 at byte {error.start}", "body"
        ) from None
    try:
        value: object = json.loads(
            text, object_pairs_hook=_object, parse_constant=_constant
        )
    except json.JSONDecodeError as error:
        place = f"line {error.lineno} column {error.colno}"
        raise Unreadable(f"no JSON at {place}: {error.msg}", "body") from None
    except RecursionError:
        raise _too_deep() from None
    except ValueError as error:  # a number of thousands of digits
        raise Unreadable(f"the body cannot be read: {error}", "body") from None
    _check(value)
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]  # add returns None on purpose
        raise Unreadable(f"the key {twice!r} stands twice in an object", twice)
    return found


def _constant(word: str) -> Callable[[], None]:
    raise Unreadable(f"{word} is no JSON number", "body")


def _check(value: object) -> None:
    """Refuse what is nested too deeply, and numbers beyond every float."""
    level = [value]
    for _ in range(MAX_DEPTH):
        below: list[object] = []
        for each in level:
            if isinstance(each, dict):
                below += each.values()
            elif isinstance(each, list):
                below += each
            elif isinstance(each, float) and not math.isfinite(each):
                raise Unreadable("a number is too large", "body")
        if not below:
            return
        level = below
    raise _too_deep()


def _too_deep() -> Unreadable:
    return Unreadable(f"the body is nested deeper than {MAX_DEPTH}", "body")
