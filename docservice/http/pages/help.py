"""Help, and what is known about the accessibility of the service."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from docservice.http.actors import actor_of
from docservice.http.frame import frame, page, translator


async def how_to(request: Request) -> Response:
    """Show how one takes part, with whatever device or aid."""
    actor, gettext = await actor_of(request), translator(request)
    framed = frame(request, actor, title=gettext("Help"))
    return page(request, "help.html", framed)


async def accessibility(request: Request) -> Response:
    """Show what was tested for accessibility, and what was not."""
    actor, gettext = await actor_of(request), translator(request)
    framed = frame(request, actor, title=gettext("Accessibility"))
    return page(request, "accessibility.html", framed)


routes = [
    Route("/{lang:lang}/help", how_to, name="help"),
    Route("/{lang:lang}/accessibility", accessibility, name="accessibility"),
]
