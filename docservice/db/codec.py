"""JSON as it is stored and sent: orjson, UTF-8, times in UTC with a Z."""

from datetime import UTC, datetime
from typing import Any

import orjson


def dump_json(value: object) -> str:
    """Return `value` as JSON text."""
    return orjson.dumps(value).decode()


def load_json(text: str | bytes) -> Any:
    """Return what JSON `text` means.

    Raises:
        ValueError: the text is no JSON.
    """
    return orjson.loads(text)


def timestamp(moment: datetime) -> str:
    """Return an aware time as RFC 3339 with milliseconds, e.g. 2026-11-23T09:00:00.000Z."""
    utc = moment.astimezone(UTC).replace(tzinfo=None)
    return utc.isoformat(timespec="milliseconds") + "Z"
