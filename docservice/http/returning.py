"""Where people go back to: pages of this host only, whatever a request claims."""

import re
from urllib.parse import urlsplit

from starlette.requests import Request

LOCAL_PATH = re.compile(r"/(?![/\\])[!-\[\]-~]*")  # of this host, printable ASCII


def local_path(raw: str | None) -> str:
    """Return where to go on this host, empty if `raw` leads anywhere else."""
    return raw if raw and LOCAL_PATH.fullmatch(raw) else ""


def came_from(request: Request) -> str:
    """Return the page of ours on which a request was made, empty if it is not known."""
    try:
        came = urlsplit(request.headers.get("referer", ""))
    except ValueError:
        return ""
    if came.netloc != request.headers.get("host"):
        return ""
    return local_path(f"{came.path}?{came.query}" if came.query else came.path)
