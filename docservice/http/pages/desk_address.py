"""Which comment an address that somebody pasted leads to."""

import re
from typing import Final
from urllib.parse import parse_qs, urlsplit

from starlette.requests import Request

from docservice.http.context import context_of
from docservice.services.origins import is_own

# A comment's lasting address, its page, and what the address bar says after its form
# was sent.
_COMMENT: Final = re.compile(r"(?:/\w+(?:/d/[^/]+/desk)?)?/c/([^/]+)/?")
_DESK: Final = re.compile(r"/\w+/d/[^/]+/desk/?")


def comment_at(request: Request, link: str) -> str:
    """Return the id of the comment, empty for an address that is none of ours.

    An id alone is one as well.
    """
    if not re.search(r"[/?#:]", link):
        return link
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    host = request.headers.get("host", "")
    origin = f"{parts.scheme}://{parts.netloc}"
    if (parts.scheme or parts.netloc) and not is_own(
        origin, host, context_of(request).settings
    ):
        return ""
    if _DESK.fullmatch(parts.path):
        return parse_qs(parts.query).get("comment", [""])[0]
    found = _COMMENT.fullmatch(parts.path)
    return found[1] if found else ""
