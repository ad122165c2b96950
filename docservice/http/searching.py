"""Search that knows of every comment, also of the one written a moment ago."""

from starlette.requests import Request

from docservice.db import search
from docservice.http.context import context_of


async def prepare_search(request: Request, words: str) -> None:
    """Let the index catch up if something is looked for."""
    store = context_of(request).store
    is_behind = await store.read(search.is_behind) if words else False
    if is_behind:
        await store.write(search.catch_up)
