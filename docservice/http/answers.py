"""JSON out: lists in pages, entity tags, and nothing sent that the client has."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from docservice.db.codec import dump_json
from docservice.http.bodies import JSON_TYPE, Unreadable

# What the asker may see differs by person, so no shared cache keeps it; browsers ask
# again each time and get a 304 if nothing is new.
CACHE = "private, no-cache"


def json_response(
    request: Request,
    value: object,
    *,
    status: int = 200,
    tag: str = "",
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return `value`; its entity tag begins with `tag` and changes with every byte."""
    body = dump_json(value).encode()
    digest = hashlib.blake2b(body, digest_size=9).hexdigest()
    etag = f'"{tag}-{digest}"' if tag else f'"{digest}"'
    found = {
        "ETag": etag,
        "Cache-Control": CACHE,
        "Vary": "Authorization, Cookie",
        **(headers or {}),
    }
    if request.method in ("GET", "HEAD") and _is_known(request, etag):
        return Response(status_code=304, headers=found)
    return Response(body, status, found, JSON_TYPE)


def page(items: Sequence[Any], next_cursor: str | None) -> dict[str, Any]:
    """Return one page of a list."""
    return {"items": items, "next_cursor": next_cursor}


def no_content() -> Response:
    """Return that it is done, without a body."""
    return Response(status_code=204)


def if_match(request: Request) -> str | None:
    """Return the tag that the thing must still have, None if any will do.

    Of an entity tag only what stands before the hyphen counts, the version: another
    reader's support or reply does not stand in the way of an edit.

    Raises:
        Unreadable: the header holds no entity tag, or more than one.
    """
    header = request.headers.get("if-match")
    if header is None or header.strip() == "*":
        return None
    tag = header.strip().removeprefix("W/")
    if "," in tag or len(tag) < len('""') or tag[0] != '"' or tag[-1] != '"':
        raise Unreadable("If-Match needs one entity tag in quotes", "If-Match")
    return tag.strip('"').partition("-")[0]


def _is_known(request: Request, etag: str) -> bool:
    header = request.headers.get("if-none-match")
    if header is None:
        return False
    tags = {tag.strip().removeprefix("W/") for tag in header.split(",")}
    return etag in tags or "*" in tags


def wants_json(request: Request) -> bool:
    """Return whether a script asks, and no browser that follows a form."""
    return JSON_TYPE in request.headers.get("accept", "")
