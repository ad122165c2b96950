"""The pages: each module gives its `routes`, and they are served in this order."""

from starlette.routing import BaseRoute

from docservice.http.pages import signing_in


def routes() -> list[BaseRoute]:
    """Return the routes of all pages."""
    return [*signing_in.routes()]
