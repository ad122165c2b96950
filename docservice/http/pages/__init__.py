"""The pages: each module gives its `routes`, and they are served in this order."""

from starlette.routing import BaseRoute

from docservice.http.pages import (
    compare,
    history,
    home,
    process,
    reading,
    signing_in,
)


def routes() -> list[BaseRoute]:
    """Return the routes of all pages."""
    return [
        *home.routes,
        *process.routes,
        *signing_in.routes(),
        *reading.routes(),
        *compare.routes,
        *history.routes,
    ]
